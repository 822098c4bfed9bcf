import { expect, it } from 'vitest';
import { displayTokenIn, withDisplayToken } from './display-link.ts';

it.each(['', 'abc-_19'])('a link gives back its token %j, and no server gets it', (token) => {
  const url = new URL(withDisplayToken('/wall/prod?rotate=30s', token), 'http://rollcall.example');
  expect(displayTokenIn(url.hash)).toBe(token);
  expect(url.pathname + url.search).toBe('/wall/prod?rotate=30s');
});

it.each(['', '#', '#display', '#x=1', '#?display=abc', 'display=abc'])(
  'there is no token in %j',
  (fragment) => {
    expect(displayTokenIn(fragment)).toBeNull();
  },
);

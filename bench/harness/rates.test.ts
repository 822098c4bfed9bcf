import { expect, it } from 'vitest';
import { ratesByPath } from './rates.ts';

const beats = (member: string, path: string, fromMs: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ atMs: fromMs + index * 2000, member, path }));

it('does not depend on where the window begins', () => {
  expect(ratesByPath(beats('node-1', '/1.0', 1, 5), 9000)).toEqual(new Map([['/1.0', 0.5]]));
  expect(ratesByPath(beats('node-1', '/1.0', 1999, 4), 9000)).toEqual(new Map([['/1.0', 0.5]]));
});

it('adds up over the members, path by path', () => {
  const events = [
    ...beats('node-1', '/1.0', 0, 3),
    ...beats('node-2', '/1.0', 5, 4),
    ...beats('node-1', '/x', 7, 2),
  ];
  expect(ratesByPath(events, 10_000)).toEqual(
    new Map([
      ['/1.0', 1],
      ['/x', 0.5],
    ]),
  );
});

it('takes a single event for one in the window', () => {
  expect(ratesByPath(beats('node-1', '/1.0/events', 0, 1), 10_000).get('/1.0/events')).toBe(0.1);
});

it('has nothing to say of nothing', () => {
  expect(ratesByPath([], 1000).size).toBe(0);
});

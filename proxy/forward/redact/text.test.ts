import { expect, it } from 'vitest';
import { clip, toApiPath } from './text.ts';

it.each([
  ['/1.0', '/1.0'],
  ['/1.0/instances/web-1', '/1.0/instances/web-1'],
  ['/1.0/instances/web-1?project=web', '/1.0/instances/web-1?project=web'],
  [
    '/1.0/storage-pools/local?target=node-1&project=a%20b',
    '/1.0/storage-pools/local?project=a+b&target=node-1',
  ],
  ['/1.0/images/aliases/ubuntu/22.04', '/1.0/images/aliases/ubuntu/22.04'],
  ['/1.0/instances/b%C3%BCro', '/1.0/instances/b%C3%BCro'],
  ['/1.0/instances/büro', '/1.0/instances/büro'],
  // What a parameter says that is not known to be harmless stays here.
  ['/1.0/images/ab12/export?secret=hunter2', '/1.0/images/ab12/export'],
  ['/1.0/images/ab12/export?secret=hunter2&project=web', '/1.0/images/ab12/export?project=web'],
  [`/1.0/instances/c?project=${'p'.repeat(256)}`, '/1.0/instances/c'],
])('%s is the path %s', (raw, path) => {
  expect(toApiPath(raw)).toBe(path);
});

it.each([
  '',
  'hunter2',
  '/',
  '/1.1/instances',
  '/1.0x',
  'https://node-1:8443/1.0/instances',
  '/1.0/a#hunter2',
  '/1.0/a b',
  '/1.0/a\nb',
  '/1.0/a\\b',
  '/1.0/a\u0000',
  `/1.0/${'n'.repeat(2000)}`,
])('%j is no path of the API', (raw) => {
  expect(toApiPath(raw)).toBeNull();
});

it('leaves a text as it is up to its limit, and never half of a character', () => {
  expect([clip('abc', 3), clip('abcd', 3), clip('a\u{1F600}b', 3)]).toEqual(['abc', 'ab…', 'a\uFFFD…']);
});

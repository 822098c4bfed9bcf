import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseForward } from './allow-list.ts';

/** Written down a second time, and on purpose in another way than in the allow-list. */
const NAME = String.raw`(?!\.{1,2}(?:$|[/?]))(?:[A-Za-z0-9_.!~*'()-]|%(?!2[Ff]|5[Cc]|25|[01]|7[Ff])[0-9A-F]{2})+`;
const GRAMMAR = new RegExp(
  String.raw`^/1\.0(?:/cluster(?:/members(?:\?recursion=1)?(?:(?<=recursion=1)&filter=[\w.*+%-]+|(?<!recursion=1)\?filter=[\w.*+%-]+)?|/members/${NAME}(?:/state)?|/groups(?:\?recursion=1)?|/groups/${NAME})?)?$`,
);

/** Pieces of which attacks are made, beside those of which good requests are. */
const PIECES = [
  ...[
    '1.0',
    'lxd',
    'prod',
    'cluster',
    'members',
    'groups',
    'state',
    'node-1',
    'instances',
    'recursion',
    'filter',
    'target',
  ],
  ...[
    '/',
    '/',
    '/',
    '/',
    '//',
    '\\',
    '.',
    '..',
    '%2e',
    '%2E%2e',
    '%2f',
    '%2F',
    '%5c',
    '%252f',
    '%00',
    '%0d%0a',
    '%ff',
    '%c0%af',
  ],
  ...[
    '?',
    '&',
    '=',
    ';',
    '#',
    '@',
    ':',
    '+',
    '%',
    '%zz',
    '%20',
    '%C3%BC',
    'ü',
    '\uFF0F',
    '\r\n',
    '\u0000',
    ' ',
    '=0',
    '=1',
    '=2',
  ],
  ...['http://', 'evil.example', '%31.0', 'Cluster', '[]', '*', '~', '"', '<', '|'],
];
const mixed = fc
  .array(
    fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...PIECES) }, { weight: 1, arbitrary: fc.string() }),
  )
  .map((parts) => parts.join(''));

/** A good request with something hostile put in somewhere, or in place of a part of it. */
const GOOD = [
  '/1.0',
  '/1.0/cluster',
  '/1.0/cluster/members?recursion=1&filter=a',
  '/1.0/cluster/members/node-1',
  '/1.0/cluster/members/node-1/state',
  '/1.0/cluster/groups?recursion=1',
  '/lxd/prod/1.0/cluster/groups/gpu',
];
const damaged = fc
  .tuple(fc.constantFrom(...GOOD), fc.nat(50), fc.nat(3), mixed)
  .map(([url, at, gone, put]) => url.slice(0, at) + put + url.slice(at + gone));
const named = fc
  .string({ unit: 'binary' })
  .map((name) => `/1.0/cluster/members/${encodeURIComponent(name.toWellFormed())}`);
const filtered = fc
  .string({ unit: 'binary', maxLength: 60 })
  .map((filter) => `/1.0/cluster/members?filter=${encodeURIComponent(filter.toWellFormed())}`);

it('sends upstream nothing but what the grammar has, and takes that as it is', () => {
  let accepted = 0;
  fc.assert(
    fc.property(fc.oneof(mixed, damaged, named, filtered), (url) => {
      const parsed = parseForward(url);
      if (!parsed.ok) return;
      accepted += 1;
      const { path, resource } = parsed.request;
      expect(path).toMatch(GRAMMAR);
      expect(parseForward(path)).toEqual({ ok: true, request: { cluster: null, resource, path } });
      // No client or server reads it as another path.
      const { pathname, search, hash } = new URL(path, 'https://node-1:8443');
      expect(pathname + search + hash).toBe(path);
    }),
    { numRuns: 20_000 },
  );
  expect(accepted).toBeGreaterThan(1000);
});

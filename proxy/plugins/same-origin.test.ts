import { describe, expect, it } from 'vitest';
import { isSameOrigin, provesOwnOrigin } from './same-origin.ts';

it.each([
  [undefined, 'localhost:8484'],
  [undefined, undefined],
  ['http://localhost:8484', 'localhost:8484'],
  ['http://127.0.0.1:8484', '127.0.0.1:8484'],
  ['http://[::1]:8484', '[::1]:8484'],
  ['HTTP://LocalHost:8484', 'LOCALHOST:8484'],
  // Behind a reverse proxy that speaks TLS.
  ['https://board.example', 'board.example'],
  ['https://board.example', 'board.example:443'],
  ['http://board.example', 'board.example:80'],
  // pylxd, which says from where it connects by what it connects to.
  ['ws://127.0.0.1:8484', '127.0.0.1:8484'],
  ['wss://board.example', 'board.example'],
])('%s may open a socket at %s', (origin, host) => {
  expect(isSameOrigin(origin, host, false)).toBe(true);
});

it.each([
  ['http://board.example', false],
  ['ws://board.example', false],
  ['https://board.example', true],
  ['wss://board.example', true],
  [undefined, true],
])('%s may open a socket by https: %s', (origin, may) => {
  expect(isSameOrigin(origin, 'board.example', true)).toBe(may);
});

it.each([
  ['http://evil.example', 'localhost:8484'],
  ['http://localhost', 'localhost:8484'],
  ['http://localhost:8485', 'localhost:8484'],
  ['http://127.0.0.1:8484', 'localhost:8484'],
  ['http://localhost:8484.evil.example', 'localhost:8484'],
  ['http://localhost:8484@evil.example', 'localhost:8484'],
  ['http://evil.example@localhost:8484', 'localhost:8484'],
  ['http://localhost:8484/', 'localhost:8484'],
  ['http://localhost:8484#', 'localhost:8484'],
  ['http://localhost:8484, http://evil.example', 'localhost:8484'],
  ['https://board.example', 'board.example:80'],
  ['null', 'localhost:8484'],
  ['', 'localhost:8484'],
  ['localhost:8484', 'localhost:8484'],
  ['file://localhost', 'localhost'],
  ['chrome-extension://localhost', 'localhost'],
  ['http://localhost:8484', undefined],
  ['http://localhost:8484', ''],
  ['http://localhost:8484', 'evil.example/@localhost:8484'],
])('%s may open none at %s', (origin, host) => {
  expect(isSameOrigin(origin, host, false)).toBe(false);
});

describe('a request proves that no other site made it', () => {
  const host = 'localhost:8484';
  const origin = 'http://localhost:8484';

  it.each([
    [{ host, origin }],
    [{ host, origin, 'sec-fetch-site': 'same-origin' }],
    [{ host, 'x-rollcall': '1' }],
    [{ host, origin, 'x-rollcall': '1', 'sec-fetch-site': 'same-origin' }],
    [{ host, 'x-rollcall': '1', 'sec-fetch-site': 'none' }],
    [{ host: 'board.example', origin: 'https://board.example' }],
  ])('with %j', (headers) => {
    expect(provesOwnOrigin(headers, false)).toBe(true);
  });

  it('but not with a page that came by http where https is spoken', () => {
    const headers = { host, origin, 'x-rollcall': '1' };
    expect([provesOwnOrigin(headers, false), provesOwnOrigin(headers, true)]).toEqual([true, false]);
  });

  it.each([
    [{}],
    [{ host }],
    [{ host, 'x-rollcall': '' }],
    [{ host, 'x-rollcall': '0' }],
    [{ host, 'x-rollcall': '1, 1' }],
    [{ host, 'sec-fetch-site': 'same-origin' }],
    [{ host, origin: 'null' }],
    [{ host, origin: 'null', 'x-rollcall': '1' }],
    [{ host, origin: 'http://evil.example' }],
    [{ host, origin: 'http://evil.example', 'x-rollcall': '1' }],
    [{ host, origin: 'http://localhost:8485', 'x-rollcall': '1' }],
    [{ host, origin: '', 'x-rollcall': '1' }],
    [{ host, origin, 'sec-fetch-site': 'cross-site' }],
    [{ host, origin, 'sec-fetch-site': 'same-site' }],
    [{ host, origin, 'sec-fetch-site': '' }],
    [{ host, origin, 'sec-fetch-site': 'Same-Origin' }],
    [{ host, 'x-rollcall': '1', 'sec-fetch-site': 'cross-site' }],
    [{ origin }],
    [{ host, referer: `${origin}/clusters/prod` }],
    [{ host, cookie: 'origin=http://localhost:8484' }],
  ])('but not with %j', (headers) => {
    expect(provesOwnOrigin(headers, false)).toBe(false);
  });
});

import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parseToken } from './token.ts';

const NOW_MS = Date.UTC(2026, 10, 25);
const FINGERPRINT = 'ab'.repeat(32);
const SECRET = 'cd'.repeat(32);

const TOKEN = {
  client_name: 'rollcall',
  fingerprint: FINGERPRINT,
  addresses: ['10.0.0.1:8443', '[fd00::1]:8443'],
  secret: SECRET,
  expires_at: '0001-01-01T00:00:00Z',
};
const encoded = (json: unknown): string => Buffer.from(JSON.stringify(json)).toString('base64');

describe('a trust token', () => {
  it('says whom to ask, and by which certificate it is known', () => {
    expect(parseToken(encoded(TOKEN), NOW_MS)).toEqual({
      ok: true,
      value: {
        text: encoded(TOKEN),
        clientName: 'rollcall',
        fingerprint: FINGERPRINT,
        origins: ['https://10.0.0.1:8443', 'https://[fd00::1]:8443'],
        forIdentity: false,
      },
    });
  });

  it('may have been broken into lines by a terminal', () => {
    const broken = encoded(TOKEN).replaceAll(/(.{40})/g, '$1\n  ');
    expect(parseToken(`${broken}\n`, NOW_MS)).toEqual(parseToken(encoded(TOKEN), NOW_MS));
  });

  it('may be for an identity', () => {
    const token = parseToken(encoded({ ...TOKEN, type: 'Client certificate' }), NOW_MS);
    expect(token.ok && token.value.forIdentity).toBe(true);
  });

  it('may end, and may have ended', () => {
    const until = (expires_at: string) => parseToken(encoded({ ...TOKEN, expires_at }), NOW_MS);
    expect(until('2026-11-25T00:00:01Z').ok).toBe(true);
    expect(until('2026-11-24T23:00:00+00:00')).toMatchObject({
      ok: false,
      error: { what: 'this token expired at 2026-11-24T23:00:00.000Z' },
    });
  });
});

test.each([
  ['', 'this is not a trust token'],
  ['rollcall.yaml', 'this is not a trust token'],
  ['-----BEGIN CERTIFICATE-----', 'this is not a trust token'],
  ['A'.repeat(20_000), 'this is not a trust token'],
  [encoded('text'), 'this is not a trust token'],
  [encoded({ ...TOKEN, fingerprint: 'short' }), 'this is not a trust token'],
  [encoded({ ...TOKEN, addresses: [] }), 'this is not a trust token'],
  [encoded({ ...TOKEN, addresses: ['no address'] }), 'this token names no address of a server'],
  [
    encoded({
      server_name: 'node-4',
      fingerprint: FINGERPRINT,
      addresses: ['10.0.0.1:8443'],
      secret: SECRET,
    }),
    'this token is for a server that joins a cluster, not for a client',
  ],
])('%s is refused with a remedy', (text, what) => {
  // A join token has all that a trust token has, but names a server.
  expect(parseToken(text, NOW_MS)).toMatchObject({
    ok: false,
    error: { what, remedy: expect.stringContaining('lxc config trust add') },
  });
});

test('whatever is given, nothing of it is repeated', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json().map(encoded), fc.base64String()), (text) => {
      const token = parseToken(text, NOW_MS);
      if (token.ok || text.length < 12) return;
      expect(JSON.stringify(token.error)).not.toContain(text);
    }),
  );
});

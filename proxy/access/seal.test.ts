import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { CompactEncrypt, compactDecrypt } from 'jose';
import { describe, expect, it } from 'vitest';
import { open, seal } from './seal.ts';

const key = { id: 'k1', key: randomBytes(32) };
const other = { id: 'k2', key: randomBytes(32) };
const CLAIMS = { id: 'x', name: 'größe', at: 1 };

describe('what is sealed', () => {
  it('is opened with its key, whichever else there are', () => {
    expect(open(seal(CLAIMS, key), [other, key])).toEqual(CLAIMS);
    expect(seal(CLAIMS, key)).not.toBe(seal(CLAIMS, key));
  });

  it('is JWE to others, and theirs is to us', async () => {
    const { plaintext, protectedHeader } = await compactDecrypt(seal(CLAIMS, key), key.key);
    expect(JSON.parse(new TextDecoder().decode(plaintext))).toEqual(CLAIMS);
    expect(protectedHeader).toEqual({ alg: 'dir', enc: 'A256GCM', kid: 'k1' });
    const theirs = await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(CLAIMS)))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: 'k1' })
      .encrypt(key.key);
    expect(open(theirs, [key])).toEqual(CLAIMS);
  });

  it('is nothing without its key, or with another of the same name', () => {
    expect(open(seal(CLAIMS, key), [other])).toBeUndefined();
    expect(open(seal(CLAIMS, key), [])).toBeUndefined();
    expect(open(seal(CLAIMS, key), [{ ...other, id: 'k1' }])).toBeUndefined();
  });

  it('shows nothing of what is in it', () => {
    const [, ...rest] = seal({ name: 'anastasia' }, key).split('.');
    expect(rest.map((part) => Buffer.from(part, 'base64url').toString('latin1')).join()).not.toContain(
      'anas',
    );
  });

  it('is nothing once any part of it is another', () => {
    const sealed = seal(CLAIMS, key);
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.constantFrom('A', 'b', '9', '_', '.', '='), (at, letter) => {
        fc.pre(sealed[at] !== letter);
        const changed = sealed.slice(0, at) + letter + sealed.slice(at + 1);
        const opened = open(changed, [key]);
        // The last letter of a part has bits that stand for nothing.
        if (opened !== undefined) expect(opened).toEqual(CLAIMS);
      }),
      { numRuns: 2000 },
    );
  });

  it('is nothing when cut short, or with a shorter tag', () => {
    const sealed = seal(CLAIMS, key);
    for (let length = 0; length < sealed.length - 1; length += 1)
      expect(open(sealed.slice(0, length), [key])).toBeUndefined();
    const [header, , iv, text, tag = ''] = sealed.split('.');
    const short = Buffer.from(tag, 'base64url').subarray(0, 4).toString('base64url');
    expect(open([header, '', iv, text, short].join('.'), [key])).toBeUndefined();
  });

  it.each(['none', 'A128KW', 'RSA-OAEP'])('is nothing by another algorithm: %s', (alg) => {
    const [, ...rest] = seal(CLAIMS, key).split('.');
    const header = Buffer.from(JSON.stringify({ alg, enc: 'A256GCM', kid: 'k1' })).toString('base64url');
    expect(open([header, ...rest].join('.'), [key])).toBeUndefined();
  });

  it('is nothing in any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(open(text, [key])).toBeUndefined();
      }),
    );
    expect(open('a.'.repeat(100_000), [key])).toBeUndefined();
  });
});

import { scryptSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createVerifier, decoyOf, hashPassword, parsePasswordHash } from './password.ts';
import { cheapHash } from './testing/cheap-hash.ts';

const parsed = (text: string) => {
  const hash = parsePasswordHash(text);
  if (hash === null) throw new Error('no hash');
  return hash;
};

describe('a hash', () => {
  it('is scrypt in a PHC string, with a salt of its own', async () => {
    const [one, other] = [await hashPassword('correct horse'), await hashPassword('correct horse')];
    expect(one).toMatch(/^\$scrypt\$ln=17,r=8,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(one).not.toBe(other);
    const { salt, hash } = parsed(one);
    const again = scryptSync('correct horse', salt, 32, { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 28 });
    expect(again.equals(hash)).toBe(true);
  });

  it.each([
    'hunter2hunter2',
    '',
    '$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b4dWRWJTmaaJObG',
    '$scrypt$ln=13,r=8,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2g',
    '$scrypt$ln=19,r=8,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2g',
    '$scrypt$ln=17,r=32,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2g',
    '$scrypt$ln=17,r=0,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2g',
    '$scrypt$ln=17,r=8,p=0$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2g',
    '$scrypt$ln=17,r=8,p=1$c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2g',
    '$scrypt$ln=17,r=8,p=1$c2FsdHNhbHRzYWx0$',
    '$scrypt$ln=17,r=8,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2g\n',
  ])('is not in %j', (text) => {
    expect(parsePasswordHash(text)).toBeNull();
  });
});

describe('a password', () => {
  const { verify } = createVerifier({ maxWaiting: 8 });
  const hash = parsed(cheapHash('größer als 10'));

  it.each([
    ['größer als 10', true],
    ['größer als 10'.normalize('NFD'), true],
    ['groesser als 10', false],
    ['größer als 10 ', false],
    ['', false],
  ])('%j is right: %s', async (password, right) => {
    expect(await verify(password, hash)).toEqual({ ok: true, value: right });
  });

  it('of nobody is never right, and as costly to try as the costliest', async () => {
    const costly = parsed(await hashPassword('correct horse'));
    expect(decoyOf([hash, costly])).toMatchObject({ log2N: 17, r: 8, p: 1 });
    expect(decoyOf([hash])).toMatchObject({ log2N: 14, r: 8, p: 1 });
    expect(decoyOf([])).toMatchObject({ log2N: 17, r: 8, p: 1 });
    expect(await verify('größer als 10', decoyOf([hash]))).toEqual({ ok: true, value: false });
  });
});

it('tries one after the other, and no more than so many wait', async () => {
  const { verify } = createVerifier({ maxWaiting: 2 });
  const hash = parsed(cheapHash('x'));
  const ended: number[] = [];
  const all = await Promise.all(
    Array.from({ length: 6 }, async (_each, index) => {
      const answer = await verify('x', hash);
      if (answer.ok) ended.push(index);
      return answer;
    }),
  );
  expect(all.map((answer) => (answer.ok ? answer.value : answer.error))).toEqual([
    true,
    true,
    true,
    'busy',
    'busy',
    'busy',
  ]);
  expect(ended).toEqual([0, 1, 2]);
  expect(await verify('x', hash)).toEqual({ ok: true, value: true });
});

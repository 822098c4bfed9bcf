/** Passwords as the settings hold them: scrypt (RFC 7914) in a PHC string, `$scrypt$ln=17,r=8,p=1$SALT$HASH`. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { type Result, err, ok } from '../result.ts';

/** What OWASP asks of scrypt (2023): 128 MiB and some tenths of a second for each try. */
const COST = { log2N: 17, r: 8, p: 1 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** Whatever stands in the settings must not cost much more than ours, nor so little that it is soon guessed. */
const MOST_BYTES = 256 * 2 ** 20;
const LEAST_LOG2_N = 14;

export type PasswordHash = { log2N: number; r: number; p: number; salt: Buffer; hash: Buffer };

const PHC = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d)\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

/** The hash of no password, as costly to try as the costliest of these. */
export function decoyOf(hashes: readonly PasswordHash[]): PasswordHash {
  const [costliest = { ...COST, salt: Buffer.alloc(SALT_BYTES) }] = hashes.toSorted(
    (one, other) => memoryOf(other) * other.p - memoryOf(one) * one.p,
  );
  return { ...costliest, hash: randomBytes(HASH_BYTES) };
}

/** Null: it is no such string, or one that is too cheap or too costly to try. */
export function parsePasswordHash(text: string): PasswordHash | null {
  const [, log2N, r, p, salt = '', hash = ''] = PHC.exec(text) ?? [];
  const cost = { log2N: Number(log2N), r: Number(r), p: Number(p) };
  const fits = cost.log2N >= LEAST_LOG2_N && cost.r > 0 && cost.p > 0 && memoryOf(cost) <= MOST_BYTES;
  if (!fits) return null;
  return { ...cost, salt: Buffer.from(salt, 'base64'), hash: Buffer.from(hash, 'base64') };
}

const memoryOf = ({ log2N, r }: Pick<PasswordHash, 'log2N' | 'r'>): number => 128 * r * 2 ** log2N;

/** What the settings hold for this password, with a salt of its own. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, { ...COST, salt }, HASH_BYTES);
  const { log2N, r, p } = COST;
  return `$scrypt$ln=${log2N},r=${r},p=${p}$${unpadded(salt)}$${unpadded(hash)}`;
}

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

function derive(
  password: string,
  { salt, ...cost }: Omit<PasswordHash, 'hash'>,
  length: number,
): Promise<Buffer> {
  const options = { N: 2 ** cost.log2N, r: cost.r, p: cost.p, maxmem: memoryOf(cost) + 2 ** 20 };
  return new Promise((resolve, reject) => {
    // The same letters can be typed in several ways.
    scrypt(password.normalize('NFC'), salt, length, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

export type Verifier = {
  /** Whether it is the password, which takes the same time whatever is wrong. `busy`: too many are waiting already. */
  verify(password: string, expected: PasswordHash): Promise<Result<boolean, 'busy'>>;
};

/** One try at a time: each takes a thread and 128 MiB from everybody else. */
export function createVerifier({ maxWaiting }: { maxWaiting: number }): Verifier {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return {
    async verify(password, { hash, ...cost }) {
      if (waiting > maxWaiting) return err('busy');
      waiting += 1;
      const tried = last.then(() => derive(password, cost, hash.length));
      last = tried.catch(() => {});
      try {
        return ok(timingSafeEqual(await tried, hash));
      } finally {
        waiting -= 1;
      }
    },
  };
}

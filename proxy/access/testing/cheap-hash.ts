/** A password's hash as the settings hold one, of the least cost that is taken: for tests that try many. */
import { scryptSync } from 'node:crypto';

const SALT = Buffer.from('salt of the tests');

export function cheapHash(password: string, salt = SALT): string {
  const hash = scryptSync(password.normalize('NFC'), salt, 32, { N: 2 ** 14, r: 8, p: 1 });
  const text = [salt, hash].map((bytes) => bytes.toString('base64').replace(/=+$/, ''));
  return `$scrypt$ln=14,r=8,p=1$${text.join('$')}`;
}

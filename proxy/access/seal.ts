/**
 * What a cookie holds, so that nobody else can read it or make one: JWE in its compact form, `dir` and `A256GCM` (RFC 7516,
 * 7518). Written out here and not taken from a library, since those work in the thread pool: a session is looked up at every request
 * and before each websocket, where nothing can be waited for, and must not stand in line behind passwords.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import * as z from 'zod/mini';

/** `id` stands in what it sealed, so that it is found again. */
export type SealKey = { id: string; key: Buffer };

const IV_BYTES = 12;
const TAG_BYTES = 16;
export const KEY_BYTES = 32;
const CIPHER = 'aes-256-gcm';
/** Of a browser's limit for one cookie. */
const MAX_LENGTH = 4096;

const Header = z.strictObject({ alg: z.literal('dir'), enc: z.literal('A256GCM'), kid: z.string() });

export function seal(value: object, { id, key }: SealKey): string {
  const header = Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256GCM', kid: id })).toString('base64url');
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(header));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(value)), cipher.final()]);
  const parts = [iv, sealed, cipher.getAuthTag()].map((bytes) => bytes.toString('base64url'));
  return [header, '', ...parts].join('.');
}

/** What `seal` was given; undefined: none of these keys sealed it, or it is not whole. */
export function open(text: string, keys: readonly SealKey[]): unknown {
  if (text.length > MAX_LENGTH) return undefined;
  const [header = '', wrappedKey, iv = '', sealed = '', tag = '', ...more] = text.split('.');
  if (wrappedKey !== '' || more.length > 0) return undefined;
  const parsed = Header.safeParse(jsonOf(Buffer.from(header, 'base64url')));
  const key = parsed.success ? keys.find(({ id }) => id === parsed.data.kid)?.key : undefined;
  const bytes = { iv: Buffer.from(iv, 'base64url'), tag: Buffer.from(tag, 'base64url') };
  if (key === undefined || bytes.iv.length !== IV_BYTES || bytes.tag.length !== TAG_BYTES) return undefined;
  const decipher = createDecipheriv(CIPHER, key, bytes.iv, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(header))
    .setAuthTag(bytes.tag);
  const opened = decipher.update(Buffer.from(sealed, 'base64url'));
  try {
    decipher.final();
  } catch {
    return undefined;
  }
  return jsonOf(opened);
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}

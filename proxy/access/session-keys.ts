/** The keys that seal sessions, in a file of their own, so that a restart logs nobody out. */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod/mini';
import { KEY_BYTES, type SealKey } from './seal.ts';

/** A new one is made after so long. */
const FRESH_MS = 30 * 86_400_000;
const KEY_ID_BYTES = 6;

const File = z.object({
  keys: z.array(z.object({ id: z.string(), madeAtMs: z.int(), key: z.base64url().check(z.length(43)) })),
});

type Made = SealKey & { madeAtMs: number };

export type SessionKeys = {
  /** With which to seal now. */
  current(nowMs: number): SealKey;
  /** All that may have sealed what still holds, the newest first. */
  all(): readonly SealKey[];
};

export type SessionKeysOptions = {
  /** Null: they are kept nowhere. */
  path: string | null;
  /** As long as what they sealed can hold, they are kept. */
  longestMs: number;
  nowMs: number;
  /** Is told when the keys of before could not be read, or those of now not be kept: everybody has to log in again, now or later. */
  onTrouble(what: string, error: unknown): void;
};

/** Reads the keys, or makes the first. */
export function openSessionKeys({ path, longestMs, nowMs, onTrouble }: SessionKeysOptions): SessionKeys {
  let keys = path === null ? [] : readKeys(path, onTrouble);

  const renew = (atMs: number): Made => {
    const fresh = {
      id: randomBytes(KEY_ID_BYTES).toString('base64url'),
      madeAtMs: atMs,
      key: randomBytes(KEY_BYTES),
    };
    keys = [fresh, ...keys.filter(({ madeAtMs }) => atMs - madeAtMs <= FRESH_MS + longestMs)];
    if (path !== null) writeKeys(path, keys, onTrouble);
    return fresh;
  };
  const current = (atMs: number): SealKey => {
    const newest = keys[0];
    return newest !== undefined && Math.abs(atMs - newest.madeAtMs) < FRESH_MS ? newest : renew(atMs);
  };
  current(nowMs);
  return { current, all: () => keys };
}

function readKeys(path: string, onTrouble: SessionKeysOptions['onTrouble']): Made[] {
  try {
    // What others could read may be known to them.
    if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0)
      throw new Error('others may read the file');
    const { keys } = File.parse(JSON.parse(readFileSync(path, 'utf8')));
    return keys.map(({ key, ...rest }) => ({ ...rest, key: Buffer.from(key, 'base64url') }));
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!missing) onTrouble('the keys of sessions are made anew, and everybody has to log in again', error);
    return [];
  }
}

function writeKeys(path: string, keys: readonly Made[], onTrouble: SessionKeysOptions['onTrouble']): void {
  const text = JSON.stringify({
    keys: keys.map(({ key, ...rest }) => ({ ...rest, key: key.toString('base64url') })),
  });
  const scratch = `${path}.new`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    rmSync(scratch, { force: true });
    writeFileSync(scratch, `${text}\n`, { mode: 0o600, flag: 'wx' });
    chmodSync(scratch, 0o600);
    renameSync(scratch, path);
  } catch (error) {
    onTrouble('the keys of sessions could not be kept; after a restart everybody has to log in again', error);
  }
}

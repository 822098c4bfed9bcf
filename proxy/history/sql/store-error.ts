/** Turns what goes wrong inside the store into a failure: a kind to branch on and words to show. */
import Database from 'better-sqlite3';
import { type Result, err, ok } from '../../result.ts';
import type { StoreFailure, StoreFailureKind } from '../store.ts';

/** An error that already knows its kind. */
export class StoreError extends Error {
  readonly kind: StoreFailureKind;

  constructor(kind: StoreFailureKind, message: string) {
    super(message);
    this.name = 'StoreError';
    this.kind = kind;
  }
}

/** By how the codes of SQLite begin; the first that fits. */
const KINDS: readonly (readonly [string, StoreFailureKind])[] = [
  ['SQLITE_FULL', 'disk-full'],
  ['SQLITE_READONLY', 'read-only'],
  ['SQLITE_CANTOPEN', 'cannot-open'],
  ['SQLITE_NOTADB', 'cannot-open'],
  ['SQLITE_CORRUPT', 'corrupt'],
  ['SQLITE_BUSY', 'busy'],
  ['SQLITE_LOCKED', 'busy'],
];

const CODES_OF_FILES: ReadonlyMap<string, StoreFailureKind> = new Map([
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
  ['EROFS', 'read-only'],
]);

/** What people call it, where SQLite's own words are hard to understand. */
const WORDS: Partial<Record<StoreFailureKind, string>> = {
  'disk-full': 'the disk is full',
  'read-only': 'the file cannot be written',
  busy: 'another program is using the file',
};

function toStoreFailure(error: unknown): StoreFailure {
  if (error instanceof StoreError) return { kind: error.kind, message: error.message };
  if (!(error instanceof Error)) return { kind: 'failed', message: String(error) };
  const kind = kindOf(error);
  const words = WORDS[kind];
  return { kind, message: words === undefined ? error.message : `${words} (${error.message})` };
}

function kindOf(error: Error): StoreFailureKind {
  if (error instanceof Database.SqliteError)
    return KINDS.find(([prefix]) => error.code.startsWith(prefix))?.[1] ?? 'failed';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return CODES_OF_FILES.get(code) ?? (code === '' ? 'failed' : 'cannot-open');
}

/** Runs what may throw. */
export async function attempt<T>(work: () => Promise<T> | T): Promise<Result<T, StoreFailure>> {
  try {
    return ok(await work());
  } catch (error) {
    return err(toStoreFailure(error));
  }
}

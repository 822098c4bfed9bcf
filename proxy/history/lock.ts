/**
 * One process writes to a data directory. What says so is a lock that the system takes back when the process ends, in
 * whatever way: a file that merely names a process would outlive a power cut, and in containers the same small numbers
 * come back. The lock is SQLite's own, on a file beside the history, as its locks work on every system; the number of
 * the process that holds it stands in the header of that file, where everybody can read it.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { err, ok, type Result } from '../result.ts';

export type Lock = { release(): void };

/** `unavailable`: no lock can be had here, as of a directory that is read-only or a disk that is full. `message` is for people. */
export type LockRefusal = { kind: 'held'; pid: number } | { kind: 'unavailable'; message: string };

export const lockFile = (dataDir: string): string => join(dataDir, 'rollcall.lock');

/** A database that nobody refers to is closed when its memory is reclaimed, and its lock would be gone with it. */
const HELD = new Set<Database.Database>();

/** Takes the lock of a data directory, which is made if it is missing. */
export function takeLock(dataDir: string, pid: number): Result<Lock, LockRefusal> {
  let file: Database.Database | undefined;
  try {
    mkdirSync(dataDir, { recursive: true });
    file = new Database(lockFile(dataDir), { timeout: 0 });
    hold(file, pid);
    HELD.add(file);
    return ok({ release: closing(file) });
  } catch (error) {
    const refusal = toRefusal(error, file);
    file?.close();
    return err(refusal);
  }
}

/** Begins to write and goes no further, which keeps out all other writers. Its number has to be written before, so
 *  somebody else may come in between: then once more. */
function hold(file: Database.Database, pid: number): void {
  for (;;) {
    file.exec('BEGIN IMMEDIATE');
    if (holderOf(file) === pid) return;
    file.exec(`PRAGMA user_version = ${pid}; COMMIT`);
  }
}

function closing(file: Database.Database): () => void {
  return () => {
    if (!HELD.delete(file)) return;
    file.exec('ROLLBACK');
    file.close();
  };
}

function holderOf(file: Database.Database): number {
  return Number(file.pragma('user_version', { simple: true }));
}

/** Who holds it may be about to write down its number, which keeps out readers too. */
function patientlyHolderOf(file: Database.Database): number {
  file.pragma('busy_timeout = 2000');
  return holderOf(file);
}

function toRefusal(error: unknown, file: Database.Database | undefined): LockRefusal {
  const busy = error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY';
  if (busy && file !== undefined) return { kind: 'held', pid: patientlyHolderOf(file) };
  return { kind: 'unavailable', message: error instanceof Error ? error.message : String(error) };
}

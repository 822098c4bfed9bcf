import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import type { Place } from './place.ts';

const OWNER_ALONE = 0o600;
/** Of a settings file that was not there: it holds no secret, but may one day. */
const NEW_SETTINGS = 0o600;

/** The machine's own file system. What it says to have written is on the disk. */
export const systemPlace: Place = {
  read(path) {
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
  },
  create: (path, text) => write(path, text, 'wx', OWNER_ALONE),
  replace(path, text) {
    const scratch = `${path}.${process.pid}.tmp`;
    try {
      write(scratch, text, 'wx', modeOf(path) ?? NEW_SETTINGS);
      renameSync(scratch, path);
    } catch (error) {
      rmSync(scratch, { force: true });
      throw error;
    }
  },
  remove: (path) => rmSync(path, { force: true }),
};

function write(path: string, text: string, flags: 'wx', mode: number): void {
  const file = openSync(path, flags, mode);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

const modeOf = (path: string): number | null => statSync(path, { throwIfNoEntry: false })?.mode ?? null;

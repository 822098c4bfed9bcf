import { readFileSync, statSync } from 'node:fs';
import { quote } from './problems.ts';

/** The file system as far as the configuration needs it, so that tests need none. */
export type Files = {
  /** The file's text. @throws an error with a `code` such as ENOENT. */
  read(path: string): string;
  /** Permission bits; `null` where the system has none. @throws like `read`. */
  mode(path: string): number | null;
};

/** The machine's own file system. */
export const systemFiles: Files = {
  read: (path) => readFileSync(path, 'utf8'),
  mode: (path) => (process.platform === 'win32' ? null : statSync(path).mode),
};

/** A file's text, or why it can't be read, in words. */
export function readText(
  files: Files,
  path: string,
  shown: string,
): { ok: true; text: string } | { ok: false; what: string; missing: boolean } {
  try {
    return { ok: true, text: files.read(path) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    return {
      ok: false,
      what: `can't read ${quote(shown)}: ${REASONS[code] ?? code}`,
      missing: code === 'ENOENT',
    };
  }
}

const REASONS: Record<string, string> = {
  ENOENT: 'no such file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of the path is not a directory',
  ENAMETOOLONG: 'the path is too long',
  ERR_INVALID_ARG_VALUE: 'not a path',
};

/** Files that hold a certificate or a key, and how open they lie. */
import { resolve } from 'node:path';
import { type Files, readText } from './files.ts';
import type { Findings, Spot } from './problems.ts';

/** A path as it was written, and where. */
export type WrittenPath = {
  path: string;
  /** A relative path starts here. */
  directory: string;
  spot: Spot;
};

/** The text of the file; `null` when there is none, and then the findings say why. */
export function readPemFile(
  { path, directory, spot }: WrittenPath,
  files: Files,
  findings: Findings,
): string | null {
  const file = readText(files, resolve(directory, path), path);
  if (file.ok) return file.text;
  const what = path.includes('-----') ? 'holds a PEM text' : file.what;
  findings.problem(spot, what, `give the path of a PEM file, relative to ${directory}`);
  return null;
}

/** Warns when more than `allowed` (permission bits) can get at the file of a key, or of another secret. */
export function warnOfOpenKey(
  { path, directory, spot }: WrittenPath,
  allowed: number,
  files: Files,
  findings: Findings,
  thing: 'key' | 'secret' = 'key',
): void {
  const mode = files.mode(resolve(directory, path));
  if (mode === null || (mode & 0o077 & ~allowed) === 0) return;
  const what = `the ${thing} can be read by others (mode ${(mode & 0o777).toString(8).padStart(4, '0')})`;
  findings.warning(spot, what, `chmod ${(0o600 | allowed).toString(8)} the file`);
}

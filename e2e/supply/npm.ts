/** npm, as far as the checks need it. */
import { execFile } from 'node:child_process';
import { ROOT } from '../run/program.ts';

/** What npm writes to its standard output; it ends badly, too, when it found something. */
export function npm(args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const options = { cwd: ROOT, maxBuffer: 64 * 1024 * 1024, shell: process.platform === 'win32' };
    execFile('npm', [...args], options, (_error, stdout) => resolve(stdout));
  });
}

import { existsSync } from 'node:fs';
import { chmod, rename, rm } from 'node:fs/promises';
import { EXIT, type Output } from '../output.ts';
import { failed } from './failure.ts';

/**
 * Lets a command write a file that appears under its name only when it is whole, so that a backup which was cut short is
 * never taken for one. What is there already is replaced only by force. Readable by its owner alone, as the history is.
 */
export async function writeWhole(
  file: string,
  force: boolean,
  write: (scratch: string) => Promise<Output>,
): Promise<Output> {
  if (existsSync(file) && !force) {
    const stderr = `rollcall: ${file} is there already; choose another name, or replace it with --force\n`;
    return { exitCode: EXIT.wrongSettings, stdout: '', stderr };
  }
  const scratch = `${file}.part`;
  try {
    await rm(scratch, { force: true });
    const output = await write(scratch);
    if (output.exitCode !== EXIT.ok) return output;
    await chmod(scratch, 0o600);
    await rename(scratch, file);
    return output;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return failed(`${file} could not be written`, error);
    throw error;
  } finally {
    await rm(scratch, { force: true });
  }
}

import type { StoreFailure } from '../../history/store.ts';
import { legible } from '../../legible.ts';
import { EXIT, type Output } from '../output.ts';

/** How a command ends that something kept from its work, in one line. */
export function failed(what: string, { message }: Pick<StoreFailure, 'message'>): Output {
  return { exitCode: EXIT.failed, stdout: '', stderr: `rollcall: ${legible(`${what}: ${message}`)}\n` };
}

/** How a command ends that needs a history where there is none. */
export function noHistory(file: string): Output {
  const remedy = 'name the data directory with ROLLCALL_DATA or data in rollcall.yaml, or start Rollcall';
  const stderr = `rollcall: there is no history yet: ${file} does not exist; ${remedy}\n`;
  return { exitCode: EXIT.wrongSettings, stdout: '', stderr };
}

export function done(stdout: string): Output {
  return { exitCode: EXIT.ok, stdout, stderr: '' };
}

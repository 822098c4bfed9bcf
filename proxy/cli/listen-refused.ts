import type { ListenAddress } from '../config/config.ts';
import { formatListen } from '../config/values.ts';
import { EXIT, type Output } from './output.ts';

const REASONS: ReadonlyMap<string, string> = new Map([
  [
    'EADDRINUSE',
    'is in use; stop what uses it, or choose another with ROLLCALL_LISTEN or listen in rollcall.yaml',
  ],
  ['EACCES', 'may not be listened on by this user; choose a port from 1024 on'],
  ['EADDRNOTAVAIL', 'is no address of this machine; choose one that is, such as 127.0.0.1'],
  ['ENOTFOUND', 'has no address; choose a host name that has one, or 127.0.0.1'],
  ['EAI_AGAIN', 'could not be looked up; choose an address, such as 127.0.0.1'],
]);

/** How `start` ends when the system refuses the address; null for an error that is none of these. */
export function listenRefused(error: unknown, listen: ListenAddress): Output | null {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const reason = REASONS.get(code);
  if (reason === undefined) return null;
  const stderr = `rollcall: listen: ${formatListen(listen)} ${reason}\n`;
  return { exitCode: EXIT.wrongSettings, stdout: '', stderr };
}

import { EXIT, type Output } from './output.ts';

/** How a command ends that would write to a data directory to which a process writes already. */
export function dataInUse(dataDir: string, pid: number, remedy: string): Output {
  const stderr = `rollcall: data: ${dataDir} is in use by process ${pid}; ${remedy}\n`;
  return { exitCode: EXIT.wrongSettings, stdout: '', stderr };
}

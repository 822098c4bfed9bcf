import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

/** The exit code of a check that could not be made here, as automake has it. */
export const SKIPPED = 77;

export type RunOptions = {
  env?: Record<string, string>;
  /** Ends the program. */
  signal: AbortSignal;
};

/** Runs a program of the package's directory with its output on ours, without input. */
export async function run(
  program: string,
  args: readonly string[],
  { env = {}, signal }: RunOptions,
): Promise<number> {
  const child = spawn(program, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const stop = (): void => void child.kill('SIGTERM');
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  const exitCode = await new Promise<number>((resolve) => {
    child.on('error', (error) => {
      process.stderr.write(`${program}: ${error.message}\n`);
      resolve(127);
    });
    child.on('close', (code, killedBy) =>
      resolve(code ?? 128 + (killedBy === null ? 0 : constants.signals[killedBy])),
    );
  });
  signal.removeEventListener('abort', stop);
  return exitCode;
}

/** A command that a dependency of the package brought along. */
export function dependencyBin(name: string): string {
  return join(ROOT, 'node_modules/.bin', name);
}

/** Aborted by Ctrl-C and by a request to end: what runs is ended then, and nothing more is begun. */
export function untilInterrupted(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => controller.abort());
  return controller.signal;
}

/** `12.3 s`, since `startedMs` of `performance.now()`. */
export function formatElapsed(startedMs: number): string {
  return `${((performance.now() - startedMs) / 1000).toFixed(1)} s`;
}

/** A heading between the outputs of programs. */
export function heading(text: string): void {
  process.stdout.write(`\n=== ${text}\n`);
}

import { spawn } from 'node:child_process';
import { expect } from 'vitest';

export type Place = { cwd: string; env: NodeJS.ProcessEnv };

/** A program that runs, with what it has said so far. */
export type Program = {
  pid: number;
  output(): { stdout: string; stderr: string };
  kill(signal: NodeJS.Signals): void;
  /** Resolves with the exit code, or the signal that killed it. */
  ended: Promise<number | NodeJS.Signals | null>;
};

export function start(program: string, args: readonly string[], { cwd, env }: Place): Program {
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  return {
    pid: child.pid ?? 0,
    output: () => ({ ...said }),
    kill: (signal) => void child.kill(signal),
    ended: new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal))),
  };
}

/** Waits until the program tells an address and answers there. */
export async function serving(program: Program, withinMs: number): Promise<string> {
  const addressOf = (): string => /http:\/\/127\.0\.0\.1:\d+/.exec(program.output().stdout)?.[0] ?? '';
  await expect.poll(() => answers(addressOf()), { timeout: withinMs, interval: 20 }).toBe(true);
  return addressOf();
}

export async function answers(address: string): Promise<boolean> {
  try {
    const response = await fetch(`${address}/healthz`, { headers: { connection: 'close' } });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

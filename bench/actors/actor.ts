/** A process that takes part in a benchmark: kept on cores of its own, and its use of the machine known. */
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { cpuSecondsOf, residentBytesOf } from './proc.ts';

export type ActorOptions = {
  command: string;
  args: readonly string[];
  cwd?: string;
  env?: Readonly<Record<string, string>>;
  cores: Cores;
  /** In what it prints when it is ready. */
  ready: RegExp;
  /** The signal to end it by; SIGTERM unless told. */
  endBy?: NodeJS.Signals;
};

/** Servers on the first core and the load on the second, where there are two and `taskset` keeps them there. */
export type Cores = 'server' | 'load' | 'any';

export type Actor = {
  readonly pid: number;
  /** What `ready` found. */
  readonly greeting: RegExpExecArray;
  /** User and system time since the start, s, of the process and its children. */
  cpuSeconds(): number;
  residentBytes(): number;
  /** Stops it in its tracks, so that it takes no time of those being measured; `resume` lets it go on. */
  pause(): void;
  resume(): void;
  moveTo(cores: Cores): Promise<void>;
  close(): Promise<void>;
};

const READY_DEADLINE_MS = 60_000;
const END_DEADLINE_MS = 10_000;

export const canPin = availableParallelism() > 1 && hasTaskset();

const coreList = (cores: Cores): string =>
  cores === 'any' ? `0-${availableParallelism() - 1}` : cores === 'server' ? '0' : '1';

/** The command, wrapped so that it stays on its cores. `taskset` turns into it: its process id is the program's own. */
export function pinned(cores: Cores, command: string, args: readonly string[]): [string, string[]] {
  return canPin ? ['taskset', ['-c', coreList(cores), command, ...args]] : [command, [...args]];
}

/** Starts it and waits until it is ready; throws with its output when it ends before that. */
export async function startActor(options: ActorOptions): Promise<Actor> {
  const { cores, cwd, env = {}, ready, endBy = 'SIGTERM' } = options;
  const [command, args] = pinned(cores, options.command, options.args);
  const child = spawn(command, args, {
    ...(cwd === undefined ? {} : { cwd }),
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const orphaned = () => child.kill('SIGKILL');
  process.once('exit', orphaned);
  const closed = once(child, 'close').then(() => process.off('exit', orphaned));
  const greeting = await greetingOf(child, ready, closed);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${options.command} has no process id`);
  return {
    pid,
    greeting,
    cpuSeconds: () => cpuSecondsOf(pid),
    residentBytes: () => residentBytesOf(pid),
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    async moveTo(where) {
      if (canPin) await promisify(execFile)('taskset', ['-acp', coreList(where), String(pid)]);
    },
    async close() {
      child.kill('SIGCONT');
      child.kill(endBy);
      const stuck = setTimeout(() => child.kill('SIGKILL'), END_DEADLINE_MS);
      await closed;
      clearTimeout(stuck);
    },
  };
}

async function greetingOf(
  child: ChildProcess,
  ready: RegExp,
  closed: Promise<unknown>,
): Promise<RegExpExecArray> {
  let output = '';
  const streams = [child.stdout, child.stderr];
  const found = new Promise<RegExpExecArray>((resolve) => {
    for (const stream of streams) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk;
        const match = ready.exec(output);
        if (match === null) return;
        // What it says from now on is read and forgotten, so that it never has to wait for us.
        for (const each of streams) each?.removeAllListeners('data').resume();
        resolve(match);
      });
    }
  });
  const failed = closed.then((): never => {
    throw new Error(`${child.spawnargs.join(' ')} ended:\n${output}`);
  });
  const late = setTimeout(() => child.kill('SIGKILL'), READY_DEADLINE_MS);
  try {
    return await Promise.race([found, failed]);
  } finally {
    clearTimeout(late);
    // It will end some day, after the race.
    failed.catch(() => {});
  }
}

function hasTaskset(): boolean {
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

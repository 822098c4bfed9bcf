/** What the figures were measured on. A part that can't be found out is null. */
import { execFile } from 'node:child_process';
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os';
import { promisify } from 'node:util';
import { CHROMIUM, NGINX } from '../actors/programs.ts';

const run = promisify(execFile);

export type Machine = {
  cpu: string;
  cores: number;
  memoryGiB: number;
  kernel: string;
  node: string;
  chromium: string | null;
  nginx: string | null;
  /** Of this repository; with a `+` when files differ from it. */
  commit: string | null;
  /** How many wanted to run in the minute before the start: well below `cores` on an idle machine. */
  load: number;
};

export async function describeMachine(): Promise<Machine> {
  const [chromium, nginx, commit, changes] = await Promise.all([
    said(CHROMIUM, ['--version']),
    said(NGINX, ['-v']),
    said('git', ['rev-parse', '--short', 'HEAD']),
    said('git', ['status', '--porcelain']),
  ]);
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    node: process.version,
    chromium: version(chromium),
    nginx: version(nginx),
    commit: commit === null ? null : commit + (changes === '' ? '' : '+'),
    load: loadavg()[0] ?? 0,
  };
}

const version = (text: string | null): string | null => /\d+(?:\.\d+)+/.exec(text ?? '')?.[0] ?? null;

/** What a program prints, to either output; null when it can't be run. */
async function said(command: string, args: readonly string[]): Promise<string | null> {
  try {
    const { stdout, stderr } = await run(command, args, { cwd: import.meta.dirname });
    return (stdout + stderr).trim();
  } catch {
    return null;
  }
}

/** One line, for the head of a report. */
export function machineLine(machine: Machine): string {
  const { cpu, cores, memoryGiB, kernel, node, chromium, nginx, commit, load } = machine;
  return [
    `${cpu}, ${cores} cores, ${memoryGiB} GiB, Linux ${kernel}`,
    `Node ${node}`,
    `Chromium ${chromium ?? '–'}`,
    `nginx ${nginx ?? '–'}`,
    `commit ${commit ?? '–'}`,
    `load before the start ${load.toFixed(2)}`,
  ].join('; ');
}

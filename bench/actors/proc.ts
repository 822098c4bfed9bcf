/** What Linux tells of processes, in /proc. Source: proc_pid_stat(5), proc_pid_statm(5). */
import { readFileSync, readdirSync } from 'node:fs';

/** The unit of times in /proc is 1/100 s on every architecture that Linux supports (USER_HZ). */
const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4096;

/** User and system time, s, of the process and of those it has started; 0 for one that is gone. */
export function cpuSecondsOf(pid: number): number {
  const own = fieldsAfterName(pid);
  const ticks = Number(own[11] ?? 0) + Number(own[12] ?? 0);
  return ticks / TICKS_PER_SECOND + childrenOf(pid).reduce((sum, child) => sum + cpuSecondsOf(child), 0);
}

/** Memory that it occupies, bytes, without its children; 0 for one that is gone. */
export function residentBytesOf(pid: number): number {
  return Number(read(`/proc/${pid}/statm`).split(' ')[1] ?? 0) * PAGE_BYTES;
}

/** Processes whose command line has `text` in it. */
export function processesNaming(text: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && read(`/proc/${name}/cmdline`).includes(text))
    .map(Number);
}

/** Of the fields of `stat`, those after the name, which may hold blanks and parentheses itself. */
function fieldsAfterName(pid: number): string[] {
  const stat = read(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function childrenOf(pid: number): number[] {
  return read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
}

/** A process may be gone at any time, and its files with it. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

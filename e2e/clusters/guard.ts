// Run as a process of its own: `node guard.ts DIR`. Waits for the end of its input, then kills every daemon whose log
// file is below DIR and removes DIR. The log file's place, and not a recorded pid, says that it is one of ours.
import { readFile, readdir, rm } from 'node:fs/promises';
import { sep } from 'node:path';
import { argv, stdin } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

const dir = argv[2];
if (dir === undefined) throw new Error('usage: node guard.ts DIR');

stdin.resume();
await new Promise((resolve) => stdin.once('end', resolve));

for (let pids = await daemonsOf(dir); pids.length > 0; pids = await daemonsOf(dir)) {
  for (const pid of pids) kill(pid);
  await sleep(10);
}
await rm(dir, { recursive: true, force: true, maxRetries: 3 });

async function daemonsOf(home: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const ours = await Promise.all(pids.map((pid) => logsBelow(home, pid)));
  return pids.filter((_, index) => ours[index]);
}

async function logsBelow(home: string, pid: number): Promise<boolean> {
  // Empty for a process that has just ended.
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  const words = commandLine.split('\0');
  const logFile = words[words.indexOf('--logfile') + 1];
  return words.includes('--logfile') && logFile !== undefined && logFile.startsWith(home + sep);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}

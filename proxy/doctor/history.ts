/** The history: whether this version can open it, who may read it, and whether the disk has room for what it will become. */
import { existsSync } from 'node:fs';
import { access, constants, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { formatBytes, formatSize } from '../config/values.ts';
import { type PlannedCluster, forecast } from '../history/forecast.ts';
import { historyFile } from '../history/place.ts';
import type { Retention, StoreFailure, StoreFailureKind, StoreSize } from '../history/store.ts';
import { type Result, err } from '../result.ts';
import { formatMode, modeOf } from './files.ts';
import { type Finding, about } from './finding.ts';

/** With less than this there may be no room for the next minutes. */
const LEAST_FREE_BYTES = 100_000_000;
const NOTHING: StoreSize = { bytes: 0, rows: {}, clusters: [] };

type Expected = { retention: Retention; planned: readonly PlannedCluster[] };

/** `planned`: what is going to be recorded if nothing has been yet. */
export async function examineHistory(
  dataDir: string,
  { retention, planned }: Expected,
  signal: AbortSignal,
): Promise<Finding[]> {
  const file = historyFile(dataDir);
  const here = about(file);
  if (!existsSync(file)) {
    return [
      here.ok('history', 'there is none yet'),
      ...(await examineDisk(dataDir, NOTHING, { retention, planned })),
    ];
  }
  const size = await sizeInThread(file, signal);
  const findings = [...(await examineAccess(file))];
  if (!size.ok) {
    const { kind, message } = size.error;
    return [...findings, here.problem('history', `it can't be used: ${message}`, REMEDIES[kind] ?? LOOK)];
  }
  const { bytes } = size.value;
  return [
    here.ok('history', `it opens, and holds ${formatBytes(bytes)}`, { bytes }),
    ...findings,
    ...(await examineDisk(dataDir, size.value, { retention, planned: [] })),
  ];
}

const LOOK = 'rollcall history check says more; to restore a backup see docs/history.md';
const REMEDIES: Partial<Record<StoreFailureKind, string>> = {
  newer: 'run the Rollcall that made it, or a later one',
  busy: 'stop what uses it, such as an import, and look again',
  'cannot-open':
    'give it to the user that Rollcall runs as, start Rollcall once if it is of an older one, or choose another data directory',
};

async function examineAccess(file: string): Promise<Finding[]> {
  const here = about(file);
  const mode = await modeOf(file);
  const open =
    mode === null || (mode & 0o077) === 0
      ? []
      : [here.warning('history', `others may use it (mode ${formatMode(mode)})`, `chmod 600 ${file}`)];
  try {
    await access(file, constants.W_OK);
    return open;
  } catch {
    const remedy = 'give it to the user that Rollcall runs as (chown), and run this as that user';
    return [...open, here.problem('history', "it can't be written to", remedy)];
  }
}

/** What is free against what is going to be written, by the forecast, until the settings' own bound. */
async function examineDisk(
  dataDir: string,
  size: StoreSize,
  { retention, planned }: Expected,
): Promise<Finding[]> {
  const here = about(dataDir);
  const free = await freeBytes(dataDir);
  if (free === null) return [];
  const full = Math.min(forecast(size, retention, planned).total, retention.maxBytes);
  const needed = Math.max(0, Math.round(full - size.bytes));
  const figures = { freeBytes: free, neededBytes: needed };
  const what = `${formatBytes(free)} free, and the history will take ${formatBytes(needed)} more`;
  const remedy = `make room, or set history.maxSize below the ${formatSize(retention.maxBytes)} that it may have now`;
  switch (judgeRoom(free, needed)) {
    case 'enough':
      return [here.ok('disk', what, figures)];
    case 'short':
      return [here.warning('disk', what, remedy, figures)];
    case 'none':
      return [here.problem('disk', what, remedy, figures)];
  }
}

/** `short`: it will run out. `none`: it has, or nearly so. */
export function judgeRoom(free: number, needed: number): 'enough' | 'short' | 'none' {
  if (free < Math.min(LEAST_FREE_BYTES, needed)) return 'none';
  return free < needed ? 'short' : 'enough';
}

/** Of the file system that the directory is on, or will be; null: it does not tell. */
async function freeBytes(directory: string): Promise<number | null> {
  let nearest = directory;
  while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest);
  try {
    const { bavail, bsize } = await statfs(nearest);
    return bavail * bsize;
  } catch {
    return null;
  }
}

function sizeInThread(file: string, signal: AbortSignal): Promise<Result<StoreSize, StoreFailure>> {
  const { promise, resolve } = Promise.withResolvers<Result<StoreSize, StoreFailure>>();
  const worker = new Worker(new URL('./history-thread.ts', import.meta.url), { workerData: file });
  const failed = (message: string): void => resolve(err({ kind: 'failed', message }));
  worker.once('message', resolve);
  worker.once('error', (error) => failed(error instanceof Error ? error.message : String(error)));
  worker.once('exit', () => failed('it was not read in time'));
  const giveUp = (): void => void worker.terminate();
  signal.addEventListener('abort', giveUp, { once: true });
  if (signal.aborted) giveUp();
  return promise.finally(() => signal.removeEventListener('abort', giveUp));
}

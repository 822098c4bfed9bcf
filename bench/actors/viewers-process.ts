/** Many viewers in a process of their own: each holds a stream open, reads the view once, and the forwarded list again and
 *  again. Says `ready` to its parent when all of them have their first view, and its totals whenever it is asked. */
import { once } from 'node:events';
import { type IncomingMessage, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ViewersTask, type ViewersTotals } from './viewers-protocol.ts';

const { url, key, count, readEveryMs } = ViewersTask.parse(JSON.parse(process.argv[2] ?? ''));
const totals: ViewersTotals = { streamBytes: 0, frames: 0, reads: 0, failures: 0 };

function open(path: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url + path, (response) => {
      if (response.statusCode === 200) resolve(response);
      else reject(new Error(`${path}: HTTP ${response.statusCode}`));
    }).on('error', reject);
  });
}

async function read(path: string): Promise<void> {
  const response = await open(path);
  response.resume();
  await once(response, 'end');
  totals.reads += 1;
}

/** Resolves with the first whole view; the stream goes on. */
async function follow(): Promise<void> {
  const response = await open(`/api/stream?cluster=${key}`);
  response.setEncoding('latin1');
  // Anything but our own end is a failure: a stream has none.
  response.on('close', () => (totals.failures += 1));
  await new Promise<void>((resolve) => {
    let tail = '';
    response.on('data', (text: string) => {
      totals.streamBytes += text.length;
      totals.frames += text.split('\n\n').length - 1;
      tail = (tail + text).slice(-text.length - 16);
      if (tail.includes('event: view')) resolve();
    });
  });
}

async function readAgainAndAgain(everyMs: number, firstAfterMs: number): Promise<never> {
  await sleep(firstAfterMs);
  for (;;) {
    await Promise.all([
      read('/1.0/cluster/members?recursion=1').catch(() => (totals.failures += 1)),
      sleep(everyMs),
    ]);
  }
}

await Promise.all(
  Array.from({ length: count }, async (_, index) => {
    await follow();
    await read(`/api/clusters/${key}`);
    // They did not all come at the same moment.
    if (readEveryMs !== null) void readAgainAndAgain(readEveryMs, (index / count) * readEveryMs);
  }),
);
process.on('message', () => process.send?.(totals));
process.on('disconnect', () => process.exit());
process.send?.('ready');

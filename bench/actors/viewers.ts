/** Viewers of the page, as far as the proxy is concerned: see `viewers-process.ts`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pinned } from './actor.ts';
import { type ViewersTask, ViewersTotals } from './viewers-protocol.ts';

export type Viewers = {
  totals(): Promise<ViewersTotals>;
  close(): Promise<void>;
};

const NOBODY: Viewers = {
  totals: async () => ({ streamBytes: 0, frames: 0, reads: 0, failures: 0 }),
  close: async () => {},
};

/** Resolves when all of them see the cluster; throws when they can't. */
export async function startViewers(task: ViewersTask): Promise<Viewers> {
  if (task.count === 0) return NOBODY;
  const program = join(import.meta.dirname, 'viewers-process.ts');
  const [command, args] = pinned('load', process.execPath, [program, JSON.stringify(task)]);
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ended = once(child, 'exit');
  const said = (): Promise<unknown> =>
    Promise.race([
      once(child, 'message').then(([message]) => message),
      ended.then(() => {
        throw new Error('the viewers are gone');
      }),
    ]);
  await said();
  return {
    async totals() {
      const answer = said();
      child.send('totals');
      return ViewersTotals.parse(await answer);
    },
    async close() {
      child.disconnect();
      await ended;
    },
  };
}

import { expect, test as base } from '@playwright/test';
import { collectComplaints } from '../fixtures/complaints.ts';
import { openMonth } from '../fixtures/month/live-through.ts';
import { type Memory, memoryOf } from '../fixtures/month/memory.ts';
import { type Month, serveMonth } from '../fixtures/month/serve-month.ts';
import { wallOf } from '../fixtures/wall.ts';

// What is recorded for a trace is held in the page, too.
base.use({ trace: 'off', viewport: { width: 1920, height: 1080 } });

const HOUR_MS = 60 * 60_000;
/** Ten times as much happens as in a real month, so that every list is as long as it gets within the first hours. */
const EVENTFUL = 10;
/** What may be there more than after the first hours: some 20 to 30 bytes for each frame that arrives, and less than one thing for each stream. */
const BOUNDS = { heapBytes: 300_000, nodes: 60, listeners: 10, documents: 0, frames: 0 };

const test = base.extend<{ month: Month }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture depends on
  async month({}, use) {
    const month = await serveMonth({
      clusters: [
        { key: 'alpha', members: 8, seed: 1, eventful: EVENTFUL },
        { key: 'beta', members: 8, seed: 2, eventful: EVENTFUL },
      ],
      beatMs: 10_000,
    });
    await use(month);
    await month.close();
  },
});

test('a wall holds on to nothing of what has gone by', async ({ context, month }, testInfo) => {
  // Some 30,000 frames, on a machine that may be busy.
  test.setTimeout(150_000);
  const complaints = collectComplaints(context, true);
  const begunMs = month.nowMs();
  const wall = await openMonth(context, month, '/wall?rotate=5m');

  /** The least of what is held at the end of each of these hours: a board says more at one time than at another. */
  const leastOf = async (hours: readonly number[]): Promise<Memory> => {
    const all: Memory[] = [];
    for (const hour of hours) {
      await wall.until(begunMs + hour * HOUR_MS);
      all.push(await memoryOf(wall.session));
    }
    const least = (of: (memory: Memory) => number): number => Math.min(...all.map(of));
    return {
      heapBytes: least(({ heapBytes }) => heapBytes),
      nodes: least(({ nodes }) => nodes),
      listeners: least(({ listeners }) => listeners),
      documents: least(({ documents }) => documents),
      frames: least(({ frames }) => frames),
    };
  };

  const early = await leastOf([7, 7.3, 7.6, 8, 8.3, 8.6]);
  const before = { ...month.counts };
  const late = await leastOf([20, 20.3, 20.6, 21, 21.3, 21.6]);

  const { frames, streams, restarts, changes } = month.counts;
  const description = JSON.stringify({ early, late, ...month.counts });
  testInfo.annotations.push({ type: 'held', description });
  // There was something to hold on to.
  expect(frames - before.frames).toBeGreaterThan(14_000);
  expect(streams - before.streams).toBeGreaterThan(50);
  expect(changes - before.changes).toBeGreaterThan(200);
  expect(restarts - before.restarts).toBe(1);
  await expect(wallOf(wall.page).verdict).toContainText(/alpha|beta/);

  for (const what of ['heapBytes', 'nodes', 'listeners', 'documents', 'frames'] as const)
    expect(late[what] - early[what], `${what}: ${description}`).toBeLessThanOrEqual(BOUNDS[what]);
  expect(complaints).toEqual([]);
});

import type { Page } from '@playwright/test';
import { awaitKeyboard, expect, recordText } from '../fixtures.ts';
import { closeClusters, startClusters } from '../fixtures/clusters.ts';
import { runRollcall } from '../fixtures/rollcall.ts';
import {
  BEAT_MS,
  UNREADABLE,
  WALL_FAULTS,
  WELL,
  coverOf,
  expectReplaced,
  isMarked,
  mark,
  test,
  visitor,
} from '../fixtures/wall-faults.ts';
import { THREE_CLUSTERS, wallOf } from '../fixtures/wall.ts';

test.use(WALL_FAULTS);

/** Which build of the page the proxy serves. */
const buildOf = (page: Page) =>
  page.evaluate<string>(`new Promise((resolve) => {
    const source = new EventSource('/api/stream');
    source.addEventListener('hello', ({ data }) => { source.close(); resolve(JSON.parse(data).build); });
  })`);

test.describe('a newer build', () => {
  test('is loaded by itself while all is calm', async ({ page, relay, rollcall }) => {
    const { title } = wallOf(page);
    await page.goto(`${relay.url}/wall`);
    await expect(title).toHaveText(WELL);
    // What comes later than the board has to be there: nothing can be fetched while the proxy is away.
    await awaitKeyboard(page);
    await mark(page);
    const build = await buildOf(page);
    relay.rewrite({ from: build, to: build.replaceAll(/./g, 'f') });
    await rollcall.kill();
    await rollcall.start();
    await expectReplaced(page);
    await expect(title).toHaveText(WELL);
  });

  test('waits while something happens, and takes over at once when the old one understands no more', async ({
    browser,
    relay,
    rollcall,
    sim,
  }) => {
    const page = await visitor(browser);
    const { title, tiles, age } = wallOf(page);
    await page.goto(`${relay.url}/wall`);
    await expect(title).toHaveText(WELL);
    await mark(page);
    await sim.control.evacuate('node-3');
    await expect(tiles.filter({ hasText: 'node-3' })).toContainText('Evacuated');
    const build = await buildOf(page);
    relay.rewrite({ from: build, to: build.replaceAll(/./g, 'f') });
    await rollcall.kill();
    await expect(page.locator('main[data-stale]')).toBeVisible();
    await rollcall.start();
    await expect(page.locator('main[data-stale]')).toHaveCount(0);
    // It lives on with the frames of the newer one, for as long as it can read them.
    const seen = await recordText(age);
    await expect.poll(async () => (await seen()).length).toBeGreaterThan(5);
    expect(await isMarked(page)).toBe(true);
    relay.rewrite(UNREADABLE);
    await expectReplaced(page);
    relay.rewrite(null);
    await expect(tiles.filter({ hasText: 'node-3' })).toContainText('Evacuated');
  });
});

/** Of three members, or of five. */
const ALL_WELL = /^All \d members are online and answer us\.$/;

test.describe('a newer build, with several clusters', () => {
  test.use({ plans: THREE_CLUSTERS });

  test('waits through turns and outages, whichever board is shown', async ({
    browser,
    relay,
    rollcall,
    clusters,
  }) => {
    const page = await visitor(browser);
    const { title, age } = wallOf(page);
    const current = page.getByRole('list', { name: 'Clusters' }).locator('[aria-current]');
    await page.goto(`${relay.url}/wall?rotate=5s`);
    await expect(title).toHaveText(ALL_WELL);
    await awaitKeyboard(page);
    await mark(page);
    // A change of a cluster of which there is no board in this moment.
    const shown = (await current.textContent()) ?? '';
    const build = await buildOf(page);
    relay.rewrite({ from: build, to: build.replaceAll(/./g, 'f') });
    await clusters.get(shown === 'beta' ? 'gamma' : 'beta')?.control.kill('node-3');
    await expect(title).toContainText('node-3 has been offline');
    await rollcall.kill();
    await expect(page.locator('main[data-stale]')).toBeVisible();
    await rollcall.start();
    await expect(page.locator('main[data-stale]')).toHaveCount(0);
    await clusters.get(shown === 'beta' ? 'gamma' : 'beta')?.control.start('node-3');
    await expect(title).toHaveText(ALL_WELL);
    // The one is over, and the others have their turns again.
    for (let turn = 0; turn < 2; turn += 1) {
      const name = (await current.textContent()) ?? '';
      await expect(current).not.toHaveText(name);
    }
    expect(await isMarked(page)).toBe(true);
    // Nothing is loaded from a proxy that is away: a browser's own error page would stay for ever.
    await rollcall.kill();
    await expect(page.locator('main[data-stale]')).toBeVisible();
    const seen = await recordText(age);
    await expect.poll(async () => (await seen()).length).toBeGreaterThan(5);
    expect(await isMarked(page)).toBe(true);
    await expect(title).toContainText('cannot reach the Rollcall proxy');
  });
});

test('an address without a cluster is tried again for ever, until there is one', async ({
  browser,
  relay,
  rollcall,
}) => {
  const page = await visitor(browser);
  const { title } = wallOf(page);
  await page.clock.install();
  await page.goto(`${relay.url}/wall/later`);
  await expect(title).toHaveText('There is no such cluster');
  await mark(page);
  await page.clock.fastForward(21_000);
  await expectReplaced(page);
  await expect(title).toHaveText('There is no such cluster');
  // Not while the proxy is away: the browser's own error page knows no way back.
  await mark(page);
  await rollcall.kill();
  await page.clock.fastForward(60_000);
  await expect(title).toHaveText('There is no such cluster');
  expect(await isMarked(page)).toBe(true);
  const clusters = await startClusters({ later: { members: 3, speed: 10 } });
  const other = await runRollcall(clusters, BEAT_MS, 'restricted');
  try {
    relay.leadTo(other.rollcall.url);
    await page.clock.fastForward(60_000);
    await expect(title).toHaveText(WELL);
    expect(await isMarked(page)).toBe(false);
  } finally {
    await other.close();
    await closeClusters(clusters);
  }
});

test('a cluster that was taken out of the settings is said to be none, on pages that show it', async ({
  browser,
  relay,
}) => {
  const [board, wall] = [await visitor(browser), await visitor(browser)];
  for (const page of [board, wall]) await page.clock.install();
  await board.goto(`${relay.url}/clusters/prod`);
  await wall.goto(`${relay.url}/wall/prod`);
  await expect(wallOf(wall).title).toHaveText(WELL);
  await expect(board.getByRole('heading', { name: WELL })).toBeVisible();
  const clusters = await startClusters({ later: { members: 3, speed: 10 } });
  const other = await runRollcall(clusters, BEAT_MS, 'restricted');
  try {
    relay.leadTo(other.rollcall.url);
    for (const page of [board, wall]) {
      await expect(page.getByText('cannot reach the Rollcall proxy').first()).toBeVisible();
      await page.clock.fastForward(60_000);
    }
    await expect(board.getByRole('heading', { name: 'There is no such cluster' })).toBeVisible();
    await expect(board.getByRole('link', { name: 'later' })).toBeVisible();
    await expect(wallOf(wall).title).toHaveText('There is no such cluster');
  } finally {
    await other.close();
    await closeClusters(clusters);
  }
});

for (const path of ['/wall', '/wall/prod']) {
  test(`${path} gets over a proxy that can give no answer yet`, async ({ browser, rollcall }) => {
    const page = await visitor(browser);
    const { title } = wallOf(page);
    await page.clock.install();
    await page.route('**/api/clusters**', (route) => route.fulfill({ status: 503, body: '' }));
    await page.goto(`${rollcall.url}${path}`);
    await expect(title).toHaveText('This page could not be loaded');
    await page.unroute('**/api/clusters**');
    await page.clock.fastForward(21_000);
    await expect(title).toHaveText(WELL);
    await expect(coverOf(page)).toHaveCSS('opacity', '0');
  });
}

import type { Page } from '@playwright/test';
import { awaitKeyboard, expect, expectAccessible, keyboardOf } from '../fixtures.ts';
import { serveBoards } from '../fixtures/made-boards.ts';
import {
  BEAT_MS,
  UNREADABLE,
  WALL_FAULTS,
  WELL,
  coverOf,
  isMarked,
  mark,
  test,
  visitor,
} from '../fixtures/wall-faults.ts';
import { wallOf } from '../fixtures/wall.ts';

test.use(WALL_FAULTS);

/** After the last data: three beats are missed, and the page looks once a second. */
const TURNS_WITHIN_MS = 3 * BEAT_MS + 1000;
/** For drawing, on a machine that has a lot to do. */
const DRAWING_MS = 500;

/** Has the page write down when it turns, from now on. */
const watchTurn = (page: Page) =>
  page.evaluate(`{
    window.turnedAtMs = null;
    new MutationObserver((changes, observer) => {
      if (document.querySelector('main[data-stale]') === null) return;
      window.turnedAtMs = Date.now();
      observer.disconnect();
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  }`);

/** The board turns in time after `fault`: it says since when there is nothing new, and what it shows is what was. */
async function expectTurned(page: Page, fault: () => unknown): Promise<void> {
  const { verdict, tiles, age } = wallOf(page);
  await watchTurn(page);
  await fault();
  await expect(page.locator('main[data-stale]')).toBeVisible();
  const lastAtMs = Date.parse((await verdict.locator('time').first().getAttribute('datetime')) ?? '');
  const ms = (await page.evaluate<number>('window.turnedAtMs')) - lastAtMs;
  test.info().annotations.push({ type: 'turned after', description: `${ms} ms` });
  expect(ms).toBeLessThan(TURNS_WITHIN_MS + DRAWING_MS);
  await expect(verdict).toContainText(/No fresh data\s*since \d\d:\d\d:\d\d UTC/);
  await expect(tiles.first()).toContainText('was Online');
  await expect(page.locator('main > .wall-hatched')).toBeVisible();
  await expect(age).toContainText('not live');
  await expect(page).toHaveTitle(/Unknown/);
  // The board says it itself; the cover is for boards that can't.
  await expect(coverOf(page)).toHaveCSS('opacity', '0');
}

test('a proxy that hangs, and one that is gone, turn the board; it comes back by itself', async ({
  page,
  rollcall,
}) => {
  const { title, age } = wallOf(page);
  await page.goto('/wall');
  await expect(title).toHaveText(WELL);
  await mark(page);
  await expectTurned(page, () => rollcall.freeze());
  await expectAccessible(page, 'old data');
  rollcall.thaw();
  await expect(title).toHaveText(WELL);
  await expectTurned(page, () => rollcall.kill());
  await rollcall.start();
  await expect(title).toHaveText(WELL);
  await expect(age).toContainText(/live · \d s old/);
  expect(await isMarked(page)).toBe(true);
});

test('a network that is cut without a word turns the board; it comes back by itself', async ({
  page,
  relay,
}) => {
  const { title } = wallOf(page);
  await page.goto(`${relay.url}/wall`);
  await expect(title).toHaveText(WELL);
  await awaitKeyboard(page);
  await expectTurned(page, () => relay.cut());
  relay.mend();
  await expect(title).toHaveText(WELL);
  // And in a browser that knows that it has none, which then opens nothing new; what is open it leaves alone.
  await expectTurned(page, async () => {
    relay.cut();
    await page.context().setOffline(true);
  });
  relay.mend();
  await page.context().setOffline(false);
  await expect(title).toHaveText(WELL);
});

test('a cluster of which nobody answers turns the board; one without quorum does only with the proxy', async ({
  page,
  rollcall,
  sim,
}) => {
  const { title, verdict, age, tiles, database } = wallOf(page);
  await page.goto('/wall');
  await expect(title).toHaveText(WELL);
  const members = await sim.control.members();
  await expectTurned(page, () => Promise.all(members.map(({ name }) => sim.control.freeze(name))));
  for (const { name } of members) await sim.control.thaw(name);
  await expect(title).toHaveText(WELL);
  // Who is left answers our probes, so that much is known; the list is said to be old.
  await sim.control.loseQuorum();
  await expect(verdict).toContainText('Critical');
  await expect(age).toContainText('our probes live · list');
  await expect(coverOf(page)).toHaveCSS('opacity', '0');
  // Who does not answer is known now; of the others only what they were.
  await expect(tiles.filter({ hasText: 'no answer' })).toHaveCount(2);
  await expect(tiles.and(page.locator('.loud'))).toHaveCount(2);
  await expect(database.locator('.tone-offline')).toHaveCount(2);
  await expect(database.locator('.tone-unknown')).toHaveCount(1);
  // What was bad when it was seen last is not known to be so any more, either.
  await rollcall.kill();
  await expect(verdict).toContainText(/No fresh data\s*since \d\d:\d\d:\d\d UTC/);
  await expect(page.locator('.loud')).toHaveCount(0);
  await expect(tiles.filter({ hasText: 'gave no answer' })).toHaveCount(2);
  await expect(database.locator('.tone-unknown')).toHaveCount(3);
});

test('a list without members is not called old, until it is', async ({ page }) => {
  const boards = await serveBoards([{ key: 'prod', members: [] }]);
  const { title, verdict, age } = wallOf(page);
  const old = page.getByRole('region', { name: 'Old data' });
  await page.clock.install();
  await page.goto(`${boards.url}/clusters/prod`);
  await expect(title).toContainText('LXD lists no members at all.');
  await expect(old).toHaveCount(0);
  const keyboard = keyboardOf(page);
  await page.goto(`${boards.url}/wall/prod`);
  await expect(title).toHaveText('LXD lists no members at all.');
  await expect(verdict).toContainText('Unknown');
  await expect(verdict).not.toContainText(/since|No fresh data/);
  await expect(age).toContainText(/^live · /);
  await expect(page.getByText('LXD lists no members.', { exact: true })).toBeVisible();
  await expect(page.locator('main[data-stale]')).toHaveCount(0);
  await keyboard.arrived();
  await boards.close();
  await page.clock.fastForward('40:00');
  await expect(verdict).toContainText(/No fresh data\s*since/);
  await expect(age).toContainText('not live');
  await expect(page.getByText('No member has been seen yet.')).toBeVisible();
});

test('frames that cannot be read turn the board, until they can', async ({ browser, relay }) => {
  const page = await visitor(browser);
  const { title } = wallOf(page);
  await page.goto(`${relay.url}/wall`);
  await expect(title).toHaveText(WELL);
  await expectTurned(page, () => relay.rewrite(UNREADABLE));
  relay.rewrite(null);
  await expect(title).toHaveText(WELL);
});

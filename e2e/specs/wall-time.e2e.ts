import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { expect, recordText } from '../fixtures.ts';
import { BEAT_MS, WALL_FAULTS, WELL, test } from '../fixtures/wall-faults.ts';
import { wallOf } from '../fixtures/wall.ts';

test.use(WALL_FAULTS);

test.describe('time', () => {
  test('that was slept through is not taken for the present', async ({ page, browser }) => {
    const { title, age } = wallOf(page);
    await page.goto('/wall');
    await expect(title).toHaveText(WELL);
    const seen = await recordText(age);
    const pid = await rendererOf(browser, page);
    process.kill(pid, 'SIGSTOP');
    try {
      // As long as the machine sleeps, nothing can be waited for but time.
      await new Promise((resolve) => setTimeout(resolve, 4 * BEAT_MS));
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await expect(age).toContainText(/^live · \d s old/);
    await expect(title).toHaveText(WELL);
    // Never was anything called live that was older than three beats.
    for (const text of await seen()) expect(text).not.toMatch(/^live · (?:[4-9]|\d\d+) s old/);
  });

  test('is not that of the screen, not even before the stream begins', async ({ page }) => {
    await page.addInitScript(`{
      window.titles = [];
      new MutationObserver(() => window.titles.push(document.title)).observe(document, { subtree: true, childList: true, characterData: true });
    }`);
    // Long enough for a title of its own.
    await page.route('**/api/stream**', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await route.continue();
    });
    for (const path of ['/wall/prod', '/wall']) {
      await page.clock.install({ time: Date.now() + 300_000 });
      const begun = page.waitForResponse('**/api/stream**');
      await page.goto(path);
      await expect(wallOf(page).drain).not.toHaveCSS('transform', 'matrix(0, 0, 0, 1, 0, 0)');
      await begun;
      await expect(page).toHaveTitle(/OK/);
      expect((await page.evaluate<string[]>('titles')).join()).not.toContain('Unknown');
    }
  });

  test('that was set is not believed', async ({ page }) => {
    const { title, age, clock } = wallOf(page);
    await page.clock.install();
    await page.goto('/wall');
    await expect(title).toHaveText(WELL);
    for (const hours of [5, -29, 24]) {
      const set = new Date(Date.now() + hours * 3_600_000);
      await page.clock.setSystemTime(set);
      await expect(age).toContainText(/^live · \d s old/);
      await expect(title).toHaveText(WELL);
      // The clock on the wall is the proxy's.
      await expect
        .poll(async () => Math.abs(Date.parse((await clock.getAttribute('datetime')) ?? '') - Date.now()))
        .toBeLessThan(4000);
    }
  });
});

test.describe('a proxy whose clock is wrong', () => {
  /** ms, off the time that is right. */
  const WRONG = { ahead: 5 * 3_600_000, behind: -29 * 3_600_000 };

  test('is believed in what is old, and set back is not taken for news', async ({
    page,
    rollcall,
    sim,
  }, testInfo) => {
    const { title, age, clock } = wallOf(page);
    const set = testInfo.outputPath('clock');
    const setClock = (offMs: number) => writeFile(set, String(offMs));
    const expectClock = (offMs: number) =>
      expect
        .poll(async () =>
          Math.abs(Date.parse((await clock.getAttribute('datetime')) ?? '') - Date.now() - offMs),
        )
        .toBeLessThan(4000);
    await setClock(WRONG.ahead);
    await rollcall.kill();
    await rollcall.start({
      NODE_OPTIONS: `--import ${join(import.meta.dirname, '../system/wrong-clock.ts')}`,
      ROLLCALL_TEST_CLOCK: set,
    });
    await page.goto('/wall');
    await expect(title).toHaveText(WELL);
    await expectClock(WRONG.ahead);
    // Somebody sets it while the page looks.
    await setClock(WRONG.behind);
    await expectClock(WRONG.behind);
    await expect(age).toContainText(/^live · \d s old/);
    await expect(title).toHaveText(WELL);
    // And once more, just when the cluster hangs: what it said last seems to come from the future then, and never gets old.
    for (const { name } of await sim.control.members()) await sim.control.freeze(name);
    await setClock(2 * WRONG.behind);
    await expect(page.locator('main[data-stale]')).toBeVisible();
    await expect(age).toHaveText('not live · age unknown');
    await expect(page).toHaveTitle(/Unknown/);
  });
});

/** The process that draws a page. */
async function rendererOf(browser: Browser, page: Page): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  await session.detach();
  // The one that has been busy last, of those which this browser has.
  await page.evaluate('for (const end = Date.now() + 300; Date.now() < end; );');
  const again = await browser.newBrowserCDPSession();
  const { processInfo: later } = await again.send('SystemInfo.getProcessInfo');
  await again.detach();
  const busy = later
    .filter(({ id }) => renderers.includes(id))
    .map(({ id, cpuTime }) => ({
      id,
      spent: cpuTime - (processInfo.find((each) => each.id === id)?.cpuTime ?? 0),
    }))
    .toSorted((a, b) => b.spent - a.spent)[0];
  if (busy === undefined) throw new Error('no process draws the page');
  return busy.id;
}

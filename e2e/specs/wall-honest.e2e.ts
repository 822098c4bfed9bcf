import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import {
  awaitKeyboard,
  expect,
  expectAccessible,
  keyboardOf,
  recordText,
  test as base,
} from '../fixtures.ts';
import { closeClusters, startClusters } from '../fixtures/clusters.ts';
import { serveBoards } from '../fixtures/made-boards.ts';
import { type Relay, startRelay } from '../fixtures/relay.ts';
import { runRollcall } from '../fixtures/rollcall.ts';
import { THREE_CLUSTERS, wallOf } from '../fixtures/wall.ts';

const BEAT_MS = 1000;
/** After the last data: three beats are missed, and the page looks once a second. */
const TURNS_WITHIN_MS = 3 * BEAT_MS + 1000;
/** For drawing, on a machine that has a lot to do. */
const DRAWING_MS = 500;
/** Of the stream alone. */
const UNREADABLE = { from: 'data: {"nowMs":', to: 'data: {"nowXs":' };
const WELL = 'All 3 members are online and answer us.';

const test = base.extend<{ relay: Relay }>({
  async relay({ rollcall }, use) {
    const relay = await startRelay(rollcall.url);
    await use(relay);
    await relay.close();
  },
});
test.use({ beatMs: BEAT_MS, failedRequestsExpected: true, trace: 'off' });

const coverOf = (page: Page) => page.locator('[data-watchdog]');

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

/** Sets something that is gone once the page is another one. */
const mark = (page: Page) => page.evaluate('window.sameDocument = true');
const isMarked = (page: Page) => page.evaluate('window.sameDocument === true');
/** Nothing can be asked of a page while the other one takes its place. */
const expectReplaced = (page: Page) => expect.poll(() => isMarked(page).catch(() => true)).toBe(false);

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

/** A page whose complaints are what the test is about. */
async function visitor(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  return context.newPage();
}

/** Has no script of the page run for so long, and gives what was on the screen at the beginning and at the end of that: PNGs in base64. */
async function filmHanging(page: Page, forMs: number): Promise<{ first: string; last: string }> {
  const session = await page.context().newCDPSession(page);
  const pictures: string[] = [];
  session.on('Page.screencastFrame', ({ data, sessionId }) => {
    pictures.push(data);
    void session.send('Page.screencastFrameAck', { sessionId });
  });
  await session.send('Page.startScreencast', { format: 'png' });
  await expect.poll(() => pictures.length).toBeGreaterThan(0);
  pictures.splice(0, pictures.length - 1);
  const hanging = page.evaluate(`for (const end = performance.now() + ${forMs}; performance.now() < end; );`);
  let hangs = true;
  void hanging.finally(() => (hangs = false));
  let seen: string[] = [];
  // What comes after the end was made by a page that lives again.
  await expect(() => {
    if (hangs) seen = [...pictures];
    expect(hangs).toBe(false);
  }).toPass({ intervals: [100], timeout: forMs + 10_000 });
  await session.send('Page.stopScreencast');
  await session.detach();
  const [first, last] = [seen[0], seen.at(-1)];
  if (first === undefined || last === undefined) throw new Error('no picture was taken');
  return { first, last };
}

type Box = { x: number; y: number; width: number; height: number };

/** Of the lightest pixel in a place of a picture, 0 to 255. `page`: any, to look at it with. */
const brightest = (page: Page, png: string, { x, y, width, height }: Box) =>
  page.evaluate<number>(`(async () => {
    const bytes = Uint8Array.from(atob('${png}'), (letter) => letter.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes]));
    const context = new OffscreenCanvas(${Math.floor(width)}, ${Math.floor(height)}).getContext('2d');
    context.drawImage(picture, -${Math.ceil(x)}, -${Math.ceil(y)});
    const { data } = context.getImageData(0, 0, context.canvas.width, context.canvas.height);
    return data.reduce((most, value, index) => (index % 4 === 3 ? most : Math.max(most, value)), 0);
  })()`);

test.describe('the watchdog', () => {
  test('covers a page of which no script runs any more', async ({ page }) => {
    await page.clock.install();
    await page.goto('/wall');
    await expect(wallOf(page).title).toHaveText(WELL);
    await expect(coverOf(page)).toHaveCSS('opacity', '0');
    // From here on no timer of the page fires: it is as dead as a tab can be that still draws.
    await page.clock.pauseAt(new Date(Date.now() + 60_000));
    await expect(coverOf(page)).toHaveCSS('opacity', '1');
    await expect(coverOf(page)).toContainText(/No fresh data since \d\d:\d\d:\d\d UTC/);
    await expect(wallOf(page).drain).toHaveCSS('transform', 'matrix(0, 0, 0, 1, 0, 0)');
    const box = await coverOf(page).boundingBox();
    expect(box).toMatchObject({ x: 0, y: 0, ...page.viewportSize() });
  });

  test('covers a page that hangs, with what draws it still alive', async ({ page }) => {
    const { title } = wallOf(page);
    await page.goto('/wall');
    await expect(title).toHaveText(WELL);
    await expect(coverOf(page)).toHaveCount(1);
    const [board, note] = [await title.boundingBox(), await coverOf(page).locator('p').boundingBox()];
    if (board === null || note === null) throw new Error('no board');
    const { first, last } = await filmHanging(page, 7 * BEAT_MS);
    expect(await brightest(page, first, board)).toBeGreaterThan(200);
    expect(await brightest(page, last, board)).toBeLessThan(100);
    expect(await brightest(page, last, note)).toBeGreaterThan(200);
    // It comes back by itself.
    await expect(coverOf(page)).toHaveCSS('opacity', '0');
    await expect(title).toHaveText(WELL);
  });

  test('covers a board that has fallen to pieces, and has another page take its place', async ({
    browser,
    rollcall,
    sim,
  }) => {
    const page = await visitor(browser);
    const { title } = wallOf(page);
    await page.goto(`${rollcall.url}/wall`);
    await expect(title).toHaveText(WELL);
    await mark(page);
    // Whatever it may be that breaks: the next drawing does not succeed.
    await page.evaluate(
      'Array.prototype.flatMap = Array.prototype.toSorted = () => { throw new Error("broken") }',
    );
    await sim.control.evacuate('node-3');
    await expect(coverOf(page)).toHaveCSS('opacity', '1');
    await expect(coverOf(page)).toContainText(/No fresh data since/);
    await expect(title).toContainText('node-3 is in maintenance', { timeout: 40_000 });
    expect(await isMarked(page)).toBe(false);
    await expect(coverOf(page)).toHaveCSS('opacity', '0');
  });

  test('covers a page that waits for its first board, too, but not while that is drawn', async ({
    browser,
    relay,
    rollcall,
  }) => {
    const page = await visitor(browser);
    // The list comes; what the stream says cannot be read, so that no board follows.
    relay.rewrite(UNREADABLE);
    await page.clock.install();
    await page.goto(`${relay.url}/wall`);
    const awaited = page.getByRole('region', { name: 'prod' });
    await expect(awaited).toContainText('OK');
    await expect(page).toHaveTitle(/^● OK · prod/);
    rollcall.freeze();
    await expect(awaited).toContainText('Unknown');
    await expect(page).toHaveTitle(/^\? Unknown · prod/);
    await expect(page.locator('link[rel=icon]')).toHaveAttribute('href', /mark-unknown/);
    await expect(awaited).toContainText(/Unknown for [7-9]\ss/);
    await expect(coverOf(page)).toHaveCSS('opacity', '0');
    await page.clock.pauseAt(new Date(Date.now() + 60_000));
    await expect(coverOf(page)).toHaveCSS('opacity', '1');
    await expect(coverOf(page)).toContainText(/No fresh data since \d\d:\d\d:\d\d UTC/);
  });

  test('covers nothing on other pages, nor once the wall has been left', async ({ page }) => {
    await page.goto('/');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(coverOf(page)).toHaveCount(0);
    await page.goto('/wall');
    await expect(wallOf(page).title).toHaveText(WELL);
    await expect(coverOf(page)).toHaveCount(1);
    await page.evaluate('history.back()');
    await expect(page.getByRole('banner')).toBeVisible();
    await expect(coverOf(page)).toHaveCount(0);
  });
});

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

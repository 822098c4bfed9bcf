import type { Page } from '@playwright/test';
import { expect } from '../fixtures.ts';
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

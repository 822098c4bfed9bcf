import type { Page } from '@playwright/test';
import { expect, expectAccessible, awaitKeyboard, test } from '../fixtures.ts';
import { memberRow, offline, online, serveBoards } from '../fixtures/made-boards.ts';
import { awaitSettled, expectWellFitted, wallOf } from '../fixtures/wall.ts';

test.use({ trace: 'off' });

const WELL = 'All 3 members are online and answer us.';
const tileOf = (page: Page, name: string) => wallOf(page).tiles.filter({ hasText: name });

test('what has changed stands out, and stays marked, after a reload, too', async ({ page, sim }) => {
  const { title, changes } = wallOf(page);
  await page.goto('/wall');
  await expect(title).toHaveText(WELL);
  await expect(page.locator('[data-mark]')).toHaveCount(0);
  await sim.control.evacuate('node-3');
  const tile = tileOf(page, 'node-3');
  await expect(tile).toHaveAttribute('data-mark', 'fresh');
  await expect(tile).not.toHaveCSS('box-shadow', 'none');
  await expect(tile).toHaveCSS('animation-name', 'wall-fresh');
  await expect(tile).toHaveAttribute('aria-label', /changed of late$/);
  await expect(changes.locator('[data-fresh]').first()).toContainText('Evacuated');
  await expect(page.locator('[data-mark]')).toHaveCount(1);
  // It moves once, and not with each beat.
  await awaitSettled(tile);
  await expectAccessible(page, 'marked');
  await page.reload();
  await expect(tile).toHaveAttribute('data-mark', 'fresh');

  await page.emulateMedia({ reducedMotion: 'reduce' });
  await expect(tile).toHaveCSS('animation-name', 'none');
  await expect(tile).not.toHaveCSS('box-shadow', 'none');
});

test('flapping is named as flapping, in one line', async ({ page, sim }) => {
  const { title, changes } = wallOf(page);
  await page.goto('/wall');
  await expect(title).toHaveText(WELL);
  const tile = tileOf(page, 'node-3');
  for (let time = 1; time <= 3; time += 1) {
    await sim.control.kill('node-3');
    await expect(tile).toContainText('no answer');
    await sim.control.start('node-3');
    await expect(tile).not.toContainText('no answer');
    // An absence lasts until both witnesses have it back.
    await expect(tile).toContainText('Online');
  }
  await expect(tile).toContainText('Online, flapped 3x');
  await expect(changes.getByRole('listitem').filter({ hasText: 'node-3' })).toHaveText(
    /node-3 flapped 3x in 10 min$/,
  );
  await expect(tile).toHaveClass(/tone-attention/);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await expectAccessible(page, 'flapping');
});

test('many that flap are named as that, each on its tile, and all in one line', async ({ page }) => {
  // Each of them is gone and back six times, which makes far more changes than the last that a page knows.
  const roles = (number: number) =>
    ['database-leader', 'database'].slice(Math.min(number - 1, 1), number <= 3 ? 2 : 0);
  const well = memberRow(60, (name, number) => online(name, roles(number)));
  const away = well.map((each, index) => (index < 20 ? each : offline(each.server_name, 0)));
  const boards = await serveBoards([{ key: 'prod', members: well }]);
  const { title, changes, tiles } = wallOf(page);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.goto(`${boards.url}/wall?shift=off`);
  await expect(title).toHaveText('All 60 members are online and answer us.');
  for (let time = 1; time <= 6; time += 1) {
    for (const members of [away, well]) boards.show([{ key: 'prod', members }]);
  }
  await expect(tiles.filter({ hasText: 'flapped 6x' })).toHaveCount(40);
  await expect(changes.getByRole('listitem').filter({ hasText: 'flapped' })).toHaveText([
    /node-\d+ and 39 others flapped 6x in 10 min$/,
  ]);
  await expectWellFitted(page, { width: 1920, height: 1080 }, 'flapping');
  // A page that is opened now knows it, too.
  await page.reload();
  await expect(tiles.filter({ hasText: 'flapped 6x' })).toHaveCount(40);
  await boards.close();
});

test.describe('a tab on a desk', () => {
  test.use({ failedRequestsExpected: true });

  test('has the level in its name and its icon', async ({ page, request, sim, rollcall }) => {
    const icon = page.locator('link[rel=icon]');
    const addresses = ['/clusters/prod', '/clusters/prod/members/node-1', '/clusters/prod/timeline', '/wall'];
    for (const address of addresses) {
      await page.goto(address);
      await expect(page).toHaveTitle(/^● OK/);
      await expect(icon).toHaveAttribute('href', /\/mark-[\w-]+\.svg$/);
      expect(await icon.getAttribute('href')).not.toMatch(/degraded|critical|unknown/);
    }
    await sim.control.kill('node-3');
    for (const address of addresses) {
      await page.goto(address);
      await expect(page).toHaveTitle(/^▲ Degraded/);
      await expect(icon).toHaveAttribute('href', /\/mark-degraded-/);
    }
    const answer = await request.get((await icon.getAttribute('href')) ?? '');
    expect(answer.headers()['content-type']).toContain('image/svg+xml');
    // Without the proxy the icon has to come from what the browser has kept.
    await awaitKeyboard(page);
    await rollcall.kill();
    await expect(page).toHaveTitle(/^\? Unknown/);
    await expect(icon).toHaveAttribute('href', /\/mark-unknown-/);
    const kept = `fetch(document.querySelector('link[rel=icon]').href, { cache: 'force-cache' }).then(({ ok }) => ok)`;
    expect(await page.evaluate(kept)).toBe(true);
    await rollcall.start();
    await expect(icon).toHaveAttribute('href', /\/mark-degraded-/);
  });
});

test.describe('sound', () => {
  /** What the page would have the loudspeaker say, Hz. */
  const RECORDER = `{
    window.tones = [];
    window.contexts = 0;
    const Context = window.AudioContext;
    window.AudioContext = class extends Context { constructor() { super(); window.contexts += 1; } };
    const Oscillator = window.OscillatorNode;
    window.OscillatorNode = class extends Oscillator {
      constructor(context, options) { super(context, options); window.tones.push(options.frequency); }
    };
  }`;
  const tonesOn = (page: Page) => page.evaluate<number[]>('tones');
  const note = (page: Page) => page.getByText('Sound starts with the first key or click');

  test('is off unless it is asked for', async ({ page, sim }) => {
    await page.addInitScript(RECORDER);
    await page.goto('/wall');
    await expect(wallOf(page).title).toHaveText(WELL);
    await sim.control.kill('node-3');
    await expect(page).toHaveTitle(/Degraded/);
    expect(await page.evaluate('contexts')).toBe(0);
  });

  test('waits for somebody where the browser wants that, and says so', async ({
    playwright,
    rollcall,
    sim,
  }, info) => {
    const browser = await launch(playwright, info, '--autoplay-policy=document-user-activation-required');
    const page = await browser.newPage();
    await page.addInitScript(RECORDER);
    await page.goto(`${rollcall.url}/wall?sound=on`);
    // Whatever Playwright asks of a page counts as a gesture of somebody: until the click it is asked in another way.
    const session = await page.context().newCDPSession(page);
    const textOf = async (selector: string): Promise<unknown> => {
      const expression = `document.querySelector('${selector}')?.textContent`;
      return (await session.send('Runtime.evaluate', { expression, userGesture: false })).result.value;
    };
    await expect.poll(() => textOf('h1')).toBe(WELL);
    await expect.poll(() => textOf('.wall-note')).toContain('Sound starts with the first key or click');
    await page.mouse.click(300, 300);
    await expect(note(page)).toHaveCount(0);
    expect(await tonesOn(page)).toEqual([]);
    await sim.control.kill('node-3');
    await expect.poll(() => tonesOn(page)).toEqual([660, 440]);
    await browser.close();
  });

  test('comes by itself where the browser was started to allow it: falling, blind, rising', async ({
    playwright,
    rollcall,
    sim,
  }, info) => {
    test.setTimeout(90_000);
    const browser = await launch(playwright, info, '--autoplay-policy=no-user-gesture-required');
    const page = await browser.newPage();
    await page.addInitScript(RECORDER);
    await page.goto(`${rollcall.url}/wall/prod?sound=on`);
    await expect(wallOf(page).title).toHaveText(WELL);
    await expect(note(page)).toHaveCount(0);
    await sim.control.kill('node-3');
    await expect.poll(() => tonesOn(page)).toEqual([660, 440]);
    rollcall.freeze();
    await expect.poll(() => tonesOn(page)).toEqual([660, 440, 330, 330]);
    await sim.control.start('node-3');
    rollcall.thaw();
    await expect.poll(() => tonesOn(page)).toEqual([660, 440, 330, 330, 440, 660]);
    await browser.close();
  });
});

type Launcher = Parameters<Parameters<typeof test>[2]>[0]['playwright'];
type Info = { project: { use: { launchOptions?: { args?: string[] } } } };

/** A browser of its own, started with one more argument. */
const launch = ({ chromium }: Launcher, { project }: Info, argument: string) =>
  chromium.launch({
    ...project.use.launchOptions,
    args: [...(project.use.launchOptions?.args ?? []), argument],
  });

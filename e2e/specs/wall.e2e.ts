import type { Locator, Page } from '@playwright/test';
import type { Sim } from '../fixtures.ts';
import { coloursOf, expect, expectAccessible, expectApart, test } from '../fixtures.ts';

// Every look would copy thousands of elements.
test.use({ trace: 'off' });

const wallOf = (page: Page) => ({
  title: page.getByRole('heading', { level: 1 }),
  verdict: page.getByRole('region', { name: 'Verdict' }),
  members: page.getByRole('list', { name: 'Members' }),
  tiles: page.getByRole('list', { name: 'Members' }).getByRole('listitem'),
  named: page.getByRole('list', { name: 'In trouble' }),
  changes: page.getByRole('list', { name: 'Last changes' }),
  database: page.getByRole('region', { name: 'Cluster database' }),
  clock: page.locator('footer time'),
  /** How much of its life the data have left. */
  drain: page.locator('.wall-drain'),
  age: page.getByLabel('Age of the data'),
});

type Box = { scrollWidth: number; clientWidth: number; scrollHeight: number; clientHeight: number };
type Styled = {
  ownerDocument: { defaultView: { getComputedStyle(element: unknown): { fontSize: string } } };
};

/** What of these is cut off, as text. */
const cutOff = (texts: Locator): Promise<string[]> =>
  texts.evaluateAll((elements: (Box & { textContent: string })[]) =>
    elements
      .filter(
        (each) =>
          each.scrollWidth > each.clientWidth + 1 ||
          each.scrollHeight > each.clientHeight + each.clientHeight / 3,
      )
      .map(
        (each) =>
          `${each.textContent}: ${each.scrollWidth}x${each.scrollHeight} in ${each.clientWidth}x${each.clientHeight}`,
      ),
  );

const fontPx = (texts: Locator): Promise<number[]> =>
  texts.evaluateAll((elements: Styled[]) =>
    elements.map((each) => Number.parseFloat(each.ownerDocument.defaultView.getComputedStyle(each).fontSize)),
  );

/** Nothing scrolls, sticks out, is cut off or too small to be read from five metres. */
async function expectWellFitted(
  page: Page,
  { width, height }: { width: number; height: number },
  state: string,
) {
  const { title, members, tiles, named, changes, database, clock } = wallOf(page);
  const sizes = await page
    .locator('html')
    .evaluate((html: Box) => [html.scrollWidth - html.clientWidth, html.scrollHeight - html.clientHeight]);
  expect(sizes, `scroll bars: ${state}`).toEqual([0, 0]);
  const boxes = await tiles.evaluateAll(
    (elements: { getBoundingClientRect(): { toJSON(): Record<string, number> } }[]) =>
      elements.map((each) => each.getBoundingClientRect().toJSON()),
  );
  for (const { left = -1, top = -1, right = Infinity, bottom = Infinity } of boxes) {
    expect(left >= 0 && top >= 0 && right <= width && bottom <= height, `a tile sticks out: ${state}`).toBe(
      true,
    );
  }
  await expectApart(members.or(title).or(database).or(clock).or(changes), state);
  expect(await cutOff(title.or(tiles.locator('bdi')).or(named.locator('bdi'))), `cut off: ${state}`).toEqual(
    [],
  );
  const small = await fontPx(title.or(database.locator('p')).or(clock.locator('span')).or(changes).or(named));
  const form = await members.getAttribute('data-form');
  if (form === 'tile') small.push(...(await fontPx(tiles.locator('p'))));
  expect(Math.min(...small), `letters: ${state}`).toBeGreaterThanOrEqual(height / 45);
}

async function breakSome({ control }: Sim): Promise<void> {
  const [first, second, third, fourth] = (await control.members()).toReversed();
  if (first !== undefined) await control.kill(first.name);
  if (fourth === undefined) return;
  if (second !== undefined) await control.evacuate(second.name);
  if (third !== undefined) await control.block(third.name);
  await control.freeze(fourth.name);
}

const SCREENS = [
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
  { width: 1080, height: 1920 },
];

/** What is said of clusters in which fewer than four members can be broken. */
const TROUBLE: Readonly<Record<number, string>> = { 1: 'answer', 3: 'node-3 has been offline' };

for (const members of [1, 3, 12, 60, 200]) {
  test.describe(`${members} members`, () => {
    test.use({ plans: { prod: { members, speed: 10 } }, beatMs: 2000 });

    test('fit every screen, well and broken', async ({ page, sim }) => {
      const { title, tiles } = wallOf(page);
      await page.goto('/wall');
      await expect(title).toHaveText(/online and answer/);
      await expect(tiles).toHaveCount(members);
      for (const screen of SCREENS) {
        await page.setViewportSize(screen);
        await expect(page.getByRole('main')).toHaveCSS('font-size', `${Math.ceil(screen.height / 45)}px`);
        await expectWellFitted(page, screen, `well, ${screen.width} wide`);
      }
      await expectAccessible(page, 'well');

      await breakSome(sim);
      await expect(page).toHaveTitle(members === 1 ? /Unknown/ : /Degraded/);
      await expect(title).toContainText(TROUBLE[members] ?? 'more problem');
      for (const screen of SCREENS) {
        await page.setViewportSize(screen);
        await expect(page.getByRole('main')).toHaveCSS('font-size', `${Math.ceil(screen.height / 45)}px`);
        await expectWellFitted(page, screen, `broken, ${screen.width} wide`);
      }
      await expectAccessible(page, 'broken');
    });
  });
}

test('tells what changed, what may still be lost, the time, and how old it is', async ({ page, sim }) => {
  const { title, tiles, changes, database, clock, age } = wallOf(page);
  await page.goto('/wall/prod');
  await expect(title).toHaveText('All 3 members are online and answer us.');
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark');
  await expect(page.getByRole('banner')).toHaveCount(0);
  await expect(page.locator('a, button, input, select, [tabindex]')).toHaveCount(0);
  await expect(changes).toContainText('Nothing has changed so far.');
  await expect(database).toContainText('can lose 1 more');
  await expect(clock).toContainText(/^\d\d:\d\d:\d\d.*\d{4} · UTC$/);
  await expect(age).toContainText(/live · \d s old/);

  await sim.control.evacuate('node-3');
  await expect(tiles.filter({ hasText: 'node-3' })).toContainText('Evacuated');
  await expect(changes).toContainText('node-3 Online → Evacuated');
  await sim.control.kill('node-2');
  await expect(title).toContainText('node-2 has');
  await expect(database).toContainText('can lose none');
  expect(await changes.getByRole('listitem').count()).toBe(3);
});

test('has light colours and another zone where the address asks for them', async ({ page }) => {
  await page.goto('/wall?theme=light&zone=local');
  await expect(wallOf(page).title).toBeVisible();
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'light');
  await expectAccessible(page, 'light');
});

test('hides a cursor that rests', async ({ page }) => {
  await page.goto('/wall');
  const board = page.getByRole('main');
  await page.mouse.move(100, 100);
  await expect(board).not.toHaveCSS('cursor', 'none');
  await expect(board).toHaveCSS('cursor', 'none');
  await page.mouse.move(120, 100);
  await expect(board).not.toHaveCSS('cursor', 'none');
});

test.describe('data that no longer come', () => {
  test.use({ failedRequestsExpected: true });

  test('dim the board, which says since when, and come back by themselves', async ({ page, rollcall }) => {
    const { title, verdict, members, tiles, age } = wallOf(page);
    await page.goto('/wall');
    await expect(title).toHaveText('All 3 members are online and answer us.');
    const well = await coloursOf(tiles.first().locator('svg'));
    rollcall.freeze();
    await expect(verdict).toContainText(/No fresh data\s*since \d\d:\d\d:\d\d UTC/);
    await expect(title).toContainText('this page cannot reach the Rollcall proxy');
    await expect(age).toContainText('not live');
    await expect(tiles.first()).toContainText('was Online');
    const shapes = members.locator('svg');
    await expect.poll(async () => (await coloursOf(shapes)).filter((c) => well.includes(c))).toEqual([]);
    await expectAccessible(page, 'old data');
    rollcall.thaw();
    await expect(title).toHaveText('All 3 members are online and answer us.');
    await expect(age).toContainText(/live · \d s old/);
  });
});

test('a page that has stopped is covered, without any script', async ({ page }) => {
  await page.clock.install();
  await page.goto('/wall');
  await expect(wallOf(page).title).toHaveText('All 3 members are online and answer us.');
  const guard = page.locator('[data-guard="frozen"]');
  await expect(guard).toHaveCSS('opacity', '0');
  // From here on no timer of the page fires: it is as dead as a tab can be that still draws.
  await page.clock.pauseAt(new Date(Date.now() + 60_000));
  await expect(guard).toHaveCSS('opacity', '1');
  await expect(guard).toContainText('This screen has stopped');
  await expect(wallOf(page).drain).toHaveCSS('transform', 'matrix(0, 0, 0, 1, 0, 0)');
});

test.describe('several clusters', () => {
  test.use({
    plans: {
      alpha: { members: 3, speed: 10 },
      beta: { members: 5, speed: 10 },
      gamma: { members: 3, speed: 10 },
    },
  });

  test('are on one screen, the worst as its board', async ({ page, clusters }) => {
    const { title, verdict, tiles } = wallOf(page);
    const others = page.getByRole('complementary', { name: 'Other clusters' });
    await page.goto('/wall');
    await expect(verdict).toContainText('alpha');
    await expect(others.getByRole('heading')).toHaveText(['beta', 'gamma']);
    await expectAccessible(page, 'several clusters');

    await clusters.get('gamma')?.control.kill('node-3');
    await expect(verdict).toContainText('gamma');
    await expect(title).toContainText('node-3');
    await expect(tiles).toHaveCount(3);
    await expect(others.getByRole('heading')).toHaveText(['alpha', 'beta']);
    for (const screen of SCREENS) {
      await page.setViewportSize(screen);
      await expectApart(page.getByRole('list').or(title), `${screen.width} wide`);
      await expect.poll(() => cutOff(others.locator('p')), `cut off, ${screen.width} wide`).toEqual([]);
    }
  });
});

test.describe('hostile text', () => {
  const MARKUP = '<img src=x onerror=alert(1)>';
  const LONG = `n-${'x'.repeat(250)}`;
  test.use({
    plans: { prod: { speed: 10, memberNames: [MARKUP, 'node\u202Eenilffo\u202C-rtl', LONG, '👩‍👩‍👧‍👦 ٣ 文字'] } },
  });

  test('is text and nothing else, and breaks nothing', async ({ page, sim }) => {
    const { tiles, title } = wallOf(page);
    await page.goto('/wall');
    await expect(tiles).toHaveCount(4);
    await sim.control.kill(LONG);
    await expect(title).toContainText('xxx');
    await expect(page.locator('img, iframe, [onerror]')).toHaveCount(0);
    for (const screen of SCREENS) {
      await page.setViewportSize(screen);
      await expectApart(tiles.or(title), `${screen.width} wide`);
    }
    await expectAccessible(page, 'hostile names');
  });
});

test.describe('an unknown cluster', () => {
  test.use({ failedRequestsExpected: true });

  test('is said to be none', async ({ page }) => {
    await page.goto('/wall/nosuch');
    await expect(wallOf(page).title).toHaveText('There is no such cluster');
  });
});

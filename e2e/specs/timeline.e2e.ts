import type { Locator, Page } from '@playwright/test';
import {
  expect,
  expectAccessible,
  expectApart,
  expectNoSidewaysScroll,
  goAndComeBack,
  openTimeline,
  placeOn,
  stretchIn,
  test,
} from '../fixtures.ts';

/** Goes to the lane of a member at the end of the time shown. */
async function goToLane(page: Page, lanes: Locator, reading: Locator, member: string): Promise<void> {
  await lanes.focus();
  await page.keyboard.press('End');
  for (let row = 0; row < 50; row += 1) {
    if ((await reading.innerText()).includes(member)) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`no lane of ${member}`);
}

test('tells who was away, from when to when, by the keys alone', async ({ board, page, sim }) => {
  await goAndComeBack(board, sim.control);
  const { lanes, reading } = await openTimeline(page);
  await expect(page.getByRole('main')).toContainText('Recorded since');
  await expectAccessible(page, 'lanes');

  await goToLane(page, lanes, reading, 'node-3');
  await expect(reading).toContainText(/node-3\s*Online\s*since \d\d:\d\d:\d\d, \d+ s/);
  await expect(reading).toHaveAttribute('aria-live', 'polite');
  const told: string[] = [];
  for (let step = 0; step < 8; step += 1) {
    await page.keyboard.press('ArrowLeft');
    told.push(await reading.innerText());
  }
  expect(
    told.some((text) => /Offline\s*\d\d:\d\d:\d\d to \d\d:\d\d:\d\d, \d+ s/.test(text)),
    told.join('\n'),
  ).toBe(true);
  expect(
    told.some((text) => text.includes('no answer to us')),
    told.join('\n'),
  ).toBe(true);
  expect(told.at(-1)).toContain('at least');

  await page.keyboard.press('m');
  await expect(page).toHaveURL(/\/clusters\/prod\/members\/node-3$/);
});

test('says as a table what it draws', async ({ board, page, sim }) => {
  await goAndComeBack(board, sim.control);
  const { entries, table } = await openTimeline(page, '?as=table');
  await expect(entries.filter({ hasText: 'node-3' }).filter({ hasText: 'Offline' })).toHaveCount(1);
  await expect(entries.filter({ hasText: 'no answer to us' }).first()).toContainText('node-3');
  await expect(entries.filter({ hasText: 'verdict Degraded' }).first()).toContainText('the cluster');
  await expect(entries.filter({ hasText: 'leads the cluster database' })).toHaveCount(1);
  await expect(entries.first()).toContainText('so far');
  await expectAccessible(page, 'table');

  await page.getByRole('button', { name: 'With trouble' }).click();
  await expect(page).toHaveURL(/[?&]lanes=changed\b/);
  await expect(entries.filter({ hasText: 'node-1' }).filter({ hasText: 'Online' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Lanes', exact: true }).click();
  await expect(table).toBeHidden();
  await expect(page.getByRole('region', { name: 'Members' })).toContainText('1 of 3');
});

test('shows the stretch of time that its address names', async ({ page, newVisitor, rollcall }) => {
  const { watchedSinceMs } = (await rollcall.cluster('prod')).snapshot;
  const { lanes, ranges, steps } = await openTimeline(page);
  await expect(ranges.getByRole('link', { name: '1 h', exact: true })).toHaveAttribute(
    'aria-current',
    'true',
  );
  await ranges.getByRole('link', { name: 'all', exact: true }).click();
  await expect(page).toHaveURL(/\?range=all$/);

  await steps.getByRole('button', { name: 'Closer' }).click();
  await expect(page).toHaveURL(/[?&]from=[^&]+&to=[^&]+$/);
  const { fromMs, toMs } = stretchIn(page);
  expect(fromMs).toBeGreaterThanOrEqual(watchedSinceMs - 60_000);
  expect(toMs).toBeGreaterThan(fromMs);
  await expect(ranges.locator('[aria-current]')).toHaveCount(0);

  const other = await newVisitor();
  await other.page.goto(page.url());
  const shown = page.getByRole('region', { name: 'Members' }).locator('time').first();
  const theirs = other.page.getByRole('region', { name: 'Members' }).locator('time').first();
  await expect(theirs).toHaveAttribute('datetime', (await shown.getAttribute('datetime')) ?? '');

  await steps.getByRole('button', { name: 'Wider' }).click();
  await expect(page).not.toHaveURL(other.page.url());
  await page.goto('/clusters/prod/timeline?from=nonsense&to=2026&range=never&as=moon&lanes=none');
  await expect(ranges.getByRole('link', { name: '1 h', exact: true })).toHaveAttribute(
    'aria-current',
    'true',
  );
  await expect(lanes).toBeVisible();
});

test('a pointer reads what it is at', async ({ page }) => {
  const { lanes, reading } = await openTimeline(page);
  await expect(reading).toContainText('Point at a lane');
  const place = await placeOn(page, lanes);
  const { x, y } = place(0.99);
  await page.mouse.move(x, y);
  await expect(reading).toContainText(/\d\d:\d\d:\d\d UTC\s*node-1\s*Online\s*since/);
  await expect(reading).toContainText('leads the cluster database');
  await expect(reading).toHaveAttribute('aria-live', 'off');
  const verdict = await lanes.getByText('Verdict', { exact: true }).boundingBox();
  await page.mouse.move(x, (verdict?.y ?? 0) + 10);
  await expect(reading).toContainText(/Verdict\s*OK/);
  await page.mouse.move(x, 5);
  await expect(reading).toContainText('Point at a lane');
});

test.describe('what nobody saw', () => {
  test.use({ failedRequestsExpected: true });

  test('is not known, and stays so', async ({ page, rollcall }) => {
    const { lanes, reading } = await openTimeline(page, '?range=all');
    await goToLane(page, lanes, reading, 'node-2');
    await expect(reading).toContainText(/node-2\s*Online/);
    rollcall.freeze();
    await expect(page.getByRole('region', { name: 'Old data' })).toBeVisible();
    await page.keyboard.press('End');
    await expect(reading).toContainText('status not known');
    await expect(reading).toContainText('not probed');
    await expectAccessible(page, 'old data');

    // Longer than a proxy may pause without having missed anything.
    await expect(reading).toContainText(/status not known\s*since \d\d:\d\d:\d\d, [5-9] s/, {
      timeout: 30_000,
    });
    rollcall.thaw();
    await expect(page.getByRole('region', { name: 'Old data' })).toBeHidden();
    await expect(async () => {
      await page.keyboard.press('End');
      await expect(reading).toContainText(/node-2\s*Online\s*since/, { timeout: 500 });
    }).toPass();
    await expect(async () => {
      await page.keyboard.press('End');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('ArrowLeft');
      await expect(reading).toContainText('status not known', { timeout: 500 });
    }).toPass();
  });
});

test.describe('many members', () => {
  test.use({ plans: { prod: { members: 60, speed: 10 } }, beatMs: 2000 });

  test('are not all in the document, and can all be reached', async ({ page }) => {
    const { lanes, reading } = await openTimeline(page);
    const names = lanes.getByRole('link');
    await expect(names.first()).toHaveText('node-1');
    expect(await names.count()).toBeLessThan(50);
    await lanes.focus();
    for (let pages = 0; pages < 7; pages += 1) await page.keyboard.press('PageDown');
    await expect(reading).toContainText('node-60');
    await expect(lanes.getByRole('link', { name: 'node-60' })).toBeInViewport();
    await expectAccessible(page, '60 members');
  });
});

const VIEWPORTS = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
  { width: 1920, height: 1080 },
];

test('fits every screen, in both forms and colours', async ({ page, sim }) => {
  const { reading } = await openTimeline(page);
  await sim.control.evacuate('node-2');
  for (const form of ['Lanes', 'Table']) {
    await page.getByRole('button', { name: form, exact: true }).click();
    for (const viewport of VIEWPORTS) {
      await page.setViewportSize(viewport);
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme });
        const seen = `${form}, ${colorScheme}, ${viewport.width} wide`;
        await expectNoSidewaysScroll(page, seen);
        const tools = page.getByRole('main').getByRole('navigation').getByRole('link');
        await expectApart(tools.or(page.getByRole('main').getByRole('button')), seen);
        if (viewport.width !== 1440) await expectAccessible(page, seen);
      }
    }
  }
  await expect(reading).toBeHidden();
});

test.describe('hostile text', () => {
  const MARKUP = '<img src=x onerror=alert(1)>';
  const BACKWARDS = 'node\u202Eenilffo\u202C-rtl';
  const LONG = `n-${'x'.repeat(250)}`;
  test.use({ plans: { prod: { speed: 10, memberNames: [MARKUP, BACKWARDS, LONG, 'constructor'] } } });

  test('is text and nothing else', async ({ page, sim }) => {
    await sim.control.setDescription(BACKWARDS, MARKUP);
    const { lanes, reading, entries } = await openTimeline(page);
    for (const name of [MARKUP, BACKWARDS, LONG, 'constructor']) {
      await expect(lanes.getByRole('link', { name, exact: true })).toBeVisible();
    }
    await goToLane(page, lanes, reading, 'constructor');
    await expect(reading).toContainText(/constructor\s*Online/);
    await page.setViewportSize({ width: 390, height: 844 });
    await expectNoSidewaysScroll(page, 'lanes of hostile names');
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    await expect(entries.filter({ hasText: MARKUP }).first()).toBeVisible();
    await expectNoSidewaysScroll(page, 'a table of hostile names');
    await expect(page.locator('img, iframe, [onerror]')).toHaveCount(0);
    await expectAccessible(page, 'hostile names');
  });
});

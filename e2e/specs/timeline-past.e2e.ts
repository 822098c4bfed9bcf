import {
  expect,
  expectAccessible,
  expectApart,
  expectNoSidewaysScroll,
  openTimeline,
  pastTest as test,
  stretchQuery,
} from '../fixtures.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const VIEWPORTS = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
  { width: 1920, height: 1080 },
];

test.describe('a month of sixty members', () => {
  test.use({ past: { members: 60, days: 30 }, plans: { prod: { members: 60, speed: 10 } }, beatMs: 2000 });

  test('is there at once, and only what is in sight is in the document', async ({ page }) => {
    const { lanes, reading, ranges } = await openTimeline(page, '?range=30d');
    await expect(ranges.getByRole('link', { name: '30 d' })).toHaveAttribute('aria-current', 'true');
    await expect(page.getByText('Reading the record…')).toBeHidden();
    expect(await lanes.getByRole('link').count()).toBeLessThan(50);
    await lanes.focus();
    for (let pages = 0; pages < 7; pages += 1) await page.keyboard.press('PageDown');
    await expect(reading).toContainText('node-60');
    await expect(lanes.getByRole('link', { name: 'node-60' })).toBeInViewport();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await expect(reading).toContainText(/^\d+ \w+ \d{4}, \d\d:\d\d:\d\d UTC\s*node-60/);
    await expectAccessible(page, 'a month');
  });

  test('fits every screen, light and dark', async ({ page }) => {
    await openTimeline(page, '?range=7d');
    for (const form of ['Lanes', 'Table']) {
      await page.getByRole('button', { name: form, exact: true }).click();
      for (const viewport of VIEWPORTS) {
        await page.setViewportSize(viewport);
        for (const colorScheme of ['dark', 'light'] as const) {
          await page.emulateMedia({ colorScheme });
          const seen = `${form}, ${colorScheme}, ${viewport.width} wide`;
          await expectNoSidewaysScroll(page, seen);
          const tools = page.getByRole('region', { name: 'Members' }).getByRole('button');
          await expectApart(tools, seen);
          if (viewport.width === 390) await expectAccessible(page, seen);
        }
      }
    }
  });
});

test.describe('a past that is known', () => {
  test.use({ past: { members: 3, days: 12 }, beatMs: 2000 });

  test('says where nobody looked and why, and where there is no record', async ({ page, rollcall }) => {
    const { snapshot } = await rollcall.cluster('prod');
    const firstMs = snapshot.recording.firstMs ?? NaN;
    const { lanes, reading } = await openTimeline(page);
    await expect(page.getByText('Reading the record…')).toBeHidden();
    // The proxy of this test has just been started.
    await lanes.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await expect(reading).toContainText(
      /Rollcall was not running.*\d\d:\d\d:\d\d to .*\d\d:\d\d:\d\d, 10 min/,
    );
    await expect(lanes).toContainText('Rollcall was not running');

    // Five days after the beginning it was not running for two hours.
    const fromMs = firstMs + 5 * DAY_MS;
    await page.goto(`/clusters/prod/timeline${stretchQuery({ fromMs, toMs: fromMs + 8 * HOUR_MS })}`);
    await expect(lanes).toContainText('Rollcall was not running');
    await page.goto(
      `/clusters/prod/timeline${stretchQuery({ fromMs: firstMs - DAY_MS, toMs: firstMs + DAY_MS })}`,
    );
    await expect(lanes).toContainText('before the first record');
    await lanes.focus();
    await page.keyboard.press('Home');
    await expect(reading).toContainText('before the first record');
    await expectAccessible(page, 'before the first record');
  });

  test('keeps the lane of a member that left, and marks it', async ({ page, sim }) => {
    const { lanes, reading } = await openTimeline(page);
    await sim.control.remove('node-3');
    const label = lanes.getByRole('link', { name: 'node-3' }).locator('..');
    await expect(label).toContainText('left');
    await expect(label).toContainText('not a member');
    await lanes.focus();
    await page.keyboard.press('End');
    for (let row = 0; row < 7; row += 1) await page.keyboard.press('ArrowDown');
    await expect(reading).toContainText(/node-3\s*not a member/);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await expect(reading).toContainText(/node-3/);
  });

  test('shows of it what is wanted, in both forms, and keeps that in the address', async ({
    page,
    newVisitor,
  }) => {
    const { lanes, entries, filter, members } = await openTimeline(page, '?range=7d');
    await filter.getByRole('searchbox', { name: 'Filter by member' }).fill('node-2');
    await expect(lanes.getByRole('link')).toHaveText(['node-2']);
    await expect(members).toContainText('1 of 3');
    await filter.getByRole('button', { name: 'All kinds' }).click();
    for (const kind of ['Verdict', 'Events', 'Warnings']) {
      const box = page.getByRole('checkbox', { name: kind, exact: true });
      await box.click();
      await expect(box).not.toBeChecked();
    }
    await page.keyboard.press('Escape');
    await expect(filter.getByRole('button', { name: '7 of 10 kinds' })).toBeVisible();
    await expect(lanes).not.toContainText('Verdict');
    await expect(lanes).toContainText('Operations');
    await expectAccessible(page, 'filtered');

    await page.getByRole('button', { name: 'Table', exact: true }).click();
    await filter.getByRole('searchbox', { name: 'Filter what happened by its words' }).fill('creating');
    await expect(entries.first()).toContainText('Creating instance');
    await expect(entries.filter({ hasNotText: 'node-2' })).toHaveCount(0);
    await expect(page).toHaveURL(/[?&]member=node-2&/);
    await expect(page).toHaveURL(/[?&]q=creating\b/);
    const count = await page.getByRole('table', { name: 'Timeline' }).getAttribute('aria-rowcount');
    const other = await newVisitor();
    await other.page.goto(page.url());
    await expect(other.page.getByRole('table', { name: 'Timeline' })).toHaveAttribute(
      'aria-rowcount',
      count ?? '',
    );
  });

  test('tells of operations and warnings for how long they went on', async ({ page }) => {
    const { entries } = await openTimeline(page, '?range=7d&as=table&kind=operations,warnings');
    const failed = entries.filter({ hasText: 'Failure, No space left on device' });
    await expect(failed.first()).toContainText(/Creating instance web-\d+/);
    await page.goto(page.url().replace('operations,warnings', 'warnings'));
    await expect(entries.filter({ hasText: 'Offline cluster member' }).first()).toContainText('6 h');
  });
});

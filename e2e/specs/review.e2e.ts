import type { Page } from '@playwright/test';
import {
  expect,
  expectAccessible,
  expectApart,
  expectNoSidewaysScroll,
  goAndComeBack,
  pasted,
  test,
} from '../fixtures.ts';

const reviewOf = (page: Page) => ({
  summary: page.getByRole('region', { name: 'Summary' }),
  lines: page.getByRole('list', { name: 'What it comes to' }),
});

test('says what the time in view comes to', async ({ board, page, sim }) => {
  await goAndComeBack(board, sim.control);
  await page.goto('/clusters/prod/timeline?range=all');
  const { summary, lines } = reviewOf(page);
  await expect(summary).toContainText('of what is in view');
  await expect(lines).toContainText(/node-3 offline once, /);
  await expect(lines).toContainText(/no answer from node-3 once, /);
  await expect(lines).toContainText(/cluster degraded/);
  await expectAccessible(page, 'review');
  await lines.getByRole('link', { name: 'node-3' }).first().click();
  await expect(page).toHaveURL(/\/clusters\/prod\/members\/node-3$/);
});

test('says what a marked stretch comes to, and nothing of what lies outside', async ({
  board,
  page,
  rollcall,
  sim,
}) => {
  await board.open();
  const { observedAtMs } = (await rollcall.cluster('prod')).snapshot;
  const quiet = `${new Date(observedAtMs - 2000).toISOString()}..${new Date(observedAtMs).toISOString()}`;
  await goAndComeBack(board, sim.control);
  await page.goto(`/clusters/prod/timeline?range=all&sel=${quiet}`);
  const { summary, lines } = reviewOf(page);
  await expect(summary).toContainText('of what is marked');
  await expect(summary).not.toContainText('node-3');
  await page.getByRole('button', { name: 'Unmark' }).click();
  await expect(summary).toContainText('of what is in view');
  await expect(lines).toContainText(/node-3 offline once/);
});

test('can be taken along: as Markdown, and as a link to the same', async ({
  board,
  context,
  page,
  sim,
  newVisitor,
}) => {
  await context.grantPermissions(['clipboard-write']);
  await goAndComeBack(board, sim.control);
  await page.goto('/clusters/prod/timeline?range=all');
  const { summary, lines } = reviewOf(page);
  await expect(lines).toContainText('node-3 offline once');
  const clipboard = (): Promise<string> => pasted(page);
  await summary.getByRole('button', { name: 'Copy summary as Markdown' }).click();
  await expect(summary).toContainText('Copied');
  const text = await clipboard();
  expect(text).toMatch(/^\*\*prod, .* UTC to .* UTC\*\*\n\n/);
  expect(text).toMatch(/\n- node-3 offline once, .* s(?:, still so at the end)?\n/);
  await summary.getByRole('button', { name: 'Copy link to this view' }).click();
  await expect(async () => expect(await clipboard()).toMatch(/^http/)).toPass();
  const link = await clipboard();
  expect(link).toMatch(/[?&]from=.*&to=/);

  const other = await newVisitor();
  await other.page.goto(link);
  await expect(reviewOf(other.page).lines).toContainText(/node-3 offline once/);
});

test('fits every screen, in both colours', async ({ board, page, sim }) => {
  await goAndComeBack(board, sim.control);
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
    [1920, 1080],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const form of ['table', 'calendar']) {
        await page.goto(`/clusters/prod/timeline?range=all&availability=${form}`);
        const seen = `${form}, ${colorScheme}, ${width} wide`;
        await expect(reviewOf(page).lines).toContainText('node-3');
        await expectNoSidewaysScroll(page, seen);
        await expectApart(
          reviewOf(page).summary.getByRole('button').or(reviewOf(page).summary.getByRole('link')),
          seen,
        );
        if (width !== 1440) await expectAccessible(page, seen);
      }
    }
  }
});

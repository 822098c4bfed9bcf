import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from '../fixtures.ts';

const compareOf = (page: Page) => {
  const differs = page.getByRole('region', { name: 'What differs' });
  return {
    differs,
    row: (member: string, what: string) =>
      differs
        .getByRole('rowgroup')
        .filter({ has: page.getByRole('rowheader', { name: member, exact: true }) })
        .getByRole('row')
        .filter({ has: page.getByRole('rowheader', { name: what, exact: true }) }),
    before: page.getByRole('region', { name: 'Before' }),
    after: page.getByRole('region', { name: 'After' }),
  };
};

const iso = (atMs: number): string => new Date(atMs).toISOString();

test('two moments are told apart field by field', async ({ board, page, rollcall, sim }) => {
  await board.open();
  await expect(board.title).toHaveText('All 3 members are online and answer us.');
  const before = (await rollcall.cluster('prod')).snapshot.observedAtMs;
  await sim.control.freeze('node-3');
  await expect(board.lxdSays('node-3')).toContainText('Offline');
  await expect(board.weSee('node-3')).toContainText('no answer');
  const seen = (await rollcall.cluster('prod')).snapshot.observedAtMs;
  // For a while, so that there is something to sum up.
  await expect
    .poll(async () => (await rollcall.cluster('prod')).snapshot.observedAtMs)
    .toBeGreaterThan(seen + 1000);
  const after = (await rollcall.cluster('prod')).snapshot.observedAtMs;
  await sim.control.thaw('node-3');
  await expect(board.title).toHaveText('All 3 members are online and answer us.');

  await page.goto(`/clusters/prod/compare?from=${iso(before)}&to=${iso(after)}`);
  const { row, before: first, after: last } = compareOf(page);
  await expect(row('node-3', 'status')).toContainText(/Online\s*→\s*Offline/);
  await expect(row('node-3', 'seen by us')).toContainText(/answering\s*→\s*no answer/);
  await expect(first).toContainText('OK');
  await expect(last).toContainText('Degraded');
  await expect(first).toContainText('UTC');
  await expectAccessible(page, 'two moments');
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page, 'two moments');
  await expectAccessible(page, 'two moments, narrow');

  // The other way round it is the same: the earlier comes first.
  await page.goto(`/clusters/prod/compare?from=${iso(after)}&to=${iso(before)}`);
  await expect(row('node-3', 'status')).toContainText(/Online\s*→\s*Offline/);

  await page.getByRole('link', { name: 'What happened in between' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Timeline');
  await expect(page.getByRole('list', { name: 'What it comes to' })).toContainText('node-3 offline once');
});

test('a moment is compared with itself, and nothing differs', async ({ board, page, rollcall }) => {
  await board.open();
  const atMs = (await rollcall.cluster('prod')).snapshot.observedAtMs;
  await page.goto(`/clusters/prod/compare?from=${iso(atMs)}&to=${iso(atMs)}`);
  await expect(compareOf(page).differs).toContainText('Nothing that is recorded differs');
});

test('a moment is compared with now, from where it is looked at', async ({ board, page, rollcall, sim }) => {
  await board.open();
  const atMs = (await rollcall.cluster('prod')).snapshot.observedAtMs;
  await sim.control.setDescription('node-2', 'rack B2');
  await page.goto(`/clusters/prod?at=${iso(atMs)}`);
  await page.getByRole('link', { name: 'Compare with now' }).click();
  const { row, after } = compareOf(page);
  await expect(after).toContainText('Now');
  await expect(row('node-2', 'description')).toContainText(/(?:empty|none)\s*→\s*rack B2/);
  await sim.control.setDescription('node-2', 'rack C4');
  await expect(row('node-2', 'description')).toContainText('rack C4');
});

test('a moment before the first record is no moment to compare with', async ({ page }) => {
  await page.goto('/clusters/prod/compare?from=2020-01-01T00:00:00Z&to=now');
  await expect(page.getByRole('main')).toContainText('there is nothing to compare');
  await expect(compareOf(page).before).toContainText('Nothing had been recorded before');
  await expect(compareOf(page).differs).toBeHidden();
});

test('without a moment the page asks for one', async ({ page, rollcall }) => {
  // From before the page asked for the time: to the page, what came since may not have come yet.
  const atMs = (await rollcall.cluster('prod')).snapshot.observedAtMs;
  await page.goto('/clusters/prod/compare');
  const field = page.getByRole('textbox', { name: /^Go to a moment/ });
  await field.fill(iso(atMs));
  await field.press('Enter');
  await expect(page).toHaveURL(/[?&]from=/);
  await expect(compareOf(page).before).toBeVisible();
});

test('both ends of what is in view are compared', async ({ board, page }) => {
  await board.open();
  await page.goto('/clusters/prod/timeline?range=all');
  await page.getByRole('link', { name: 'Compare both ends' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Compare two moments');
});

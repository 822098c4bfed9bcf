import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from '../fixtures.ts';

const availabilityOf = (page: Page) => {
  const panel = page.getByRole('region', { name: 'Availability', exact: true });
  const table = panel.getByRole('table', { name: 'Availability' });
  return {
    panel,
    names: table.getByRole('rowheader'),
    row: (member: string) =>
      table.getByRole('row').filter({ has: page.getByRole('rowheader', { name: member, exact: true }) }),
    head: (name: string) => table.getByRole('columnheader').getByRole('button', { name }),
    days: panel.getByRole('application', { name: /^Days/ }),
    day: panel.getByRole('status', { name: 'Day' }),
  };
};

test('is told of each member by both witnesses', async ({ board, page, sim }) => {
  await board.open();
  await sim.control.freeze('node-3');
  await expect(board.lxdSays('node-3')).toContainText('Offline');
  await expect(board.weSee('node-3')).toContainText('no answer');
  await sim.control.thaw('node-3');
  await expect(board.title).toHaveText('All 3 members are online and answer us.');
  await page.goto('/clusters/prod/timeline?range=all');
  const { panel, names, row, head } = availabilityOf(page);
  await expect(panel).toContainText(/The cluster was OK \d+\.\d\d % of the time/);
  await expect(row('node-3')).toContainText(/\d\d?\.\d\d %/);
  // Who missed the most first, until another order is asked for.
  await expect(names.first()).toHaveText('node-3');
  await head('Member').click();
  await expect(page).toHaveURL(/[?&]by=name\b/);
  await expect(names).toHaveText(['node-1', 'node-2', 'node-3']);
  await head('Member').click();
  await expect(page).toHaveURL(/[?&]by=-name\b/);
  await expect(names).toHaveText(['node-3', 'node-2', 'node-1']);
  await expectAccessible(page, 'availability');
});

test('is told day by day, by the keys', async ({ board, page, sim }) => {
  await board.open();
  await sim.control.freeze('node-3');
  await expect(board.weSee('node-3')).toContainText('no answer');
  await page.goto('/clusters/prod/timeline?range=all');
  const { panel, days, day } = availabilityOf(page);
  await panel.getByRole('button', { name: 'By day' }).click();
  await expect(page).toHaveURL(/[?&]availability=calendar\b/);
  await days.focus();
  await page.keyboard.press('ArrowDown');
  await expect(day).toContainText('the cluster');
  for (let row = 0; row < 3; row += 1) await page.keyboard.press('ArrowDown');
  await expect(day).toContainText('node-3');
  await expect(day).toContainText(/answered us .+ · no answer .*\d+ (?:s|min)/);
  await page.keyboard.press('ArrowLeft');
  await expect(day).toContainText('unknown');
  await expectAccessible(page, 'days');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/[?&]from=.*&to=/);
});

test.describe('by touch', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test('a day is told, and shown', async ({ page }) => {
    await page.goto('/clusters/prod/timeline?range=all&availability=calendar');
    const { days, day } = availabilityOf(page);
    await days.scrollIntoViewIfNeeded();
    const box = await days.boundingBox();
    if (box === null) throw new Error('no days');
    await page.touchscreen.tap(box.x + box.width - 26, box.y + 8 + 18 + 26 + 13);
    await expect(day).toContainText('node-1');
    await day.getByRole('link', { name: 'Show this day' }).tap();
    await expect(page).toHaveURL(/[?&]from=.*&to=/);
  });
});

import type { Board } from '../fixtures.ts';
import { expect, test } from '../fixtures.ts';

test.use({ plans: { prod: { members: 6, speed: 10, failureDomains: 2 } } });

/** What a viewer has chosen, as it is to be seen. */
async function expectChosenView(board: Board): Promise<void> {
  await expect(board.names).toHaveText(['node-5', 'node-3', 'node-1']);
  await expect(board.table.getByRole('columnheader')).toHaveText(['Name', 'Status', 'Seen by us', 'URL']);
  await expect(board.table.getByRole('columnheader', { name: 'Name' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await expect(board.textFilter).toHaveValue('rack-1');
  await expect(board.statusFilter.getByRole('button', { name: 'Online' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await expect(board.page.locator('html')).toHaveCSS('color-scheme', 'dark');
  await expect(board.page.getByRole('main')).toContainText(
    /(?:Watching|Recorded) since \S+( \w+ \d+,)? ?.*GMT\+9/,
  );
}

test.describe('somebody in Tokyo', () => {
  test.use({ timezoneId: 'Asia/Tokyo', colorScheme: 'light' });

  test('keeps and shares what was chosen by its address', async ({ board, newVisitor }) => {
    await board.open();
    const { page, columnHead } = board;
    await columnHead('Name').click();
    await expect(page).toHaveURL(/[?&]sort=name$/);
    await columnHead('Name').click();
    await expect(page).toHaveURL(/[?&]sort=-name$/);
    await board.textFilter.fill('rack-1');
    await expect(page).toHaveURL(/[?&]q=rack-1\b/);
    await board.statusFilter.getByRole('button', { name: 'Online' }).click();
    await expect(page).toHaveURL(/[?&]status=Online\b/);
    await page.getByRole('button', { name: 'Columns' }).click();
    for (const column of ['Database', 'Load', 'Memory', 'Storage', 'Instances', 'Uptime', 'Version']) {
      // A box shows what is in the address, so it changes with that and not under the finger.
      await page.getByRole('checkbox', { name: column }).click();
      await expect(page.getByRole('checkbox', { name: column })).not.toBeChecked();
    }
    await page.getByRole('checkbox', { name: 'URL' }).click();
    await expect(page.getByRole('checkbox', { name: 'URL' })).toBeChecked();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Dark colours' }).click();
    await page.getByRole('link', { name: 'local', exact: true }).click();
    await expect(page).toHaveURL(/[?&]theme=dark\b/);
    await expect(page).toHaveURL(/[?&]zone=local\b/);
    await expectChosenView(board);

    await page.reload();
    await expectChosenView(board);

    const other = await newVisitor({ timezoneId: 'Asia/Tokyo', colorScheme: 'light' });
    await other.open(page.url());
    await expectChosenView(other);
  });
});

test('goes back and forward between pages, not between the steps of a view', async ({ board }) => {
  await board.open();
  const { page } = board;
  await board.columnHead('Name').click();
  await board.columnHead('Name').click();
  await page.getByRole('link', { name: 'Dark colours' }).click();
  await board.row('node-4').click();
  await expect(page).toHaveURL(/\/members\/node-4\?theme=dark$/);
  await page.getByRole('link', { name: /^Next member/ }).click();
  await expect(board.title).toHaveText('node-5');

  await page.goBack();
  await expect(board.title).toHaveText('node-4');
  await page.goBack();
  await expect(page).toHaveURL(/sort=-name/);
  await expect(board.names.first()).toHaveText('node-6');
  await page.goForward();
  await expect(board.title).toHaveText('node-4');
});

test('takes no harm from an address that makes no sense', async ({ board }) => {
  const { page } = board;
  await board.open(
    '/clusters/prod?sort=nope&theme=constructor&zone=toString&q=%20&columns=__proto__,name,seen,nope',
  );
  await expect(board.names).toHaveText(['node-1', 'node-2', 'node-3', 'node-4', 'node-5', 'node-6']);
  await expect(board.table.getByRole('columnheader')).toHaveText(['Name', 'Seen by us']);
  await expect(page.getByRole('main')).toContainText('UTC');

  await page.goto('/clusters/prod?sort=-&columns=__proto__&status=%00&q=%E0%A4');
  await expect(page.getByRole('main')).toContainText('No member matches.');
  await page.getByRole('button', { name: 'Show all 6' }).click();
  await expect(board.names).toHaveText(['node-1', 'node-2', 'node-3', 'node-4', 'node-5', 'node-6']);
  await expect(board.table.getByRole('columnheader')).toHaveText(['Name']);
});

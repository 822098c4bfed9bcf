import { expect, expectAccessible, test } from '../fixtures.ts';

test.use({ plans: {}, failedRequestsExpected: true });

test('with no cluster configured, every page says that it is a demo', async ({ board, page }) => {
  await board.open();
  await expect(page).toHaveURL(/\/clusters\/demo$/);
  await expect(board.rows).toHaveCount(5);
  await expect(board.header).toContainText('DEMO');
  await expect(board.header).toContainText('everything here is made up');
  await expectAccessible(page, 'the demo');

  await board.row('birch').click();
  await expect(board.title).toHaveText('birch');
  await expect(board.header).toContainText('DEMO');

  for (const path of [
    '/clusters/demo/members/birch',
    '/nowhere',
    '/clusters/nosuch',
    '/clusters/demo/members/nosuch',
  ]) {
    await page.goto(path);
    await expect(board.title).toBeVisible();
    await expect(board.header, path).toContainText('DEMO');
  }
});

test.describe("a cluster of one's own", () => {
  test.use({ plans: { prod: { members: 1 } } });

  test('is no demo', async ({ board }) => {
    await board.open();
    await expect(board.header).not.toContainText('DEMO');
  });
});

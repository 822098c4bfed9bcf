import { expect, expectAccessible, test } from '../fixtures.ts';

// What is not there is answered by 404, which the browser mentions.
test.use({ failedRequestsExpected: true });

/** `way`: the link that leads on from there. */
const NOWHERE = [
  {
    what: 'a path',
    path: '/nowhere/at/all',
    status: 404,
    title: 'There is no such page',
    shown: '/nowhere/at/all',
    way: 'prod',
  },
  {
    what: 'a path of a cluster',
    path: '/clusters/prod/nonsense',
    status: 404,
    title: 'There is no such page',
    shown: '/clusters/prod/nonsense',
    way: 'prod',
  },
  {
    what: 'a cluster',
    path: '/clusters/nosuch',
    status: 200,
    title: 'There is no such cluster',
    shown: 'nosuch',
    way: 'prod',
  },
  {
    what: 'a member',
    path: '/clusters/prod/members/nosuch',
    status: 200,
    title: 'There is no such member',
    shown: 'nosuch',
    way: 'All members',
  },
];

for (const { what, path, status, title, shown, way } of NOWHERE) {
  test(`${what} that does not exist has a page that says so`, async ({ board, page }) => {
    const response = await page.goto(path);
    expect(response?.status()).toBe(status);
    await expect(board.title).toHaveText(title);
    await expect(page).toHaveTitle(/.+ · Rollcall$/);
    const main = page.getByRole('main');
    await expect(main).toContainText(shown);
    await expectAccessible(page, title);

    await main.getByRole('link', { name: way, exact: true }).click();
    await expect(board.rows).toHaveCount(3);
  });
}

test('a member that leaves while it is looked at says so', async ({ board, page, sim }) => {
  await page.goto('/clusters/prod/members/node-3');
  await expect(board.title).toHaveText('node-3');
  await sim.control.remove('node-3');
  await expect(board.title).toHaveText('This member has left the cluster');
  await expect(board.activity).toContainText('left the cluster');
  await expectAccessible(page, 'the member has left');
});

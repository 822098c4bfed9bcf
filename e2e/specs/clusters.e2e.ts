import { expect, expectAccessible, test } from '../fixtures.ts';

test.use({ plans: { prod: { members: 3, speed: 10 }, lab: { members: 1, speed: 10, guise: 'incus-6' } } });

test('several clusters have a card each, the worst first', async ({ board, page, sim }) => {
  await page.goto('/');
  const cards = page.getByRole('main').getByRole('article');
  await expect(board.title).toHaveText('All 2 clusters are well.');
  await expect(cards.getByRole('heading')).toHaveText(['lab', 'prod']);
  await expect(cards.first()).toContainText(/Incus 6\.0\.4/);
  await expect(cards.first()).toContainText('The only member is online and answers us.');
  await expect(page).toHaveTitle('● OK · Clusters · Rollcall');

  await sim.control.kill('node-3');
  await expect(board.title).toHaveText('1 of 2 clusters needs a look.');
  await expect(cards.getByRole('heading')).toHaveText(['prod', 'lab']);
  await expect(cards.first()).toContainText('Degraded');
  await expect(cards.first()).toContainText('1 Offline');
  await expect(page).toHaveTitle('▲ Degraded · Clusters · Rollcall');
  await expectAccessible(page, 'several clusters, one of them in trouble');

  await cards.first().click();
  await expect(page).toHaveURL(/\/clusters\/prod$/);
  await expect(board.rows).toHaveCount(3);
});

test('the switcher leads from one cluster to another', async ({ board, page }) => {
  await board.open('/clusters/prod?theme=dark');
  await page.getByRole('button', { name: 'Cluster: prod' }).click();
  const menu = page.getByRole('navigation', { name: 'Clusters' });
  await expectAccessible(page, 'the switcher is open');
  await menu.getByRole('link', { name: /^lab/ }).click();
  await expect(page).toHaveURL(/\/clusters\/lab\?theme=dark$/);
  await expect(menu).toBeHidden();
  await expect(board.rows).toHaveCount(1);
  await expect(board.voters).toContainText('node-1');

  await page.getByRole('button', { name: 'Cluster: lab' }).click();
  await menu.getByRole('link', { name: 'All clusters' }).click();
  await expect(board.title).toHaveText('All 2 clusters are well.');
});

test('a cluster that hangs does not disturb the other', async ({ board, page, clusters, sim }) => {
  await board.open('/clusters/prod');
  await expect(board.title).toHaveText('All 3 members are online and answer us.');
  await clusters.get('lab')?.control.freeze('node-1');

  await page.getByRole('button', { name: 'Cluster: prod' }).click();
  const menu = page.getByRole('navigation', { name: 'Clusters' });
  await expect(menu.getByRole('link', { name: /^lab/ })).toContainText('Unknown');
  await expect(board.header).toContainText(/live · [0-2] s ago/);
  await expect(board.oldData).toBeHidden();

  await sim.control.evacuate('node-2');
  await expect(board.lxdSays('node-2')).toContainText('Evacuated');
  await expect(board.title).toContainText('node-2 is in maintenance');
});

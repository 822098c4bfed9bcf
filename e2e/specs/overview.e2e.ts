import { expect, expectAccessible, test } from '../fixtures.ts';

/** Numbers are read each ten seconds, and old after three times as long. */
const SLOW = { timeout: 45_000 };

test.use({ plans: { prod: { members: 5, speed: 10, failureDomains: 3 } } });

test('says how the cluster is, who votes, and who is there by both witnesses', async ({ board, sim }) => {
  await board.open();
  const { page } = board;

  await expect(page).toHaveURL(/\/clusters\/prod$/);
  await expect(page).toHaveTitle('● OK · prod · Rollcall');
  await expect(board.title).toHaveText('All 5 members are online and answer us.');
  await expect(board.verdict).toContainText('Quorum holds, 3 of 3 voters');
  await expect(board.verdict).toContainText('survives losing one');
  await expect(board.header).toContainText(/live · \d s ago/);

  const voters = board.voters.getByRole('listitem');
  await expect(voters).toHaveCount(5);
  await expect(voters.filter({ hasText: 'leader' })).toHaveText(/^LXD says Online:.*node-1.*leader.*ms$/);
  await expect(board.voters).toContainText('Voters, 2 of 3 needed');
  await expect(board.voters).toContainText('1 voter may be lost');

  await expect(board.table).toHaveAttribute('aria-rowcount', '6');
  for (const { name } of await sim.control.members()) {
    await expect(board.lxdSays(name)).toContainText('Online');
    await expect(board.weSee(name)).toHaveText(/^\d+(\.\d)? m?s$/);
  }
  await expect(page.getByRole('region', { name: 'Activity' })).toContainText(/(?:Watching|Recorded) since/);
  await expectAccessible(page, 'all is well');
});

test('a row leads to the page of its member, by mouse and by keyboard', async ({ board }) => {
  await board.open();
  const { page } = board;
  // Anywhere in the row, not only on the name.
  await board.row('node-2').click();
  await expect(page).toHaveURL(/\/clusters\/prod\/members\/node-2$/);
  await expect(board.title).toHaveText('node-2');
  await expect(page).toHaveTitle('● OK · node-2 · prod · Rollcall');

  await page.getByRole('link', { name: 'prod, all members' }).click();
  await board.row('node-5').getByRole('link').focus();
  await page.keyboard.press('Enter');
  await expect(board.title).toHaveText('node-5');
});

test.describe('the numbers', () => {
  test.use({ certificate: 'admin' });

  test('of each member and of all of them stand on the board', async ({ board, sim, rollcall }) => {
    // Hardware is asked for once a minute, and at once by a proxy that has just been started.
    await rollcall.kill();
    await sim.control.setLoad('node-2', 0.5);
    await sim.control.setMemoryUse('node-2', 0.42);
    await sim.control.fillPool('node-2', 'local', 0.83);
    await rollcall.start();
    await board.open();
    await expect(board.cell('node-2', 'Memory')).toHaveText('42%');
    await expect(board.cell('node-2', 'Storage')).toHaveText(/^83%\s*local$/);
    await expect(board.cell('node-2', 'Load')).toHaveText(/^\d+\.\d\d$/);
    await expect(board.cell('node-2', 'Uptime')).toHaveText(/^\d+ (d|h|min)/);

    const { snapshot } = await rollcall.cluster('prod');
    const counts = snapshot.members.find(({ server_name }) => server_name === 'node-2')?.vitals.instances;
    const total = (counts?.containers ?? 0) + (counts?.virtualMachines ?? 0);
    await expect(board.cell('node-2', 'Instances')).toHaveText(new RegExp(`^${counts?.running} of ${total}`));

    await expect(board.totals).toContainText(/Members\s*5 Online/);
    await expect(board.totals).toContainText(/Load\s*\d+\.\d\d on \d+ threads/);
    await expect(board.totals).toContainText(/Memory\s*\d+%\s*of \d+\sGiB/);
    await expect(board.totals).toContainText(/Fullest pool\s*83%\s*local on node-2/);
    await expect(board.totals).toContainText(/Running instances\s*\d+\s*of \d+/);

    await board.columnHead('Storage').click();
    await expect(board.page).toHaveURL(/sort=-storage/);
    await expect(board.names.first()).toHaveText('node-2');
    await expectAccessible(board.page, 'numbers');
  });

  test('are a notice, and then trouble, where there is little room', async ({ board, sim, rollcall }) => {
    await rollcall.kill();
    await sim.control.setMemoryUse('node-3', 0.94);
    await rollcall.start();
    await board.open();
    await expect(board.reasons).toContainText('Memory is 94% used on node-3.');
    await expect(board.page).toHaveTitle(/OK/);
    await expect(board.cell('node-3', 'Memory')).toContainText('nearly full');
    await sim.control.fillPool('node-3', 'local', 0.96);
    await expect(board.title).toHaveText('Storage pool local is 96% full on node-3.', SLOW);
    await expect(board.page).toHaveTitle(/Degraded/);
    await expectAccessible(board.page, 'little room');
  });

  test('of a member that is gone grow old, and are no part of a sum', async ({ board, sim }) => {
    test.slow();
    await board.open();
    await expect(board.cell('node-5', 'Load')).toHaveText(/\d/);
    await sim.control.kill('node-5');
    await expect(board.cell('node-5', 'Load')).toContainText(/read \d+ s ago/, SLOW);
    await expect(board.totals).toContainText('Load, 4 of 5 members');
    await expectAccessible(board.page, 'old numbers');
  });
});

test('says in place what the certificate may not see', async ({ board }) => {
  await board.open();
  const members = board.page.getByRole('region', { name: 'Members' });
  await expect(members).toContainText(
    'Instances refused: the certificate is restricted; one that names projects would show instances.',
  );
  await expect(board.page.getByRole('region', { name: 'Activity' })).toContainText(
    'Warnings refused: the certificate is restricted; an unrestricted one would show warnings.',
  );
  await expect(board.cell('node-1', 'Instances')).toHaveText('–');
  await expect(board.totals).toContainText(/Running instances\s*–/);
});

test.describe('an old server', () => {
  test.use({ plans: { prod: { members: 3, speed: 10, guise: 'lxd-5.0' } } });

  test('is said to report no load, once', async ({ board }) => {
    await board.open();
    await expect(board.page.getByRole('region', { name: 'Members' })).toContainText(
      'LXD 5.0 does not report load, uptime and free memory: needs the API extension cluster_member_state.',
    );
    await expect(board.cell('node-1', 'Memory')).toHaveText(/^\d+%$/);
    await expect(board.cell('node-1', 'Load')).toHaveText('–');
    await expect(board.totals).toContainText(/CPU\s*\d+ threads/);
  });
});

import { expect, expectAccessible, test } from '../fixtures.ts';

test('a member in maintenance is no trouble, until it dies', async ({ board, sim }) => {
  await board.open();
  await sim.control.evacuate('node-3');
  await expect(board.title).toHaveText('2 of 3 members are online and answer us; node-3 is in maintenance.');
  await expect(board.lxdSays('node-3')).toContainText('Evacuated');
  await expect(board.weSee('node-3')).toContainText(' ms');
  await expect(board.page).toHaveTitle('● OK · prod · Rollcall');
  await expectAccessible(board.page, 'a member is evacuated');

  await sim.control.kill('node-3');
  await expect(board.weSee('node-3')).toContainText('connection refused');
  await expect(board.lxdSays('node-3')).toContainText('Evacuated');
  await expect(board.title).toContainText('node-3 is evacuated and has not answered us for');
  await expect(board.title).toContainText('LXD would not report it as Offline');
  await expect(board.page).toHaveTitle('▲ Degraded · prod · Rollcall');
});

test('a member that LXD blocks asks for attention in its words', async ({ board, sim }) => {
  await board.open();
  await sim.control.block('node-3');
  await expect(board.lxdSays('node-3')).toContainText('Blocked');
  await expect(board.weSee('node-3')).toContainText(' ms');
  await expect(board.title).toHaveText('node-3 is blocked: LXD version is older than other members.');
  await expect(board.names.first()).toHaveText('node-3');
});

test('a member that talks nonsense does not answer as it should', async ({ board, sim }) => {
  await board.open();
  await sim.control.garbage('node-3', 'not-json');
  await expect(board.weSee('node-3')).toContainText('unreadable answer');
  await expect(board.lxdSays('node-3')).toContainText('Online');
  await expect(board.title).toHaveText('node-3 does not answer as it should: unreadable answer.');
  await expect(board.weSee('node-1')).toContainText(' ms');

  for (const { name } of await sim.control.members()) await sim.control.garbage(name, 'html-502');
  await expect(board.oldData).toContainText('unknown since');
  await expect(board.rows.filter({ hasText: 'Online' })).toHaveCount(0);
  await expect(board.page).toHaveTitle('? Unknown · prod · Rollcall');

  await sim.control.mend();
  await expect(board.title).toHaveText('All 3 members are online and answer us.');
});

test('a cluster that refuses our certificate is unknown, and the page says why', async ({ board, sim }) => {
  await board.open();
  await sim.control.refuseCertificate(true);
  await expect(board.title).toContainText('The cluster does not trust our client certificate.');
  await expect(board.page).toHaveTitle('? Unknown · prod · Rollcall');
  await expect(board.rows.filter({ hasText: 'Online' })).toHaveCount(0);
  await expectAccessible(board.page, 'our certificate is refused');

  await sim.control.refuseCertificate(false);
  await expect(board.title).toHaveText('All 3 members are online and answer us.');
});

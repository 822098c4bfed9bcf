import { expect, awaitKeyboard, recordRequests, test } from '../fixtures.ts';

// Slow enough for LXD's own word to come well after ours.
test.use({ plans: { prod: { members: 6, speed: 1.5 } } });

test('a member that hangs, and comes back, is seen without asking for anything', async ({ board, sim }) => {
  await board.open();
  await expect(board.title).toHaveText('All 6 members are online and answer us.');
  await expect(board.names).toHaveText(['node-1', 'node-2', 'node-3', 'node-4', 'node-5', 'node-6']);
  await awaitKeyboard(board.page);
  const requests = recordRequests(board.page);

  await sim.control.freeze('node-6');
  await expect(board.weSee('node-6')).toContainText('no answer', { timeout: 5000 });
  await expect(board.lxdSays('node-6')).toContainText('Online');
  await expect(board.row('node-6')).toContainText('LXD says Online; no answer to us for');
  await expect(board.names.first()).toHaveText('node-6');
  await expect(board.page).toHaveTitle('▲ Degraded · prod · Rollcall');
  await expect(board.title).toHaveText(
    /^LXD says node-6 is Online, but it has not answered us for \d+\ss\.\s*$/,
  );

  await expect(board.lxdSays('node-6')).toContainText('Offline');
  await expect(board.row('node-6')).toContainText('No heartbeat for');
  await expect(board.title).toHaveText(/^node-6 has been offline for \d+\ss\.\s*$/);

  await sim.control.thaw('node-6');
  await expect(board.weSee('node-6')).toContainText('ms');
  await expect(board.lxdSays('node-6')).toContainText('Online');
  await expect(board.names.last()).toHaveText('node-6');
  await expect(board.page).toHaveTitle('● OK · prod · Rollcall');

  const story = board.activity
    .getByRole('listitem')
    .filter({ has: board.page.getByRole('link', { name: 'node-6', exact: true }) });
  await expect(story).toHaveText([
    /Offline → Online/,
    /answers us/,
    /Online → Offline.*No heartbeat for/,
    /stopped answering us/,
  ]);
  expect(requests).toEqual([]);
});

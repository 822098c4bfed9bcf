import { expect, expectAccessible, expectApart, recordText, test } from '../fixtures.ts';

// The list is blocked for 2.5 s after a leader's crash, and calls all members Offline for some more.
test.use({ plans: { prod: { members: 4, speed: 2 } } });

test('an election is called an election, and no outage', async ({ board, sim }) => {
  await board.open();
  await expect(board.voters.getByRole('listitem').filter({ hasText: 'leader' })).toContainText('node-1');
  const survivors = ['node-2', 'node-3', 'node-4'];
  const records = await Promise.all(survivors.map((name) => recordText(board.row(name))));
  const titles = await recordText(board.title);

  await sim.control.kill('node-1');
  await expect(board.weSee('node-1')).toContainText('connection refused');
  await expect(board.voters).toContainText('unknown');
  await expect
    .poll(async () => (await titles()).join('\n'))
    .toContain('The cluster database is electing a leader');

  const newLeader = board.voters.getByRole('listitem').filter({ hasText: 'leader' });
  await expect(newLeader).toContainText(/node-[23]/);
  await expect(board.title).toContainText('node-1 has been offline');
  await sim.control.mend();
  await expect(board.title).toContainText('All 4 members are online and answer us.');

  // Whatever LXD said meanwhile.
  for (const record of records) {
    for (const text of await record()) {
      expect(text).toContain(' ms');
      expect(text).not.toContain('Offline');
    }
  }
  expect((await titles()).join('\n')).not.toMatch(/every member|Quorum is lost/);
});

test('a lost quorum is critical, with our own word of each member', async ({ board, sim }) => {
  await board.open();
  await expect(board.title).toHaveText('All 4 members are online and answer us.');
  const killed = await sim.control.loseQuorum();
  expect(killed).toHaveLength(2);

  await expect(board.page).toHaveTitle('✕ Critical · prod · Rollcall');
  await expect(board.title).toContainText('Quorum is lost: 1 of 3 voters answers us, 2 needed.');
  await expect(board.voters).toContainText('none: quorum is lost');
  for (const { name, power } of await sim.control.members()) {
    await expect(board.weSee(name)).toContainText(power === 'up' ? ' ms' : 'connection refused');
  }
  await expectAccessible(board.page, 'quorum is lost');
  await board.page.setViewportSize({ width: 390, height: 844 });
  await expectApart(board.tools, 'quorum is lost, on a telephone');

  await sim.control.mend();
  await expect(board.title).toHaveText('All 4 members are online and answer us.');
  await expect(board.page).toHaveTitle('● OK · prod · Rollcall');
});

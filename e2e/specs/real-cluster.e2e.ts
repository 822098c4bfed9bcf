import { expect, realTest as test, recordText, whyNoLxd } from '../fixtures.ts';

const WELL = 'All 3 members are online and answer us.';
/** Longer than LXD takes for anything that it notices or mends by itself. */
const BY_ITSELF = { timeout: 60_000 };

const missing = await whyNoLxd();
test.skip(missing !== undefined, `not here: ${missing}`);

test('the page tells what becomes of a real cluster', async ({ board, real }) => {
  test.setTimeout(240_000);
  const leader = await real.leader();
  const [follower = '', survivor = ''] = real.memberNames.filter((name) => name !== leader);
  await board.open();
  await expect(board.title).toHaveText(WELL);

  await test.step('a frozen follower does not answer us, long before LXD says so', async () => {
    await real.freeze(follower);
    await expect(board.weSee(follower)).toContainText('no answer', { timeout: 5000 });
    await expect(board.lxdSays(follower)).toContainText('Online');
    await expect(board.lxdSays(follower)).toContainText('Offline', BY_ITSELF);
    await expect(board.title).toContainText(`${follower} has been offline`);
    await real.thaw(follower);
    await expect(board.title).toHaveText(WELL, BY_ITSELF);
  });

  await test.step('without its leader the cluster database is electing, and our probes are live', async () => {
    const titles = await recordText(board.title);
    const rows = await Promise.all([follower, survivor].map((name) => recordText(board.row(name))));
    await real.kill(leader);
    await expect
      .poll(async () => (await titles()).join('\n'), BY_ITSELF)
      .toContain('The cluster database is electing a leader');
    await expect(board.title).toContainText(`${leader} has been offline`, BY_ITSELF);
    for (const row of rows) {
      for (const text of await row()) {
        expect(text).toContain(' ms');
        expect(text).not.toContain('Offline');
      }
    }
  });

  await test.step('without its quorum it is critical, each member by our own word', async () => {
    await real.kill(follower);
    await expect(board.title).toContainText('Quorum is lost: 1 of 3 voters answers us, 2 needed.', BY_ITSELF);
    await expect(board.weSee(follower)).toContainText('connection refused');
    await expect(board.weSee(survivor)).toContainText(' ms');
    await expect(board.lxdSays(survivor)).toContainText('Unknown');
  });

  await test.step('it is back by itself', async () => {
    await Promise.all([real.start(leader), real.start(follower)]);
    await expect(board.title).toHaveText(WELL, BY_ITSELF);
    await expect(board.header).toContainText('live');
  });
});

import type { Board } from '../fixtures.ts';
import { coloursOf, expect, expectAccessible, awaitKeyboard, recordRequests, test } from '../fixtures.ts';

const BEAT_MS = 1000;
/** Three missed beats, and what a busy machine needs to notice. */
const NOTICED = { timeout: 3 * BEAT_MS + 4000 };

test.use({ beatMs: BEAT_MS, failedRequestsExpected: true });

/** Nothing on the page may look as if it were known to be well. */
async function expectNothingOnline({ page, rows, voters, header }: Board, well: string[]) {
  await expect(rows.filter({ hasText: 'Online' })).toHaveCount(0);
  await expect(rows.filter({ hasText: / ms\b/ })).toHaveCount(0);
  await expect(voters).not.toContainText('Online');
  await expect(header).not.toContainText(/(?<!not )live · /);
  const shapes = page.locator('svg');
  await expect.poll(async () => (await coloursOf(shapes)).filter((c) => well.includes(c))).toEqual([]);
}

/** The colour in which well is drawn; the page has to be live. */
async function onlineColours({ row }: Board): Promise<string[]> {
  const colours = await coloursOf(row('node-1').locator('svg'));
  expect(colours).toHaveLength(1);
  return colours;
}

test('a proxy that hangs turns the page to unknown; it comes back by itself', async ({ board, rollcall }) => {
  await board.open();
  const well = await onlineColours(board);
  await awaitKeyboard(board.page);
  rollcall.freeze();

  await expect(board.oldData).toContainText('unknown since', NOTICED);
  await expect(board.oldData).toContainText('cannot reach the Rollcall proxy');
  await expect(board.header).toContainText('proxy out of reach');
  await expect(board.page).toHaveTitle('? Unknown · prod · Rollcall');
  await expect(board.title).toHaveText(
    /^Unknown for \d+\ss: this page cannot reach the Rollcall proxy\.\s*$/,
  );
  await expectNothingOnline(board, well);
  await expectAccessible(board.page, 'the proxy hangs');

  rollcall.thaw();
  await expect(board.title).toHaveText('All 3 members are online and answer us.');
  await expect(board.oldData).toBeHidden();
  await expect(board.header).toContainText(/live · \d s ago/);
});

test('a proxy that is started again is found again, without a reload', async ({ board, rollcall }) => {
  await board.open();
  const well = await onlineColours(board);
  await awaitKeyboard(board.page);
  const requests = recordRequests(board.page);
  await rollcall.kill();

  await expect(board.oldData).toContainText('cannot reach the Rollcall proxy', NOTICED);
  await expectNothingOnline(board, well);

  await rollcall.start();
  await expect(board.title).toHaveText('All 3 members are online and answer us.');
  await expect(board.oldData).toBeHidden();
  expect(new Set(requests)).toEqual(new Set(['/api/stream?cluster=prod']));
});

test('a cluster of which nobody answers is unknown, not down', async ({ board, sim }) => {
  await board.open();
  const well = await onlineColours(board);
  for (const { name } of await sim.control.members()) await sim.control.freeze(name);

  await expect(board.oldData).toContainText('unknown since');
  await expect(board.oldData).toContainText(
    'The proxy is here, but the cluster does not give it a roll call',
  );
  await expect(board.header).toContainText('not live');
  await expect(board.page).toHaveTitle('? Unknown · prod · Rollcall');
  await expect(board.title).toHaveText(/^No member of the cluster has answered for \d+\ss\.\s*$/);
  await expect(board.weSee('node-2')).toContainText('no answer');
  await expectNothingOnline(board, well);
  await expect(board.rows.filter({ hasText: 'Offline' })).toHaveCount(0);
  await expectAccessible(board.page, 'the cluster hangs');

  await sim.control.mend();
  await expect(board.title).toHaveText('All 3 members are online and answer us.');
  await expect(board.oldData).toBeHidden();
});

test.describe('a cluster that is down from the start', () => {
  const downTest = test.extend({
    async clusters({ clusters }, use) {
      for (const sim of clusters.values()) {
        for (const { name } of await sim.control.members()) await sim.control.stop(name);
      }
      await use(clusters);
    },
  });

  downTest('is waited for, and becomes live', async ({ board, sim }) => {
    await board.page.goto('/');
    await expect(board.title).toHaveText('No member of the cluster answers.');
    await expect(board.page).toHaveTitle('? Unknown · prod · Rollcall');
    await expect(board.page.getByRole('main')).toContainText('It tries again by itself');
    await expect(board.table).toBeHidden();
    await expectAccessible(board.page, 'nothing has been seen yet');

    await sim.control.mend();
    await expect(board.title).toHaveText('All 3 members are online and answer us.');
    await expect(board.rows).toHaveCount(3);
  });
});

import type { Board } from '../fixtures.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from '../fixtures.ts';

test.use({ plans: { prod: { members: 6, speed: 10, failureDomains: 3 } } });

const lanesOf = ({ page }: Board, name: string) => page.getByRole('group', { name }).getByRole('listitem');

/** A lane by what heads it; the chips in it are items of a list, too. */
const lane = (board: Board, kind: string, name: string) =>
  lanesOf(board, kind).filter({ has: board.page.getByRole('heading', { name, exact: true }) });

test('members stand by failure domain, with what the loss of each would mean', async ({ board, sim }) => {
  await board.open();
  const { page } = board;
  await board.arrangements.getByRole('button', { name: 'Failure domains' }).click();
  await expect(page).toHaveURL(/[?&]view=domains\b/);
  const members = page.getByRole('region', { name: 'Members' });
  await expect(members).toContainText('No failure domain alone can stop the cluster database.');
  for (const rack of ['rack-1', 'rack-2', 'rack-3']) {
    await expect(lane(board, 'Failure domains', rack)).toContainText('2 members, 1 of 3 voters');
    await expect(lane(board, 'Failure domains', rack)).toContainText('the database outlives its loss');
  }
  await expect(lane(board, 'Failure domains', 'rack-1').getByRole('link')).toHaveText([
    /node-1.*leader/,
    /node-4/,
  ]);
  await expectAccessible(page, 'failure domains');

  await sim.control.setFailureDomain('node-2', 'rack-1');
  await expect(members).toContainText('rack-1 holds 2 of 3 voters: if it goes, the cluster database stops.');
  await expect(lane(board, 'Failure domains', 'rack-1')).toContainText('its loss stops the database');
  await expectAccessible(page, 'a failure domain with a majority');

  await page.reload();
  await expect(members).toContainText('rack-1 holds 2 of 3 voters');
  await lane(board, 'Failure domains', 'rack-1')
    .getByRole('link', { name: /node-4/ })
    .click();
  await expect(board.title).toHaveText('node-4');
});

test.describe('no member to take the place of a voter', () => {
  test.use({ plans: { prod: { members: 3, speed: 10, failureDomains: 3 } } });

  test('makes the other domains ones that must not be lost', async ({ board, sim }) => {
    const { page } = board;
    await page.goto('/clusters/prod?view=domains');
    const members = page.getByRole('region', { name: 'Members' });
    await expect(members).toContainText('No failure domain alone can stop the cluster database.');
    await sim.control.kill('node-3');
    await expect(members).toContainText(
      'While voters are missing, the loss of rack-1 or rack-2 stops the cluster database.',
    );
    await expect(lane(board, 'Failure domains', 'rack-1')).toContainText('as things stand, its loss stops');
    await expect(lane(board, 'Failure domains', 'rack-3')).toContainText('the database outlives its loss');
    await expectAccessible(page, 'a failure domain that lost its voter');
  });
});

test('members stand in each of their groups, and the filter holds there, too', async ({ board, sim }) => {
  await sim.control.setGroups('node-2', ['default', 'gpu']);
  await sim.control.setGroups('node-5', ['gpu']);
  await sim.control.setGroupDescription('gpu', 'With graphics cards');
  const { page } = board;
  await page.goto('/clusters/prod?view=groups');
  await expect(lane(board, 'Cluster groups', 'gpu')).toContainText('2 members, 1 of 3 voters');
  await expect(lane(board, 'Cluster groups', 'gpu')).toContainText('With graphics cards');
  await expect(lane(board, 'Cluster groups', 'default').getByRole('link')).toHaveCount(6);
  await expectAccessible(page, 'groups');

  await board.textFilter.fill('node-5');
  await expect(page).toHaveURL(/view=groups/);
  await expect(lane(board, 'Cluster groups', 'gpu')).toContainText('1 of 2 members');
  await expect(lane(board, 'Cluster groups', 'default')).toContainText('1 of 6 members');
  await board.textFilter.fill('nobody');
  await expect(page.getByRole('main')).toContainText('No member matches.');
});

test.describe('many members', () => {
  test.use({ plans: { prod: { members: 60, speed: 10, failureDomains: 3 } } });

  test('fit every screen in every arrangement', async ({ board, page }) => {
    await board.open();
    for (const view of ['domains', 'groups']) {
      for (const width of [390, 1440, 1920]) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(`/clusters/prod?view=${view}`);
        await expect(
          lanesOf(board, view === 'domains' ? 'Failure domains' : 'Cluster groups').first(),
        ).toBeVisible();
        await expectNoSidewaysScroll(page, `${view}, ${width} wide`);
      }
      await expectAccessible(page, `60 members by ${view}`);
    }
  });
});

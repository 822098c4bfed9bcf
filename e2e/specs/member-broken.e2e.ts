import type { Board } from '../fixtures.ts';
import { expect, expectAccessible, expectInside, expectNoSidewaysScroll, test } from '../fixtures.ts';

const TABS = ['', '/hardware', '/instances', '/storage', '/events', '/raw'] as const;
const member = (name: string, tab = ''): string => `/clusters/prod/members/${encodeURIComponent(name)}${tab}`;

test.describe('a server that does not tell load', () => {
  test.use({ plans: { prod: { speed: 10, guise: 'lxd-5.0' } } });

  test('is said to lack it where it would stand', async ({ page }) => {
    await page.goto(member('node-1'));
    const lacks = /LXD 5\.0 does not report load.*: needs the API extension cluster_member_state\./;
    await expect(page.getByRole('figure', { name: 'Load' })).toContainText(lacks);
    await expect(page.getByRole('region', { name: 'Load and memory' })).toContainText(lacks);
    await expect(page.getByRole('region', { name: 'Load and memory' })).toContainText(/Memory used\s*\d/);
    await expect(page.getByRole('figure', { name: 'Memory' }).locator('canvas')).toBeVisible();
    await expectAccessible(page, 'LXD 5.0');
  });
});

/** Every tab can be opened and says which member it is. */
async function expectAllTabs({ page, title }: Board, name: string, state: string): Promise<void> {
  for (const tab of TABS) {
    await page.goto(member(name, tab));
    await expect(title, `${tab}, ${state}`).toHaveText(name);
    await expect(page.getByRole('navigation', { name: 'About this member' })).toBeVisible();
    await expectNoSidewaysScroll(page, `${tab}, ${state}`);
  }
}

test('a member that does not answer keeps what was read, and says since when', async ({ board, sim }) => {
  const { page } = board;
  await page.goto(member('node-3'));
  await expect(page.getByRole('region', { name: 'Server' })).toContainText('PID');
  await sim.control.freeze('node-3');
  await expect(board.verdict).toContainText('node-3 has been offline');
  await expect(page.getByRole('region', { name: 'Server' })).toContainText(
    /It tells nothing now: no answer.* This is what it said last\./,
  );
  await expect(page.getByRole('region', { name: 'Server' })).toContainText('PID');
  await expectAccessible(page, 'a member that does not answer');
  await expectAllTabs(board, 'node-3', 'frozen');
});

test('a member that talks nonsense is told apart from one that is silent', async ({ board, sim }) => {
  const { page } = board;
  await page.goto(member('node-3'));
  await expect(board.verdict).toContainText('node-3 is online');
  await sim.control.garbage('node-3', 'not-json');
  await expect(board.verdict).toContainText('node-3 does not answer as it should: unreadable answer.');
  await expectAllTabs(board, 'node-3', 'garbage');
});

test('a member that answers slowly is still a member', async ({ board, sim }) => {
  const { page } = board;
  await sim.control.slow('node-3', 600);
  await page.goto(member('node-3'));
  await expect(page.getByRole('region', { name: 'We see' })).toContainText(/answers in (\d{3} ms|\d\.\d s)/);
  await expectAllTabs(board, 'node-3', 'slow');
});

test('a member that leaves while a tab of it is open says so there', async ({ board, sim }) => {
  const { page } = board;
  await page.goto(member('node-3', '/hardware'));
  await expect(page.getByRole('region', { name: 'Processors' })).toBeVisible();
  await sim.control.remove('node-3');
  await expect(board.title).toHaveText('This member has left the cluster');
  await expect(board.activity).toContainText('left the cluster');
});

const MARKUP = '<img src=x onerror=alert(1)><script>alert(2)</script>';
const LONG_NAME = `n-${'x'.repeat(250)}`;
const BACKWARDS = 'node\u202Eenilffo\u202C-rtl';
const NAMES = [MARKUP, BACKWARDS, LONG_NAME];

test.describe('names that mean harm', () => {
  test.use({
    certificate: 'admin',
    plans: { prod: { speed: 10, memberNames: NAMES } },
  });

  // Warnings and instances are read seldom: they are there before the proxy is.
  test.beforeEach(async ({ sim }) => {
    for (const name of NAMES) {
      await sim.control.createInstance({ name: name.slice(0, 60), member: name, project: MARKUP });
      await sim.control.raiseWarning({
        member: name,
        type: MARKUP,
        message: 'endless'.repeat(500),
        severity: 'high',
      });
      await sim.control.startOperation({
        member: name,
        description: MARKUP,
        seconds: 6000,
        instances: [LONG_NAME],
      });
    }
  });

  test('are text and nothing else on every tab', async ({ board }) => {
    const { page } = board;
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    for (const name of NAMES) {
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 900 });
        await expectAllTabs(board, name, `${width} wide`);
        await expect(page.locator('img, iframe, script:not([src]), [onerror]')).toHaveCount(0);
      }
      await page.goto(member(name, '/instances'));
      await expect(page.getByRole('table', { name: 'Instances' })).toContainText(MARKUP);
      await page.goto(member(name, '/events'));
      await expect(page.getByRole('region', { name: 'Warnings' })).toContainText(MARKUP);
      await expect(page.getByRole('region', { name: 'Operations' })).toContainText(MARKUP);
      await expectInside(page.getByRole('listitem'), page.getByRole('main'));
    }
    await expectAccessible(page, 'hostile names');
    expect(dialogs).toEqual([]);
  });
});

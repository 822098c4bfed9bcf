import { readFile, stat, writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import {
  accessSettings,
  type Board,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  logInPageOf,
  startStrangeCluster,
  test as base,
} from '../fixtures.ts';

type StrangeCluster = Awaited<ReturnType<typeof startStrangeCluster>>;

const test = base.extend<{ strange: StrangeCluster }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture depends on
  async strange({}, use) {
    const strange = await startStrangeCluster();
    await use(strange);
    await strange.close();
  },
});

/** A cluster is asked many things before it is enrolled, and then a whole run ends and begins. */
const DONE_WITHIN = { timeout: 30_000 };

const tokenField = (page: Page) => page.getByRole('textbox', { name: 'The token' });
const enrolButton = (page: Page) => page.getByRole('button', { name: 'Enrol', exact: true });
const outcomeOn = (page: Page) => page.getByRole('region', { name: 'What came of it' });

async function enrol(page: Page, token: string): Promise<void> {
  await tokenField(page).fill(token);
  await page.getByRole('textbox', { name: 'What to call' }).fill('prod-eu');
  await enrolButton(page).click();
}

/** Adds to the settings that Rollcall was started with; returns where they are. */
async function changeSettings(page: Page, more: object): Promise<string> {
  const path = await page
    .getByRole('main')
    .getByText(/rollcall\.yaml$/)
    .innerText();
  const before: unknown = JSON.parse(await readFile(path, 'utf8'));
  await writeFile(path, JSON.stringify(Object.assign({}, before, more)));
  return path;
}

async function expectLiveBoard({ page, rows, verdict }: Board): Promise<void> {
  await expect(page).toHaveURL(/\/clusters\/prod-eu$/, DONE_WITHIN);
  await expect(rows).toHaveCount(3, DONE_WITHIN);
  await expect(verdict).not.toContainText('unknown', DONE_WITHIN);
  await expect(page.getByText('DEMO')).toHaveCount(0);
}

test.describe('with no cluster configured', () => {
  // What is refused is an answer with an error, which the browser's console tells of.
  test.use({ plans: {}, failedRequestsExpected: true });
  // Two clusters and two runs in each, and three pages in one.
  test.slow();

  test('a token leads from the demo to a live board, without a restart', async ({
    board,
    newVisitor,
    strange,
  }) => {
    const { page } = board;
    await board.open();
    const [other, wall] = [await newVisitor(), await newVisitor()];
    const demo = page.url();
    await other.open(demo);
    await wall.page.goto(demo.replace('/clusters/', '/wall/'));
    await expect(wall.page.getByText('DEMO').first()).toBeVisible();

    await page.getByRole('link', { name: 'Enrol your own' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Enrol a cluster' })).toBeVisible();
    await expect(page).toHaveTitle(/Enrol a cluster/);
    await expect(enrolButton(page)).toBeDisabled();
    await expectAccessible(page, 'the form');

    await tokenField(page).fill('bm90IGEgdG9rZW4=');
    await enrolButton(page).click();
    await expect(page.getByRole('alert')).toContainText('This is not a trust token.');
    await expect(tokenField(page)).toBeFocused();
    await expectAccessible(page, 'a refusal');

    await enrol(page, await strange.token([]));
    await expectLiveBoard(board);
    // Nobody does anything about the pages of the demo.
    await expectLiveBoard(other);
    await expect(wall.page).toHaveURL(/\/wall$/, DONE_WITHIN);
    await expect(wall.page.getByText('DEMO')).toHaveCount(0);
  });

  test('a certificate that may change something is told of before the board is opened', async ({
    board,
    strange,
  }) => {
    const { page } = board;
    await page.goto('/enrol');
    const secret = await strange.token(null);
    await enrol(page, secret);
    const outcome = outcomeOn(page);
    await expect(outcome).toContainText('prod-eu is enrolled: LXD 5.0.2, 3 members', DONE_WITHIN);
    await expect(outcome).toContainText('guard its key');
    await expect(outcome).toContainText('Rollcall watches the cluster', DONE_WITHIN);
    await expect(page.getByText(secret)).toHaveCount(0);
    expect(page.url()).not.toContain(secret.slice(0, 20));
    await expectNoSidewaysScroll(page, 'enrolled');
    await expectAccessible(page, 'enrolled');
    const [config = '', , key = ''] = await outcome.getByRole('listitem').allInnerTexts();
    expect(await readFile(config, 'utf8')).toContain('name: prod-eu');
    expect((await stat(key)).mode & 0o777).toBe(0o600);
    await outcome.getByRole('link', { name: 'Open the board' }).click();
    await expectLiveBoard(board);
  });

  test('where the settings ask for a login by now, it leads there, and then to the board', async ({
    board,
    strange,
  }) => {
    const { page } = board;
    await page.goto('/enrol');
    await changeSettings(page, accessSettings);
    await enrol(page, await strange.token([]));
    await expect(page).toHaveURL(/\/login\?next=%2Fclusters%2Fprod-eu$/, DONE_WITHIN);
    await logInPageOf(page).fill('ana', 'correct horse');
    await expectLiveBoard(board);
  });

  test('where nothing comes back the page says so, and goes on looking', async ({ board, strange }) => {
    const { page } = board;
    await page.clock.install();
    await page.goto('/enrol');
    await expect(tokenField(page)).toBeVisible();
    await page.route('**/api/enrolment', (route) =>
      route.request().method() === 'GET' ? route.abort() : route.continue(),
    );
    await enrol(page, await strange.token([]));
    const outcome = outcomeOn(page);
    await expect(outcome).toContainText('Rollcall turns to the cluster now', DONE_WITHIN);
    await expect(outcome.getByRole('link')).toHaveCount(0);
    await page.clock.fastForward(21_000);
    await expect(outcome).toContainText('Rollcall does not come back');
    await expectAccessible(page, 'does not come back');
    await page.unroute('**/api/enrolment');
    await expectLiveBoard(board);
  });

  test('settings that take a restart leave the demo as it is, and the page says why', async ({
    board,
    strange,
    rollcall,
  }) => {
    const { page } = board;
    await page.goto('/enrol');
    await changeSettings(page, { tls: { cert: 'nowhere.crt', key: 'nowhere.key' } });
    await enrol(page, await strange.token([]));
    const outcome = outcomeOn(page);
    await expect(outcome).toContainText('Now start Rollcall again', DONE_WITHIN);
    await expect(outcome).toContainText("The settings can't be used: rollcall.yaml");
    await expect(outcome).toContainText('nowhere.crt');
    await expectNoSidewaysScroll(page, 'start again');
    await expectAccessible(page, 'start again');
    expect((await rollcall.cluster('demo')).snapshot.cluster.demo).toBe(true);
  });
});

test.describe('with a cluster configured', () => {
  test.use({ failedRequestsExpected: true });

  test('nothing is enrolled from the page, and it says how', async ({ board }) => {
    await board.open();
    await expect(board.page.getByRole('link', { name: 'Enrol your own' })).toHaveCount(0);
    await board.page.goto('/enrol');
    await expect(
      board.page.getByRole('heading', { level: 1, name: 'Nothing can be enrolled here' }),
    ).toBeVisible();
    await expect(board.page.getByText('rollcall enroll TOKEN')).toBeVisible();
    await expectAccessible(board.page, 'not offered');
  });
});

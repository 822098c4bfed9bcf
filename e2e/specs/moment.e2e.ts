import type { Board, Rollcall } from '../fixtures.ts';
import {
  awaitKeyboard,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  pressAll,
  test,
} from '../fixtures.ts';

test.use({ plans: { prod: { members: 3, speed: 10 } } });

const WELL = 'All 3 members are online and answer us.';
const TABS = ['', '/hardware', '/instances', '/storage', '/events', '/raw'] as const;

const rfc = (atMs: number): string => new Date(atMs).toISOString();
const band = ({ page }: Board) => page.getByRole('region', { name: 'Moment' });
const steps = (board: Board) => band(board).getByRole('navigation', { name: 'Steps in time' });

/** A moment, ms, at which all was well and known to be. */
async function whenWell(rollcall: Rollcall): Promise<number> {
  let atMs = 0;
  await expect(async () => {
    const { verdict, snapshot } = await rollcall.cluster('prod');
    expect(verdict.sentence).toBe(WELL);
    expect(snapshot.recording.firstMs ?? Infinity).toBeLessThan(snapshot.observedAtMs);
    atMs = snapshot.observedAtMs;
  }).toPass();
  return atMs;
}

/** Has a member die, and waits until LXD says so, too. */
async function loseMember(board: Board, die: () => Promise<void>): Promise<void> {
  await die();
  await expect(board.lxdSays('node-3')).toContainText('Offline');
}

test('a page is as it was, while the present goes on', async ({ board, page, rollcall, sim }) => {
  await board.open('/clusters/prod');
  const wellMs = await whenWell(rollcall);
  await sim.control.setDescription('node-2', 'first');
  await expect(board.activity).toContainText('description none → first');
  await loseMember(board, () => sim.control.freeze('node-3'));

  await page.goto(`/clusters/prod?at=${rfc(wellMs)}`);
  await expect(board.title).toHaveText(WELL);
  await expect(board.lxdSays('node-3')).toContainText('Online');
  await expect(board.weSee('node-3')).toContainText(/ ms|answering/);
  await expect(band(board)).toContainText(/Viewing \d+ \w+ \d{4}, \d\d:\d\d:\d\d UTC/);
  await expect(band(board)).toContainText(/ago · data \d s old then/);
  await expect(page).toHaveTitle(/^\d+ \w+ \d{4}, \d\d:\d\d:\d\d UTC · ● OK · prod · Rollcall$/);
  await expect(board.header).toContainText(/past · .+ ago/);
  await expect(board.header).not.toContainText('live');
  await expect(board.header).toContainText(/now\s*(Degraded|Critical)/);
  await expectAccessible(page, 'the overview of a moment');

  await test.step('the next change is one step away, and the one before it, too', async () => {
    const step = (name: RegExp) => steps(board).getByRole('link', { name });
    await step(/^Next change: node-2 description none → first, /).click();
    await expect(board.activity.getByRole('listitem').first()).toContainText('description none → first');
    await expect(board.title).toHaveText(WELL);
    await step(/^Next change: node-3 /).click();
    await expect(board.title).not.toHaveText(WELL);
    await step(/^Previous change: node-2 /).click();
    await expect(board.title).toHaveText(WELL);
  });

  await test.step('durations are those of then, and stay', async () => {
    const { snapshot } = await rollcall.cluster('prod');
    const lost = snapshot.members.find(({ server_name }) => server_name === 'node-3');
    // Counted from when the list said so, which is a little before the change was told.
    await page.goto(`/clusters/prod?at=${rfc((lost?.statusSince.atMs ?? 0) + 900)}`);
    await expect(board.lxdSays('node-3')).toHaveText(/Offline\s*0 s/);
    await expect(board.header).toContainText(/past · ([5-9]|\d\d) s ago|past · \d+ min ago/);
    await expect(board.lxdSays('node-3')).toHaveText(/Offline\s*0 s/);
  });

  await test.step('the present is where it was', async () => {
    await band(board).getByRole('link', { name: 'Return to live' }).click();
    await expect(page).toHaveURL('/clusters/prod');
    await expect(band(board)).toBeHidden();
    await expect(board.lxdSays('node-3')).toContainText('Offline');
    await expect(board.header).toContainText(/live · \d s ago/);
  });
});

test.describe('a certificate that may see instances', () => {
  test.use({ certificate: 'restrictedWithProjects' });

  test('each part of a member is as it was', async ({ board, page, rollcall, sim }) => {
    await board.open('/clusters/prod');
    await expect(board.cell('node-3', 'Memory')).toContainText('%');
    await expect(board.cell('node-3', 'Instances')).not.toHaveText('–');
    const wellMs = await whenWell(rollcall);
    await loseMember(board, () => sim.control.freeze('node-3'));

    for (const tab of TABS) {
      await page.goto(`/clusters/prod/members/node-3${tab}?at=${rfc(wellMs)}&theme=dark`);
      await expect(board.verdict, tab).toContainText('node-3 is online and answers us');
      await expect(band(board)).toContainText('Viewing');
      await expect(page.getByRole('main'), tab).not.toContainText(/could not be loaded|Asking the proxy/);
      await expectAccessible(page, `the tab ${tab} of a moment`);
      await page.setViewportSize({ width: 390, height: 844 });
      await expectNoSidewaysScroll(page, tab);
      await page.setViewportSize({ width: 1280, height: 720 });
    }
    await expect(page.getByRole('main')).toContainText("The cluster's own answers have no past");

    await page
      .getByRole('navigation', { name: 'About this member' })
      .getByRole('link', { name: 'Overview' })
      .click();
    await expect(page).toHaveURL(new RegExp(`theme=dark&at=${encodeURIComponent(rfc(wellMs))}$`));
    await page
      .getByRole('link', { name: 'Next member' })
      .or(page.getByRole('link', { name: 'Previous member' }))
      .first()
      .click();
    await expect(page).toHaveURL(/at=/);
    await expect(band(board)).toContainText('Viewing');
  });
});

test.describe('before the first record', () => {
  // Of a member that there was not, nothing can be had.
  test.use({ failedRequestsExpected: true });

  test('nothing is known, and it says so', async ({ board, page, rollcall }) => {
    await board.open('/clusters/prod');
    await whenWell(rollcall);
    await page.goto('/clusters/prod?at=2020-01-01T00:00:00Z');
    await expect(board.title).toHaveText('Nothing is known of that moment');
    await expect(band(board)).toContainText('nothing had been recorded before');
    await expectAccessible(page, 'before the first record');
    await page.goto('/clusters/prod/members/node-1/storage?at=2020-01-01T00:00:00Z');
    await expect(board.title).toHaveText('Nothing is known of that moment');
    await page.getByRole('main').getByRole('link', { name: 'Go to the first record' }).click();
    await expect(board.title).not.toHaveText('Nothing is known of that moment');
    await expect(band(board)).toContainText('Viewing');
  });
});

test.describe('a proxy that was away', () => {
  test.use({ failedRequestsExpected: true });

  test('a time in which nobody looked is told as such', async ({ board, page, rollcall, sim }) => {
    await board.open('/clusters/prod');
    await whenWell(rollcall);
    await awaitKeyboard(page);
    await rollcall.kill();
    const blindMs = Date.now();
    await sim.control.freeze('node-3');
    await expect.poll(() => Date.now() - blindMs).toBeGreaterThan(4000);
    const backMs = Date.now();
    await rollcall.start();
    await expect(board.lxdSays('node-3')).toContainText('Offline');
    await expect(board.activity).toContainText(/between .* and .* UTC, while nobody looked/);

    await page.goto(`/clusters/prod?at=${rfc(backMs)}`);
    await expect(band(board)).toContainText(
      /Rollcall was not running from .* to .*: this is what was known last/,
    );
    await expect(board.title).toHaveText(/^Unknown for \d+\ss: nobody was looking\.\s*$/);
    await expect(board.names).toHaveText(['node-1', 'node-2', 'node-3']);
    await expect(board.rows.filter({ hasText: /Offline|Online/ })).toHaveCount(0);
    await expectAccessible(page, 'a moment at which nobody looked');
  });
});

test.describe('what is no moment', () => {
  test.use({ failedRequestsExpected: true });

  test('is the present, or leads back to it', async ({ board, page }) => {
    await board.open('/clusters/prod?at=yesterday');
    await expect(band(board)).toContainText('This is the present.');
    await expect(band(board)).toContainText('“yesterday”');
    await expect(board.header).toContainText(/live · \d s ago/);
    await expectAccessible(page, 'a moment that makes no sense');
    await band(board).getByRole('link', { name: 'Stay in the present' }).click();
    await expect(page).toHaveURL('/clusters/prod');

    await page.goto('/clusters/prod?at=2199-01-01T00:00:00Z');
    await expect(band(board)).toContainText('It has not come yet.');
    await expect(board.title).toHaveText('This page could not be loaded');
    await band(board).getByRole('link', { name: 'Return to live' }).click();
    await expect(board.title).toHaveText(WELL);
  });
});

test('keys lead to a moment and back', async ({ board, page, rollcall }) => {
  await board.open('/clusters/prod');
  await whenWell(rollcall);
  await awaitKeyboard(page);

  await pressAll(page, 'g m');
  const dialog = page.getByRole('dialog', { name: 'Go to a moment' });
  await expect(dialog.getByRole('textbox')).toBeFocused();
  await expectAccessible(page, 'a moment to choose');
  await page.keyboard.type('2020-01-01 03:12:07');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL('/clusters/prod?at=2020-01-01T03%3A12%3A07Z');
  await expect(band(board)).toContainText('1 Jan 2020, 03:12:07 UTC');

  await pressAll(page, 'g m');
  await expect(band(board).getByRole('textbox')).toBeFocused();
  await page.keyboard.type('2020-01-02');
  await page.keyboard.press('Enter');
  await expect(band(board)).toContainText('2 Jan 2020, 00:00:00 UTC');

  await board.header.getByRole('link', { name: 'Rollcall' }).focus();
  await pressAll(page, 'g l');
  await expect(page).toHaveURL('/clusters/prod');
  await expect(board.title).toHaveText(WELL);

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
  await page.keyboard.type('go to a mom');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: '7 days ago' }).click();
  await expect(band(board)).toContainText(/ago · nothing had been recorded before/);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
  await page.keyboard.type('return to live');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/clusters/prod');
});

test('a finger steps through time', async ({ newVisitor, rollcall }) => {
  const wellMs = await whenWell(rollcall);
  const other = await newVisitor({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await other.page.goto(`/clusters/prod?at=${rfc(wellMs)}`);
  await expect(other.title).toHaveText(WELL);
  await steps(other).getByRole('link', { name: '−1 min' }).tap();
  await expect(other.title).toHaveText('Nothing is known of that moment');
  await steps(other).getByRole('link', { name: '+1 min' }).tap();
  await expect(other.title).toHaveText(WELL);
  await steps(other).getByRole('link', { name: '+1 min' }).tap();
  await expect(other.page).toHaveURL('/clusters/prod');
});

test.describe('several clusters', () => {
  test.use({ plans: { prod: { members: 3, speed: 10 }, lab: { members: 1, speed: 10 } } });

  test('are listed as they were', async ({ board, page, rollcall, sim }) => {
    await board.open('/clusters/prod');
    const wellMs = await whenWell(rollcall);
    await loseMember(board, () => sim.control.freeze('node-3'));
    await page.goto(`/?at=${rfc(wellMs)}`);
    const card = page.getByRole('article').filter({ hasText: 'prod' });
    await expect(card).toContainText(WELL);
    await expect(band(board)).toContainText('Viewing');
    await expectAccessible(page, 'clusters of a moment');
    await card.getByRole('link').click();
    await expect(page).toHaveURL(/\/clusters\/prod\?at=/);
    await expect(board.title).toHaveText(WELL);
  });
});

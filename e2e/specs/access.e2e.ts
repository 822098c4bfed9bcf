/** Who gets to see the boards, and who gets to write. */
import {
  accessSettings,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  logInPageOf,
  openAs,
  pressAll,
  recordRequests,
  test,
} from '../fixtures.ts';
import type { Page } from '@playwright/test';

const sessionOf = (page: Page) => ({
  button: page.getByRole('banner').getByRole('button', { name: 'Logged in' }),
  menu: page.getByRole('group', { name: 'Session' }),
});

async function leave(page: Page, how: 'Log out' | 'Log out everywhere'): Promise<void> {
  const { button, menu } = sessionOf(page);
  await button.click();
  await menu.getByRole('button', { name: how, exact: how === 'Log out' }).click();
}

test.describe('with accounts', () => {
  // A page that asks before anybody is logged in is refused.
  test.use({ settings: accessSettings, failedRequestsExpected: true });

  test('a log-in leads back to where one was', async ({ page, board }) => {
    await page.goto('/clusters/prod?q=node-2&theme=dark');
    const form = logInPageOf(page);
    await expect(form.title).toBeVisible();
    await expect(form.name).toBeFocused();
    await expect(page).toHaveTitle('Log in · Rollcall');
    await expectAccessible(page, 'the log-in');
    await form.fill('ana', 'correct horse');
    await expect(board.names).toHaveText(['node-2']);
    await expect(page).toHaveURL('/clusters/prod?q=node-2&theme=dark');
    await expect(board.header).toContainText('live');
    const { button, menu } = sessionOf(page);
    await expect(button).toContainText('ana');
    await button.click();
    await expect(menu).toContainText('operator');
    await expectAccessible(page, 'who is logged in');
  });

  test('is done by the keys alone, and fits a telephone', async ({ page, board }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto('/clusters/prod');
    await expect(logInPageOf(page).name).toBeFocused();
    await expectNoSidewaysScroll(page, 'the log-in');
    await page.keyboard.type('ana');
    await page.keyboard.press('Tab');
    await page.keyboard.type('correct horse');
    await page.keyboard.press('Enter');
    await expect(board.names.first()).toBeVisible();
    await expectNoSidewaysScroll(page, 'logged in');
  });

  test('a wrong password is told, and too many are slowed', async ({ page, board }) => {
    test.slow();
    await page.goto('/login?next=/clusters/prod');
    const form = logInPageOf(page);
    await form.fill('ana', 'wrong');
    await expect(form.problem).toContainText('The name or the password is wrong.');
    await expectAccessible(page, 'a wrong password');
    // The next one is typed in its place.
    await expect(form.password).toBeFocused();
    // Each failure from the fifth on makes the wait longer than it was, and in the end longer than a try takes.
    let told = '';
    while (!told.includes('Too many')) {
      await form.fill('ana', 'wrong');
      await expect(form.button).toHaveText('Log in');
      told = (await form.problem.textContent()) ?? '';
    }
    await expect(form.problem).toContainText(/Too many log-ins have failed\. Try again in \d+ s\./);
    await expect(form.button).toBeDisabled();
    await expect(form.button).toBeEnabled({ timeout: 60_000 });
    await form.fill('ana', 'correct horse');
    await expect(board.names.first()).toBeVisible();
  });

  test('a proxy that is away is told', async ({ page, rollcall }) => {
    await page.goto('/login');
    const form = logInPageOf(page);
    await expect(form.title).toBeVisible();
    await expect(form.button).toBeVisible();
    await rollcall.kill();
    await form.fill('ana', 'correct horse');
    await expect(form.problem).toContainText('The Rollcall proxy does not answer this page.');
    await rollcall.start();
    await form.button.click();
    await expect(form.title).toBeHidden();
  });

  test('a log-in leads to no other site', async ({ page }) => {
    for (const next of ['https://evil.example/', '//evil.example/', '/\\evil.example', '/..//evil.example']) {
      await page.context().clearCookies();
      await page.goto(`/login?next=${encodeURIComponent(next)}`);
      await logInPageOf(page).fill('ana', 'correct horse');
      await expect(page).toHaveURL('/clusters/prod');
      await expect(page.getByRole('region', { name: 'Verdict' })).toBeVisible();
    }
  });

  test('a log-out ends this session, and the way back leads nowhere', async ({ page, board, newVisitor }) => {
    const other = await newVisitor();
    await openAs(other.page, 'ana');
    await openAs(page, 'ana');
    await board.open('/clusters/prod?theme=dark');
    await expect(sessionOf(page).button).toBeVisible();
    await leave(page, 'Log out');
    const form = logInPageOf(page);
    await expect(form.title).toBeVisible();
    // To one of the two boards: the one that was left may have been faster to lead to the log-in by itself.
    await page.goBack();
    await expect(page).toHaveURL(/\/login\?next=%2Fclusters%2Fprod/);
    await expect(form.title).toBeVisible();
    await expect(board.names).toHaveCount(0);
    await expect(other.header).toContainText('live');
    await expect(other.names.first()).toBeVisible();
  });

  test('a log-out everywhere ends what another browser shows', async ({ page, board, newVisitor }) => {
    const [other, ben] = [await newVisitor(), await newVisitor()];
    await openAs(other.page, 'ana', '/clusters/prod?theme=light');
    await openAs(ben.page, 'ben');
    await openAs(page, 'ana');
    for (const each of [board, other, ben]) await expect(each.header).toContainText('live');
    await leave(page, 'Log out everywhere');
    await expect(logInPageOf(page).title).toBeVisible();
    await expect(logInPageOf(other.page).title).toBeVisible();
    await expect(other.page).toHaveURL(`/login?next=${encodeURIComponent('/clusters/prod?theme=light')}`);
    await expect(ben.header).toContainText('live');
  });

  test('the palette leads out, too', async ({ page, board }) => {
    await openAs(page, 'ben');
    await expect(board.names.first()).toBeVisible();
    await expect(sessionOf(page).button).toContainText('ben');
    await pressAll(page, 'Control+k');
    await page.getByRole('combobox', { name: /^Find/ }).fill('log out');
    await page.keyboard.press('Enter');
    await expect(logInPageOf(page).title).toBeVisible();
  });

  test('an operator writes notes, which bear the name, and a viewer reads them', async ({
    page,
    newVisitor,
  }) => {
    await openAs(page, 'ana', '/clusters/prod/timeline?range=all');
    const panel = page.getByRole('region', { name: 'Notes', exact: true });
    await panel.getByRole('button', { name: 'Write a note' }).click();
    await panel.getByRole('textbox', { name: 'Text in Markdown' }).fill('the cable');
    await panel.getByRole('button', { name: 'Save' }).click();
    await expect(panel.getByRole('listitem')).toContainText('ana');
    const ben = await newVisitor();
    await openAs(ben.page, 'ben', '/clusters/prod/timeline?range=all');
    const theirs = ben.page.getByRole('region', { name: 'Notes', exact: true });
    await expect(theirs.getByRole('listitem')).toContainText('the cable');
    await expect(theirs.getByRole('button', { name: 'Write a note' })).toBeDisabled();
    await expect(theirs.getByRole('button', { name: /^(Edit|Delete)$/ })).toHaveCount(0);
    const refused = await ben.page.request.post('/api/clusters/prod/notes', {
      headers: { 'X-Rollcall': '1' },
      data: { fromMs: 1, toMs: null, text: 'mine' },
    });
    expect(refused.status()).toBe(403);
  });

  test('a wall says that nobody is logged in, and comes back when somebody is', async ({ page }) => {
    await page.goto('/wall/prod');
    const title = page.getByRole('heading', { name: 'Nobody is logged in here' });
    await expect(title).toBeVisible();
    const box = await title.boundingBox();
    // To be read from some metres away.
    expect(box?.height).toBeGreaterThan(50);
    await expectAccessible(page, 'a wall without a log-in');
    await page.getByRole('link', { name: 'Log in' }).click();
    await logInPageOf(page).fill('ben', 'battery staple');
    await expect(page).toHaveURL('/wall/prod');
    await expect(page.getByText('node-1').first()).toBeVisible();
    await page.request.delete('/api/session', { headers: { 'X-Rollcall': '1' } });
    await expect(title).toBeVisible();
  });
});

test('without accounts there is nothing of it', async ({ page, board }) => {
  const asked = recordRequests(page);
  await board.open();
  await expect(board.header).toContainText('live');
  await expect(sessionOf(page).button).toHaveCount(0);
  expect(asked.filter((url) => /session|login/i.test(url))).toEqual([]);
  await page.goto('/login?next=/clusters/prod?theme=dark');
  await expect(page).toHaveURL('/clusters/prod?theme=dark');
  await expect(board.names.first()).toBeVisible();
});

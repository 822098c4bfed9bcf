/** Those whom a reverse proxy names in a header, as their browsers show it. */
import { expect, expectAccessible, expectNoSidewaysScroll, logInPageOf, test } from '../fixtures.ts';

const header = { name: 'X-Forwarded-User', from: ['127.0.0.1'], viewers: ['ben'] };
// A page that asks before anybody is known is refused.
test.use({ settings: { access: { header } }, failedRequestsExpected: true });

test.describe('of whom the proxy names a viewer', () => {
  test.use({ extraHTTPHeaders: { 'X-Forwarded-User': 'ben' } });

  test('the board is there at once, live, and there is nothing to log out from', async ({ page, board }) => {
    await page.goto('/clusters/prod');
    await expect(board.names.first()).toBeVisible();
    await expect(board.header).toContainText('live');
    await page.getByRole('banner').getByRole('button', { name: 'Logged in' }).click();
    const menu = page.getByRole('group', { name: 'Session' });
    await expect(menu).toContainText('ben');
    await expect(menu).toContainText('viewer');
    await expect(menu.getByRole('button')).toHaveCount(0);
    expect(await page.context().cookies()).toEqual([]);
  });
});

test.describe('of whom the proxy names somebody without a role', () => {
  test.use({ extraHTTPHeaders: { 'X-Forwarded-User': 'eve' }, viewport: { width: 390, height: 844 } });

  test('the page says so', async ({ page }) => {
    await page.goto('/clusters/prod');
    const { title, problem, password } = logInPageOf(page);
    await expect(title).toBeVisible();
    await expect(problem).toContainText('Rollcall gives you no role');
    await expect(password).toHaveCount(0);
    await expectAccessible(page, 'no role by the reverse proxy');
    await expectNoSidewaysScroll(page, 'no role by the reverse proxy');
  });
});

test('of whom the proxy says nothing, the page says how to get in', async ({ page }) => {
  await page.goto('/clusters/prod');
  await expect(logInPageOf(page).title).toBeVisible();
  await expect(page.getByText('Open Rollcall at the address that it has there')).toBeVisible();
});

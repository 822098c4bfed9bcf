/** Logging in by a provider, as a browser does it that keeps cookies from other sites. */
import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  logInAtProvider,
  logInPageOf,
  singleSignOnTest as test,
} from '../fixtures.ts';

// A page that asks before anybody is logged in is refused.
test.use({ failedRequestsExpected: true });

test('leads to the provider, from there to where one was, and out again', async ({
  page,
  board,
  publicUrl,
  singleSignOn,
}) => {
  await page.goto(`${publicUrl}/clusters/prod?q=node-2`);
  const { title, name } = logInPageOf(page);
  await expect(title).toBeVisible();
  await expect(name).toHaveCount(0);
  await expectAccessible(page, 'the log-in by a provider');
  await page.getByRole('link', { name: 'Log in with Acme SSO' }).click();
  await expect(page).toHaveURL((url) => url.origin === singleSignOn.issuer);
  await logInAtProvider(page, 'ana');
  // The first page after the redirect is asked for without the cookie, which no other site can have sent; what it asks for is not.
  await expect(board.names).toHaveText(['node-2']);
  await expect(page).toHaveURL(`${publicUrl}/clusters/prod?q=node-2`);
  await expect(board.header).toContainText('live');
  const cookies = await page.context().cookies(publicUrl);
  expect(cookies.map((cookie) => [cookie.name, cookie.sameSite, cookie.httpOnly])).toEqual([
    ['rollcall', 'Strict', true],
  ]);

  await page.getByRole('banner').getByRole('button', { name: 'Logged in' }).click();
  const menu = page.getByRole('group', { name: 'Session' });
  await expect(menu).toContainText('ana');
  await menu.getByRole('button', { name: 'Log out', exact: true }).click();
  await expect(title).toBeVisible();
  await page.goto(`${publicUrl}/clusters/prod`);
  await expect(title).toBeVisible();
  // There one is logged in still.
  await page.getByRole('link', { name: 'Log in with Acme SSO' }).click();
  await expect(board.header).toContainText('live');
});

test('tells somebody without a role that there is nothing here for them', async ({
  page,
  board,
  publicUrl,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(publicUrl);
  await page.getByRole('link', { name: 'Log in with Acme SSO' }).click();
  await logInAtProvider(page, 'eve');
  await expect(logInPageOf(page).problem).toContainText('Rollcall gives you no role');
  await expectAccessible(page, 'no role');
  await expectNoSidewaysScroll(page, 'no role');
  await page.goto(`${publicUrl}/clusters/prod`);
  await expect(logInPageOf(page).title).toBeVisible();
  await expect(board.names).toHaveCount(0);
  // There one is logged in still, and has to be asked who else one may be.
  await page.goBack();
  await page.getByRole('link', { name: 'Log in with Acme SSO as somebody else' }).click();
  await logInAtProvider(page, 'ana');
  await expect(board.header).toContainText('live');
});

test('says nothing that an address makes up', async ({ page, publicUrl }) => {
  await page.goto(`${publicUrl}/login?problem=Call%20%2B1%20555%200100&error=x&next=//evil.example`);
  await expect(page.getByRole('link', { name: 'Log in with Acme SSO' })).toHaveAttribute(
    'href',
    '/api/login/oidc?next=%2F',
  );
  await expect(logInPageOf(page).problem).toHaveCount(0);
  await expect(page.getByText('555')).toHaveCount(0);
});

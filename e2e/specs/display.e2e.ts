/** A screen at which nobody logs in: its link is made, opened, and revoked. */
import { type Page, chromium } from '@playwright/test';
import {
  accessSettings,
  awaitKeyboard,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  openAs,
  test,
} from '../fixtures.ts';
import { startKiosk } from '../fixtures/kiosk.ts';
import { wallOf } from '../fixtures/wall.ts';

test.use({
  trace: 'off',
  plans: { prod: { members: 3, speed: 10 }, lab: { members: 2, speed: 10 } },
  settings: accessSettings,
  // What is asked for before anybody is known is refused.
  failedRequestsExpected: true,
});

const WELL = /^(Both|All \d) members are online and answer us\.$/;

const displaysOf = (page: Page) => {
  const section = page.getByRole('region', { name: 'Displays' });
  const made = section.getByRole('group', { name: 'The new link' });
  return {
    section,
    name: section.getByLabel('Name of the display'),
    make: section.getByRole('button', { name: 'Make a link for a display' }),
    made,
    link: made.locator('output'),
    rows: section.getByRole('list', { name: 'Display links', exact: true }).getByRole('listitem'),
    dialog: page.getByRole('dialog', { name: /^Revoke/ }),
  };
};

/** Makes one as ana, on a page that stays there. */
async function makeLink(page: Page, path = '/help/wall', name = 'Hall, left'): Promise<string> {
  await openAs(page, 'ana', path);
  const displays = displaysOf(page);
  await displays.name.fill(name);
  await displays.make.click();
  await expect(displays.link).toContainText('#display=');
  return displays.link.innerText();
}

async function revoke(page: Page): Promise<void> {
  const { rows, dialog } = displaysOf(page);
  await rows
    .first()
    .getByRole('button', { name: /^Revoke/ })
    .click();
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await expect(dialog).toBeHidden();
}

test('a link made by an operator opens a wall that is live, leaves nothing of its token, and ends when it is revoked', async ({
  page,
  rollcall,
  newVisitor,
}) => {
  const link = await makeLink(page);
  const [address = '', token = ''] = link.split('#display=');
  expect(address).toBe(`${rollcall.url}/wall`);
  expect(token).toMatch(/^[\w-]{43}$/);

  const { page: screen } = await newVisitor({ viewport: { width: 1280, height: 720 } });
  const urls: string[] = [];
  const asked: string[] = [];
  screen.on('request', (request) => {
    urls.push(request.url(), ...Object.values(request.headers()));
    asked.push(`${request.method()} ${new URL(request.url()).pathname}`);
  });
  screen.on('console', (message) => urls.push(message.text(), message.location().url));
  await screen.goto(`${address}?rotate=5s#display=${token}`);
  await expect(wallOf(screen).title).toHaveText(WELL);
  await expect(screen).toHaveURL(`${address}?rotate=5s`);
  expect(await screen.evaluate('location.hash + document.referrer + history.length')).toBe('2');
  expect(await screen.evaluate('JSON.stringify({ ...sessionStorage, ...localStorage })')).toBe('{}');
  expect(await screen.evaluate('document.cookie')).toBe('');
  // It was let in before it asked for anything of the clusters.
  const data = asked.filter((each) => each.includes(' /api/'));
  expect(data.slice(0, 2)).toEqual(['POST /api/displays/session', 'GET /api/clusters']);
  expect(urls.join('\n')).not.toContain(token);

  // It is the wall's own from now on, whatever becomes of the page or of the proxy.
  await screen.reload();
  await expect(wallOf(screen).title).toHaveText(WELL);
  // What is loaded a little later, is there.
  await awaitKeyboard(screen);
  await rollcall.kill();
  await expect(wallOf(screen).title).not.toHaveText(WELL);
  await rollcall.start();
  await expect(wallOf(screen).title).toHaveText(WELL, { timeout: 30_000 });
  for (const path of ['/wall/prod', '/wall/lab']) {
    await screen.goto(path);
    await expect(wallOf(screen).tiles.first()).toBeVisible();
  }
  // Nothing else is.
  await screen.goto('/clusters/prod/members/node-1');
  await expect(screen.getByText('This is not allowed to whoever is logged in.').first()).toBeVisible();
  await screen.goto('/wall?theme=light');
  await expect(wallOf(screen).title).toHaveText(WELL);

  const { rows } = displaysOf(page);
  await expect(rows).toHaveText([/Hall, left.*all clusters.*by ana.*seen within the hour/]);
  await revoke(page);
  const refusal = screen.getByRole('heading', { name: 'The link of this display was revoked' });
  await expect(refusal).toBeVisible({ timeout: 5000 });
  await expect(screen.getByText('/help/wall')).toBeVisible();
  await expect(screen.getByRole('list', { name: 'Members' })).toHaveCount(0);
  await expectAccessible(screen, 'a wall that was revoked');
  await screen.goto(`${address}#display=${token}`);
  await expect(refusal).toBeVisible();
  await expect(screen).toHaveURL(address);
  expect(urls.join('\n')).not.toContain(token);
});

test('a link for one cluster opens no other, and a new one in its place is taken by a tab that is open', async ({
  page,
  newVisitor,
}) => {
  const link = await makeLink(page, '/help/wall?link=/wall/lab');
  expect(link).toContain('/wall/lab#display=');
  await expect(displaysOf(page).rows).toHaveText([/Hall, left.*lab/]);
  const { page: screen } = await newVisitor();
  // As somebody types it who has lost a part of it.
  await screen.goto(link.slice(0, -3));
  await expect(screen.getByRole('heading', { name: 'This link is not one of a display' })).toBeVisible();
  await expectAccessible(screen, 'a wall without a right to be one');
  await screen.reload();
  await expect(screen.getByRole('heading', { name: 'This link is not one of a display' })).toBeVisible();
  // Only what is behind the # is another: the browser loads nothing by itself.
  await screen.goto(link);
  await expect(wallOf(screen).tiles).toHaveCount(2);
  await expect(screen).toHaveURL(/\/wall\/lab$/);
  await screen.goto('/wall/prod');
  await expect(screen.getByText('There is no such cluster')).toBeVisible();
  await expect(screen.getByText('prod', { exact: true })).toHaveCount(0);
});

test('making and revoking a link is told clearly, and fits a telephone', async ({ page, newVisitor }) => {
  await makeLink(page);
  const { made, link, rows, dialog, section, make } = displaysOf(page);
  await expect(made.getByRole('alert')).toContainText('It is shown this once.');
  await expect(made.getByRole('img', { name: 'QR code of the link for Hall, left' })).toBeVisible();
  await expectAccessible(page, 'a display link');
  // The settings of the wall go into it.
  await page.getByRole('region', { name: 'Settings' }).getByLabel('Colours').selectOption('Light');
  await expect(link).toHaveText(/\/wall\?theme=light#display=/);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page, 'a display link');
  await made.getByRole('button', { name: 'Done, hide it' }).click();
  await expect(made).toBeHidden();
  await expect(page.getByText('#display=')).toHaveCount(0);
  await expect(make).toBeDisabled();
  await expect(rows).toHaveText([/Hall, left.*never opened/]);

  await rows.getByRole('button', { name: 'Revoke Hall, left' }).click();
  await expectAccessible(page, 'asking before it is revoked');
  await dialog.getByRole('button', { name: 'Keep it' }).click();
  await expect(rows).toHaveCount(1);
  await revoke(page);
  await expect(rows).toHaveCount(0);
  await section.getByText('Revoked: 1').click();
  await expect(section.getByRole('list', { name: 'Revoked display links' })).toContainText('Hall, left');

  const { page: bens } = await newVisitor();
  await openAs(bens, 'ben', '/help/wall');
  await expect(bens.getByRole('region', { name: 'Link' })).toBeVisible();
  await expect(displaysOf(bens).section).toHaveCount(0);
});

test('a screen that is started as the recipe says takes the link whole', async ({
  page,
  rollcall,
  launchOptions,
}) => {
  const link = await makeLink(page);
  const kiosk = await startKiosk(launchOptions.executablePath ?? chromium.executablePath(), link);
  const screen = await kiosk.look();
  await expect(wallOf(screen).title).toHaveText(WELL);
  expect(screen.url()).toBe(`${rollcall.url}/wall`);
  await kiosk.close();
});

test('a wall shows now and then that it is there, so that its session is renewed', async ({
  page,
  newVisitor,
}) => {
  const link = await makeLink(page);
  const { page: screen } = await newVisitor();
  await screen.clock.install();
  await screen.goto(link);
  await expect(wallOf(screen).title).toHaveText(WELL);
  const shown = screen.waitForResponse(
    (response) => response.request().method() === 'HEAD' && response.url().endsWith('/api/clusters'),
  );
  await screen.clock.fastForward('15:00');
  expect((await shown).status()).toBe(200);
});

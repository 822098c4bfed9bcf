import type { Page } from '@playwright/test';
import {
  awaitKeyboard,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  recordRequests,
  test,
} from '../fixtures.ts';

const palette = (page: Page) => page.getByRole('dialog', { name: 'Find' });
const options = (page: Page) => palette(page).getByRole('option');
/** The one that Enter opens. */
const chosen = (page: Page) => palette(page).locator('[role=option][data-highlighted]');

async function openPalette(page: Page): Promise<void> {
  await awaitKeyboard(page);
  await page.keyboard.press('Control+k');
  await expect(palette(page).getByRole('combobox')).toBeFocused();
}

test.describe('two clusters', () => {
  const HOSTILE = '<img src=x onerror=alert(1)> \u202Eenilffo';
  test.use({
    plans: { prod: { members: 3, speed: 10 }, lab: { speed: 10, memberNames: ['node-1', HOSTILE] } },
  });

  test('it finds a member of another cluster, which nobody had asked for before', async ({ board, page }) => {
    const requests = recordRequests(page);
    await board.open('/clusters/prod?zone=local');
    await awaitKeyboard(page);
    expect(requests.filter((path) => path.includes('lab'))).toEqual([]);
    await openPalette(page);
    await expect(options(page).filter({ hasText: /^node-1lab$/ })).toBeVisible();
    expect(requests.filter((path) => path.includes('lab'))).toEqual(['/api/clusters/lab']);
    await page.keyboard.type('lab node');
    await expect(options(page)).toHaveText(['node-1lab']);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/clusters\/lab\/members\/node-1\?zone=local$/);
    await expect(palette(page)).toBeHidden();

    // Asked once is enough for a while, and where we are now is on the stream.
    await openPalette(page);
    await page.keyboard.type('prod');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/clusters\/prod\?zone=local$/);
  });

  test('its entries are text and nothing else, and stay in their lines', async ({ board, page }) => {
    await board.open('/clusters/lab');
    await openPalette(page);
    await page.keyboard.type('img');
    await expect(options(page)).toContainText([HOSTILE]);
    await expect(page.locator('img')).toHaveCount(0);
    await page.setViewportSize({ width: 390, height: 844 });
    await expectNoSidewaysScroll(page, 'the palette with a hostile name');
    const box = await options(page).first().boundingBox();
    expect(box?.height).toBeLessThan(50);
    await expectAccessible(page, 'the palette with a hostile name');
    await page.keyboard.press('Enter');
    await expect(board.title).toHaveText(HOSTILE);
  });
});

test('it leads to the parts of a member', async ({ board, page }) => {
  await page.goto('/clusters/prod/members/node-2');
  await expect(board.title).toHaveText('node-2');
  await openPalette(page);
  const pages = palette(page).getByRole('group', { name: 'Pages' }).getByRole('option');
  await expect(pages).toHaveText([
    'Overviewnode-2',
    'Hardwarenode-2',
    'Instancesnode-2',
    'Storagenode-2',
    'Eventsnode-2',
    'Rawnode-2',
    'Overviewprod',
    'Timelineprod',
    'Wallprod',
    'Set up a wall displaysettings, QR code',
    'Settingsclusters, access, record',
  ]);
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, `the palette, ${colorScheme}`);
  }
  await page.keyboard.press('ArrowDown');
  await expect(chosen(page)).toHaveText('Hardwarenode-2');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(chosen(page)).toHaveText('Keyboard shortcutshelp');
  await page.keyboard.type('stor');
  await expect(chosen(page)).toHaveText('Storagenode-2');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/members\/node-2\/storage$/);
});

test('it is open to those who have no keyboard, and closes in every way', async ({
  board,
  page,
  context,
}) => {
  await board.open();
  await awaitKeyboard(page);
  const find = page.getByRole('button', { name: 'Find' });
  for (const close of [
    () => page.keyboard.press('Escape'),
    () => page.keyboard.press('Control+k'),
    () => palette(page).getByRole('button', { name: 'Close' }).click(),
    () => page.mouse.click(5, 400),
  ]) {
    await find.click();
    await expect(palette(page)).toBeVisible();
    await close();
    await expect(palette(page)).toBeHidden();
  }

  await find.click();
  const [beside] = await Promise.all([
    context.waitForEvent('page'),
    options(page)
      .filter({ hasText: /^node-2/ })
      .click({ modifiers: ['Control'] }),
  ]);
  await expect(beside).toHaveURL(/\/members\/node-2$/);
  await expect(palette(page)).toBeVisible();
});

test('it gives the focus back to where it was', async ({ board, page }) => {
  await board.open();
  await awaitKeyboard(page);
  await page.keyboard.press('/');
  await page.keyboard.press('Control+k');
  await expect(palette(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(palette(page)).toBeHidden();
  await expect(board.textFilter).toBeFocused();
});

test('it does what can be done anywhere', async ({ board, page, context }) => {
  await context.grantPermissions(['clipboard-write']);
  await board.open('/clusters/prod?q=node-1');
  await openPalette(page);
  await page.keyboard.type('dark');
  await expect(chosen(page)).toHaveText('Dark colourstheme');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark');
  await expect(page).toHaveURL(/q=node-1&theme=dark$/);
  await expect(palette(page)).toBeHidden();

  await openPalette(page);
  await page.keyboard.type('zone');
  await expect(options(page)).toHaveText([
    'Times in the zone of this machinezone',
    'Times in another zone…zone',
    'Times in UTCzone',
  ]);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/zone=local/);

  await openPalette(page);
  await page.keyboard.type('copy');
  await page.keyboard.press('Enter');
  await expect(palette(page).getByRole('status')).toHaveText('Copied');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+v');
  await expect(palette(page).getByRole('combobox')).toHaveValue(page.url());

  await page.keyboard.press('Control+a');
  await page.keyboard.type('keyb');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await expect(palette(page)).toBeHidden();
});

test.describe('a thousand members', () => {
  test.use({ plans: { prod: { members: 1000, speed: 1 } }, beatMs: 1000 });

  test('are found at once, and never all shown', async ({ board, page, sim }) => {
    await board.open('/clusters/prod');
    await openPalette(page);
    await expect(options(page)).toHaveCount(50);
    await page.keyboard.type('node-7');
    await expect(options(page)).toHaveCount(50);
    await expect(options(page).first()).toHaveText('node-7prod');
    await expect(options(page).nth(1)).toHaveText('node-70prod');
    await expect(palette(page).getByRole('status')).toHaveText('221 more: go on typing.');

    // The view is made anew with every beat; what the viewer has chosen stays.
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect(chosen(page)).toHaveText('node-71prod');
    await sim.control.setDescription('node-999', 'changed');
    await expect(page.getByText('description none → changed')).toBeVisible();
    await expect(chosen(page)).toHaveText('node-71prod');

    await page.keyboard.type('77');
    await expect(options(page)).toHaveText(['node-777prod']);
    await expect(palette(page).getByRole('status')).toHaveText('');
    await page.keyboard.type('x');
    await expect(options(page)).toHaveCount(0);
    await expect(palette(page).getByRole('status')).toHaveText('Nothing fits.');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Backspace');
    await expect(chosen(page)).toHaveText('node-777prod');
    await page.keyboard.press('Enter');
    await expect(board.title).toHaveText('node-777');
  });
});

test.describe('without the proxy', () => {
  test.use({ failedRequestsExpected: true });

  test('it says that it cannot be loaded', async ({ board, page, rollcall }) => {
    await board.open();
    await awaitKeyboard(page);
    await rollcall.kill();
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('alert')).toContainText('the Rollcall proxy does not answer');
    await expectAccessible(page, 'the palette could not be loaded');
  });
});

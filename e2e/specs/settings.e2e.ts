/** How Rollcall is set up, for whoever runs it. */
import type { Page } from '@playwright/test';
import {
  accessSettings,
  awaitKeyboard,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  openAs,
  test,
} from '../fixtures.ts';

const SOON = { timeout: 20_000 };

const settingsOf = (page: Page) => ({
  title: page.getByRole('heading', { level: 1, name: 'How Rollcall is set up' }),
  concerns: page.getByRole('region', { name: 'What to look at' }),
  clusters: page.getByRole('region', { name: 'Clusters', exact: true }),
  access: page.getByRole('region', { name: 'Access' }),
  record: page.getByRole('region', { name: 'Record' }),
  program: page.getByRole('region', { name: 'This program' }),
});

test('tells how it is set up, and is found by the palette and from the certificates', async ({
  page,
  board,
  sim,
}) => {
  const { title, concerns, clusters, access, record, program } = settingsOf(page);
  await board.open();
  await awaitKeyboard(page);
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Find' }).getByRole('combobox').fill('settings clusters access');
  await page.keyboard.press('Enter');
  await expect(title).toBeVisible();
  await expect(page).toHaveTitle('Settings · Rollcall');
  await expect(clusters).toContainText(
    'restricted. It reads the cluster and may change nothing in it.',
    SOON,
  );
  await expect(clusters).toContainText('in the settings file');
  await expect(clusters).toContainText(sim.endpoints[0] ?? 'an endpoint');
  await expect(clusters).toContainText(sim.serverFingerprint.slice(0, 12));
  await expect(clusters.getByText(/^Valid until \d/)).toHaveCount(2);
  await expect(clusters).not.toContainText('enroll');
  await expect(access).toContainText('Whoever is on this machine: nobody has to log in');
  await expect(access).toContainText(`${new URL(page.url()).host}, which no other machine can reach`);
  await expect(record).toContainText('It is being recorded.');
  await expect(record).toContainText('rollcall.db');
  await expect(program).toContainText(/npx rollcall check --config .*rollcall\.yaml/);
  await expect(concerns).toContainText('Nothing that Rollcall knows of asks for attention.');

  await board.open();
  await board.totals.getByRole('button', { name: 'restricted' }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'How Rollcall is set up' }).click();
  await expect(title).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test.describe('without the proxy', () => {
  test.use({ failedRequestsExpected: true });

  test('says that the proxy is away, and is right again when it is back', async ({ page, rollcall }) => {
    test.slow();
    const { title } = settingsOf(page);
    const away = page.getByText('it may be otherwise by now');
    await page.goto('/settings');
    await expect(title).toBeVisible();
    await expect(away).toBeHidden();
    // What comes later than the page is there before the proxy is not.
    await awaitKeyboard(page);
    await rollcall.kill();
    await expect(away).toBeVisible(SOON);
    await rollcall.start();
    await expect(away).toBeHidden(SOON);
  });
});

test.describe('with unrestricted certificates, at many clusters', () => {
  const names = Array.from({ length: 12 }, (_, at) => `c-${at}-${'x'.repeat(50)}`);
  test.use({
    certificate: 'admin',
    plans: Object.fromEntries(names.map((name) => [name, { members: 1, speed: 10 }])),
  });

  test('calls them out with the steps to others, for every eye, on every screen', async ({ page }) => {
    test.slow();
    const { title, concerns, clusters } = settingsOf(page);
    for (const theme of ['dark', 'light']) {
      await page.goto(`/settings?theme=${theme}`);
      await expect(title).toBeVisible();
      await expect(concerns).toContainText(/Our certificate is unrestricted at .* and 9 more\./, SOON);
      await expectAccessible(page, theme);
    }
    const [first = ''] = names;
    const one = clusters.getByRole('region', { name: first });
    await expect(one).toContainText('Whoever gets hold of its key may change everything in the cluster.');
    await expect(one).toContainText('lxc config trust add --name rollcall --restricted');
    await expect(one).toContainText(`npx rollcall enroll --renew ${first} TOKEN --config `);
    for (const width of [390, 768, 1440]) {
      await page.setViewportSize({ width, height: 844 });
      await expectNoSidewaysScroll(page, `${width} wide`);
    }
  });
});

test.describe('with accounts', () => {
  test.use({ settings: accessSettings, failedRequestsExpected: true });

  test('is for operators, who find it beside their name', async ({ page }) => {
    const { title, access, concerns } = settingsOf(page);
    await openAs(page, 'ana');
    await page.getByRole('banner').getByRole('button', { name: 'Logged in' }).click();
    await page.getByRole('group', { name: 'Session' }).getByRole('link').click();
    await expect(title).toBeVisible();
    await expect(page.getByRole('group', { name: 'Session' })).toBeHidden();
    await expect(access).toContainText('By password: 1 operator, 1 viewer');
    await expect(access.getByRole('link', { name: /where walls are set up/ })).toHaveAttribute(
      'href',
      '/help/wall',
    );
    await expect(concerns).toBeVisible();
  });

  test('tells a viewer that it is not for them', async ({ page }) => {
    const { title, clusters } = settingsOf(page);
    await openAs(page, 'ben', '/settings');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('The settings are for operators');
    await expectAccessible(page, 'a viewer');
    await expect(title).toHaveCount(0);
    await expect(clusters).toHaveCount(0);
  });
});

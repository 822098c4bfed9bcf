import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, pasted, test } from '../fixtures.ts';

const member = (name: string, tab = ''): string => `/clusters/prod/members/${name}${tab}`;

const tabsOf = (page: Page): Locator => page.getByRole('navigation', { name: 'About this member' });
const ribbonOf = (page: Page): Locator => page.getByRole('slider', { name: 'Status over time' });
const chartOf = (page: Page, title: string): Locator => page.getByRole('figure', { name: title });

/** Terms and what is known of them. */
async function factsOf(panel: Locator): Promise<Record<string, string>> {
  const terms = await panel.getByRole('term').allInnerTexts();
  const definitions = await panel.getByRole('definition').allInnerTexts();
  return Object.fromEntries(terms.map((term, index) => [term, definitions[index] ?? '']));
}

test.describe('a member that is well', () => {
  test.use({ plans: { prod: { members: 5, speed: 10, failureDomains: 3 } } });

  test('has all that the API says of it', async ({ board, rollcall, sim }) => {
    await sim.control.setDescription('node-2', 'Rack 7, with two graphics cards');
    await sim.control.setGroups('node-2', ['gpu']);
    await sim.control.setGroupDescription('gpu', 'With graphics cards');
    const { page } = board;
    await page.goto(member('node-2'));
    const facts = page.getByRole('region', { name: 'Facts' });
    await expect(facts).toContainText('gpu: With graphics cards');
    await expect(board.verdict).toContainText(
      /node-2 is online, answers us in \S+ ms, and is .*used\.|in use\./,
    );

    const { snapshot } = await rollcall.cluster('prod');
    const listed = snapshot.members.find(({ server_name }) => server_name === 'node-2');
    if (listed === undefined) throw new Error('the API does not have node-2');
    expect(await factsOf(facts)).toEqual({
      Description: listed.description,
      URL: listed.url,
      Version: listed.probe.version,
      Architecture: listed.architecture,
      'Failure domain': `${listed.failure_domain}, with 1 other member`,
      Groups: expect.stringContaining('gpu: With graphics cards'),
    });
    await expect(page.getByRole('region', { name: 'LXD says' })).toContainText(listed.status);
    await expect(page.getByRole('region', { name: 'LXD says' })).toContainText(listed.message);
    await expect(page.getByRole('region', { name: 'We see' })).toContainText(/answers in \d/);
    await expect(page.getByRole('region', { name: 'We see' })).toContainText(/longest \d/);
    await expect(board.voters).toContainText(listed.roles.join(', '));
    await expect(board.voters).toContainText(/node-2 stops/);

    const { server } = await rollcall.detail('node-2');
    const own = server.value;
    if (own === null) throw new Error('the API does not have what node-2 says of itself');
    expect(await factsOf(page.getByRole('region', { name: 'Server' }))).toMatchObject({
      Server: expect.stringContaining(own.server_version),
      Process: `PID ${own.server_pid}`,
      OS: `${own.os_name} ${own.os_version}`,
      Kernel: `${own.kernel} ${own.kernel_version} ${own.kernel_architecture}`,
      Firewall: own.firewall,
      'Event mode': own.server_event_mode,
      Addresses: own.addresses.join(', '),
      Certificate: expect.stringContaining(own.certificate_fingerprint),
    });
    const use = page.getByRole('region', { name: 'Load and memory' });
    await expect(use).toContainText('Swap used');
    await expect(use).toContainText('over 1, 5 and 15 min');
    await expectAccessible(page, 'a member that is well');

    await page.getByText(`${own.api_extensions.length} API extensions`).click();
    await page.getByRole('searchbox', { name: 'Filter API extensions' }).fill('cluster_member_state');
    await expect(page.getByRole('list', { name: 'API extensions' })).toHaveText('cluster_member_state');
    await expectAccessible(page, 'a member with its API extensions');
  });

  test('has tabs that are addresses, and its neighbours open on the same one', async ({ board }) => {
    const { page } = board;
    await page.goto(member('node-2'));
    const tabs = tabsOf(page);
    for (const [label, address] of [
      ['Hardware', '/hardware'],
      ['Instances', '/instances'],
      ['Storage', '/storage'],
      ['Events', '/events'],
      ['Raw', '/raw'],
      ['Overview', ''],
    ] as const) {
      await tabs.getByRole('link', { name: label }).click();
      await expect(page).toHaveURL(new RegExp(`/members/node-2${address}$`));
      await expect(tabs.locator('[aria-current=page]')).toHaveText(new RegExp(`^${label}`));
      await expect(board.title).toHaveText('node-2');
    }
    await page.goto(`${member('node-2', '/storage')}?theme=dark`);
    await page.getByRole('link', { name: /^Next member/ }).click();
    await expect(page).toHaveURL(/\/members\/node-3\/storage\?theme=dark$/);
    await expect(board.title).toHaveText('node-3');
    await page.getByRole('link', { name: /^Previous member/ }).click();
    await expect(page).toHaveURL(/\/members\/node-2\/storage\?theme=dark$/);
    await page.goBack();
    await expect(board.title).toHaveText('node-3');
  });

  test('gives its name and address to be pasted elsewhere', async ({ board, context, rollcall }) => {
    await context.grantPermissions(['clipboard-write']);
    const { page } = board;
    await page.goto(member('node-2'));
    const clipboard = (): Promise<string> => pasted(page);
    await page.getByRole('button', { name: 'Copy name' }).click();
    await expect(board.verdict.getByRole('status').first()).toHaveText('Copied');
    expect(await clipboard()).toBe('node-2');
    await page.getByRole('button', { name: 'Copy URL' }).click();
    const { snapshot } = await rollcall.cluster('prod');
    await expect.poll(clipboard).toBe(snapshot.members.find((each) => each.server_name === 'node-2')?.url);
    await page.getByRole('button', { name: 'Copy command: Show it', exact: true }).click();
    await expect.poll(clipboard).toBe('lxc cluster show node-2');
    await page.getByRole('button', { name: 'Copy fingerprint' }).click();
    await expect.poll(clipboard).toMatch(/^[0-9a-f]{64}$/);
  });
});

test('what became of it is drawn, and read by keys', async ({ board, page, sim }) => {
  await page.goto(member('node-3'));
  await expect(board.verdict).toContainText('node-3 is online');
  await sim.control.freeze('node-3');
  await expect(board.verdict).toContainText(/node-3 has been offline for \d+\ss; no answer to us/);
  const ribbon = ribbonOf(page);
  await expect(ribbon).toHaveAttribute(
    'aria-valuetext',
    /to now, .*: LXD said Offline; it did not answer us$/,
  );
  await sim.control.thaw('node-3');
  await expect(board.verdict).toContainText('node-3 is online');
  await expect(ribbon).toHaveAttribute('aria-valuetext', /to now, .*: LXD said Online; it answered us$/);

  await ribbon.focus();
  const read: string[] = [];
  for (;;) {
    read.push((await ribbon.getAttribute('aria-valuetext')) ?? '');
    if ((await ribbon.getAttribute('aria-valuenow')) === '0') break;
    await page.keyboard.press('ArrowLeft');
  }
  expect(read.join('\n')).toMatch(
    /said Online; it answered us\n(.*\n)*.*said Offline; it did not answer us\n(.*\n)*/,
  );
  await page.keyboard.press('End');
  await expect(ribbon).toHaveAttribute('aria-valuetext', /to now/);
  await expectAccessible(page, 'a member with a past');

  await page.getByRole('button', { name: 'Show as table: the status over time' }).click();
  const table = page.getByRole('group', { name: 'Status over time, newest first' });
  await expect(table.getByRole('row').nth(1)).toContainText('LXD said Online; it answered us');
  await expect(table.getByRole('row').filter({ hasText: 'Offline; it did not answer us' })).not.toHaveCount(
    0,
  );
  await expectAccessible(page, 'its past as a table');
});

test('charts share one crosshair, which keys move, and each has its table', async ({ page }) => {
  await page.goto(member('node-1'));
  const sliderOf = (title: string): Locator => chartOf(page, title).getByRole('slider');
  const said = async (title: string): Promise<string> =>
    (await sliderOf(title).getAttribute('aria-valuetext')) ?? '';
  for (const title of ['Load', 'Memory', 'Storage used', 'Answers to us']) {
    await expect(chartOf(page, title).locator('canvas')).toBeVisible();
    expect(await said(title), title).toMatch(/^latest, /);
  }
  await sliderOf('Answers to us').focus();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => said('Answers to us')).toMatch(/^\S+ UTC, mean .*, longest /);
  const [time = ''] = (await said('Answers to us')).split(',');
  expect(await said('Load')).toContain(time);
  expect(await said('Memory')).toContain(time);
  await page.keyboard.press('Home');
  await expect(sliderOf('Load')).toHaveAttribute('aria-valuenow', '0');
  expect(await said('Answers to us')).toMatch(/mean –, longest –$/);

  await page.getByRole('button', { name: 'Show as table: Answers to us' }).click();
  const rows = chartOf(page, 'Answers to us').getByRole('row');
  await expect(rows.first()).toHaveText(/Time.*mean.*longest/);
  await expect(rows.filter({ hasText: ' ms' })).not.toHaveCount(0);
  await expectAccessible(page, 'a chart as a table');
});

test('charts go back as far as their address says, in the colours that are chosen', async ({ page }) => {
  await page.goto(member('node-1'));
  const picture = chartOf(page, 'Answers to us').locator('canvas');
  await expect(picture).toBeVisible();
  const range = page.getByRole('navigation', { name: 'Range of the charts' });
  await range.getByRole('link', { name: '24h' }).click();
  await expect(page).toHaveURL(/\?range=24h$/);
  await page.getByRole('link', { name: /^Next member/ }).click();
  await expect(page).toHaveURL(/\/node-2\?range=24h$/);
  await expect(range.getByRole('link', { name: '24h' })).toHaveAttribute('aria-current', 'true');
  await range.getByRole('link', { name: '1h' }).click();
  await expect(page).toHaveURL(/\/node-2$/);

  const ink = (): Promise<string> =>
    picture.evaluate((canvas: { toDataURL(): string }) => canvas.toDataURL());
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(picture).toBeVisible();
  const light = await ink();
  await page.getByRole('link', { name: 'Dark colours' }).click();
  await expect.poll(ink).not.toBe(light);
});

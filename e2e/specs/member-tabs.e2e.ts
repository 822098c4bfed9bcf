import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, scrollTopOf, test } from '../fixtures.ts';

const tab = (name: string): string => `/clusters/prod/members/node-1/${name}`;
const region = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });

test('hardware is what the machine says that it is made of', async ({ board, page, rollcall }) => {
  await page.goto(tab('hardware'));
  await expect(page.getByText(/Read at .* UTC/)).toBeVisible();
  const { value } = await rollcall.hardware('node-1');
  if (value === null) throw new Error('the API does not have the hardware of node-1');
  await expect(region(page, 'Processors')).toContainText(value.cpu?.sockets[0]?.name ?? 'a name');
  await expect(region(page, 'Processors')).toContainText(`${value.cpu?.total} logical CPUs`);
  await expect(region(page, 'System')).toContainText(value.system?.uuid ?? 'a UUID');
  for (const disk of value.storage?.disks ?? []) {
    const row = region(page, 'Disks').getByRole('row').filter({ hasText: disk.serial });
    await expect(row).toContainText(disk.model);
    for (const { id } of disk.partitions) await expect(row).toContainText(id);
  }
  for (const port of value.network?.cards.flatMap((card) => card.ports) ?? []) {
    const row = region(page, 'Network cards').getByRole('row').filter({ hasText: port.address });
    await expect(row).toContainText(port.link_detected === true ? 'up' : 'down');
  }
  await page.getByText('PCI devices').click();
  for (const { pci_address } of value.pci?.devices ?? []) {
    await expect(page.getByRole('group', { name: 'PCI devices' })).toContainText(pci_address);
  }
  await expectAccessible(page, 'the hardware of a member');
  await expect(board.title).toHaveText('node-1');
});

test('storage tells of each pool how full it is, and whose it is', async ({ page, rollcall, sim }) => {
  await sim.control.fillPool('node-1', 'local', 0.93);
  await page.goto(tab('storage'));
  const pools = region(page, 'Storage pools').getByRole('listitem');
  await expect(pools.filter({ hasText: 'local' })).toContainText('93%');
  await expect(pools.filter({ hasText: 'ceph' })).toContainText('every one of them reports the same');
  const known = (await rollcall.detail('node-1')).pools.value ?? [];
  await expect(pools).toHaveCount(known.length);
  for (const { name, pool } of known) {
    await expect(pools.filter({ hasText: name })).toContainText(pool?.driver ?? 'a driver');
  }
  await expectAccessible(page, 'the storage of a member');
  await region(page, 'Disks').getByRole('link', { name: 'All hardware' }).click();
  await expect(region(page, 'Processors')).toBeVisible();
});

test('raw is everything that is held, and where it comes from', async ({ page, rollcall }) => {
  await page.goto(tab('raw'));
  const { snapshot } = await rollcall.cluster('prod');
  const held = snapshot.members.find(({ server_name }) => server_name === 'node-1');
  if (held === undefined) throw new Error('the API does not have node-1');
  const { probe: _probe, vitals: _vitals, message: _message, ...lasting } = held;
  const shown: unknown = JSON.parse(await page.getByLabel('Raw JSON', { exact: true }).innerText());
  expect(shown).toMatchObject(lasting);

  await page.getByText('Server, state and pools').click();
  const detail: unknown = JSON.parse(
    await page.getByLabel('Server, state and pools', { exact: true }).innerText(),
  );
  expect(detail).toMatchObject({ server_name: 'node-1', server: { value: { server_name: 'node-1' } } });
  await expectAccessible(page, 'a member with its raw JSON');

  for (const [name, expected] of [
    ['As the cluster itself answers', { server_name: 'node-1', roles: lasting.roles }],
    ['Its state, by its own word', { sysinfo: expect.any(Object) }],
    ['Its hardware, by its own word', { cpu: expect.any(Object) }],
  ] as const) {
    const address = await page.getByRole('link', { name }).getAttribute('href');
    const answer: unknown = await (await page.request.get(address ?? '')).json();
    expect(answer, name).toMatchObject({ type: 'sync', metadata: expected });
  }
});

test('instances that a restricted certificate may not list are said to be refused', async ({ page }) => {
  await page.goto(tab('instances'));
  const panel = region(page, 'Instances');
  await expect(panel).toContainText(
    'refused: the certificate is restricted; one that names projects would show',
  );
  await expectAccessible(page, 'instances refused');
  await page.goto(tab('events'));
  await expect(region(page, 'Warnings')).toContainText('an unrestricted one would show warnings');
});

test.describe('with a certificate that may see everything', () => {
  test.use({ certificate: 'admin' });

  test('instances are found and ordered, and the address keeps how', async ({ page, sim }) => {
    for (const name of ['zebra-2', 'zebra-10', 'ape-1']) {
      await sim.control.createInstance({ name, member: 'node-1', project: 'zoo' });
    }
    await sim.control.startInstance({ name: 'zebra-2', project: 'zoo' });
    await page.goto(`${tab('instances')}?q=zoo`);
    const table = page.getByRole('table', { name: 'Instances' });
    const names = table.getByRole('rowheader');
    await expect(names).toHaveText(['ape-1', 'zebra-2', 'zebra-10']);
    await expect(table.getByRole('row').filter({ hasText: 'zebra-2' })).toContainText('up, started');
    await expect(table.getByRole('row').filter({ hasText: 'ape-1' })).toContainText('never');
    await table.getByRole('button', { name: 'Name' }).click();
    await expect(names).toHaveText(['zebra-10', 'zebra-2', 'ape-1']);
    await page
      .getByRole('group', { name: 'Filter by status' })
      .getByRole('button', { name: /^Stopped/ })
      .click();
    await expect(names).toHaveText(['zebra-10', 'ape-1']);
    await expect(page).toHaveURL(/\?q=zoo&sort=-name&status=Stopped$/);
    await expectAccessible(page, 'instances in order');

    await page.reload();
    await expect(names).toHaveText(['zebra-10', 'ape-1']);
    await page.getByRole('searchbox', { name: 'Filter instances' }).fill('nowhere');
    await page.getByRole('button', { name: /^Show all/ }).click();
    await expect(page).toHaveURL(/\?sort=-name$/);
    await expect(names.first()).toHaveText('zebra-10');
  });

  test.describe('and warnings from before the proxy was started', () => {
    // They are read seldom.
    test.beforeEach(async ({ sim }) => {
      await sim.control.raiseWarning({
        member: 'node-1',
        type: 'AppArmor is away',
        message: 'No profile',
        severity: 'high',
      });
      await sim.control.raiseWarning({ member: 'node-2', type: 'Not ours', message: 'Elsewhere' });
    });

    test('operations and warnings of the member stand beside what happened on it', async ({
      page,
      rollcall,
      sim,
    }) => {
      await rollcall.hearing('prod');
      await page.goto(tab('events'));
      await expect(region(page, 'Operations')).toContainText('None is running here.');
      await sim.control.startOperation({
        member: 'node-1',
        description: 'Downloading image',
        seconds: 600,
        stage: 'download',
        instances: ['web-1'],
        mayCancel: true,
      });
      await sim.control.createInstance({ name: 'here', member: 'node-1' });
      await sim.control.createInstance({ name: 'there', member: 'node-2' });
      const operation = region(page, 'Operations').getByRole('listitem').filter({ hasText: 'Downloading' });
      await expect(operation).toContainText('Downloading image');
      await expect(operation).toContainText('web-1');
      await expect(operation).toContainText('may be cancelled');
      await expect(operation).toContainText(/\d+%/);
      await expect(region(page, 'Warnings').getByRole('listitem')).toContainText(['AppArmor is away']);
      await expect(region(page, 'Warnings')).not.toContainText('Not ours');
      const activity = page.getByRole('list', { name: 'Activity, newest first' });
      await expect(activity).toContainText('created here');
      await expect(activity).not.toContainText('there');
      await expectAccessible(page, 'operations and warnings');
    });
  });

  test.describe('and a thousand instances on one member', () => {
    test.use({ plans: { prod: { members: 1, speed: 10, instances: 1000 } } });

    test('only those in sight are in the document', async ({ page }) => {
      await page.goto(tab('instances'));
      const table = page.getByRole('table', { name: 'Instances' });
      await expect(table).toHaveAttribute('aria-rowcount', '1001');
      expect(await table.getByRole('row').count()).toBeLessThan(80);
      const scroller = page.getByRole('group', { name: 'Instances' });
      await scroller.focus();
      await page.keyboard.press('End');
      await expect.poll(() => scrollTopOf(scroller)).toBeGreaterThan(10_000);
      await expect(table.locator('[aria-rowindex="1001"]')).toBeInViewport();
      await expectAccessible(page, 'a thousand instances');
    });
  });
});

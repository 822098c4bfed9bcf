import { expect, expectAccessible, expectNoSidewaysScroll, test } from '../fixtures.ts';

test.use({ plans: { prod: { members: 3, speed: 10 } }, certificate: 'admin' });

test('tells what the cluster did together with what became of it', async ({
  board,
  rollcall,
  sim,
  newVisitor,
}) => {
  await board.open();
  await rollcall.hearing('prod');
  const { page } = board;
  const { control } = sim;
  await control.setDescription('node-2', 'seen by us');
  for (const name of ['a', 'b', 'c']) await control.createInstance({ name, member: 'node-1' });
  await control.startInstance({ name: 'b' });
  await control.sendLifecycle({ action: 'gizmo-turned', source: '/1.0/gizmos/wheel', member: 'node-3' });

  const lines = board.activity.getByRole('listitem');
  await expect(lines.filter({ hasText: 'created 3 instances' })).toContainText('a, b and c');
  await expect(lines.filter({ hasText: 'started b' })).toContainText('on node-1');
  await expect(lines.filter({ hasText: 'gizmo-turned wheel' })).toContainText('on node-3');
  await expect(board.activity).toContainText('description none → seen by us');
  await expectAccessible(page, 'events');

  const kinds = page.getByRole('group', { name: 'Kinds of activity' });
  await kinds.getByRole('button', { name: 'Changes' }).click();
  await expect(page).toHaveURL(/[?&]activity=changes\b/);
  await expect(board.activity).not.toContainText('started b');
  await expect(board.activity).toContainText('description none → seen by us');
  await kinds.getByRole('button', { name: 'Events' }).click();
  await expect(board.activity).toContainText('started b');
  await expect(board.activity).not.toContainText('description');

  const other = await newVisitor();
  await other.open(page.url());
  await expect(other.activity).toContainText('started b');
  await expect(other.activity).not.toContainText('description');

  await board.activity.getByRole('link', { name: 'node-1' }).first().click();
  await expect(board.title).toHaveText('node-1');
});

test('shows what is being done, and how it ended', async ({ board, sim }) => {
  await board.open();
  const { page } = board;
  const panel = page.getByRole('region', { name: 'Operations' });
  await expect(panel).toHaveCount(0);
  await sim.control.startOperation({
    member: 'node-2',
    description: 'Copying instance',
    seconds: 600,
    stage: 'create_instance_from_image_unpack',
    instances: ['web-1'],
    mayCancel: true,
  });
  await sim.control.startOperation({
    member: 'node-3',
    description: 'Creating snapshot',
    seconds: 10,
    error: 'no space left on device',
  });
  const operation = panel.getByRole('listitem').filter({ hasText: 'Copying instance' });
  await expect(operation).toContainText('web-1');
  await expect(operation).toContainText(/\d+%/);
  await expect(operation).toContainText('may be cancelled');
  await expect(operation).toContainText(/since \d\d:\d\d:\d\d UTC/);
  const failed = panel.getByRole('listitem').filter({ hasText: 'Creating snapshot' });
  await expect(failed).toContainText('Failure');
  await expect(failed).toContainText('no space left on device');
  await expect(panel).toContainText('1 running, 1 just ended');
  for (const width of [390, 1440, 1920]) {
    await page.setViewportSize({ width, height: 900 });
    await expectNoSidewaysScroll(page, `operations and warnings, ${width} wide`);
    await expectAccessible(page, `operations and warnings, ${width} wide`);
  }
  await operation.getByRole('link', { name: 'node-2' }).click();
  await expect(board.title).toHaveText('node-2');
});

test('shows what the cluster warns of', async ({ board, sim }) => {
  await sim.control.raiseWarning({
    member: 'node-2',
    type: 'Unable to connect to network',
    message: 'no carrier on enp5s0',
    severity: 'high',
  });
  await board.open();
  const panel = board.page.getByRole('region', { name: 'Warnings' });
  const warning = panel.getByRole('listitem').filter({ hasText: 'Unable to connect to network' });
  await expect(warning).toContainText('high');
  await expect(warning).toContainText('no carrier on enp5s0');
  await expect(warning).toContainText('once');
  await expect(panel.getByRole('listitem').first()).toContainText('high');
  await expectAccessible(board.page, 'warnings');
  await warning.getByRole('link', { name: 'node-2' }).click();
  await expect(board.title).toHaveText('node-2');
});

test.describe('who may not read warnings', () => {
  test.use({ certificate: 'restricted' });

  test('is told so once, and what would help', async ({ board }) => {
    await board.open();
    const said = board.page.getByText('Warnings refused: the certificate is restricted;');
    await expect(said).toHaveCount(1);
    await expect(said).toContainText('an unrestricted one would show warnings');
    await expect(board.page.getByRole('region', { name: 'Warnings' })).toHaveCount(0);
  });
});

import { expect, expectAccessible, test } from '../fixtures.ts';

test.use({ plans: { prod: { members: 5, speed: 10, failureDomains: 3 } } });

test('says how the cluster is, who votes, and who is there by both witnesses', async ({ board, sim }) => {
  await board.open();
  const { page } = board;

  await expect(page).toHaveURL(/\/clusters\/prod$/);
  await expect(page).toHaveTitle('● OK · prod · Rollcall');
  await expect(board.title).toHaveText('All 5 members are online and answer us.');
  await expect(board.verdict).toContainText('Quorum holds, 3 of 3 voters');
  await expect(board.verdict).toContainText('survives losing one');
  await expect(board.header).toContainText(/live · \d s ago/);

  const voters = board.voters.getByRole('listitem');
  await expect(voters).toHaveCount(5);
  await expect(voters.filter({ hasText: 'leader' })).toHaveText(/^LXD says Online:.*node-1.*leader.*ms$/);
  await expect(board.voters).toContainText('Voters, 2 of 3 needed');
  await expect(board.voters).toContainText('1 voter may be lost');

  await expect(board.table).toHaveAttribute('aria-rowcount', '6');
  for (const { name, failureDomain } of await sim.control.members()) {
    await expect(board.lxdSays(name)).toContainText('Online');
    await expect(board.weSee(name)).toHaveText(/^\d+(\.\d)? m?s$/);
    await expect(board.row(name)).toContainText(failureDomain);
  }
  await expect(page.getByRole('region', { name: 'Activity' })).toContainText('Watching since');
  await expectAccessible(page, 'all is well');
});

test('a row leads to the page of its member, by mouse and by keyboard', async ({ board }) => {
  await board.open();
  const { page } = board;
  // Anywhere in the row, not only on the name.
  await board.row('node-2').click();
  await expect(page).toHaveURL(/\/clusters\/prod\/members\/node-2$/);
  await expect(board.title).toHaveText('node-2');
  await expect(page).toHaveTitle('● OK · node-2 · prod · Rollcall');

  await page.getByRole('link', { name: 'prod, all members' }).click();
  await board.row('node-5').getByRole('link').focus();
  await page.keyboard.press('Enter');
  await expect(board.title).toHaveText('node-5');
});

test("a member's page has all that the API says of it", async ({ board, rollcall, sim }) => {
  await sim.control.setDescription('node-2', 'Rack 7, with two graphics cards');
  await sim.control.setGroups('node-2', ['gpu']);
  await sim.control.setGroupDescription('gpu', 'With graphics cards');
  const { page } = board;
  await page.goto('/clusters/prod/members/node-2');
  await expect(page.getByRole('region', { name: 'Facts' })).toContainText('gpu: With graphics cards');

  const { snapshot } = await rollcall.cluster('prod');
  const member = snapshot.members.find(({ server_name }) => server_name === 'node-2');
  if (member === undefined) throw new Error('the API does not have node-2');
  const facts = page.getByRole('region', { name: 'Facts' });
  const terms = await facts.getByRole('term').allInnerTexts();
  const definitions = await facts.getByRole('definition').allInnerTexts();
  expect(Object.fromEntries(terms.map((term, index) => [term, definitions[index]]))).toEqual({
    Description: member.description,
    URL: member.url,
    Version: member.probe.version,
    Architecture: member.architecture,
    'Failure domain': `${member.failure_domain}, with 1 other member`,
    Groups: expect.stringContaining('gpu: With graphics cards'),
  });
  await expect(page.getByRole('region', { name: 'LXD says' })).toContainText(member.status);
  await expect(page.getByRole('region', { name: 'LXD says' })).toContainText(member.message);
  await expect(page.getByRole('region', { name: 'We see' })).toContainText(/answers in \d/);
  await expect(page.getByRole('region', { name: 'Cluster database' })).toContainText(member.roles.join(', '));
  await expectAccessible(page, 'a member that is well');

  await page.getByText('Raw JSON').click();
  const shown: unknown = JSON.parse(await page.getByLabel('Raw JSON').innerText());
  const { probe: _probe, message: _message, ...lasting } = member;
  expect(shown).toMatchObject(lasting);
  await expectAccessible(page, 'a member with its raw JSON');

  const raw = await page.getByRole('link', { name: 'As the cluster itself answers' }).getAttribute('href');
  const answer: unknown = await (await page.request.get(raw ?? '')).json();
  expect(answer).toMatchObject({
    type: 'sync',
    metadata: { server_name: 'node-2', description: member.description, roles: member.roles },
  });
});

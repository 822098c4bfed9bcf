import { expect, expectAccessible, test } from '../fixtures.ts';
import {
  blocked,
  evacuated,
  memberRow,
  offline,
  online,
  serveBoards,
  silent,
} from '../fixtures/made-boards.ts';
import {
  ALL_SCREENS,
  PHONE,
  SCREENS,
  awaitSettled,
  breakSome,
  cutOff,
  expectNothingBeyond,
  expectWellFitted,
  expectWhole,
  wallOf,
} from '../fixtures/wall.ts';

// Every look would copy thousands of elements.
test.use({ trace: 'off' });

/** What is said of clusters in which fewer than four members can be broken. */
const TROUBLE: Readonly<Record<number, string>> = { 1: 'answer', 3: 'node-3 has been offline' };

for (const members of [1, 3, 12, 60, 200]) {
  test.describe(`${members} members`, () => {
    test.use({ plans: { prod: { members, speed: 10 } }, beatMs: 2000 });

    test('fit every screen, well and broken', async ({ page, sim }) => {
      const { title, tiles, named } = wallOf(page);
      await page.goto('/wall');
      await expect(title).toHaveText(/online and answer/);
      await expect(tiles).toHaveCount(members);
      for (const screen of ALL_SCREENS) {
        await page.setViewportSize(screen);
        await expect(page.getByRole('main')).toHaveCSS('font-size', `${Math.ceil(screen.height / 45)}px`);
        await expectWellFitted(page, screen, `well, ${screen.width} wide`);
      }
      await expect(named).toHaveCount(0);
      await expectAccessible(page, 'well');

      await breakSome(sim);
      await expect(page).toHaveTitle(members === 1 ? /Unknown/ : /Degraded/);
      await expect(title).toContainText(TROUBLE[members] ?? 'more problem');
      for (const screen of ALL_SCREENS) {
        await page.setViewportSize(screen);
        await expect(page.getByRole('main')).toHaveCSS('font-size', `${Math.ceil(screen.height / 45)}px`);
        await expectWellFitted(page, screen, `broken, ${screen.width} wide`);
      }
      if (members === 200) await expect(named).toContainText(/node-\d+Evacuated/);
      await awaitSettled(tiles);
      await expectAccessible(page, 'broken');
    });
  });
}

test.describe('1000 members', () => {
  // To hear from all of them takes longer than a test may.
  test.use({ plans: { prod: { members: 1000, speed: 1 } }, beatMs: 30_000 });

  test('fit every screen, and those in trouble are named', async ({ page, sim, rollcall }) => {
    const { tiles, members, named } = wallOf(page);
    await sim.control.evacuate('node-777');
    await sim.control.block('node-999');
    const isSeen = async () => (await rollcall.cluster('prod')).snapshot.members.length === 1000;
    await expect.poll(isSeen).toBe(true);
    await page.goto('/wall');
    await expect(tiles).toHaveCount(1000);
    await expect(named).toContainText(/node-999Blocked/);
    await expect(named).toContainText(/node-777Evacuated/);
    for (const screen of ALL_SCREENS) {
      await page.setViewportSize(screen);
      await expect(page.getByRole('main')).toHaveCSS('font-size', `${Math.ceil(screen.height / 45)}px`);
      await expect(members).toHaveAttribute('data-form', 'heat');
      await expectWellFitted(page, screen, `${screen.width} wide`);
    }
  });
});

const TROUBLES = [
  (name: string) => offline(name),
  (name: string) => online(name, [], { probe: silent() }),
  (name: string) => evacuated(name),
  (name: string) => evacuated(name, undefined, { probe: silent() }),
  (name: string) => blocked(name, 'waiting for other members'),
];
const rolesOf = (number: number): string[] =>
  number === 1 ? ['database-leader', 'database'] : number <= 3 ? ['database'] : [];
/** All of them in trouble, of every kind. `length`: of their names, which differ at their ends alone. */
const broken = (count: number, length: number) =>
  memberRow(count, (_name, number) => {
    const name = String(number).padStart(length, 'prod-eu-central-1-compute-rack-');
    const troubled = TROUBLES[number % TROUBLES.length]?.(name) ?? offline(name);
    return { ...troubled, roles: rolesOf(number) };
  });

test.describe('all members in trouble', () => {
  for (const [count, length] of [
    [3, 63],
    [12, 40],
    [60, 63],
    [200, 12],
    [1000, 40],
  ] as const) {
    test(`${count} with names of ${length} letters are named, and the others counted`, async ({ page }) => {
      const boards = await serveBoards([{ key: 'prod-eu-central-1', members: broken(count, length) }]);
      const { title, members, tiles, named } = wallOf(page);
      await page.setViewportSize({ width: 1920, height: 1080 });
      await page.goto(`${boards.url}/wall?shift=off`);
      await expect(title).toContainText('more problem');
      await expect(tiles).toHaveCount(count);
      for (const screen of SCREENS) {
        await page.setViewportSize(screen);
        await expect(page.getByRole('main')).toHaveCSS('font-size', `${Math.ceil(screen.height / 45)}px`);
        await expectWellFitted(page, screen, `${screen.width} wide`);
        const listed = await named.getByRole('listitem').allTextContents();
        const rest = listed.at(-1)?.match(/^and (\d+) more( in trouble)?$/)?.[1];
        if (listed.length > 0)
          expect(listed.length + (rest === undefined ? 0 : Number(rest) - 1)).toBe(count);
        // Names that are cut have to keep what tells them apart.
        const all = (await members.getAttribute('data-form')) === 'heat' ? named : members;
        const names = await all.locator('bdi.font-semibold').allTextContents();
        expect(names.length).toBeGreaterThan(0);
        expect(new Set(names).size).toBe(names.length);
      }
      await boards.close();
    });
  }

  test('of all clusters, the worst and the others are told apart', async ({ page }) => {
    const clusters = Array.from({ length: 12 }, (_, index) => ({
      key: `prod-region-${index + 1}`,
      members: broken(index === 0 ? 200 : 12, 40),
    }));
    const boards = await serveBoards(clusters);
    await page.goto(`${boards.url}/wall?shift=off`);
    const others = page.getByRole('complementary', { name: 'Other clusters' });
    await expect(others.getByRole('heading')).not.toHaveCount(0);
    for (const screen of SCREENS) {
      await page.setViewportSize(screen);
      await expect(page.getByRole('main')).toHaveCSS('font-size', `${Math.ceil(screen.height / 45)}px`);
      await expectWellFitted(page, screen, `${screen.width} wide`);
      const said = others.locator('h2, p, li');
      await expect.poll(() => cutOff(said), `cut off, ${screen.width} wide`).toEqual([]);
      await expectNothingBeyond(others.getByRole('list'), `${screen.width} wide`);
      const shown = await others.getByRole('heading').count();
      const rest = /and (\d+) more/.exec(await others.innerText())?.[1] ?? '0';
      expect(shown + Number(rest)).toBe(11);
    }
    await boards.close();
  });
});

// A cluster has three voters, unless somebody has set cluster.max_voters.
for (const voters of [5, 7, 9, 51]) {
  test(`${voters} voters are beside how many of them may go`, async ({ page }) => {
    const roles = (number: number) => (number <= voters ? rolesOf(1).slice(number === 1 ? 0 : 1) : []);
    const members = memberRow(60, (name, number) =>
      number === 3 ? { ...offline(name), roles: roles(number) } : online(name, roles(number)),
    );
    const boards = await serveBoards([{ key: 'prod', members }]);
    const { title, database } = wallOf(page);
    await page.goto(`${boards.url}/wall?shift=off`);
    await expect(title).toContainText('node-3 has been offline');
    await expect(database).toContainText(`${voters} voters`);
    // More could not be told apart.
    await expect(database.locator('svg')).toHaveCount(voters > 7 ? 0 : voters);
    for (const screen of SCREENS) {
      await page.setViewportSize(screen);
      await expect(page.getByRole('main')).toHaveCSS('font-size', `${Math.ceil(screen.height / 45)}px`);
      await expectWellFitted(page, screen, `${screen.width} wide`);
    }
    await boards.close();
  });
}

test('what many members do at once is one line, whoever they are', async ({ page }) => {
  const well = memberRow(1000, (name, number) => online(name, rolesOf(number)));
  const boards = await serveBoards([{ key: 'prod', members: well }]);
  const { title, changes } = wallOf(page);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.goto(`${boards.url}/wall`);
  await expect(title).toHaveText(/online and answer us/);
  await expect(changes).toContainText('Nothing has changed');
  boards.show([
    {
      key: 'prod',
      members: well.map((each, index) =>
        index < 300 ? { ...offline(each.server_name, 0), roles: each.roles } : each,
      ),
    },
  ]);
  await expect(title).toContainText('and 298 others');
  const lines = changes.getByRole('listitem');
  // Of so many changes the page knows the last 200.
  await expect(lines.filter({ hasText: /and at least \d+ others Online → Offline$/ })).toHaveCount(1);
  await expect(lines.filter({ hasText: /and at least \d+ others stopped answering us$/ })).toHaveCount(1);
  await expect(lines).toHaveCount(2);
  await expect(page.locator('[data-mark=fresh]')).toHaveCount(300);
  await boards.close();
});

test.describe('whatever is asked for', () => {
  test.use({ plans: { prod: { members: 12, speed: 10 } }, beatMs: 2000 });

  test('what does not fit is left out, and nothing is cut', async ({ page, sim }) => {
    const { title, tiles, changes, database, clock, age } = wallOf(page);
    await page.goto('/wall');
    await expect(tiles).toHaveCount(12);
    await breakSome(sim);
    await expect(title).toContainText('more problem');
    for (const query of ['scale=0.5', 'scale=2', 'scale=3', 'show=none', 'show=clock,numbers']) {
      await page.goto(`/wall?${query}`);
      await expect(title).toContainText('more problem');
      for (const screen of [...ALL_SCREENS, PHONE]) {
        await page.setViewportSize(screen);
        const unit = Math.ceil((screen.height / 45) * Number(/scale=(.*)/.exec(query)?.[1] ?? 1));
        await expect(page.getByRole('main')).toHaveCSS('font-size', `${unit}px`);
        await expectWhole(page, screen, `${query}, ${screen.width} wide`);
        await expect(tiles).toHaveCount(12);
        await expect(age).toContainText('live');
      }
      if (query.startsWith('show')) {
        await expect(changes.or(database)).toHaveCount(0);
        await expect(clock).toHaveCount(query.includes('clock') ? 1 : 0);
      }
    }
  });

  test('numbers are on the tiles that have room for them, and only where they are wanted', async ({
    page,
  }) => {
    const { tiles } = wallOf(page);
    await page.setViewportSize({ width: 1920, height: 1080 });
    await page.goto('/wall');
    await expect(tiles.first()).toContainText(/load\d+\.\d+mem\d+%/);
    await page.goto('/wall?show=activity,clock,quorum');
    await expect(tiles.first()).toContainText('Online');
    await expect(tiles.first()).not.toContainText('load');
  });
});

test.describe('long names', () => {
  const memberNames = Array.from({ length: 12 }, (_, index) => `rack${index + 1}-node-07.dc2.example.net`);
  test.use({ plans: { prod: { memberNames, speed: 10 } }, beatMs: 2000 });

  test('are without the domain that all have in common', async ({ page, sim }) => {
    const { title, tiles } = wallOf(page);
    await page.goto('/wall');
    await expect(tiles).toHaveCount(12);
    await sim.control.kill('rack12-node-07.dc2.example.net');
    await expect(title).toContainText('rack12-node-07.dc2.example.net has been offline');
    await expect(tiles.last().locator('bdi').first()).toHaveText('rack12-node-07');
    await expect(
      page.getByRole('listitem', { name: /^rack12-node-07\.dc2\.example\.net: Offline/ }),
    ).toBeVisible();
    for (const screen of ALL_SCREENS) {
      await page.setViewportSize(screen);
      await expect(page.getByRole('main')).toHaveCSS('font-size', `${Math.ceil(screen.height / 45)}px`);
      await expect(tiles).toHaveCount(12);
    }
    await page.setViewportSize({ width: 1920, height: 1080 });
    await expect(page.getByRole('main')).toHaveCSS('font-size', '24px');
    await expectWellFitted(page, { width: 1920, height: 1080 }, 'long names');
  });
});

import { expect, expectAccessible, expectApart, test } from '../fixtures.ts';
import { SCREENS, wallOf } from '../fixtures/wall.ts';

// Every look would copy thousands of elements.
test.use({ trace: 'off' });

test('tells what changed, what may still be lost, the time, and how old it is', async ({ page, sim }) => {
  const { title, tiles, changes, database, clock, age } = wallOf(page);
  await page.goto('/wall/prod');
  await expect(title).toHaveText('All 3 members are online and answer us.');
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark');
  await expect(page.getByRole('banner')).toHaveCount(0);
  await expect(page.locator('a, button, input, select, [tabindex]')).toHaveCount(0);
  await expect(changes).toContainText('Nothing has changed so far.');
  await expect(database).toContainText('can lose 1 more');
  await expect(clock).toContainText(/^\d\d:\d\d:\d\d.*\d{4} · UTC$/);
  await expect(age).toContainText(/live · \d s old/);

  await sim.control.evacuate('node-3');
  await expect(tiles.filter({ hasText: 'node-3' })).toContainText('Evacuated');
  await expect(changes.getByRole('listitem').first()).toHaveText(
    /^\d\d:\d\d:\d\d node-3 Online → Evacuated$/,
  );
  await sim.control.kill('node-2');
  await expect(title).toContainText('node-2 has');
  await expect(database).toContainText('can lose none');
  expect(await changes.getByRole('listitem').count()).toBe(3);
});

test('has light colours and another zone where the address asks for them', async ({ page }) => {
  await page.goto('/wall?theme=light&zone=local');
  await expect(wallOf(page).title).toBeVisible();
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'light');
  await expectAccessible(page, 'light');
});

test.describe('hostile text', () => {
  const MARKUP = '<img src=x onerror=alert(1)>';
  const LONG = `n-${'x'.repeat(250)}`;
  test.use({
    plans: { prod: { speed: 10, memberNames: [MARKUP, 'node\u202Eenilffo\u202C-rtl', LONG, '👩‍👩‍👧‍👦 ٣ 文字'] } },
  });

  test('is text and nothing else, and breaks nothing', async ({ page, sim }) => {
    const { tiles, title } = wallOf(page);
    await page.goto('/wall');
    await expect(tiles).toHaveCount(4);
    await sim.control.kill(LONG);
    await expect(title).toContainText('xxx');
    await expect(page.locator('img, iframe, [onerror]')).toHaveCount(0);
    for (const screen of SCREENS) {
      await page.setViewportSize(screen);
      await expectApart(tiles.or(title), `${screen.width} wide`);
    }
    await expectAccessible(page, 'hostile names');
  });
});

test.describe('an unknown cluster', () => {
  test.use({ failedRequestsExpected: true });

  test('is said to be none', async ({ page }) => {
    await page.goto('/wall/nosuch');
    await expect(wallOf(page).title).toHaveText('There is no such cluster');
  });
});

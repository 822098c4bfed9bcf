import type { Page } from '@playwright/test';
import { awaitKeyboard, expect, expectAccessible, expectApart, test } from '../fixtures.ts';
import { SCREENS, THREE_CLUSTERS, cutOff, fontPx, wallOf } from '../fixtures/wall.ts';

// Every look would copy thousands of elements.
test.use({ trace: 'off' });

test.describe('several clusters', () => {
  test.use({ plans: THREE_CLUSTERS });

  test('are on one screen, the worst as its board', async ({ page, clusters }) => {
    const { title, verdict, tiles } = wallOf(page);
    const others = page.getByRole('complementary', { name: 'Other clusters' });
    await page.goto('/wall');
    await expect(verdict).toContainText('alpha');
    await expect(others.getByRole('heading')).toHaveText(['beta', 'gamma']);
    await expectAccessible(page, 'several clusters');

    await clusters.get('gamma')?.control.kill('node-3');
    await expect(verdict).toContainText('gamma');
    await expect(title).toContainText('node-3');
    await expect(tiles).toHaveCount(3);
    await expect(others.getByRole('heading')).toHaveText(['alpha', 'beta']);
    for (const screen of SCREENS) {
      await page.setViewportSize(screen);
      await expectApart(page.getByRole('list').or(title), `${screen.width} wide`);
      await expect.poll(() => cutOff(others.locator('p')), `cut off, ${screen.width} wide`).toEqual([]);
    }
  });
});

const stripOf = (page: Page) => {
  const strip = page.getByRole('list', { name: 'Clusters' });
  return { strip, entries: strip.getByRole('listitem'), current: strip.locator('[aria-current]') };
};

test.describe('several clusters without the proxy', () => {
  test.use({ plans: THREE_CLUSTERS, failedRequestsExpected: true });

  test('stay as they were, and are said to be what was', async ({ page, clusters, rollcall }) => {
    const { title, verdict, tiles, clock, age } = wallOf(page);
    const others = page.getByRole('complementary', { name: 'Other clusters' });
    await page.goto('/wall');
    await clusters.get('gamma')?.control.kill('node-3');
    await clusters.get('beta')?.control.evacuate('node-5');
    await expect(verdict).toContainText('gamma');
    await expect(title).toContainText('node-3 has been offline');
    await awaitKeyboard(page);
    rollcall.freeze();
    await expect(page.locator('main[data-stale]')).toBeVisible();
    await expect(others.locator('.hatched')).toHaveCount(2);
    // The same board at the same place, with all that belongs to it.
    await expect(verdict).toContainText(/No fresh data\s*since \d\d:\d\d:\d\d UTC/);
    await expect(verdict).toContainText('gamma');
    await expect(tiles.filter({ hasText: 'was Offline' })).toHaveCount(1);
    await expect(clock.or(age)).toHaveCount(2);
    await expect(page).toHaveTitle(/^\? Unknown · gamma/);
    await expect(others.getByRole('heading')).toHaveText(['beta', 'alpha']);
    await expect(others).toContainText('Last known: 4 of 5 members are online');
    await expect(others).toContainText('Last known: All 3 members are online and answer us.');
    await expect(others.locator('.tone-online, .tone-attention, .tone-offline')).toHaveCount(0);
    await page.setViewportSize({ width: 1920, height: 1080 });
    await expect.poll(() => cutOff(others.locator('p'))).toEqual([]);
    await expectAccessible(page, 'several clusters, old');
    rollcall.thaw();
    await expect(others).not.toContainText('Last known');
    await expect(title).toContainText('node-3 has been offline');
  });
});

test.describe('in turns', () => {
  test.use({ plans: THREE_CLUSTERS });

  test('each cluster is shown for its time, and all are named', async ({ page, rollcall }) => {
    const { verdict, tiles } = wallOf(page);
    const { entries, current } = stripOf(page);
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.goto('/wall?rotate=5s');
    await expect(entries).toHaveText(['alpha', 'beta', 'gamma']);
    const shown: string[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const name = await current.innerText();
      shown.push(name);
      // The board of the one that the strip marks, and at once: its data came before its turn.
      await expect(verdict).toContainText(name);
      await expect(tiles).toHaveCount(name === 'beta' ? 5 : 3);
      await expect(current).not.toHaveText(name);
    }
    expect(shown.toSorted()).toEqual(['alpha', 'beta', 'gamma']);
    expect(
      requests.filter((url) => url.startsWith(`${rollcall.url}/api/`) && !url.includes('stream')),
    ).toHaveLength(1);
    await expectAccessible(page, 'in turns');
    for (const screen of SCREENS) {
      await page.setViewportSize(screen);
      await expectApart(page.getByRole('list').or(wallOf(page).title), `${screen.width} wide`);
      expect(await cutOff(entries), `cut off, ${screen.width} wide`).toEqual([]);
      expect(Math.min(...(await fontPx(entries)))).toBeGreaterThanOrEqual(screen.height / 45);
    }
  });

  test('a cluster in trouble breaks in, and keeps the screen until it is well', async ({
    page,
    clusters,
  }) => {
    const { verdict, title } = wallOf(page);
    const { current, entries } = stripOf(page);
    await page.goto('/wall?rotate=5m');
    await expect(entries).toHaveCount(3);
    const name = await current.innerText();
    const other = name === 'beta' ? 'gamma' : 'beta';
    await clusters.get(other)?.control.kill('node-3');
    // Within seconds, not after the five minutes of a turn.
    await expect(current).toHaveText(new RegExp(`${other}\\s*Degraded`));
    await expect(verdict).toContainText(other);
    await expect(title).toContainText('node-3');
    await expect(entries.first()).toContainText(other);
    await expect(page).toHaveTitle(/Degraded/);
    await clusters.get(other)?.control.start('node-3');
    await expect(title).toHaveText(/online and answer us/);
    await expect(entries).toHaveText(['alpha', 'beta', 'gamma']);
  });

  test.describe('without the proxy', () => {
    test.use({ failedRequestsExpected: true });

    test('all of them are unknown, and the board stays that was shown last', async ({
      page,
      clusters,
      rollcall,
    }) => {
      const { verdict, tiles, clock } = wallOf(page);
      const { current, entries } = stripOf(page);
      await page.goto('/wall?rotate=5s');
      await expect(entries).toHaveCount(3);
      await expect(verdict).toBeVisible();
      rollcall.freeze();
      await expect(entries.filter({ hasText: 'Unknown' })).toHaveCount(3);
      await expect(verdict).toContainText('No fresh data');
      const name = (await current.textContent()) ?? '';
      const frozenMs = Date.parse((await clock.getAttribute('datetime')) ?? '');
      const elapsedMs = async () => Date.parse((await clock.getAttribute('datetime')) ?? '') - frozenMs;
      await expect.poll(elapsedMs).toBeGreaterThan(6000);
      await expect(current).toHaveText(name);
      await expect(tiles.first()).toContainText('was Online');
      rollcall.thaw();
      await expect(entries).toHaveText(['alpha', 'beta', 'gamma']);
      // And of one that was in trouble the strip says so.
      await clusters.get('gamma')?.control.kill('node-3');
      await expect(current).toHaveText(/gamma\s*Degraded/);
      await expect(verdict).toContainText('gamma');
      rollcall.freeze();
      await expect(current).toHaveText(/gamma\s*was Degraded/);
      await expect(verdict).toContainText('No fresh data');
      await expect(page).toHaveTitle(/Unknown · gamma/);
    });
  });
});

test('a single cluster has the screen to itself, whatever is said of turns', async ({ page }) => {
  await page.goto('/wall?rotate=5s');
  await expect(wallOf(page).title).toHaveText(/online and answer us/);
  await expect(stripOf(page).strip).toHaveCount(0);
});

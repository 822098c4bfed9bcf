import { expect, keyboardOf, test } from '../fixtures.ts';
import { evacuated, memberRow, offline, online, serveBoards, silent } from '../fixtures/made-boards.ts';
import { expectInside } from '../fixtures/layout.ts';
import {
  ALL_SCREENS,
  PHONE,
  SCREENS,
  expectWellFitted,
  expectWhole,
  fontPx,
  wallOf,
} from '../fixtures/wall.ts';

// Every look would copy thousands of elements.
test.use({ trace: 'off' });

test.describe('a proxy that goes away', () => {
  test.use({ failedRequestsExpected: true });

  test('whose verdict it is can be read on every screen, and since when where the data are old', async ({
    page,
  }) => {
    const name = 'prod-eu-central-1';
    const members = memberRow(12, (each, number) => (number === 3 ? offline(each) : online(each)));
    const boards = await serveBoards([{ key: name, members }]);
    const { verdict } = wallOf(page);
    await page.clock.install();
    const keyboard = keyboardOf(page);
    await page.goto(`${boards.url}/wall?shift=off`);
    await expect(verdict).toContainText('Degraded');
    for (const screen of ALL_SCREENS) {
      await page.setViewportSize(screen);
      await expect(page.getByRole('main')).toHaveCSS('font-size', `${Math.ceil(screen.height / 45)}px`);
      await expect(verdict.getByText(name)).toBeVisible();
      await expect(verdict.locator('time')).toBeVisible();
      await expectWellFitted(page, screen, `fresh, ${screen.width} wide`);
    }
    // What comes after the page could not be had once the proxy is away.
    await keyboard.arrived();
    await boards.close();
    await page.clock.fastForward('30:00:00');
    await expect(verdict).toContainText(/No fresh data\s*since \d+ \w+ \d{4}, \d\d:\d\d:\d\d UTC/);
    for (const screen of [...ALL_SCREENS, PHONE]) {
      await page.setViewportSize(screen);
      await expect(page.getByRole('main')).toHaveCSS('font-size', `${Math.ceil(screen.height / 45)}px`);
      await expectInside(verdict.locator('time').or(verdict.locator('p')), verdict);
      await expectWhole(page, screen, `old, ${screen.width} wide`);
      expect((await fontPx(verdict.locator('time')))[0]).toBeGreaterThanOrEqual(
        Math.min(screen.height, 2 * screen.width) / 45,
      );
    }
  });

  for (const [count, form] of [
    [12, 'tile'],
    [60, 'line'],
    [200, 'line'],
    [1000, 'heat'],
  ] as const) {
    test(`what ${count} members were can be seen, and nothing of it is taken for the present`, async ({
      page,
    }) => {
      const was = new Map([
        ['node-3', offline('node-3')],
        ['node-7', online('node-7', [], { probe: silent() })],
        ['node-9', evacuated('node-9')],
      ]);
      const members = memberRow(count, (name) => was.get(name) ?? online(name));
      const boards = await serveBoards([{ key: 'prod', members }]);
      const { title, tiles, named, members: list } = wallOf(page);
      await page.setViewportSize({ width: 1920, height: 1080 });
      await page.clock.install();
      const keyboard = keyboardOf(page);
      await page.goto(`${boards.url}/wall?shift=off`);
      await expect(title).toContainText('node-3 has been offline');
      await expect(page.locator('.tone-online').first()).toBeVisible();
      // What comes after the page could not be had once the proxy is away.
      await keyboard.arrived();
      await boards.close();
      await page.clock.fastForward('30:00');
      await expect(page.locator('main[data-stale]')).toBeVisible();
      await expect(list).toHaveAttribute('data-form', form);
      for (const screen of SCREENS) {
        await page.setViewportSize(screen);
        await expect(page.getByRole('main')).toHaveCSS('font-size', `${Math.ceil(screen.height / 45)}px`);
        await expectWhole(page, screen, `old, ${screen.width} wide`);
        // Whoever was well is like all others whom nobody sees; the form of who was not is without its colour.
        const drawn = (name: string) =>
          tiles
            .nth(Number(name.slice(5)) - 1)
            .locator('path')
            .first();
        const well = await drawn('node-1').getAttribute('d');
        expect(well).not.toBeNull();
        for (const name of ['node-3', 'node-9']) expect(await drawn(name).getAttribute('d')).not.toBe(well);
        expect(await drawn('node-12').getAttribute('d')).toBe(well);
        await expect(page.locator('.loud, .tone-online, .tone-offline, .tone-evacuated')).toHaveCount(0);
        const words = (await named.count()) > 0 ? named : list;
        await expect(words).toContainText(/node-3.*node-9/s);
        if (screen.width > screen.height) await expect(words).toContainText('was Offline');
      }
    });
  }
});

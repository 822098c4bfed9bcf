import { chromium } from '@playwright/test';
import { expect, test as base } from '../fixtures.ts';
import { type Kiosk, startKiosk } from '../fixtures/kiosk.ts';
import { wallOf } from '../fixtures/wall.ts';

const WELL = 'All 3 members are online and answer us.';

type Start = (path: string) => Promise<Kiosk>;

const test = base.extend<{ start: Start }>({
  async start({ rollcall, launchOptions }, use) {
    const kiosks: Kiosk[] = [];
    await use(async (path) => {
      const program = launchOptions.executablePath ?? chromium.executablePath();
      const kiosk = await startKiosk(program, `${rollcall.url}${path}`);
      kiosks.push(kiosk);
      return kiosk;
    });
    for (const kiosk of kiosks) await kiosk.close();
  },
});

test('a screen that is started as the recipe says shows the wall, alone, and may sound', async ({
  start,
}) => {
  const kiosk = await start('/wall?sound=on&scale=1.2');
  await expect.poll(() => kiosk.titles()).toEqual([expect.stringMatching(/^● OK\b/)]);
  const page = await kiosk.look();
  const { title, age } = wallOf(page);
  await expect(title).toHaveText(WELL);
  await expect(age).toContainText(/^live · \d s old/);
  await expect(page.getByText('Sound starts with')).toHaveCount(0);
  // All of the screen is the page's.
  expect(await page.evaluate('[innerWidth, innerHeight]')).toEqual([1920, 1080]);
});

test('a screen that was there before Rollcall was finds it by itself', async ({ rollcall, start }) => {
  await rollcall.kill();
  const kiosk = await start('/wall');
  const page = await kiosk.look();
  await expect(page.getByText('ERR_CONNECTION_REFUSED')).toBeVisible();
  await rollcall.start();
  // The browser tries again after 1, 5 and 30 seconds.
  await expect(wallOf(page).title).toHaveText(WELL, { timeout: 45_000 });
});

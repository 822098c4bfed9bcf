import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from '../fixtures.ts';
import { expectInside } from '../fixtures/layout.ts';
import { SCREENS, cutOff, expectWellFitted, expectWhole, fontPx, wallOf } from '../fixtures/wall.ts';

const PHONE = { width: 390, height: 844 };

const pictureOf = (page: Page) => page.locator('[data-shifted]');
const dimOf = (page: Page) => page.locator('[data-dimmed]');

/** `HH:MM` in UTC, so many minutes from now. */
const clockIn = (minutes: number): string =>
  new Date(Date.now() + minutes * 60_000).toISOString().slice(11, 16);

test('shows no cursor but while it is moved', async ({ page }) => {
  await page.goto('/wall');
  const board = page.getByRole('main');
  await expect(board).toHaveCSS('cursor', 'none');
  await page.mouse.move(100, 100);
  await expect(board).not.toHaveCSS('cursor', 'none');
  await expect(board).toHaveCSS('cursor', 'none');
});

test.describe('the screen is kept awake', () => {
  test('and again when the browser took that back', async ({ page }) => {
    // What the page asks of the real browser, and what it gets.
    await page.addInitScript(`{
      const request = navigator.wakeLock.request.bind(navigator.wakeLock);
      window.wakeLocks = [];
      navigator.wakeLock.request = async (type) => {
        const lock = await request(type);
        window.wakeLocks.push(lock);
        return lock;
      };
    }`);
    const held = () => page.evaluate<boolean[]>('wakeLocks.map(({ released }) => !released)');
    await page.goto('/wall');
    await expect.poll(held).toEqual([true]);
    await page.evaluate('wakeLocks[0].release()');
    await expect.poll(held).toEqual([false, true]);
    // Where somebody works, the screen is theirs.
    await page.goto('/');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect.poll(held).toEqual([]);
  });

  test('or not, where the browser cannot do so', async ({ page }) => {
    await page.addInitScript('delete Navigator.prototype.wakeLock');
    await page.goto('/wall');
    await expect(wallOf(page).title).toHaveText(/online and answer us/);
  });

  test('or not yet, where it refuses', async ({ page }) => {
    await page.addInitScript(`{
      window.asked = 0;
      navigator.wakeLock.request = () => { window.asked += 1; return Promise.reject(new DOMException('low battery', 'NotAllowedError')); };
    }`);
    await page.clock.install();
    await page.goto('/wall');
    await expect.poll(() => page.evaluate('asked')).toBe(1);
    await page.clock.fastForward(61_000);
    await expect.poll(() => page.evaluate('asked')).toBe(2);
  });
});

test('f fills the screen, and gives it back; elsewhere it is a letter', async ({ page }) => {
  const full = () => page.evaluate<boolean>('document.fullscreenElement !== null');
  await page.goto('/wall');
  await expect(wallOf(page).title).toBeVisible();
  await page.keyboard.press('f');
  await expect.poll(full).toBe(true);
  await page.keyboard.press('f');
  await expect.poll(full).toBe(false);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toContainText('Full screen, and back');
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('f');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await full()).toBe(false);
});

test('the picture moves, and nothing of it leaves the screen', async ({ page }) => {
  await page.goto('/wall');
  await expect(wallOf(page).title).toHaveText(/online and answer us/);
  await expect(pictureOf(page)).toHaveAttribute('data-shifted', /^-?[0-4] -?[0-4]$/);
  const [x, y] = (await pictureOf(page).getAttribute('data-shifted'))?.split(' ') ?? [];
  await expect(pictureOf(page)).toHaveCSS('transform', `matrix(1, 0, 0, 1, ${x}, ${y})`);
  for (const screen of SCREENS) {
    await page.setViewportSize(screen);
    await expect(page.getByRole('main')).toHaveCSS('font-size', `${Math.ceil(screen.height / 45)}px`);
    // Between them these two reach every edge.
    for (const corner of ['-4px, -4px', '4px, 4px']) {
      await pictureOf(page).evaluate((picture: { style: { transform: string } }, to) => {
        picture.style.transform = `translate(${to})`;
      }, corner);
      await expectWellFitted(page, screen, `moved by ${corner}`);
      const outside = await textsOutside(page);
      expect(outside, `${screen.width} wide, moved by ${corner}`).toEqual([]);
    }
  }
  await page.goto('/wall?shift=off');
  await expect(pictureOf(page)).toHaveAttribute('data-shifted', '0 0');
});

/** Text of which a part is beyond the edge of the window. */
const textsOutside = (page: Page): Promise<string[]> =>
  page.evaluate(`(() => {
    const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    const outside = [];
    while (walker.nextNode()) {
      const text = walker.currentNode;
      const range = document.createRange();
      range.selectNodeContents(text);
      if (text.parentElement.closest('[aria-hidden], .sr-only') !== null) continue;
      for (const { left, top, right, bottom, width } of range.getClientRects()) {
        if (width > 0 && (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight)) outside.push(text.data);
      }
    }
    return outside;
  })()`);

test.describe('night', () => {
  test('takes most of the light, until something happens', async ({ page, sim }) => {
    await page.goto(`/wall?night=${clockIn(-60)}-${clockIn(60)}`);
    await expect(wallOf(page).title).toHaveText(/online and answer us/);
    await expect(dimOf(page)).toBeVisible();
    const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
    const box = await dimOf(page).boundingBox();
    expect(box).not.toBeNull();
    expect((box?.x ?? 1) <= 0 && (box?.y ?? 1) <= 0).toBe(true);
    expect((box?.width ?? 0) >= width && (box?.height ?? 0) >= height).toBe(true);
    // Large letters need 3:1 (WCAG 1.4.3), and there are no others.
    expect(await contrastUnder(page, '--color-soft')).toBeGreaterThan(3);
    await sim.control.evacuate('node-3');
    await expect(wallOf(page).changes).toContainText('Evacuated');
    await expect(dimOf(page)).toHaveCount(0);
  });

  test('is not while it is day', async ({ page }) => {
    await page.goto(`/wall?night=${clockIn(60)}-${clockIn(120)}`);
    await expect(wallOf(page).title).toHaveText(/online and answer us/);
    await expect(dimOf(page)).toHaveCount(0);
  });
});

/** Of text in a colour on the page, below what takes the light: both as the screen shows them. */
const contrastUnder = (page: Page, colour: string): Promise<number> =>
  page.evaluate(`(() => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    const dim = getComputedStyle(document.querySelector('[data-dimmed]')).backgroundColor;
    const luminance = (name) => {
      const probe = document.body.appendChild(document.createElement('i'));
      probe.style.color = 'var(' + name + ')';
      canvas.fillStyle = getComputedStyle(probe).color;
      probe.remove();
      canvas.fillRect(0, 0, 1, 1);
      canvas.fillStyle = dim;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((v) => (v / 255 <= 0.04045 ? v / 3294.6 : ((v / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    return (luminance('${colour}') + 0.05) / (luminance('--color-page') + 0.05);
  })()`);

test.describe('instead of a board', () => {
  test.use({ failedRequestsExpected: true });

  /** All of it is on the screen, in letters that can be read from five metres. */
  async function expectReadable(page: Page): Promise<void> {
    const main = page.getByRole('main');
    for (const screen of [...SCREENS, PHONE]) {
      await page.setViewportSize(screen);
      const [titlePx = 0] = await fontPx(wallOf(page).title);
      expect(titlePx, `title, ${screen.width} wide`).toBeGreaterThanOrEqual((2 * screen.height) / 45);
      const texts = main.locator('p, li');
      expect(Math.min(...(await fontPx(texts)))).toBeGreaterThanOrEqual(screen.height / 45);
      for (const text of [wallOf(page).title, ...(await texts.all())]) await expectInside(text, main);
      expect(await cutOff(texts)).toEqual([]);
    }
  }

  test('a cluster that there is none of is said from afar, with those that there are', async ({ page }) => {
    await page.goto('/wall/nope?theme=light&show=none&shift=off');
    await expect(wallOf(page).title).toHaveText('There is no such cluster');
    await expect(page.getByRole('main')).toContainText('tries again by itself');
    const link = page.getByRole('list', { name: 'Walls' }).getByRole('link', { name: 'prod' });
    await expect(link).toBeVisible();
    await expectReadable(page);
    await expectAccessible(page, 'no such cluster');
    await link.click();
    await expect(wallOf(page).title).toHaveText(/online and answer us/);
    await expect(page).toHaveURL(/\/wall\/prod\?theme=light&show=none&shift=off$/);
  });

  test('a proxy that answers with an error is so, too, and nobody has to press anything', async ({
    page,
  }) => {
    await page.route('**/api/clusters**', (route) => route.fulfill({ status: 500, body: '' }));
    await page.goto('/wall/prod?shift=off');
    await expect(wallOf(page).title).toHaveText('This page could not be loaded');
    await expect(page.getByRole('main')).toContainText('HTTP status 500');
    await expect(page.getByRole('main')).toContainText('tries again by itself');
    await expect(page.getByRole('button')).toHaveCount(0);
    await expectReadable(page);
    await expectAccessible(page, 'an error of the proxy');
  });
});

test('settings that cannot be read are named on the board, which goes on without them', async ({ page }) => {
  const problems = page.getByRole('alert', { name: 'Settings that cannot be read' });
  await page.goto(`/wall?rotate=30x&scale=9&theme=${encodeURIComponent('<b>'.repeat(50))}`);
  await expect(wallOf(page).title).toHaveText(/online and answer us/);
  await expect(problems.getByRole('listitem')).toHaveCount(3);
  await expect(problems).toContainText(
    'rotate=30x means nothing here: give a time from 5s to 1h, such as 30s.',
  );
  await expect(problems).toContainText(
    'scale=9 means nothing here: give a number from 0.5 to 3, such as 1.2.',
  );
  await page.setViewportSize({ width: 1920, height: 1080 });
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark');
  const html = page.locator('html');
  const over = await html.evaluate(
    (e: { scrollHeight: number; clientHeight: number }) => e.scrollHeight - e.clientHeight,
  );
  expect(over).toBe(0);
  // They take room from the board, and nothing from its letters; nothing of them is lost, either.
  for (const path of ['/wall', '/wall/prod']) {
    await page.goto(`${path}?shift=off&rotate=3&zone=Mars/Phobos&night=7&scal=2&foo=bar&at=live`);
    await expect(problems.getByRole('listitem')).toHaveCount(5);
    await expect(problems).toContainText(
      'scal=2 means nothing here: there is no such setting, but there is scale.',
    );
    await expect(problems).toContainText('and 1 more');
    for (const screen of [...SCREENS, PHONE]) {
      await page.setViewportSize(screen);
      await expect(page.getByRole('main')).toHaveCSS('font-size', `${Math.ceil(screen.height / 45)}px`);
      await expectWhole(page, screen, `below notes, ${screen.width} wide`);
      expect(await cutOff(problems.getByRole('listitem'))).toEqual([]);
    }
  }
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.goto('/wall?scale=1.2');
  await expect(problems).toHaveCount(0);
  await expect(page.getByRole('main')).toHaveCSS('font-size', `${Math.ceil((1080 / 45) * 1.2)}px`);
});

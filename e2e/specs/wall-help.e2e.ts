import type { Page } from '@playwright/test';
import jsQR from 'jsqr';
import { awaitKeyboard, expect, expectAccessible, test } from '../fixtures.ts';
import { readPng } from '../fixtures/png.ts';
import { fontPx } from '../fixtures/wall.ts';

// Every look would copy thousands of elements.
test.use({ trace: 'off', plans: { prod: { members: 3, speed: 10 }, lab: { members: 5, speed: 10 } } });

const helpOf = (page: Page) => {
  const preview = page.locator('[data-preview]');
  return {
    title: page.getByRole('heading', { level: 1, name: 'Set up a wall display' }),
    form: page.getByRole('region', { name: 'Settings' }),
    preview,
    // It is hidden from roles, being a picture.
    tiles: preview.locator('ul[aria-label=Members] > li'),
    board: preview.locator('main'),
    link: page.getByRole('region', { name: 'Link' }).locator('output'),
    qr: page.getByRole('img', { name: /QR code/ }),
  };
};

/** What a camera before the screen would read of the code. */
async function scanned(page: Page): Promise<string | undefined> {
  const { widthPx, heightPx, at } = readPng(await helpOf(page).qr.screenshot());
  const pixels = Uint8ClampedArray.from({ length: widthPx * heightPx * 4 }, (_, index) => {
    const pixel = Math.floor(index / 4);
    return at(pixel % widthPx, Math.floor(pixel / widthPx))[index % 4] ?? 255;
  });
  return jsQR(pixels, widthPx, heightPx)?.data;
}

test('makes the link, shows what comes of it, and gives it to a camera', async ({ page, rollcall }) => {
  const { title, form, preview, tiles, board, link, qr } = helpOf(page);
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await awaitKeyboard(page);
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Find' }).getByRole('combobox').fill('set up a wall');
  await page.keyboard.press('Enter');
  await expect(title).toBeVisible();
  await expect(link).toHaveText(`${rollcall.url}/wall`);
  // All of them: the worst as its board, the other beside it.
  await expect(tiles).toHaveCount(5);
  await expect(preview).toContainText('prod');

  await form.getByLabel('Cluster').selectOption('prod');
  await expect(tiles).toHaveCount(3);
  await expect(form.getByLabel('Turns')).toBeDisabled();
  await form.getByLabel('Colours').selectOption('Light');
  await expect(board).toHaveCSS('color-scheme', 'light');
  await form.getByLabel('Colours').selectOption('Dark');
  await expect(board).toHaveCSS('color-scheme', 'dark');
  // Not only by name: the colours of the tokens are those of the box.
  await expect(preview.locator('> div')).toHaveCSS('background-color', 'rgb(14, 18, 22)');
  await form.getByLabel('Contrast').selectOption('High');
  await expect(preview.locator('> div')).toHaveCSS('background-color', 'rgb(0, 0, 0)');
  await form.getByLabel('Contrast').selectOption('As usual');
  await form.getByLabel('Zone').selectOption('Asia/Dhaka');
  await expect(preview.locator('footer time')).toContainText('GMT+6');
  await form.getByLabel('The last changes').uncheck();
  await expect(preview.locator('ol')).toHaveCount(0);
  const [before = 0] = await fontPx(board);
  await form.getByLabel('Size').fill('1.5');
  await expect(board).toHaveCSS('font-size', `${Math.ceil(before * 1.5)}px`);
  await form.getByLabel('Dims the screen').check();
  await form.getByLabel('From').fill('21:30');

  const query = 'zone=Asia%2FDhaka&scale=1.5&show=quorum%2Cclock%2Cnumbers&night=21%3A30-07%3A00';
  const expected = `${rollcall.url}/wall/prod?${query}`;
  await expect(link).toHaveText(expected);
  expect(await scanned(page)).toBe(expected);
  const box = await qr.boundingBox();
  expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(180);
  // In sight together with what it is the link to.
  await expect(qr).toBeInViewport({ ratio: 1 });
  await expect(preview).toBeInViewport({ ratio: 1 });
  // What is half made can be given to somebody else.
  await page.reload();
  await expect(link).toHaveText(expected);
  await expect(form.getByLabel('From')).toHaveValue('21:30');
  await expect(page.getByText('another one cannot reach it')).toBeVisible();

  await page.getByRole('link', { name: 'Open it here' }).click();
  await expect(page).toHaveURL(expected);
  await expect(page.getByRole('main')).toHaveCSS('font-size', `${Math.ceil((720 / 45) * 1.5)}px`);
});

test('the preview is a picture: it takes no keys, and names no window', async ({ page }) => {
  const { title, preview, tiles } = helpOf(page);
  await page.addInitScript(`{
    window.locks = 0;
    const request = navigator.wakeLock.request.bind(navigator.wakeLock);
    navigator.wakeLock.request = (type) => { window.locks += 1; return request(type); };
  }`);
  await page.goto('/help/wall');
  await expect(title).toBeVisible();
  await expect(tiles).toHaveCount(5);
  await expect(page).toHaveTitle('Set up a wall display · Rollcall');
  await expect(preview).toHaveAttribute('inert');
  expect(await page.evaluate('locks')).toBe(0);
  await expect(page.locator('[data-watchdog]')).toHaveCount(0);
});

test('turns, and what cannot be read, are shown where they are set', async ({ page }) => {
  const { form, preview, link } = helpOf(page);
  await page.goto('/help/wall?link=%2Fwall%3Frotate%3D45s%26scale%3D9%26night%3Dx');
  await expect(preview.locator('ul[aria-label=Clusters] > li')).toHaveText([/lab/, /prod/]);
  await expect(form.getByLabel('Turns')).toHaveValue('45000');
  await expect(form.getByLabel('Size')).toHaveAttribute('aria-invalid', 'true');
  await expect(form).toContainText('“9” cannot be read: give a number from 0.5 to 3, such as 1.2.');
  await expect(form).toContainText(
    '“x” cannot be read: give two different times of day, such as 22:00-07:00.',
  );
  await expect(link).toHaveText(/\/wall\?rotate=45s$/);
  await form.getByLabel('Turns').selectOption('None: all on one screen');
  await expect(link).toHaveText(/\/wall$/);
});

test('works with the keyboard, for every eye, on every screen', async ({ page }) => {
  const { form, title, preview, link } = helpOf(page);
  for (const theme of ['dark', 'light']) {
    await page.goto(`/help/wall?theme=${theme}`);
    await expect(title).toBeVisible();
    await form.getByLabel('Dims the screen').check();
    await expectAccessible(page, theme);
  }
  for (const width of [390, 1440, 1920]) {
    await page.setViewportSize({ width, height: 900 });
    const over = await page
      .locator('html')
      .evaluate((html: { scrollWidth: number; clientWidth: number }) => html.scrollWidth - html.clientWidth);
    expect(over, `${width} wide`).toBe(0);
    const box = await preview.boundingBox();
    expect((box?.width ?? 0) / (box?.height ?? 1), `${width} wide`).toBeCloseTo(16 / 9, 1);
  }
  await page.getByRole('button', { name: 'Upright' }).click();
  const box = await preview.boundingBox();
  expect((box?.width ?? 0) / (box?.height ?? 1)).toBeCloseTo(9 / 16, 1);
  await form.getByLabel('Sound').focus();
  await page.keyboard.press('Space');
  await expect(link).toHaveText(/sound=on/);
  await page.keyboard.press('Tab');
  await expect(form.getByLabel('Moves the picture')).toBeFocused();
});

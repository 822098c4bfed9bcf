import { argumentsIn, awaitKeyboard, expect, expectAccessible, pasted, test } from '../fixtures.ts';

/** As over plain http on another machine's address: there is no clipboard proper. */
const NO_CLIPBOARD = `Object.defineProperty(navigator, 'clipboard', { value: undefined })`;
const NO_COPYING = `${NO_CLIPBOARD}; document.execCommand = () => false;`;

test.describe('names that a shell would act upon', () => {
  const NAMES = ["it's $(reboot) `id`", '-force', 'a:b "c" !!', 'new\nline'];
  test.use({ plans: { prod: { speed: 10, memberNames: NAMES } } });

  test('reach the client as they are', async ({ board, page, context }) => {
    await context.grantPermissions(['clipboard-write']);
    const expected = [
      ["it's $(reboot) `id`", ["it's $(reboot) `id`"]],
      ['-force', ['--', '-force']],
      ['a:b "c" !!', ['local:a:b "c" !!']],
    ] as const;
    for (const [name, rest] of expected) {
      await page.goto(`/clusters/prod/members/${encodeURIComponent(name)}`);
      await expect(board.title).toHaveText(name);
      await page.getByRole('button', { name: 'Copy command: Show it', exact: true }).click();
      await expect(page.getByRole('status').filter({ hasText: 'Copied' })).toBeVisible();
      const command = await pasted(page);
      expect(await argumentsIn(command), command).toEqual(['cluster', 'show', ...rest]);
    }
    await page.goto(`/clusters/prod/members/${encodeURIComponent('new\nline')}`);
    await expect(page.getByRole('button', { name: 'Copy command: Show it', exact: true })).toHaveCount(0);
    await expect(page.getByRole('region', { name: 'Commands' })).toContainText('control characters');
  });
});

test('says what came of it, and for how long it has to be read', async ({ board, page, context }) => {
  await context.grantPermissions(['clipboard-write']);
  await page.goto('/clusters/prod/members/node-2');
  await expect(board.title).toHaveText('node-2');
  const copied = page.getByRole('status').filter({ hasText: 'Copied' });
  await page.getByRole('button', { name: 'Copy name' }).press('Enter');
  await expect(copied).toHaveCount(1);
  expect(await pasted(page)).toBe('node-2');
  await expectAccessible(page, 'something was copied');
  await expect(copied).toHaveCount(0);
});

test('copies without a clipboard proper', async ({ board, page }) => {
  await page.addInitScript(NO_CLIPBOARD);
  await page.goto('/clusters/prod/members/node-2');
  await expect(board.title).toHaveText('node-2');
  await awaitKeyboard(page);
  await page.getByRole('button', { name: 'Copy name' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Copied' })).toBeVisible();
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: /^Find/ });
  await expect(field).toBeFocused();
  await page.keyboard.press('Control+v');
  await expect(field).toHaveValue('node-2');
});

test('says so where the browser does not allow it', async ({ board, page }) => {
  await page.addInitScript(NO_COPYING);
  await page.goto('/clusters/prod/members/node-2');
  await expect(board.title).toHaveText('node-2');
  await page.getByRole('button', { name: 'Copy name' }).click();
  const refusal = page.getByRole('status').filter({ hasText: 'The browser does not allow copying here' });
  await expect(refusal).toBeVisible();
});

test.describe('a time that is told by how long ago it was', () => {
  test.use({ plans: { prod: { members: 1, speed: 10 }, lab: { members: 1, speed: 10 } } });

  test('says exactly when, to the pointer and to the focus', async ({ board, page }) => {
    await page.goto('/');
    await expect(board.title).toHaveText('All 2 clusters are well.');
    const time = page.getByRole('main').getByRole('time').first();
    const hint = page.locator('[popover].hint');
    await time.hover();
    await expect(hint).toHaveText(/^\d\d:\d\d:\d\d UTC$/);
    await expect(hint).toBeInViewport({ ratio: 1 });
    await expectAccessible(page, 'an exact time is shown');
    await page.mouse.move(0, 0);
    await expect(hint).toBeHidden();

    await page.getByRole('main').getByRole('link').first().focus();
    await page.keyboard.press('Tab');
    await expect(time).toBeFocused();
    await expect(hint).toHaveText(/^\d\d:\d\d:\d\d UTC$/);
    await page.keyboard.press('Escape');
    await expect(hint).toBeHidden();
    await page.keyboard.press('Tab');
    await expect(time).not.toBeFocused();
  });
});

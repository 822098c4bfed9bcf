import { awaitKeyboard, expect, expectAccessible, pressAll, test } from '../fixtures.ts';

test.describe('places', () => {
  test.use({ plans: { prod: { members: 3, speed: 10 }, lab: { members: 1, speed: 10 } } });

  test('are two keys away', async ({ board, page }) => {
    await board.open('/clusters/prod?theme=dark&sort=-name');
    await awaitKeyboard(page);
    await pressAll(page, 'g t');
    await expect(page).toHaveURL(/\/clusters\/prod\/timeline\?theme=dark$/);
    await pressAll(page, 'g o');
    await expect(page).toHaveURL(/\/clusters\/prod\?theme=dark$/);
    await pressAll(page, 'g w');
    await expect(page).toHaveURL(/\/wall\/prod\?theme=dark$/);
    await awaitKeyboard(page);
    await pressAll(page, 'g h');
    await expect(board.title).toHaveText('All 2 clusters are well.');
    // No cluster is chosen, so there is neither a timeline nor another overview than this one.
    await awaitKeyboard(page);
    await pressAll(page, 'g t');
    await pressAll(page, 'g o');
    await expect(page).toHaveURL(/\/\?theme=dark$/);
    await pressAll(page, 'g w');
    await expect(page).toHaveURL(/\/wall\?theme=dark$/);
  });

  test('are not gone to twice', async ({ board, page }) => {
    await board.open('/clusters/prod');
    await awaitKeyboard(page);
    await pressAll(page, 'g t');
    await expect(page).toHaveURL(/\/timeline$/);
    await pressAll(page, 'g t');
    await pressAll(page, 'g t');
    await page.goBack();
    await expect(board.rows).toHaveCount(3);
  });
});

test('members follow each other', async ({ board, page }) => {
  await page.goto('/clusters/prod/members/node-2/hardware');
  await expect(board.title).toHaveText('node-2');
  await awaitKeyboard(page);
  await page.keyboard.press(']');
  await expect(board.title).toHaveText('node-3');
  await page.keyboard.press(']');
  await page.keyboard.press('[');
  await expect(board.title).toHaveText('node-2');
  await expect(page).toHaveURL(/\/members\/node-2\/hardware$/);
});

test('the filter takes letters for itself, and Escape clears it before it leaves', async ({
  board,
  page,
}) => {
  await board.open();
  await awaitKeyboard(page);
  await page.keyboard.press('/');
  await expect(board.textFilter).toBeFocused();
  await page.keyboard.type('g/jk?');
  await expect(board.textFilter).toHaveValue('g/jk?');
  await expect(page.getByRole('main')).toContainText('No member matches.');
  await page.keyboard.press('Escape');
  await expect(board.textFilter).toHaveValue('');
  await expect(board.textFilter).toBeFocused();
  await expect(board.rows).toHaveCount(3);
  await expect(page).not.toHaveURL(/q=/);
  await page.keyboard.press('Escape');
  await expect(board.textFilter).not.toBeFocused();
  await page.keyboard.press('j');
  await expect(board.rows.first().getByRole('link')).toBeFocused();
});

test('what is not ours is left to the browser', async ({ board, page }) => {
  await board.open();
  await awaitKeyboard(page);
  await page.keyboard.press('j');
  await expect(board.rows.nth(0).getByRole('link')).toBeFocused();
  await page.keyboard.press('Alt+j');
  await page.keyboard.press('Control+j');
  await pressAll(page, 'g Control+o');
  await expect(board.rows.nth(0).getByRole('link')).toBeFocused();
  await page.keyboard.press('j');
  await expect(board.rows.nth(1).getByRole('link')).toBeFocused();

  await page.getByRole('button', { name: 'Columns' }).click();
  await expect(page.getByRole('group', { name: 'Columns' })).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('j');
  await expect(page.getByRole('checkbox', { name: 'Status' })).toBeFocused();
});

test('the help tells every key, and gives the focus back', async ({ board, page }) => {
  await board.open();
  await awaitKeyboard(page);
  await page.keyboard.press('j');
  const row = board.rows.first().getByRole('link');
  await expect(row).toBeFocused();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help.getByRole('region')).toHaveText([
    /Anywhere.*Ctrl ?k/,
    /Time.*g ?m.*g ?l.*g ?z/,
    /Places.*g ?o.*g ?t.*g ?w/,
    /Wall display.*f/,
    /Lists.*\/.*j.*k/,
    /Lanes of the timeline/,
  ]);
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, `the help, ${colorScheme}`);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page, 'the help on a telephone');
  await page.keyboard.press('j');
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await expect(row).toBeFocused();

  await page.keyboard.press('?');
  await help.getByRole('button', { name: 'Close' }).click();
  await expect(help).toBeHidden();
});

test.describe('a thousand members', () => {
  test.use({ plans: { prod: { members: 1000, speed: 1 } }, beatMs: 4000 });

  test('can be gone through from the first to the last', async ({ board, page }) => {
    await board.open('/clusters/prod?sort=name');
    await awaitKeyboard(page);
    const link = (number: number) => board.row(`node-${number}`).getByRole('link');
    await page.keyboard.press('k');
    await expect(link(1)).toBeFocused();
    for (let next = 2; next <= 60; next += 1) {
      await page.keyboard.press('j');
      await expect(link(next)).toBeFocused();
    }
    await expect(board.row('node-60')).toBeInViewport({ ratio: 0.9 });

    await page.keyboard.press('End');
    await expect(link(1000)).toBeFocused();
    await expect(board.row('node-1000')).toBeInViewport({ ratio: 0.9 });
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await expect(link(999)).toBeFocused();

    await page.keyboard.press('Home');
    await expect(link(1)).toBeFocused();
    await expect(board.row('node-1')).toBeInViewport({ ratio: 0.9 });
    await pressAll(page, 'j j Enter');
    await expect(board.title).toHaveText('node-3');
  });

  test('go on from what is in sight', async ({ board, page }) => {
    await board.open('/clusters/prod?sort=name');
    await awaitKeyboard(page);
    await board.table.hover();
    await page.mouse.wheel(0, 10_000);
    await expect(board.row('node-1')).toBeHidden();
    await page.keyboard.press('j');
    await expect(board.rows.locator(':focus')).toBeInViewport();
    await expect(board.row('node-1')).toBeHidden();
  });
});

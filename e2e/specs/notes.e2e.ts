import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from '../fixtures.ts';

const notesOf = (page: Page) => {
  const panel = page.getByRole('region', { name: 'Notes', exact: true });
  return {
    panel,
    items: panel.getByRole('list', { name: 'Notes, by time' }).locator('> li'),
    write: panel.getByRole('button', { name: 'Write a note' }),
    text: panel.getByRole('textbox', { name: 'Text in Markdown' }),
    save: panel.getByRole('button', { name: 'Save' }),
  };
};

async function open(page: Page, query = '?range=all'): Promise<ReturnType<typeof notesOf>> {
  await page.goto(`/clusters/prod/timeline${query}`);
  const notes = notesOf(page);
  await expect(notes.write).toBeVisible();
  return notes;
}

async function write(notes: ReturnType<typeof notesOf>, text: string): Promise<void> {
  await notes.write.click();
  await notes.text.fill(text);
  await notes.save.click();
  await expect(notes.text).toBeHidden();
}

const act = (item: Locator, name: string): Promise<void> => item.getByRole('button', { name }).click();

test('a note is written by the keys alone, and seen by others', async ({ page, newVisitor }) => {
  const notes = await open(page);
  const other = await newVisitor();
  const others = await open(other.page);
  await expect(notes.panel).toContainText('Nobody has written anything');
  await notes.write.focus();
  await page.keyboard.press('Enter');
  await expect(notes.text).toBeFocused();
  await page.keyboard.type('**Power** failed in `rack B2`');
  await page.keyboard.press('Control+Enter');
  await expect(notes.items).toHaveCount(1);
  await expect(notes.items.locator('strong')).toHaveText('Power');
  await expect(notes.items.locator('code')).toHaveText('rack B2');
  await expectAccessible(page, 'a note');
  await expect(others.items.locator('strong')).toHaveText('Power');
});

test('a note is edited, and what it said before stays', async ({ page }) => {
  const notes = await open(page);
  await write(notes, 'first words');
  await act(notes.items, 'Edit');
  await expect(notes.text).toHaveValue('first words');
  await notes.text.fill('second words');
  await notes.save.click();
  await expect(notes.items).toContainText('second words');
  await act(notes.items, 'What it said before (1)');
  await expect(notes.panel.getByRole('list', { name: 'What it said before' })).toContainText('first words');
  await expectAccessible(page, 'what a note said before');
});

test('a note is deleted, and taken back', async ({ page }) => {
  const notes = await open(page);
  await write(notes, 'not so sure');
  await act(notes.items, 'Delete');
  await expect(notes.items).toHaveCount(0);
  await act(notes.panel, 'Take it back');
  await expect(notes.items).toContainText('not so sure');
  await act(notes.items, 'Delete');
  await expect(notes.items).toHaveCount(0);
  await notes.panel.getByRole('button', { name: 'Deleted' }).click();
  await expect(notes.items).toContainText('not so sure');
  await expectAccessible(page, 'a deleted note');
});

test.describe('two at a time', () => {
  test.use({ failedRequestsExpected: true });

  test('neither overwrites the other', async ({ page, newVisitor }) => {
    const notes = await open(page);
    await write(notes, 'as it was');
    const other = await newVisitor();
    const others = await open(other.page);
    await act(others.items, 'Edit');
    await act(notes.items, 'Edit');
    await others.text.fill('what they say');
    await others.save.click();
    await expect(others.items).toContainText('what they say');

    await notes.text.fill('what I say');
    await expect(notes.panel.getByRole('alert').filter({ hasText: 'changed this note' })).toContainText(
      'what they say',
    );
    await expectAccessible(page, 'a conflict');
    await act(notes.items, 'Go on with mine');
    await notes.save.click();
    await expect(notes.items).toContainText('what I say');
    await act(notes.items, 'What it said before (2)');
    await expect(notes.panel.getByRole('list', { name: 'What it said before' })).toContainText(
      'what they say',
    );
  });
});

test('what was begun is there again after the page was loaded anew', async ({ page }) => {
  const notes = await open(page);
  await notes.write.click();
  await notes.text.fill('half a th');
  await page.reload();
  await expect(notes.text).toHaveValue('half a th');
  await notes.panel.getByRole('button', { name: 'Cancel' }).click();
  await page.reload();
  await expect(notes.write).toBeVisible();
  await expect(notes.text).toBeHidden();
});

test('a note is pinned to what is marked, and leads back to it', async ({ page, rollcall }) => {
  const { observedAtMs } = (await rollcall.cluster('prod')).snapshot;
  const [from, to] = [observedAtMs - 60_000, observedAtMs - 30_000].map((atMs) =>
    new Date(atMs).toISOString(),
  );
  const notes = await open(page, `?range=15m&sel=${from}..${to}`);
  await notes.write.click();
  await expect(notes.panel.getByRole('button', { name: 'What is marked' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await notes.text.fill('in there');
  await notes.save.click();
  await page.getByRole('button', { name: 'Unmark' }).click();
  await expect(page).not.toHaveURL(/[?&]sel=/);
  await notes.items.getByRole('link').first().click();
  await expect(page).toHaveURL(/[?&]sel=/);
  await expect(page.getByRole('region', { name: 'Summary' })).toContainText('of what is marked');
});

const HOSTILE = [
  '<img src=x onerror=alert(1)><script>alert(2)</script>',
  '[click](javascript:alert(3)) [data](data:text/html,x)',
  '![x](https://x.example/y.png)',
  `${'x'.repeat(600)} \u202Eenod`,
  '```\n</pre><iframe>\n```',
].join('\n\n');

test('what is written is text and nothing else', async ({ page }) => {
  const notes = await open(page);
  await write(notes, HOSTILE);
  await expect(notes.items).toContainText('onerror=alert(1)');
  await expect(notes.items.locator('img, script, iframe')).toHaveCount(0);
  await expect(notes.items.locator('a[target]')).toHaveCount(1);
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await expectNoSidewaysScroll(page, `a hostile note, ${width} wide`);
  }
  await expectAccessible(page, 'a hostile note');
});

test.describe('by touch', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test('a note is written and deleted', async ({ page }) => {
    const notes = await open(page);
    await notes.write.tap();
    await notes.text.fill('by thumb');
    await notes.save.tap();
    await expect(notes.items).toContainText('by thumb');
    await notes.items.getByRole('button', { name: 'Delete' }).tap();
    await expect(notes.items).toHaveCount(0);
  });
});

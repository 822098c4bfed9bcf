import { readFile } from 'node:fs/promises';
import { expect, test } from '../fixtures.ts';

test('the range in view is exported in each form', async ({ board, page, sim }) => {
  await board.open();
  await sim.control.setDescription('node-2', 'rack B2');
  await expect(board.activity).toContainText('rack B2');
  await page.goto('/clusters/prod/timeline?range=all&zone=Europe/Berlin');
  const forms = page.getByRole('group', { name: 'Everything as' });
  const found = new Map<string, string>();
  for (const form of ['Markdown', 'CSV', 'JSON']) {
    // The range moves on with the time, and the change has to be within.
    await expect(async () => {
      const download = page.waitForEvent('download');
      await forms.getByRole('link', { name: form, exact: true }).click();
      const file = await download;
      expect(file.suggestedFilename()).toMatch(/^[\w.-]*prod[\w.-]*\.(?:md|csv|json)$/);
      const text = await readFile(await file.path(), 'utf8');
      expect(text).toContain('rack B2');
      found.set(form, text);
    }).toPass();
  }
  expect(found.get('Markdown')).toMatch(/^# prod/);
  expect(found.get('Markdown')).toContain('Europe/Berlin');
  expect(() => JSON.parse(found.get('JSON') ?? '') as unknown).not.toThrow();
});

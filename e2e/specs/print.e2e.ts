import { expect, test } from '../fixtures.ts';

test('the timeline is printed as a report', async ({ board, page, sim }) => {
  await board.open();
  await sim.control.freeze('node-3');
  await expect(board.lxdSays('node-3')).toContainText('Offline');
  await page.goto('/clusters/prod/timeline?range=all&theme=dark&zone=Europe/Berlin');
  await page.getByRole('button', { name: 'Write a note' }).click();
  await page.getByRole('textbox', { name: 'Text in Markdown' }).fill('Somebody pulled the **wrong** cable.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('list', { name: 'What it comes to' })).toContainText('node-3 offline once');
  const report = page.getByRole('article');
  await expect(report).toBeHidden();

  await page.emulateMedia({ media: 'print' });
  await expect(report).toBeVisible();
  await expect(page.getByRole('banner')).toBeHidden();
  await expect(page.getByRole('main')).toBeHidden();
  await expect(report.getByRole('button')).toHaveCount(0);
  await expect(report).toContainText('Incident report: prod');
  await expect(report).toContainText('Times in Europe/Berlin');
  await expect(report).toContainText(/node-3 offline once/);
  await expect(report).toContainText('Somebody pulled the wrong cable.');
  await expect(report.getByRole('table').last()).toContainText('Online → Offline');
  // On paper it is never dark.
  await expect(report).toHaveCSS('color', 'rgb(19, 28, 37)');
  await expect(page.locator('html')).toHaveCSS('background-color', 'rgb(255, 255, 255)');

  const paper = await page.pdf({ preferCSSPageSize: true });
  expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
  await page.emulateMedia({ media: 'screen' });
  await expect(report).toBeHidden();
  await expect(page.getByRole('main')).toBeVisible();
});

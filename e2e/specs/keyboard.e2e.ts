import type { Page } from '@playwright/test';
import { expect, hasOutline, test } from '../fixtures.ts';

/** Goes through the page by Tab until the focus leaves it; what each stop is called, with the focus seen on all of them. */
async function tabThrough(page: Page): Promise<string[]> {
  const stops: string[] = [];
  const focused = page.locator(':focus');
  for (;;) {
    await page.keyboard.press('Tab');
    if ((await focused.count()) === 0) return stops;
    const snapshot = await focused.ariaSnapshot();
    const [first = ''] = snapshot.split('\n');
    expect(await hasOutline(focused), `the focus is seen on ${first}`).toBe(true);
    stops.push(first.replace(/^- /, ''));
    expect(stops.length, stops.join('\n')).toBeLessThan(100);
  }
}

test('the overview can be walked through', async ({ board, page, sim }) => {
  await board.open();
  await sim.control.evacuate('node-3');
  await expect(board.activity).toContainText('Evacuated');
  const stops = await tabThrough(page);
  console.log(stops);
});

test('the page of a member can be walked through', async ({ board, page }) => {
  await page.goto('/clusters/prod/members/node-2');
  await expect(board.title).toHaveText('node-2');
  const stops = await tabThrough(page);
  console.log(stops);
});

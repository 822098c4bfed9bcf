import { gzipSync } from 'node:zlib';
import type { Response } from '@playwright/test';
import { expect, expectAccessible, scrollTopOf, test } from '../fixtures.ts';

const MEMBERS = 1000;
const ENTRY_LIMIT_BYTES = 160 * 1024;

test.use({ plans: { prod: { members: MEMBERS, speed: 1 } }, beatMs: 4000 });

test('a thousand members', async ({ board, page, sim }) => {
  test.slow();
  const responses: Response[] = [];
  page.on('response', (response) => responses.push(response));

  await test.step('come in few requests', async () => {
    await board.open('/clusters/prod?sort=name');
    await page.waitForLoadState('load');
    expect(responses.map((response) => response.url()).length).toBeLessThanOrEqual(8);
    const code = responses.filter((response) =>
      ['script', 'stylesheet'].includes(response.request().resourceType()),
    );
    const bodies = await Promise.all(code.map((response) => response.body()));
    const bytes = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(ENTRY_LIMIT_BYTES);
  });

  await test.step('are not all in the document', async () => {
    await expect(board.table).toHaveAttribute('aria-rowcount', String(MEMBERS + 1));
    expect(await board.rows.count()).toBeLessThan(100);
    await expectAccessible(page, 'a thousand members');
  });

  await test.step('can all be reached by the keyboard', async () => {
    await board.row('node-1').getByRole('link').focus();
    for (let next = 2; next <= 40; next += 1) {
      await page.keyboard.press('Tab');
      await expect(board.row(`node-${next}`).getByRole('link')).toBeFocused();
    }
    await expect(board.row('node-40')).toHaveAttribute('aria-rowindex', '41');
    await expect(board.row('node-40')).toBeInViewport();
  });

  await test.step('are there for the keyboard before a frame is drawn', async () => {
    const reached = await page.evaluate<string>(`{
      for (let index = 42; index <= 141; index += 1)
        document.querySelector('[aria-rowindex="' + index + '"] a[href]')?.focus();
      document.activeElement.closest('[aria-rowindex]').ariaRowIndex;
    }`);
    expect(reached).toBe('141');
  });

  await test.step('stay where they are when something changes', async () => {
    const before = await scrollTopOf(board.scroller);
    expect(before).toBeGreaterThan(0);
    await sim.control.setDescription('node-140', 'changed');
    await expect(board.activity).toContainText('description none → changed');
    await expect(board.row('node-140')).toBeInViewport();
    expect(await scrollTopOf(board.scroller)).toBe(before);
  });

  await test.step('can be scrolled through to the last', async () => {
    await board.table.hover();
    await page.mouse.wheel(0, 10_000_000);
    await expect(board.row(`node-${MEMBERS}`)).toBeInViewport();
    await expect(board.row(`node-${MEMBERS}`)).toHaveAttribute('aria-rowindex', String(MEMBERS + 1));
    expect(await board.rows.count()).toBeLessThan(100);
  });

  await test.step('can be searched for one', async () => {
    await board.textFilter.fill('node-777');
    await expect(board.names).toHaveText(['node-777']);
    await expect(page.getByRole('region', { name: 'Members' })).toContainText(`1 of ${MEMBERS}`);
    await expect(board.table).toHaveAttribute('aria-rowcount', '2');
  });
});

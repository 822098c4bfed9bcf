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

/** Names in quotes as they are, anything else by a part of it. */
function expectStops(stops: readonly string[], expected: readonly (string | RegExp)[]): void {
  const due = expected.map((name) => expect.stringMatching(typeof name === 'string' ? `"${name}"` : name));
  expect(stops).toEqual(due);
}

test('the overview can be walked through in the order in which it is read', async ({ board, page, sim }) => {
  await board.open();
  await sim.control.evacuate('node-3');
  await expect(board.activity).toContainText('Evacuated');
  await expect(page.getByRole('region', { name: 'Operations' })).toContainText('just ended');
  const header = [
    'Rollcall',
    'prod',
    'Go to a moment',
    'Find',
    'UTC',
    'local',
    'Another zone',
    /Colours of the system/,
    /Light colours/,
    /Dark colours/,
  ];
  const verdict = ['node-3', 'node-3'];
  const voters = [/Online: node-1 leader/, /Online: node-2/, /Evacuated: node-3/];
  const totals = [/Our certificate: restricted/];
  const arrangements = [/Table/, /Failure domains/, /Groups/];
  const tools = [/Filter members/, /Evacuated 1/, /Online 2/, ...arrangements, /Columns/];
  const numbers = [/Load/, /Memory/, /Storage/, /Instances/, /Uptime/];
  const heads = [/Name/, /Status/, /Seen by us/, /Database/, ...numbers, /Version/];
  const rows = ['node-3', 'node-1', 'node-2'];
  const lists = ['Timeline', /"All"/, /"Changes"/, /"Events"/, /Activity, newest first/, 'node-3'];
  const inOrder = [...header, ...verdict, ...voters, ...totals, ...tools, ...heads, ...rows, ...lists];
  const stops = await tabThrough(page);
  expectStops(stops.slice(0, inOrder.length), inOrder);
  // How many lines of the activity lead on is up to what LXD told of.
  expect(stops.slice(inOrder.length)).toContainEqual(expect.stringContaining('group "Operations"'));
});

test('the page of a member can be walked through', async ({ board, page }) => {
  await page.goto('/clusters/prod/members/node-2');
  await expect(board.title).toHaveText('node-2');
  await expect(page.getByRole('figure').locator('canvas')).toHaveCount(4);
  const stops = await tabThrough(page);
  const head = [
    /prod, all members/,
    /Previous member: node-1/,
    /Next member: node-3/,
    /Copy name/,
    /Copy URL/,
  ];
  const tabs = [/Overview/, /Hardware/, /Instances/, /Storage/, /Events/, /Raw/];
  const past = [/Show as table: the status over time/, /Status over time/];
  const charts = ['Load', 'Memory', 'Storage used', 'Answers to us'].flatMap((title) => [
    new RegExp(`Show as table: ${title}`),
    new RegExp(`${title} over time`),
  ]);
  const own = [...head, ...tabs, ...past, '1h', '24h', '7d', '30d', ...charts];
  const first = stops.findIndex((stop) => stop.includes('all members'));
  expectStops(stops.slice(first, first + own.length), own);

  // The lists that are folded open by keys, too.
  await page.getByText(/\d+ API extensions/).focus();
  await page.keyboard.press('Enter');
  const filter = page.getByRole('searchbox', { name: 'Filter API extensions' });
  await expect(filter).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(filter).toBeFocused();
});

test('everything that a mouse can do to the table, keys can', async ({ board, page }) => {
  await board.open();
  await board.columnHead('Name').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(board.names).toHaveText(['node-3', 'node-2', 'node-1']);
  await expect(board.columnHead('Name')).toBeFocused();

  const columns = page.getByRole('button', { name: 'Columns' });
  const menu = page.getByRole('group', { name: 'Columns' });
  await columns.focus();
  await page.keyboard.press('Enter');
  await expect(menu).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(menu.getByRole('checkbox', { name: 'Status' })).toBeFocused();
  await page.keyboard.press('Space');
  await expect(board.table.getByRole('columnheader', { name: 'Status' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(columns).toBeFocused();

  await board.row('node-2').getByRole('link').focus();
  await page.keyboard.press('Enter');
  await expect(board.title).toHaveText('node-2');
  await page.getByRole('link', { name: /^Next member/ }).focus();
  await page.keyboard.press('Enter');
  await expect(board.title).toHaveText('node-3');
});

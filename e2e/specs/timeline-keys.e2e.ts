import {
  awaitKeyboard,
  expect,
  momentIn,
  openTimeline,
  pastTest as test,
  shownOn,
  stretchIn,
  stretchQuery,
} from '../fixtures.ts';

const HOUR_MS = 3_600_000;
test.use({ past: { members: 3, days: 4 }, beatMs: 2000 });

const DAY_MS = 24 * HOUR_MS;

/** Two days that are over, with the keys on the lanes. */
async function openByKeys(
  page: Parameters<typeof openTimeline>[0],
  rollcall: { cluster(name: string): Promise<{ snapshot: { observedAtMs: number } }> },
) {
  const { observedAtMs } = (await rollcall.cluster('prod')).snapshot;
  const before = { fromMs: observedAtMs - 3 * DAY_MS, toMs: observedAtMs - DAY_MS };
  const timeline = await openTimeline(page, stretchQuery(before));
  await expect(page.getByText('Reading the record…')).toBeHidden();
  await page.getByRole('button', { name: 'Table', exact: true }).focus();
  await timeline.lanes.focus();
  await page.keyboard.press('End');
  return { ...timeline, before };
}

/** The moment that is read, as it is written. */
const TIME = /\d\d:\d\d:\d\d UTC/;

test('go from change to change, in a lane and in all of them', async ({ page, rollcall }) => {
  const { reading } = await openByKeys(page, rollcall);
  await expect(reading).toContainText(/Verdict/);
  const read = async (): Promise<string> => (await reading.innerText()).match(TIME)?.[0] ?? '';
  const last = await read();
  for (let row = 0; row < 7; row += 1) await page.keyboard.press('ArrowDown');
  await expect(reading).toContainText('node-3');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(read).not.toBe(last);
  await page.keyboard.press('End');
  await expect.poll(read).toBe(last);
  const stops = new Set<string>();
  for (let step = 0; step < 6; step += 1) {
    await page.keyboard.press('p');
    stops.add(await read());
  }
  expect(stops.size).toBe(6);
  await expect(reading).toContainText('node-3');
  const there = await read();
  await page.keyboard.press('p');
  await page.keyboard.press('n');
  await expect.poll(read).toBe(there);
});

test('look closer and wider, and move', async ({ page, rollcall }) => {
  const { before } = await openByKeys(page, rollcall);
  await page.keyboard.press('Home');
  const length = async (): Promise<number> => {
    const { fromMs, toMs } = await shownOn(page);
    return toMs - fromMs;
  };
  await page.keyboard.press('+');
  await expect.poll(length).toBe(DAY_MS);
  await page.keyboard.press('-');
  await expect.poll(length).toBe(2 * DAY_MS);
  await page.goto(`/clusters/prod/timeline${stretchQuery(before)}`);
  await page.getByRole('application').focus();
  for (const [key, days] of [
    ['[', -1],
    [']', 0],
    ['Shift+ArrowRight', 1],
    ['Shift+ArrowLeft', 0],
  ] as const) {
    await page.keyboard.press(key);
    const expected = before.fromMs + days * DAY_MS;
    // At its ends the record is all that there is.
    await expect
      .poll(async () => Math.abs((await shownOn(page)).fromMs - expected), key)
      .toBeLessThan(HOUR_MS);
  }
});

test('choose a moment, mark, go there, and let go of one after the other', async ({ page, rollcall }) => {
  const { chosen, marked, reading } = await openByKeys(page, rollcall);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(chosen).toBeVisible();
  await page.keyboard.press('s');
  await expect(reading).toContainText('marking');
  await page.keyboard.press('Home');
  await page.keyboard.press('s');
  await expect(marked).toBeVisible();
  await expect(reading).not.toContainText('marking');
  await page.keyboard.press('z');
  const [from = '', to = ''] = (new URL(page.url()).searchParams.get('sel') ?? '').split('..');
  await expect.poll(() => stretchIn(page)).toEqual({ fromMs: Date.parse(from), toMs: Date.parse(to) });

  await page.keyboard.press('Escape');
  await expect(marked).toBeHidden();
  await expect(chosen).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(chosen).toBeHidden();
  expect(momentIn(page)).toBeNaN();
  await page.keyboard.press('Escape');
  await expect(reading).toContainText('Point at a lane');
});

test('open the member, and are all in the help', async ({ page, rollcall }) => {
  const { reading } = await openByKeys(page, rollcall);
  await awaitKeyboard(page);
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  const keys = help.getByRole('region', { name: 'Lanes of the timeline' });
  for (const words of ['Choose this moment', 'Begin to mark', 'Earlier', 'Closer', 'in any lane'])
    await expect(keys).toContainText(words);
  await page.keyboard.press('Escape');
  await page.getByRole('application').focus();
  for (let row = 0; row < 6; row += 1) await page.keyboard.press('ArrowDown');
  await expect(reading).toContainText('node-2');
  await page.keyboard.press('m');
  await expect(page).toHaveURL(/\/clusters\/prod\/members\/node-2$/);
});

import {
  type Stretch,
  countDrawn,
  expect,
  momentIn,
  openTimeline,
  pastTest as test,
  placeOn,
  recordRequests,
  stretchIn,
  stretchQuery,
} from '../fixtures.ts';

const HOUR_MS = 3_600_000;
test.use({ past: { members: 3, days: 4 }, beatMs: 2000 });

/** Twelve hours, a day ago. */
async function halfADay(rollcall: {
  cluster(name: string): Promise<{ snapshot: { observedAtMs: number } }>;
}): Promise<Stretch> {
  const { observedAtMs } = (await rollcall.cluster('prod')).snapshot;
  const fromMs = Math.round(observedAtMs - 40 * HOUR_MS);
  return { fromMs, toMs: fromMs + 12 * HOUR_MS };
}

const lengthOf = ({ fromMs, toMs }: Stretch): number => toMs - fromMs;

test('the wheel looks closer and wider at what is under the pointer', async ({ page, rollcall }) => {
  const before = await halfADay(rollcall);
  const { lanes } = await openTimeline(page, stretchQuery(before));
  const place = await placeOn(page, lanes);
  const { x, y } = place(0.25);
  await page.mouse.move(x, y);
  await page.mouse.wheel(0, -300);
  await expect.poll(() => lengthOf(stretchIn(page))).toBeLessThan(lengthOf(before) / 2);
  const closer = stretchIn(page);
  const under = (stretch: Stretch): number => stretch.fromMs + 0.25 * lengthOf(stretch);
  expect(Math.abs(under(closer) - under(before))).toBeLessThan(0.01 * lengthOf(before));
  await page.mouse.wheel(0, 300);
  await expect.poll(() => lengthOf(stretchIn(page))).toBeGreaterThan(0.95 * lengthOf(before));

  // Beside the line it is the page that the wheel is for.
  const url = page.url();
  await page.mouse.move(place(0).x - 60, y);
  await page.mouse.wheel(0, -300);
  await page.mouse.move(x, y);
  await expect(page).toHaveURL(url);
});

test('the wheel goes along sideways, and with Shift', async ({ page, rollcall }) => {
  const before = await halfADay(rollcall);
  const { lanes } = await openTimeline(page, stretchQuery(before));
  const { x, y } = (await placeOn(page, lanes))(0.5);
  await page.mouse.move(x, y);
  await page.mouse.wheel(200, 0);
  await expect.poll(() => stretchIn(page).fromMs).toBeGreaterThan(before.fromMs);
  const later = stretchIn(page);
  expect(Math.abs(lengthOf(later) - lengthOf(before))).toBeLessThan(2);
  await page.keyboard.down('Shift');
  await page.mouse.wheel(0, -400);
  await page.keyboard.up('Shift');
  await expect.poll(() => stretchIn(page).fromMs).toBeLessThan(before.fromMs);
});

test('dragging with Shift, with the middle button or by choice moves, without drawing anything anew', async ({
  page,
  rollcall,
}) => {
  const before = await halfADay(rollcall);
  const { lanes, members } = await openTimeline(page, stretchQuery(before));
  const place = await placeOn(page, lanes);
  const pull = async (button: 'left' | 'middle'): Promise<void> => {
    const [from, to] = [place(0.5), place(0.6)];
    await page.mouse.move(from.x, from.y);
    await page.mouse.down({ button });
    await page.mouse.move(to.x, to.y, { steps: 8 });
  };
  const shift = 0.1 * lengthOf(before);
  const expectMoved = async (times: number): Promise<void> => {
    await expect
      .poll(() => Math.abs(stretchIn(page).fromMs - (before.fromMs - times * shift)))
      .toBeLessThan(0.01 * lengthOf(before));
  };

  await page.keyboard.down('Shift');
  const [start, further] = [place(0.5), place(0.51)];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(further.x, further.y, { steps: 2 });
  const asked = recordRequests(page);
  const drawn = await countDrawn(lanes);
  const to = place(0.6);
  await page.mouse.move(to.x, to.y, { steps: 20 });
  expect(await drawn()).toBe(0);
  expect(asked.filter((path) => /trails|changes|events\?/.test(path))).toEqual([]);
  expect(stretchIn(page)).toEqual(before);
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await expectMoved(1);

  await pull('middle');
  await page.mouse.up({ button: 'middle' });
  await expectMoved(2);

  await members.getByRole('button', { name: 'Drag moves' }).click();
  await pull('left');
  await page.mouse.up();
  await expectMoved(3);
});

test('dragging marks a stretch of time, which can be gone to and let go', async ({ page, rollcall }) => {
  const before = await halfADay(rollcall);
  const { lanes, marked } = await openTimeline(page, stretchQuery(before));
  const place = await placeOn(page, lanes);
  const [from, to] = [place(0.75), place(0.5)];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
  await expect(marked).toContainText('3 h');
  const sel = new URL(page.url()).searchParams.get('sel') ?? '';
  const [fromMs = NaN, toMs = NaN] = sel.split('..').map(Date.parse);
  expect(Math.abs(fromMs - (before.fromMs + 6 * HOUR_MS))).toBeLessThan(0.01 * lengthOf(before));
  expect(Math.abs(toMs - (before.fromMs + 9 * HOUR_MS))).toBeLessThan(0.01 * lengthOf(before));

  await marked.getByRole('button', { name: 'Zoom to it' }).click();
  await expect.poll(() => stretchIn(page)).toEqual({ fromMs, toMs });
  await marked.getByRole('button', { name: 'Unmark' }).click();
  await expect(marked).toBeHidden();
  expect(new URL(page.url()).searchParams.has('sel')).toBe(false);
});

test('a press chooses the moment, of which the other pages then are', async ({ page, rollcall }) => {
  const before = await halfADay(rollcall);
  const { lanes, chosen } = await openTimeline(page, stretchQuery(before));
  const { x, y } = (await placeOn(page, lanes))(0.5);
  await page.mouse.click(x, y);
  await expect.poll(() => Math.abs(momentIn(page) - (before.fromMs + 6 * HOUR_MS))).toBeLessThan(10 * 60_000);
  const atMs = momentIn(page);
  await expect(lanes.getByRole('link', { name: 'node-1' })).toHaveAttribute(
    'href',
    /\/members\/node-1\?at=2/,
  );
  await chosen.getByRole('button', { name: 'Unset' }).click();
  await expect(chosen).toBeHidden();
  await page.mouse.click(x, y);
  await chosen.getByRole('link', { name: 'The cluster then' }).click();
  await expect(page).toHaveURL(/\/clusters\/prod\?at=/);
  expect(momentIn(page)).toBe(atMs);
});

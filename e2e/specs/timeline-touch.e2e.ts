import {
  type Stretch,
  expect,
  fingersOn,
  momentIn,
  openTimeline,
  pastTest as test,
  placeOn,
  scrollTopOf,
  stretchIn,
  stretchQuery,
  timelineOf,
} from '../fixtures.ts';

const HOUR_MS = 3_600_000;
test.use({
  past: { members: 30, days: 4 },
  plans: { prod: { members: 30, speed: 10 } },
  beatMs: 2000,
  hasTouch: true,
  viewport: { width: 390, height: 844 },
});

const lengthOf = ({ fromMs, toMs }: Stretch): number => toMs - fromMs;

/** Twelve hours, a day ago, with the lanes in sight. */
async function openHalfADay(
  page: Parameters<typeof openTimeline>[0],
  rollcall: { cluster(name: string): Promise<{ snapshot: { observedAtMs: number } }> },
) {
  const { observedAtMs } = (await rollcall.cluster('prod')).snapshot;
  const before = { fromMs: observedAtMs - 40 * HOUR_MS, toMs: observedAtMs - 28 * HOUR_MS };
  const { lanes } = await openTimeline(page, stretchQuery(before));
  await lanes.getByRole('link', { name: 'node-3', exact: true }).scrollIntoViewIfNeeded();
  return { before, lanes, place: await placeOn(page, lanes), fingers: await fingersOn(page) };
}

test('a tap chooses the moment', async ({ page, rollcall }) => {
  const { before, place } = await openHalfADay(page, rollcall);
  const { x, y } = place(0.5, 1);
  await page.touchscreen.tap(x, y);
  await expect.poll(() => Math.abs(momentIn(page) - (before.fromMs + 6 * HOUR_MS))).toBeLessThan(HOUR_MS / 4);
});

test('one finger moves', async ({ page, rollcall }) => {
  const { before, place, fingers } = await openHalfADay(page, rollcall);
  await fingers.down(place(0.6, 1));
  await fingers.move(place(0.2, 1));
  await fingers.up();
  const expected = before.fromMs + 0.4 * lengthOf(before);
  await expect.poll(() => Math.abs(stretchIn(page).fromMs - expected)).toBeLessThan(0.05 * lengthOf(before));
  expect(Math.abs(lengthOf(stretchIn(page)) - lengthOf(before))).toBeLessThan(2);
});

test('two fingers look closer', async ({ page, rollcall }) => {
  const { before, place, fingers } = await openHalfADay(page, rollcall);
  await fingers.down(place(0.4, 1), place(0.6, 1));
  await fingers.move(place(0.2, 1), place(0.8, 1));
  await fingers.up();
  await expect.poll(() => lengthOf(stretchIn(page))).toBeLessThan(0.5 * lengthOf(before));
  const closer = stretchIn(page);
  const middle = ({ fromMs, toMs }: Stretch): number => (fromMs + toMs) / 2;
  expect(Math.abs(middle(closer) - middle(before))).toBeLessThan(0.05 * lengthOf(before));
});

test('a finger that stays marks', async ({ page, rollcall }) => {
  const { before, place, fingers } = await openHalfADay(page, rollcall);
  const { marked } = timelineOf(page);
  await expect(async () => {
    await fingers.down(place(0.25, 1));
    // Nothing on the page says that a finger has stayed for long enough: the browser's own clock has to.
    await page.evaluate('new Promise((resolve) => setTimeout(resolve, 600))');
    await fingers.move(place(0.75, 1));
    await fingers.up();
    await expect(marked).toContainText('6 h', { timeout: 1000 });
  }).toPass();
  expect(stretchIn(page)).toEqual(before);
});

test('a finger that goes up and down scrolls', async ({ page, rollcall }) => {
  const { before, lanes, place, fingers } = await openHalfADay(page, rollcall);
  const was = await scrollTopOf(lanes);
  const { x, y } = place(0.5, 3);
  await fingers.down({ x, y });
  await fingers.move({ x, y: y - 150 });
  await fingers.up();
  await expect.poll(() => scrollTopOf(lanes)).toBeGreaterThan(was);
  expect(stretchIn(page)).toEqual(before);
  expect(momentIn(page)).toBeNaN();
});

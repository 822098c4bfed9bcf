import {
  diskTest as test,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  whyNoSmallDisk,
} from '../fixtures.ts';

const missing = await whyNoSmallDisk();
test.skip(missing !== undefined, missing);

/** A recorder that failed tries again in its own time. */
const RESUMED = { timeout: 60_000 };

test('a full disk is told on the board, which stays live', async ({ board, page, disk, sim }) => {
  test.setTimeout(180_000);
  const note = page.getByRole('region', { name: 'Recording' });
  let told = 0;
  /** Has something to record. */
  const change = async (): Promise<void> => {
    told += 1;
    await sim.control.setDescription('node-1', `v${told}`);
  };
  await board.open('/clusters/prod');
  await expect(page.getByRole('region', { name: 'Activity' })).toContainText('Recorded since');
  await expect(note).toBeHidden();

  await disk.fill();
  await expect(async () => {
    await change();
    await expect(note).toBeVisible({ timeout: 2000 });
  }).toPass(RESUMED);
  await expect(note).toContainText(/History is not being recorded since \d\d:\d\d:\d\d UTC: .*\bfull\b/);
  await expect(board.header).toContainText(/live · \d s ago/);
  await change();
  await expect(board.activity).toContainText(`→ v${told}`);
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, `not recording, ${colorScheme}`);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page, 'not recording');
  await page.goto('/clusters/prod/members/node-1');
  await expect(note).toBeVisible();

  await disk.free();
  await expect(note).toBeHidden(RESUMED);
});

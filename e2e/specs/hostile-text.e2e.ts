import type { Board } from '../fixtures.ts';
import { expect, expectAccessible, expectInside, expectNoSidewaysScroll, test } from '../fixtures.ts';

const MARKUP = '<img src=x onerror=alert(1)><script>alert(2)</script>';
const BACKWARDS = 'node\u202Eenilffo\u202C-rtl';
const LONG_NAME = `n-${'x'.repeat(250)}`;
const EMOJI = '👩‍👩‍👧‍👦 ٣ 文字 🏴󠁧󠁢󠁳󠁣󠁴󠁿';
const LONG = 'endless'.repeat(1500);
const LINES = 'first line\r\n\n\n\tthird\u2028line\u0000\u001b[31mred';

test.use({ plans: { prod: { speed: 10, memberNames: [MARKUP, BACKWARDS, LONG_NAME, EMOJI] } } });

/** What came from the cluster is text and nothing else, and stays where it belongs. */
async function expectOnlyText({ page }: Board, state: string): Promise<void> {
  await expect(page.locator('img, iframe, script:not([src]), [onerror]')).toHaveCount(0);
  await expectNoSidewaysScroll(page, state);
}

test('names and texts of a cluster are text and nothing else', async ({ board, sim }) => {
  const { page } = board;
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  for (const [member, text] of [
    [MARKUP, LONG],
    [BACKWARDS, MARKUP],
    [LONG_NAME, LINES],
    [EMOJI, `${BACKWARDS}\u2067${LONG}`],
  ] as const) {
    await sim.control.setDescription(member, text);
    await sim.control.setFailureDomain(member, text);
    await sim.control.setGroups(member, [text]);
    await sim.control.setGroupDescription(text, text);
  }

  await board.open(
    '/clusters/prod?columns=name,status,seen,database,roles,failure-domain,groups,version,architecture,description,url',
  );
  await expect(board.row(MARKUP)).toContainText(MARKUP);
  await expect(board.row(BACKWARDS)).toContainText(BACKWARDS);
  await expect(board.row(EMOJI)).toContainText(EMOJI);
  await expect(board.row(BACKWARDS).getByRole('cell').nth(8)).toHaveText(MARKUP);
  await expectOnlyText(board, 'all columns');
  for (const row of await board.rows.all()) {
    const box = await row.boundingBox();
    expect(box?.height, 'a row keeps to its one line').toBeLessThan(60);
    await expectInside(row.getByRole('cell'), row);
  }
  await expectInside(board.voters.getByRole('link'), board.voters);
  await expectAccessible(page, 'hostile text');

  await sim.control.kill(LONG_NAME);
  await expect(board.title).toContainText('xxx');
  await expect(board.activity).toContainText('stopped answering us');
  await expectInside(board.title, board.verdict);
  await expectOnlyText(board, 'a name without end in the verdict');
  await page.setViewportSize({ width: 390, height: 844 });
  await expectOnlyText(board, 'the same on a telephone');

  for (const [member, text] of [
    [MARKUP, LONG],
    [BACKWARDS, MARKUP],
    [EMOJI, LONG],
  ] as const) {
    await page.goto(`/clusters/prod/members/${encodeURIComponent(member)}`);
    await expect(board.title).toHaveText(member);
    const facts = page.getByRole('region', { name: 'Facts' });
    await expect(facts).toContainText(text);
    await expectInside(facts.getByRole('definition'), facts);
    await expectOnlyText(board, `the page of ${member}`);
  }
  await expectAccessible(page, 'the page of a member with hostile text');
  expect(dialogs).toEqual([]);
});

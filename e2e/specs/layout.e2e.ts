import type { Board, Sim } from '../fixtures.ts';
import { expect, expectAccessible, expectApart, expectNoSidewaysScroll, test } from '../fixtures.ts';

// A trace would copy the page at each of hundreds of looks; what fails here says all in its message.
test.use({ trace: 'off' });

const VIEWPORTS = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
  { width: 1920, height: 1080 },
];
const COLOURS = ['dark', 'light'] as const;

/** The page as it is, in every width and colour. Every pair of them is examined by axe either well or broken, which is
 *  what takes time. */
async function expectWellLaidOut({ page, title, tools }: Board, state: 'well' | 'broken'): Promise<void> {
  for (const [index, viewport] of VIEWPORTS.entries()) {
    await page.setViewportSize(viewport);
    for (const colorScheme of COLOURS) {
      await page.emulateMedia({ colorScheme });
      const seen = `${state}, ${colorScheme}, ${viewport.width} wide`;
      await expect(title, seen).toBeInViewport();
      await expectNoSidewaysScroll(page, seen);
      await expectApart(tools.or(page.getByRole('banner').getByRole('link')), seen);
      const examined = (index % 2 === 0) === (state === 'well') ? 'dark' : 'light';
      if (colorScheme === examined) await expectAccessible(page, seen);
    }
  }
}

/** One of each trouble, as far as there are members. */
async function breakSome({ control }: Sim): Promise<void> {
  const [first, second, third, fourth, fifth] = (await control.members()).toReversed();
  if (first !== undefined) await control.freeze(first.name);
  if (third === undefined) return;
  if (second !== undefined && fourth !== undefined) await control.kill(second.name);
  await control.block(third.name);
  if (fifth !== undefined) await control.evacuate(fifth.name);
}

for (const members of [1, 3, 12, 60]) {
  test.describe(`${members} members`, () => {
    test.use({ plans: { prod: { members, speed: 10, failureDomains: 3 } } });

    test('fit every screen, well and broken', async ({ board, sim }) => {
      await board.open();
      await expect(board.page).toHaveTitle(/OK/);
      await expectWellLaidOut(board, 'well');
      await breakSome(sim);
      await expect(board.page).toHaveTitle(members === 1 ? /Unknown/ : /Degraded/);
      await expect(board.row(`node-${members}`)).toContainText('no answer');
      await expectWellLaidOut(board, 'broken');
    });
  });
}

test('nothing moves where motion is not wanted', async ({ board, page, sim }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await board.open();
  await sim.control.evacuate('node-3');
  await expect(board.lxdSays('node-3')).toContainText('Evacuated');
  await expect(board.row('node-3')).toHaveCSS('animation-name', 'none');
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await sim.control.restore('node-3');
  await expect(board.lxdSays('node-3')).toContainText('Online');
  // What is tested above would be seen otherwise.
  await expect(board.row('node-3')).not.toHaveCSS('animation-name', 'none');
});

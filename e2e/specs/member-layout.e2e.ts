import { expect, expectAccessible, expectApart, expectNoSidewaysScroll, test } from '../fixtures.ts';

// A trace would copy the page at each of many looks; what fails here says all in its message.
test.use({ trace: 'off', certificate: 'admin', plans: { prod: { members: 3, speed: 10, instances: 200 } } });

const VIEWPORTS = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
  { width: 1920, height: 1080 },
];
const COLOURS = ['dark', 'light'] as const;

/** By their address, with something that is there once the tab has its contents. */
const TABS = [
  ['', 'canvas'],
  ['/hardware', 'text=Network cards'],
  ['/instances', '[role=rowheader]'],
  ['/storage', 'text=Space'],
  ['/events', 'text=/(Watching|Recorded) since/'],
  ['/raw', 'pre'],
] as const;

for (const [tab, contents] of TABS) {
  test(`the tab ${tab || 'overview'} fits every screen, well and broken`, async ({ board, page, sim }) => {
    await page.goto(`/clusters/prod/members/node-3${tab}`);
    for (const state of ['well', 'broken'] as const) {
      if (state === 'broken') {
        await sim.control.freeze('node-3');
        await expect(board.verdict).toContainText('node-3 has been offline');
      }
      await expect(page.locator(contents).first()).toBeVisible();
      for (const [index, viewport] of VIEWPORTS.entries()) {
        await page.setViewportSize(viewport);
        for (const colorScheme of COLOURS) {
          await page.emulateMedia({ colorScheme });
          const seen = `${tab} ${state}, ${colorScheme}, ${viewport.width} wide`;
          await expect(board.title, seen).toBeInViewport();
          await expectNoSidewaysScroll(page, seen);
          await expectApart(board.verdict.getByRole('button').or(board.verdict.getByRole('link')), seen);
          const examined = (index % 2 === 0) === (state === 'well') ? 'dark' : 'light';
          if (colorScheme === examined) await expectAccessible(page, seen);
        }
      }
    }
  });
}

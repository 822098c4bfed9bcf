import type { Locator, Page } from '@playwright/test';
import { expect, expectInside, test } from '../fixtures.ts';
import { memberRow, offline, online, serveBoards } from '../fixtures/made-boards.ts';
import { SCREENS, cutOff, expectNothingBeyond, expectWhole, wallOf } from '../fixtures/wall.ts';

// Every look would copy thousands of elements.
test.use({ trace: 'off' });

const PHONE = { width: 390, height: 844 };
const UPRIGHT = { width: 1080, height: 1920 };
const DAY_MS = 86_400_000;

const HEBREW = ['שרת-ייצור-2', 'שרת-ייצור-7'];
const turnedRow = (broken: number) =>
  memberRow(12, (each, number) => {
    const name = HEBREW[number - 1] ?? each;
    return number <= broken ? offline(name) : online(name);
  });
const brokenRow = (count: number, broken: readonly number[], prefix = 'node-', forMs?: number) =>
  memberRow(count, (_name, number) => {
    const name = `${prefix}${number}`;
    return broken.includes(number) ? offline(name, forMs) : online(name);
  });

/** Where the letters of a text begin. */
const inkLeft = (text: Locator): Promise<number> =>
  text.evaluate(
    (element: {
      ownerDocument: {
        createRange(): {
          selectNodeContents(of: unknown): void;
          getBoundingClientRect(): { left: number };
        };
      };
    }) => {
      const range = element.ownerDocument.createRange();
      range.selectNodeContents(element);
      return range.getBoundingClientRect().left;
    },
  );

async function resize(page: Page, screen: { width: number; height: number }, scale = 1): Promise<void> {
  await page.setViewportSize(screen);
  const unitPx = Math.ceil((screen.height / 45) * scale);
  await expect(page.getByRole('main')).toHaveCSS('font-size', `${unitPx}px`);
}

/** How many are spoken for by the words about those there is no room for. */
const restIn = (words: string): number => Number(/(?:and |\+)(\d+)( more|$)/.exec(words)?.[1] ?? 0);

test('names from right to left turn round neither a sentence nor a list', async ({ page }) => {
  const boards = await serveBoards([
    { key: 'alpha', members: turnedRow(2) },
    { key: 'beta', members: turnedRow(2) },
  ]);
  const { title, named } = wallOf(page);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.goto(`${boards.url}/wall?shift=off`);
  const panel = page.getByRole('complementary').locator('p');
  for (const sentence of [title, panel]) {
    await expect(sentence).toContainText(`${HEBREW.join(' and ')} have been offline for 4 min.`);
    await expect(sentence.locator('bdi')).toHaveText(HEBREW);
    expect(await inkLeft(sentence.locator('bdi').first())).toBeCloseTo(await inkLeft(sentence), 0);
  }
  // Both of a line: the first is before the second.
  const [first, second] = [title.locator('bdi').first(), title.locator('bdi').last()];
  expect(await inkLeft(first)).toBeLessThan(await inkLeft(second));

  boards.show([{ key: 'alpha', members: turnedRow(1) }]);
  await page.goto(`${boards.url}/wall/alpha?shift=off&scale=1.5`);
  await resize(page, UPRIGHT, 1.5);
  await expect(named).toHaveText(/Offline 4 min$/);
  const [name, words] = [named.locator('bdi').first(), named.locator('bdi').last()];
  expect(await inkLeft(name)).toBeCloseTo(await inkLeft(words), 0);
  await boards.close();
});

test('whoever is in trouble is named or counted, however large the letters', async ({ page }) => {
  const broken = [2, 3, 7, 10, 12, 17, 22, 24, 27];
  const long = brokenRow(30, broken, 'hypervisor-rack-production-frankfurt-', 4 * DAY_MS);
  const boards = await serveBoards([{ key: 'prod', members: long }]);
  const { title, verdict, named } = wallOf(page);
  for (const scale of [1, 1.5, 2, 3]) {
    await page.goto(`${boards.url}/wall?shift=off&scale=${scale}`);
    await expect(title).toContainText('7 others have been offline for 4 d');
    for (const screen of [UPRIGHT, PHONE]) {
      const state = `${screen.width} wide, scale ${scale}`;
      await resize(page, screen, scale);
      await expectWhole(page, screen, state);
      await expectInside(verdict.locator('time'), verdict);
      const listed = await named.getByRole('listitem').allInnerTexts();
      const names = listed.filter((words) => words.includes('…'));
      expect(names.length, state).toBeGreaterThan(0);
      expect(names.length + restIn(listed.at(-1) ?? ''), `${state}: ${listed.join(' | ')}`).toBe(9);
    }
  }
  await boards.close();
});

const LONG = 'kubernetes-production-frankfurt-';
const ENDS = ['alpha', 'beta', 'gamma', 'delta'];

/** All of them but those that are counted, each told apart by how its name ends. */
async function expectToldApart(names: readonly string[], rest: number, state: string): Promise<void> {
  expect(names.length + rest, `${state}: ${names.join(' | ')}`).toBe(ENDS.length);
  for (const name of names) {
    expect(
      ENDS.some((end) => name.endsWith(end.slice(-2))),
      `${state}: ${name}`,
    ).toBe(true);
  }
}

test('clusters with long names are told apart, and counted where there is no room', async ({ page }) => {
  const boards = await serveBoards(
    ENDS.map((end, index) => ({ key: `${LONG}${end}`, members: brokenRow(60, index < 2 ? [2, 7, 9] : []) })),
  );
  const others = page.getByRole('complementary', { name: 'Other clusters' });
  const strip = page.getByRole('list', { name: 'Clusters' });
  for (const scale of [1, 3]) {
    // Nobody reads a telephone from fifteen metres.
    const screens = scale === 1 ? [...SCREENS, PHONE] : SCREENS;
    await page.goto(`${boards.url}/wall?shift=off&scale=${scale}`);
    await expect(others).toBeVisible();
    for (const screen of screens) {
      const state = `${screen.width} wide, scale ${scale}`;
      await resize(page, screen, scale);
      await expectWhole(page, screen, state);
      await expect.poll(() => cutOff(others.locator('h2, p, li, header')), state).toEqual([]);
      await expectNothingBeyond(others.getByRole('list'), state);
      const names = await others.getByRole('heading').allInnerTexts();
      expect(names.length, state).toBeGreaterThan(0);
      const last = await others.getByRole('listitem').last().innerText();
      // The worst has the board.
      await expectToldApart([`${LONG}alpha`, ...names], restIn(last), state);
    }
    await page.goto(`${boards.url}/wall?shift=off&rotate=5m&scale=${scale}`);
    await expect(strip).toBeVisible();
    for (const screen of screens) {
      const state = `in turns, ${screen.width} wide, scale ${scale}`;
      await resize(page, screen, scale);
      await expectWhole(page, screen, state);
      await expectInside(strip.getByRole('listitem'), strip);
      await expectNothingBeyond(strip, state);
      await expectToldApart(
        await strip.locator('bdi').allInnerTexts(),
        restIn(await strip.getByRole('listitem').last().innerText()),
        state,
      );
    }
  }
  await boards.close();
});

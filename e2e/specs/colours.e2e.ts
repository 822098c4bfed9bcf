import type { Locator, Page } from '@playwright/test';
import { type Board, type Rollcall, type Sim, expect, expectAccessible, test } from '../fixtures.ts';
import {
  type Drawn,
  EYES,
  contrast,
  drawnIn,
  eyesOf,
  formsDiffer,
  lightness,
  pairs,
  textsOf,
} from '../fixtures/sight.ts';
import { expectWhole, wallOf } from '../fixtures/wall.ts';

/** L*: so much lighter is each than the next, for any eyes. */
const APART = 5;
/** The ground of the worst, than any other ground. */
const GROUND_APART = 12;
/** Of the pixels of two forms. */
const FORM_APART = 0.3;

const WIDE = { width: 1920, height: 1080 };

// Pictures of whole screens take their time.
test.describe.configure({ timeout: 120_000 });

// Every look would copy thousands of elements.
test.use({
  trace: 'off',
  viewport: WIDE,
  // What has just changed is marked by a motion, of which a picture would show any moment.
  contextOptions: { reducedMotion: 'reduce' },
  plans: {
    calm: { members: 3, speed: 10 },
    lost: { members: 3, speed: 10 },
    prod: { members: 5, speed: 10 },
    silent: { members: 3, speed: 10 },
  },
});

/** A cluster of each level, and in prod a member of each status. */
async function breakEach(clusters: ReadonlyMap<string, Sim>, rollcall: Rollcall): Promise<void> {
  // Of a cluster that nobody has seen yet, nothing but that is known.
  for (const name of clusters.keys()) {
    await expect.poll(async () => (await rollcall.cluster(name)).snapshot.members.length).not.toBe(0);
  }
  const prod = clusters.get('prod')?.control;
  await prod?.kill('node-5');
  await prod?.evacuate('node-4');
  await prod?.block('node-3');
  await clusters.get('lost')?.control.loseQuorum();
  const silent = clusters.get('silent')?.control;
  for (const { name } of (await silent?.members()) ?? []) await silent?.kill(name);
}

const shapeIn = (place: Locator): Locator => place.locator('svg').first();

/** By name, the member of each status in prod. */
const MEMBERS = { online: 'node-1', attention: 'node-3', evacuated: 'node-4', offline: 'node-5' } as const;

/** Shapes that stand on several pages, and the name of the page with them. */
type Scene = { address: string; ready(): Promise<void>; shapes: Record<string, Locator> };

/** The wall of prod shows what has been done to it, as it is now. */
async function expectEachStatus(page: Page): Promise<void> {
  const { tiles } = wallOf(page);
  await expect(tiles.filter({ hasText: MEMBERS.offline })).toContainText(/Offline.*no answer/);
  await expect(tiles.filter({ hasText: MEMBERS.evacuated })).toContainText('Evacuated');
  await expect(tiles.filter({ hasText: MEMBERS.attention })).toContainText('Blocked');
  await expect(page.locator('[data-stale]')).toHaveCount(0);
  // Whoever is slow to answer counts as silent.
  await expect(tiles.filter({ hasText: 'no answer' })).toHaveCount(1);
}

function wallScenes(page: Page): Scene[] {
  const { tiles, verdict } = wallOf(page);
  const tile = (name: string): Locator => shapeIn(tiles.filter({ hasText: name }));
  return [
    {
      address: '/wall/prod',
      ready: () => expectEachStatus(page),
      shapes: {
        online: tile(MEMBERS.online),
        attention: tile(MEMBERS.attention),
        evacuated: tile(MEMBERS.evacuated),
        offline: tile(MEMBERS.offline),
      },
    },
    {
      address: '/wall/silent',
      async ready() {
        await expect(verdict).toContainText('No fresh data');
        // The last list counts for some beats more.
        await expect(tiles.filter({ hasText: 'node-1' })).toContainText('was Online');
      },
      shapes: { unknown: tile('node-1') },
    },
  ];
}

function tableScenes({ page, lxdSays }: Board): Scene[] {
  return [
    {
      address: '/clusters/prod',
      async ready() {
        await expect(lxdSays(MEMBERS.offline)).toContainText('Offline');
        await expect(lxdSays(MEMBERS.evacuated)).toContainText('Evacuated');
        await expect(lxdSays(MEMBERS.attention)).toContainText('Blocked');
        await expect(page).toHaveTitle(/Degraded/);
      },
      shapes: {
        online: shapeIn(lxdSays(MEMBERS.online)),
        attention: shapeIn(lxdSays(MEMBERS.attention)),
        evacuated: shapeIn(lxdSays(MEMBERS.evacuated)),
        offline: shapeIn(lxdSays(MEMBERS.offline)),
      },
    },
    {
      address: '/clusters/silent',
      ready: () => expect(page).toHaveTitle(/Unknown/),
      shapes: { unknown: shapeIn(lxdSays('node-1')) },
    },
  ];
}

/** The least difference in lightness between two of these. */
const leastApart = (drawn: ReadonlyMap<string, Drawn>, of: 'ground' | 'mark'): number =>
  Math.min(...pairs(drawn).map(({ a, b }) => Math.abs(lightness(a[of]) - lightness(b[of]))));

function expectMarksApart(drawn: ReadonlyMap<string, Drawn>, where: string): void {
  for (const { names, a, b } of pairs(drawn)) {
    const apart = Math.abs(lightness(a.mark) - lightness(b.mark));
    expect(apart, `${names}, ${where}: ${a.mark.join()} and ${b.mark.join()}`).toBeGreaterThanOrEqual(APART);
  }
  for (const [name, { mark, ground }] of drawn) {
    expect(contrast(mark, ground), `${name} on its ground, ${where}`).toBeGreaterThanOrEqual(3);
  }
}

function expectFormsApart(drawn: ReadonlyMap<string, Drawn>, where: string): void {
  for (const { names, a, b } of pairs(drawn)) {
    expect(formsDiffer(a.form, b.form), `forms of ${names}, ${where}`).toBeGreaterThanOrEqual(FORM_APART);
  }
}

for (const theme of ['dark', 'light'] as const) {
  test(`each status differs by lightness and form, for any eyes: ${theme}`, async ({
    board,
    clusters,
    page,
    rollcall,
  }) => {
    await breakEach(clusters, rollcall);
    await page.emulateMedia({ colorScheme: theme });
    const see = await eyesOf(page);
    for (const [where, scenes, query] of [
      ['on a wall', wallScenes(page), `?theme=${theme}`],
      ['in a table', tableScenes(board), ''],
    ] as const) {
      const seen = new Map(EYES.map((eyes) => [eyes, new Map<string, Drawn>()]));
      for (const { address, ready, shapes } of scenes) {
        await page.goto(`${address}${query}`);
        for (const eyes of EYES) {
          await see(eyes);
          for (const [name, drawn] of await drawnIn(page, shapes, ready)) seen.get(eyes)?.set(name, drawn);
        }
        await see('none');
      }
      for (const [eyes, drawn] of seen) {
        expect([...drawn.keys()]).toHaveLength(5);
        expectMarksApart(drawn, `${where}, ${theme}, ${eyes}`);
        expectFormsApart(drawn, `${where}, ${theme}, ${eyes}`);
      }
      // It is another picture that these eyes see: none of its colours is left to those who see none.
      const grey = seen.get('achromatopsia')?.get('offline')?.mark ?? [0, 1, 2];
      expect(Math.max(...grey) - Math.min(...grey)).toBeLessThanOrEqual(2);
    }
  });

  test(`the ground of the worst stands out for any eyes: ${theme}`, async ({ clusters, page, rollcall }) => {
    await breakEach(clusters, rollcall);
    const see = await eyesOf(page);
    const { tiles, verdict } = wallOf(page);
    const others = page.getByRole('complementary', { name: 'Other clusters' });
    await page.goto(`/wall/prod?theme=${theme}`);
    const places = Object.fromEntries(
      Object.entries(MEMBERS).map(([status, name]) => [status, tiles.filter({ hasText: name })]),
    );
    for (const eyes of EYES) {
      await see(eyes);
      const drawn = await drawnIn(page, places, () => expectEachStatus(page), groundOf);
      expectGround(drawn, 'offline', `${theme}, ${eyes}`);
    }
    await see('none');
    await page.goto(`/wall?theme=${theme}`);
    const ready = async (): Promise<void> => {
      await expect(verdict).toContainText('Critical');
      await expect(others.getByRole('region', { name: 'prod' })).toContainText('Degraded');
      await expect(others.getByRole('region', { name: 'calm' })).toContainText('OK');
      await expect(others.getByRole('region', { name: 'silent' })).toContainText('Unknown');
    };
    const clusterPlaces = {
      critical: verdict,
      degraded: others.getByRole('region', { name: 'prod' }),
      ok: others.getByRole('region', { name: 'calm' }),
      unknown: others.getByRole('region', { name: 'silent' }),
    };
    for (const eyes of EYES) {
      await see(eyes);
      const drawn = await drawnIn(page, clusterPlaces, ready, groundOf);
      expectGround(drawn, 'critical', `${theme}, ${eyes}`);
    }
    const levels = Object.fromEntries(
      Object.entries(clusterPlaces).map(([level, place]) => [level, shapeIn(place)]),
    );
    for (const eyes of EYES) {
      await see(eyes);
      expectMarksApart(await drawnIn(page, levels, ready), `levels, ${theme}, ${eyes}`);
    }
  });
}

/** A tile has figures on it, which go on while its ground stays. */
const groundOf = ({ ground }: Drawn) => ground;

function expectGround(drawn: ReadonlyMap<string, Drawn>, worst: string, where: string): void {
  const strongest = drawn.get(worst)?.ground ?? [0, 0, 0];
  for (const [name, { ground }] of drawn) {
    if (name === worst) continue;
    const apart = Math.abs(lightness(strongest) - lightness(ground));
    expect(apart, `the grounds of ${worst} and ${name}, ${where}`).toBeGreaterThanOrEqual(GROUND_APART);
  }
}

test('two that are made alike are found to be alike', async ({ board, clusters, page, rollcall }) => {
  await breakEach(clusters, rollcall);
  await page.emulateMedia({ colorScheme: 'dark' });
  const [prod] = tableScenes(board);
  if (prod === undefined) throw new Error('no scene');
  await page.goto(prod.address);
  expect(leastApart(await drawnIn(page, prod.shapes, prod.ready), 'mark')).toBeGreaterThanOrEqual(APART);
  await page
    .locator('html')
    .evaluate((root: { style: { setProperty(name: string, value: string): void } }) =>
      root.style.setProperty('--color-attention-mark', 'var(--color-evacuated-mark)'),
    );
  expect(leastApart(await drawnIn(page, prod.shapes, prod.ready), 'mark')).toBeLessThan(1);
});

/** WCAG's level AAA. */
const HIGH_CONTRAST = 7;

for (const theme of ['dark', 'light'] as const) {
  test(`high contrast is 7:1 on plain grounds, for a wall from its address: ${theme}`, async ({
    clusters,
    page,
    rollcall,
  }) => {
    await breakEach(clusters, rollcall);
    const { tiles, verdict } = wallOf(page);
    for (const [address, ready] of [
      ['/wall/prod', () => expectEachStatus(page)],
      ['/wall', () => expect(verdict).toContainText('Critical')],
    ] as const) {
      await page.goto(`${address}?theme=${theme}&contrast=high`);
      await expectHighContrast(page, ready, `${address}, ${theme}`);
      await expectAccessible(page, `${address}, ${theme}, high contrast`);
    }
    await page.goto(`/wall/prod?theme=${theme}&contrast=high`);
    await expect(tiles.first()).toHaveCSS('border-top-width', '2px');
    await expectWhole(page, WIDE, `high contrast, ${theme}`);
    // What it is without.
    await page.goto(`/wall/prod?theme=${theme}`);
    const usual = (await textsOf(page, () => expectEachStatus(page))).map(({ ground, ink }) =>
      contrast(ground, ink),
    );
    expect(Math.min(...usual)).toBeLessThan(HIGH_CONTRAST);
  });

  test(`high contrast is that of the system on all pages: ${theme}`, async ({
    board,
    clusters,
    page,
    rollcall,
  }) => {
    await breakEach(clusters, rollcall);
    await page.emulateMedia({ colorScheme: theme, contrast: 'more' });
    for (const address of [
      '/clusters/prod',
      '/clusters/prod/members/node-5',
      '/clusters/prod/timeline',
      '/',
    ]) {
      await page.goto(address);
      const ready = async (): Promise<void> => {
        await expect(board.title).toBeVisible();
        await expect(page.getByText(/Offline|need a look/).first()).toBeVisible();
      };
      await expectHighContrast(page, ready, `${address}, ${theme}`);
    }
    await page.goto('/clusters/prod');
    await expect(board.verdict).toHaveCSS('border-top-width', '2px');
    await expectAccessible(page, `high contrast, ${theme}`);
  });
}

async function expectHighContrast(page: Page, ready: () => Promise<void>, where: string): Promise<void> {
  const texts = await textsOf(page, ready);
  expect(texts.length, where).toBeGreaterThan(10);
  const weak = texts
    .map(({ words, ground, ink }) => ({ words, ground, ink, contrast: contrast(ground, ink) }))
    .filter((text) => text.contrast < HIGH_CONTRAST);
  expect(weak, `less than 7:1 at ${where}`).toEqual([]);
}

test('forms and borders are left where the system takes the colours away', async ({
  board,
  clusters,
  page,
  rollcall,
}) => {
  await breakEach(clusters, rollcall);
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, forcedColors: 'active' });
    for (const [where, scenes] of [
      ['on a wall', wallScenes(page)],
      ['in a table', tableScenes(board)],
    ] as const) {
      const seen = new Map<string, Drawn>();
      for (const { address, ready, shapes } of scenes) {
        await page.goto(address);
        for (const [name, drawn] of await drawnIn(page, shapes, ready)) seen.set(name, drawn);
      }
      expectFormsApart(seen, `${where}, ${colorScheme}`);
      for (const [name, { ground, mark }] of seen) {
        expect(contrast(ground, mark), `${name}, ${where}, ${colorScheme}`).toBeGreaterThanOrEqual(7);
      }
    }
    await page.goto('/wall/prod');
    const { tiles, drain } = wallOf(page);
    const tile = await drawnIn(
      page,
      {
        offline: tiles.filter({ hasText: MEMBERS.offline }),
        online: tiles.filter({ hasText: MEMBERS.online }),
      },
      () => expectEachStatus(page),
      groundOf,
    );
    // The worst is the page turned inside out; the others are told from the page by their borders.
    expect(leastApart(tile, 'ground')).toBeGreaterThan(80);
    await expect(tiles.first()).toHaveCSS('border-top-style', 'solid');
    await expect(drain).toBeVisible();
    await page.goto('/clusters/prod');
    await expect(board.verdict).toHaveCSS('border-top-style', 'solid');
    const bar = board.cell('node-1', 'Memory').locator('[aria-hidden]').first();
    const meter = await drawnIn(page, { bar }, () => expect(bar).toBeVisible());
    expect(leastContrast(meter), `a bar, ${colorScheme}`).toBeGreaterThanOrEqual(1.5);
  }
});

const leastContrast = (drawn: ReadonlyMap<string, Drawn>): number =>
  Math.min(...[...drawn.values()].map(({ ground, mark }) => contrast(ground, mark)));

/** Whether the lanes of 60 members over 30 days keep up with the hand that moves them. */
import type { Browser, Page } from 'playwright';
import { writePast } from '../e2e/fixtures/past.ts';
import { newVisitor, startBrowser } from './actors/browser.ts';
import { startRollcall } from './actors/rollcall.ts';
import { startSimulated } from './actors/upstream.ts';
import { runBenchmark } from './harness/command.ts';
import { figure, percent } from './harness/format.ts';
import { frameFigures } from './harness/frames.ts';
import type { Findings } from './harness/report.ts';
import { inTurns } from './harness/rounds.ts';
import { type FrameFindings, recordFrames } from './page/frames.ts';

/** Of which half is in view, so that there is somewhere to go. */
const PAST = { members: 60, days: 60 };
const FOR_MS = 6000;
/** One way of a movement, in steps of which each is an event of its own. */
const WAY = { px: 500, steps: 60 };
const WHEEL = { px: 120, turns: 6 };

type Hand = (page: Page, middle: { x: number; y: number }) => Promise<void>;

/** There and back again, without letting go. */
const pan: Hand = async (page, { x, y }) => {
  await page.mouse.move(x, y);
  await page.mouse.down({ button: 'middle' });
  await page.mouse.move(x + WAY.px, y, { steps: WAY.steps });
  await page.mouse.move(x, y, { steps: WAY.steps });
  await page.mouse.up({ button: 'middle' });
};

/** Closer and wider again. */
const zoom: Hand = async (page, { x, y }) => {
  await page.mouse.move(x, y);
  for (const direction of [-1, 1])
    for (let turn = 0; turn < WHEEL.turns; turn += 1) await page.mouse.wheel(0, direction * WHEEL.px);
};

async function framesDuring(browser: Browser, url: string, hand: Hand): Promise<FrameFindings> {
  const visitor = await newVisitor(browser);
  const page = await visitor.newPage();
  await page.goto(url);
  const lanes = page.getByRole('application');
  await lanes.getByRole('link', { name: 'node-1', exact: true }).waitFor();
  await page.getByText('Reading the record…').waitFor({ state: 'hidden' });
  const box = await lanes.boundingBox();
  if (box === null) throw new Error(`${url} has no lanes`);
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const recording = page.evaluate(recordFrames, FOR_MS);
  const untilMs = performance.now() + FOR_MS;
  while (performance.now() < untilMs) await hand(page, middle);
  const findings = await recording;
  await visitor.close();
  return findings;
}

function rowOf(name: string, samples: readonly FrameFindings[]): string[] {
  const frames = samples.flatMap((sample) => sample.frames);
  const { p50, p95, max, dropped } = frameFigures(frames);
  const longTasks = samples.flatMap((sample) => sample.longTasks);
  const seconds = frames.reduce((sum, ms) => sum + ms, 0) / 1000;
  return [
    name,
    figure(frames.length / seconds),
    figure(p50),
    figure(p95),
    figure(max),
    percent(dropped),
    figure(longTasks.length / samples.length),
    longTasks.length === 0 ? '–' : figure(Math.max(...longTasks)),
  ];
}

await runBenchmark({
  name: 'timeline',
  summary: `Frames while the lanes of ${PAST.members} members over 30 days are moved for ${FOR_MS / 1000} s.`,
  rounds: 2,
  async measure({ rounds }, scope, progress): Promise<Findings> {
    const rollcall = await startRollcall(scope, await startSimulated(scope, PAST.members), {
      prepare: (dataDir, cluster) => writePast(dataDir, PAST, Date.now(), cluster),
    });
    const browser = await startBrowser(scope);
    const url = `${rollcall.url}/clusters/${rollcall.key}/timeline?range=30d`;
    const samples = await inTurns(
      [
        { name: 'moved', measure: () => framesDuring(browser, url, pan) },
        { name: 'closer and wider', measure: () => framesDuring(browser, url, zoom) },
      ],
      rounds,
      progress,
    );
    return {
      tables: [
        {
          title: `${PAST.members} members, ${PAST.days} days of record`,
          columns: [
            '',
            'frames/s',
            'frame p50, ms',
            'p95, ms',
            'longest, ms',
            'frames dropped',
            'tasks over 50 ms',
            'longest task, ms',
          ],
          rows: [...samples].map(([name, of]) => rowOf(name, of)),
        },
      ],
      series: [...samples].map(([name, of]) => ({
        name: `${name}, frames`,
        unit: 'ms',
        samples: of.flatMap(({ frames }) => frames),
      })),
      notes: [
        'Thirty days are in view, by the real mouse: dragged 500 px there and back, and the wheel turned six times each way, without a ' +
          'pause. Chromium draws in software here, on the cores that the cluster and Rollcall use, too.',
      ],
    };
  },
});

/** Whether a wall that nobody touches for a month holds on to more and more memory. */
import { DAY_MS } from '../e2e/fixtures/month/story.ts';
import { type Living, openMonth } from '../e2e/fixtures/month/live-through.ts';
import { type Memory, memoryOf } from '../e2e/fixtures/month/memory.ts';
import { serveMonth } from '../e2e/fixtures/month/serve-month.ts';
import { NOW_MS } from '../proxy/wire/testing/scenes.ts';
import { rendererBytes, startBrowser } from './actors/browser.ts';
import { runBenchmark } from './harness/command.ts';
import { figure } from './harness/format.ts';
import type { Findings } from './harness/report.ts';
import type { Scope } from './harness/scope.ts';
import { slopeOf } from './harness/slope.ts';

const CLUSTERS = [
  { key: 'prod', members: 12, seed: 1 },
  { key: 'edge', members: 5, seed: 2 },
  { key: 'lab', members: 3, seed: 3 },
];
const WALLS = ['/wall/prod', '/wall?rotate=5m'];
/** Of `rotate`; and how many turns of trouble in a row there may be. */
const TURN_MS = 5 * 60_000;
const MOST_TURNS = 200;
/** By then every list is as long as it gets, a view's last 200 changes too. */
const WARM_UP_DAYS = 5;
const SCREEN = { width: 1920, height: 1080 };

type Day = Memory & { residentBytes: number };
type Lived = { path: string; days: Day[]; story: string };

async function liveThrough(
  scope: Scope,
  path: string,
  { days, beatMs }: { days: number; beatMs: number },
  progress: (text: string) => void,
): Promise<Lived> {
  const month = scope.own(await serveMonth({ clusters: CLUSTERS, beatMs }));
  const browser = await startBrowser(scope);
  const wall = await openMonth(await browser.newContext({ viewport: SCREEN }), month, path);
  const lived: Day[] = [];
  for (let day = 1; day <= days; day += 1) {
    await untilAlike(wall, NOW_MS + day * DAY_MS);
    const memory = await memoryOf(wall.session);
    lived.push({ ...memory, residentBytes: await rendererBytes(browser) });
    const { heapBytes, nodes, listeners } = memory;
    progress(`${path}, day ${day}: ${mebibytes(heapBytes)} MiB, ${nodes} nodes, ${listeners} listeners`);
  }
  const { beats, frames, streams, cuts, restarts, changes } = month.counts;
  const story =
    `${path}: ${figure(beats)} beats, ${figure(frames)} frames sent, ${figure(streams)} streams opened, ${figure(cuts)} of them cut off, ` +
    `${restarts} restarts of the proxy, ${figure(changes)} changes in all clusters.`;
  return { path, days: lived, story };
}

/** Boards differ in how much they hold: each day is looked at while the largest cluster has its turn, and all is well. */
async function untilAlike(wall: Living, endMs: number): Promise<void> {
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    await wall.until(endMs + turn * TURN_MS);
    if ((await wall.page.title()).startsWith('● OK · prod')) return;
  }
  throw new Error('the largest cluster has had no turn in which all was well');
}

const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(2);

const COLUMNS: { name: string; unit: string; of(day: Day): number; write(value: number): string }[] = [
  { name: 'heap, MiB', unit: 'bytes', of: (day) => day.heapBytes, write: mebibytes },
  { name: 'nodes', unit: 'count', of: (day) => day.nodes, write: String },
  { name: 'listeners', unit: 'count', of: (day) => day.listeners, write: String },
  { name: 'documents', unit: 'count', of: (day) => day.documents, write: String },
  { name: 'frames', unit: 'count', of: (day) => day.frames, write: String },
  { name: 'process, MiB', unit: 'bytes', of: (day) => day.residentBytes, write: mebibytes },
];

function slopeRow({ path, days }: Lived): string[] {
  const steady = days.slice(WARM_UP_DAYS);
  const slope = (of: (day: Day) => number, unit: number): string => {
    const { perStep, error } = slopeOf(steady.map(of));
    return `${figure(perStep / unit)} ± ${figure(error / unit)}`;
  };
  return [
    path,
    slope((day) => day.heapBytes, 1024),
    slope((day) => day.nodes, 1),
    slope((day) => day.listeners, 1),
    slope((day) => day.residentBytes, 1024),
  ];
}

await runBenchmark({
  name: 'wall-month',
  summary: 'What two walls hold on to while they live through a simulated month, day by day.',
  rounds: 1,
  numbers: { days: 30, beat: 5 },
  async measure({ numbers }, scope, progress): Promise<Findings> {
    const { days = 30, beat = 5 } = numbers;
    const settings = { days, beatMs: beat * 1000 };
    const lived = await Promise.all(WALLS.map((path) => liveThrough(scope, path, settings, progress)));
    const shown = (index: number): boolean => index === 0 || (index + 1) % 5 === 0;
    return {
      tables: [
        ...lived.map((wall) => ({
          title: wall.path,
          columns: ['day', ...COLUMNS.map(({ name }) => name)],
          rows: wall.days.flatMap((day, index) =>
            shown(index) ? [[String(index + 1), ...COLUMNS.map(({ of, write }) => write(of(day)))]] : [],
          ),
        })),
        {
          title: `growth per day, from day ${WARM_UP_DAYS + 1} on`,
          columns: ['', 'heap, KiB', 'nodes', 'listeners', 'process, KiB'],
          rows: lived.map(slopeRow),
        },
      ],
      series: lived.flatMap(({ path, days: each }) =>
        COLUMNS.map(({ name, unit, of }) => ({
          name: `${path}, ${name}`,
          unit,
          samples: each.map((day) => of(day)),
        })),
      ),
      notes: [
        ...lived.map(({ story }) => story),
        'Of 12, 5 and 3 members. After two forced collections at the end of each day, in the first turn of the 12 in which all is well; growth by least squares, with its standard error.',
      ],
    };
  },
});

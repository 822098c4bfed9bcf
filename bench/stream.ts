/** What it costs to keep 300 pages live. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Rollcall, startRollcall } from './actors/rollcall.ts';
import { startSimulated } from './actors/upstream.ts';
import { startViewers } from './actors/viewers.ts';
import { runBenchmark } from './harness/command.ts';
import { withRange } from './harness/format.ts';
import type { Findings } from './harness/report.ts';
import { inTurns } from './harness/rounds.ts';
import { spreadOf } from './harness/statistics.ts';

const READERS = [0, 300];
const SIZES = [60, 1000];
const WINDOW_MS = 8000;
/** Their first, whole views are not what is measured. */
const SETTLE_MS = 1500;

type Sample = {
  /** CPU seconds per minute. */
  cpu: number;
  residentMiB: number;
  /** For each reader, without the framing of HTTP. */
  bytesPerSecond: number;
  framesPerSecond: number;
  failures: number;
};

async function measure(rollcall: Rollcall, count: number): Promise<Sample> {
  const readers = await startViewers({ url: rollcall.url, key: rollcall.key, count, readEveryMs: null });
  await sleep(SETTLE_MS);
  const before = await readers.totals();
  const [cpuBefore, fromMs] = [rollcall.cpuSeconds(), performance.now()];
  await sleep(WINDOW_MS);
  const seconds = (performance.now() - fromMs) / 1000;
  const cpu = ((rollcall.cpuSeconds() - cpuBefore) / seconds) * 60;
  const after = await readers.totals();
  const residentMiB = rollcall.residentBytes() / 2 ** 20;
  await readers.close();
  const perReader = (sum: number): number => (count === 0 ? 0 : sum / count / seconds);
  return {
    cpu,
    residentMiB,
    bytesPerSecond: perReader(after.streamBytes - before.streamBytes),
    framesPerSecond: perReader(after.frames - before.frames),
    failures: after.failures,
  };
}

const FIGURES: { name: string; unit: string; of(sample: Sample): number }[] = [
  { name: 'CPU of Rollcall, s/min', unit: 's/min', of: ({ cpu }) => cpu },
  { name: 'memory of Rollcall, MiB', unit: 'MiB', of: ({ residentMiB }) => residentMiB },
  { name: 'bytes/s per reader', unit: 'bytes/s', of: ({ bytesPerSecond }) => bytesPerSecond },
  { name: 'frames/s per reader', unit: 'frames/s', of: ({ framesPerSecond }) => framesPerSecond },
  { name: 'cut off', unit: 'count', of: ({ failures }) => failures },
];

await runBenchmark({
  name: 'stream',
  summary:
    'CPU time, memory and bytes of the live stream with 300 readers, of clusters with 60 and with 1,000 members.',
  rounds: 2,
  async measure({ rounds }, scope, progress): Promise<Findings> {
    const scenes = await Promise.all(
      SIZES.map(async (size) => startRollcall(scope, await startSimulated(scope, size))),
    );
    const contenders = READERS.map((count) => ({
      name: `${count} readers`,
      measure: () => Promise.all(scenes.map((rollcall) => measure(rollcall, count))),
    }));
    const samples = await inTurns(contenders, rounds, progress);
    const found = SIZES.flatMap((size, index) =>
      [...samples].map(([readers, of]) => ({
        scene: `${size} members, ${readers}`,
        samples: of.flatMap((round) => round[index] ?? []),
      })),
    );
    const columns = ['', ...FIGURES.map(({ name }) => name)];
    const rows = found.map((each) => [
      each.scene,
      ...FIGURES.map(({ of }) => withRange(spreadOf(each.samples.map(of)))),
    ]);
    return {
      tables: [{ title: 'Readers of the stream', columns, rows }],
      series: found.flatMap((each) =>
        FIGURES.map(({ name, unit, of }) => ({
          name: `${each.scene}, ${name}`,
          unit,
          samples: each.samples.map(of),
        })),
      ),
      notes: [
        `Windows of ${WINDOW_MS / 1000} s in turns, both clusters at once, each with a Rollcall of its own. What Rollcall needs ` +
          'with no reader is the roll call itself: it probes every member each 2 s. The rest is what the readers cost.',
      ],
    };
  },
});

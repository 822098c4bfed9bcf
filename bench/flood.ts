/** How live the board of the others stays while somebody takes all he can get. */
import { type IncomingMessage, get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startActor } from './actors/actor.ts';
import { type Rollcall, startRollcall } from './actors/rollcall.ts';
import { startSimulated } from './actors/upstream.ts';
import { runBenchmark } from './harness/command.ts';
import { withRange } from './harness/format.ts';
import type { Findings } from './harness/report.ts';
import { inTurns } from './harness/rounds.ts';
import { inScope } from './harness/scope.ts';
import { quantile, spreadOf } from './harness/statistics.ts';

const MEMBERS = 60;
const WINDOW_MS = 12_000;
/** Until all connections of the attack are there. */
const SETTLE_MS = 3000;

const ATTACKS = [
  { name: 'nobody', kind: null },
  { name: '100 connections that ask, 20 requests each at a time', kind: 'requests' },
  { name: '1,000 streams, half of which never read', kind: 'streams' },
  { name: '1,000 connections whose headers drip', kind: 'drips' },
  { name: '100 connections that guess passwords', kind: 'log-ins' },
];

type Sample = { p50: number; p99: number; longest: number; gap: number; cpu: number };

/** Follows the stream as a page does. `late`: of each frame, from when it was made until it was here, ms; `gaps`: between frames. */
async function follow(rollcall: Rollcall): Promise<Sample> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${rollcall.url}/api/stream?cluster=${rollcall.key}`, { headers: rollcall.known }, resolve).on(
      'error',
      reject,
    );
  });
  const late: number[] = [];
  const gaps: number[] = [];
  let lastMs = performance.now();
  let counting = false;
  response.setEncoding('utf8').on('data', (text: string) => {
    const arrivedMs = Date.now();
    for (const [, madeMs] of text.matchAll(/^data: \{"nowMs":(\d+)/gm)) {
      if (!counting) continue;
      late.push(arrivedMs - Number(madeMs));
      gaps.push(performance.now() - lastMs);
    }
    lastMs = performance.now();
  });
  await sleep(SETTLE_MS);
  counting = true;
  const [cpuBefore, fromMs] = [rollcall.cpuSeconds(), performance.now()];
  await sleep(WINDOW_MS);
  const seconds = (performance.now() - fromMs) / 1000;
  response.destroy();
  if (late.length === 0) throw new Error('no frame came');
  return {
    p50: quantile(late, 0.5),
    p99: quantile(late, 0.99),
    longest: Math.max(...late),
    gap: Math.max(...gaps),
    cpu: (rollcall.cpuSeconds() - cpuBefore) / seconds,
  };
}

const measure = (rollcall: Rollcall, kind: string | null): Promise<Sample> =>
  inScope(async (scope) => {
    if (kind !== null) {
      const args = [
        join(import.meta.dirname, 'actors/attacker-process.ts'),
        kind,
        rollcall.url,
        rollcall.key,
      ];
      scope.own(
        await startActor({
          command: process.execPath,
          args,
          cores: 'load',
          ready: /attacking/,
          endBy: 'SIGKILL',
        }),
      );
    }
    return follow(rollcall);
  });

const FIGURES: { name: string; unit: string; of(sample: Sample): number }[] = [
  { name: 'a frame is late, p50, ms', unit: 'ms', of: ({ p50 }) => p50 },
  { name: 'p99, ms', unit: 'ms', of: ({ p99 }) => p99 },
  { name: 'longest, ms', unit: 'ms', of: ({ longest }) => longest },
  { name: 'longest without a frame, ms', unit: 'ms', of: ({ gap }) => gap },
  { name: 'Rollcall busy, cores', unit: 'cores', of: ({ cpu }) => cpu },
];

await runBenchmark({
  name: 'flood',
  summary:
    'How late the frames of one reader come while somebody else floods Rollcall with requests, streams or connections.',
  rounds: 2,
  async measure({ rounds }, scope, progress): Promise<Findings> {
    const upstream = await startSimulated(scope, MEMBERS);
    const open = await startRollcall(scope, upstream);
    const closed = await startRollcall(scope, upstream, { logIn: true });
    const contenders = ATTACKS.map(({ name, kind }) => ({
      name,
      measure: () => measure(kind === 'log-ins' ? closed : open, kind),
    }));
    const samples = await inTurns(contenders, rounds, progress);
    const found = [...samples];
    return {
      tables: [
        {
          title: 'One reader, while somebody else floods',
          columns: ['', ...FIGURES.map(({ name }) => name)],
          rows: found.map(([name, of]) => [
            name,
            ...FIGURES.map((figure) => withRange(spreadOf(of.map(figure.of)))),
          ]),
        },
      ],
      series: found.flatMap(([name, of]) =>
        FIGURES.map((figure) => ({
          name: `${name}, ${figure.name}`,
          unit: figure.unit,
          samples: of.map(figure.of),
        })),
      ),
      notes: [
        `${MEMBERS} simulated members; windows of ${WINDOW_MS / 1000} s in turns. The flood comes from this machine, which no quota binds.`,
      ],
    };
  },
});

/** What a cluster has to do for Rollcall's viewers: nothing more for 300 than for one. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Rollcall, startRollcall } from './actors/rollcall.ts';
import { type SimulatedUpstream, type Upstream, startReal, startSimulated } from './actors/upstream.ts';
import { startViewers } from './actors/viewers.ts';
import { runBenchmark } from './harness/command.ts';
import { figure, withRange } from './harness/format.ts';
import { ratesByPath } from './harness/rates.ts';
import type { Findings } from './harness/report.ts';
import { inTurns } from './harness/rounds.ts';
import type { Scope } from './harness/scope.ts';
import { spreadOf } from './harness/statistics.ts';

const VIEWERS = [0, 1, 300];
const SIZES = [3, 50];
const WINDOW_MS = 10_000;
/** Viewers that have just come make one more roll call's worth of work, for the proxy. */
const SETTLE_MS = 1000;
/** Answers are kept for 2 s. Who asks each second may meet the end of that only each third time: this is to be no test of
 *  how 1 viewer's clock and the cache's fall together. */
const READ_EVERY_MS = 700;

/** One cluster with its Rollcall. Real daemons keep no log of requests. */
type Scene = {
  upstream: Upstream;
  rollcall: Rollcall;
  takeRequests: SimulatedUpstream['takeRequests'] | null;
};

type Sample = {
  /** Requests per second by path; null where no log tells. */
  rates: Map<string, number> | null;
  /** CPU seconds per minute. */
  rollcallCpu: number;
  clusterCpu: number;
  failures: number;
};

async function startScenes(scope: Scope, lxd: boolean): Promise<Scene[]> {
  const simulated = await Promise.all(SIZES.map((size) => startSimulated(scope, size)));
  const real = lxd ? [await startReal(scope, 3)] : [];
  return Promise.all([
    ...simulated.map(async (upstream) => {
      const { takeRequests } = upstream;
      return { upstream, rollcall: await startRollcall(scope, upstream), takeRequests };
    }),
    ...real.map(async (upstream) => ({
      upstream,
      rollcall: await startRollcall(scope, upstream),
      takeRequests: null,
    })),
  ]);
}

async function measure({ upstream, rollcall, takeRequests }: Scene, count: number): Promise<Sample> {
  const viewers = await startViewers({
    url: rollcall.url,
    key: rollcall.key,
    count,
    readEveryMs: READ_EVERY_MS,
  });
  await sleep(SETTLE_MS);
  await takeRequests?.();
  const [rollcallBefore, clusterBefore, fromMs] = [
    rollcall.cpuSeconds(),
    upstream.cpuSeconds(),
    performance.now(),
  ];
  await sleep(WINDOW_MS);
  const windowMs = performance.now() - fromMs;
  const perMinute = (seconds: number): number => (seconds * 60_000) / windowMs;
  const rollcallCpu = perMinute(rollcall.cpuSeconds() - rollcallBefore);
  const clusterCpu = perMinute(upstream.cpuSeconds() - clusterBefore);
  const requests = await takeRequests?.();
  const { failures } = await viewers.totals();
  await viewers.close();
  return { rates: requests ? ratesByPath(requests, windowMs) : null, rollcallCpu, clusterCpu, failures };
}

function findingsOf({ upstream }: Scene, samples: readonly (readonly Sample[])[]) {
  const row = (name: string, unit: string, of: (sample: Sample) => number) => ({
    cells: [name, ...samples.map((each) => withRange(spreadOf(each.map(of))))],
    series: samples.map((each, column) => ({
      name: `${upstream.label}, ${VIEWERS[column]} viewers, ${name}`,
      unit,
      samples: each.map(of),
    })),
  });
  const paths = new Set(samples.flat().flatMap(({ rates }) => [...(rates?.keys() ?? [])]));
  const total = ({ rates }: Sample): number =>
    [...(rates?.values() ?? [])].reduce((sum, rate) => sum + rate, 0);
  const rows = [
    ...[...paths]
      .toSorted()
      .map((path) => row(`\`${path}\`, /s`, 'requests/s', ({ rates }) => rates?.get(path) ?? 0)),
    ...(paths.size === 0 ? [] : [row('all requests, /s', 'requests/s', total)]),
    row('CPU of the cluster, s/min', 's/min', ({ clusterCpu }) => clusterCpu),
    row('CPU of Rollcall, s/min', 's/min', ({ rollcallCpu }) => rollcallCpu),
    row('viewers cut off or refused', 'count', ({ failures }) => failures),
  ];
  return {
    table: {
      title: upstream.label,
      columns: ['', ...VIEWERS.map((count) => (count === 1 ? '1 viewer' : `${count} viewers`))],
      rows: rows.map(({ cells }) => cells),
    },
    series: rows.flatMap(({ series }) => series),
  };
}

const NOTES = [
  `Each viewer holds a stream, reads /api/clusters/KEY once and the forwarded member list each ${figure(READ_EVERY_MS / 1000)} s. ` +
    `Windows of ${WINDOW_MS / 1000} s in turns, all clusters at once, each with a Rollcall of its own.`,
  'Requests are those that reached any member, by the log of the simulated cluster. The member list is read by the roll ' +
    'call and, once somebody asks for it, once per interval by the forwarding; no more for any number of askers.',
  'Pauses between beats vary by design, so that rates of the same beat differ by some percent.',
];

await runBenchmark({
  name: 'upstream',
  summary: 'Requests that reach the cluster, and CPU time of both, with 0, 1 and 300 viewers.',
  rounds: 2,
  async measure({ rounds, lxd }, scope, progress): Promise<Findings> {
    const scenes = await startScenes(scope, lxd);
    const contenders = VIEWERS.map((count) => ({
      name: `${count} viewers`,
      measure: () => Promise.all(scenes.map((scene) => measure(scene, count))),
    }));
    const samples = [...(await inTurns(contenders, rounds, progress)).values()];
    const found = scenes.map((scene, index) =>
      findingsOf(
        scene,
        samples.map((of) => of.flatMap((round) => round[index] ?? [])),
      ),
    );
    return {
      tables: found.map(({ table }) => table),
      series: found.flatMap(({ series }) => series),
      notes: NOTES,
    };
  },
});

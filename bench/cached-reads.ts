/** Reads that cost the cluster nothing: Rollcall's, against those of nginx with a cache before the same cluster. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Actor, canPin } from './actors/actor.ts';
import { type LoadOptions, type LoadResult, load } from './actors/load.ts';
import { startNginx } from './actors/nginx.ts';
import { startRollcall } from './actors/rollcall.ts';
import { type Upstream, startReal, startSimulated } from './actors/upstream.ts';
import { runBenchmark } from './harness/command.ts';
import { figure, percent, withRange } from './harness/format.ts';
import type { Findings, Series, Table } from './harness/report.ts';
import { warmInTurns } from './harness/rounds.ts';
import { type Scope, inScope } from './harness/scope.ts';
import { ratios, spreadOf } from './harness/statistics.ts';

const CONNECTIONS = 50;
const SECONDS = 1.5;
const SIZES = [3, 60];
const MEMBERS = '/1.0/cluster/members?recursion=1';
const BASELINE = 'nginx, one process: member list';
/** What a server that was paused needs to be itself again, its next roll call included. */
const COME_BACK_MS = 300;

type Sample = LoadResult & { cpuSeconds: number };
type Contender = { name: string; measure(): Promise<Sample> };

/** The cost of the load to `server`, which has the machine for itself: the others are paused. */
function contender(
  name: string,
  server: Pick<Actor, 'cpuSeconds'> & Partial<Actor>,
  ask: () => Promise<LoadOptions>,
): Contender {
  return {
    name,
    async measure() {
      server.resume?.();
      await sleep(COME_BACK_MS);
      const options = await ask();
      const before = server.cpuSeconds();
      const result = await load(options);
      const cpuSeconds = server.cpuSeconds() - before;
      server.pause?.();
      return { ...result, cpuSeconds };
    },
  };
}

async function contendersFor(
  scope: Scope,
  upstream: Upstream,
  profileDir: string | null,
): Promise<Contender[]> {
  const common = { connections: CONNECTIONS, seconds: SECONDS };
  const rollcall = await startRollcall(scope, upstream, { profileDir });
  // An entity tag lasts for one beat, which is shorter than a round.
  const calm = await startRollcall(scope, upstream, { interval: '5m' });
  const single = await startNginx(scope, { workers: 1, cores: 'server', upstream });
  const several = await startNginx(scope, { workers: 'auto', cores: 'any', upstream });
  for (const server of [rollcall, calm]) server.pause();
  const view = `/api/clusters/${rollcall.key}`;
  return [
    contender('Rollcall: member list, forwarded', rollcall, async () => ({
      ...common,
      url: rollcall.url + MEMBERS,
    })),
    contender(BASELINE, single, async () => ({ ...common, url: single.url + MEMBERS })),
    contender('Rollcall: whole view', rollcall, async () => ({ ...common, url: rollcall.url + view })),
    contender('Rollcall: whole view, not modified', calm, async () => {
      const etag = (await fetch(calm.url + view)).headers.get('etag') ?? '';
      return { ...common, url: calm.url + view, headers: { 'if-none-match': etag } };
    }),
    contender('nginx, a process per core: member list', several, async () => ({
      ...common,
      url: several.url + MEMBERS,
    })),
    contender('the cluster itself: member list', { cpuSeconds: upstream.cpuSeconds }, async () => {
      const { clientCert: cert, clientKey: key } = upstream;
      return { ...common, url: `${upstream.endpoints[0]}${MEMBERS}`, identity: { cert, key } };
    }),
  ];
}

function findingsOf(
  label: string,
  samples: ReadonlyMap<string, readonly Sample[]>,
): { table: Table; series: Series[] } {
  const perSecond = (of: readonly Sample[]) => of.map(({ answers, seconds }) => answers / seconds);
  const cpuMicroseconds = (of: readonly Sample[]) =>
    of.map(({ answers, cpuSeconds }) => (cpuSeconds / answers) * 1e6);
  const baseline = samples.get(BASELINE) ?? [];
  const rows = [...samples].map(([name, of]) => [
    name,
    figure(spreadOf(of.map(({ bytes }) => bytes)).median),
    withRange(spreadOf(perSecond(of))),
    withRange(spreadOf(ratios(perSecond(of), perSecond(baseline)))),
    figure(spreadOf(cpuMicroseconds(of)).median),
    withRange(spreadOf(ratios(cpuMicroseconds(baseline), cpuMicroseconds(of)))),
    percent(spreadOf(of.map(({ cpuSeconds, seconds }) => cpuSeconds / seconds)).median),
    figure(spreadOf(of.map(({ p99Ms }) => p99Ms)).median),
  ]);
  const columns = ['', 'bytes', 'answers/s', 'x nginx', 'CPU µs each', 'x nginx, per CPU', 'busy', 'p99 ms'];
  const series = [...samples].flatMap(([name, of]) => [
    { name: `${label}, ${name}`, unit: 'answers/s', samples: perSecond(of) },
    { name: `${label}, ${name}`, unit: 'CPU µs per answer', samples: cpuMicroseconds(of) },
    {
      name: `${label}, ${name}`,
      unit: 'share not modified',
      samples: of.map(({ notModified }) => notModified),
    },
  ]);
  return { table: { title: label, columns, rows }, series };
}

const NOTES = [
  `${CONNECTIONS} connections, ${SECONDS} s each time, in turns; medians, and ranges in parentheses. The load comes from ` +
    `autocannon in a process of its own${canPin ? ', on a core of its own' : ''}; servers have the other one, but for the two that say otherwise, and while one is measured the others are paused.`,
  '"busy" is the share of a core that the server used. Where that is well below 100 %, autocannon was the limit, and not ' +
    'the server: "x nginx, per CPU" then says more, which compares what a second of CPU time yields.',
];

await runBenchmark({
  name: 'cached-reads',
  summary:
    'Cached reads per second at 50 connections: Rollcall against nginx with proxy_cache, and the cluster itself.',
  rounds: 5,
  async measure({ rounds, lxd, profileDir }, _scope, progress): Promise<Findings> {
    const upstreams = [
      ...SIZES.map(
        (size) =>
          (scope: Scope): Promise<Upstream> =>
            startSimulated(scope, size),
      ),
      ...(lxd ? [(scope: Scope) => startReal(scope, 3)] : []),
    ];
    const found = [];
    for (const start of upstreams) {
      found.push(
        await inScope(async (scope) => {
          const upstream = await start(scope);
          const contenders = await contendersFor(scope, upstream, profileDir);
          return findingsOf(upstream.label, await warmInTurns(contenders, rounds, progress));
        }),
      );
    }
    return {
      tables: found.map(({ table }) => table),
      series: found.flatMap(({ series }) => series),
      notes: NOTES,
    };
  },
});

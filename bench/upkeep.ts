/** What a cluster has to do for Rollcall itself, without any viewer: the promise is 1 % of one core of one member. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ClusterAnswer } from '../proxy/wire/api.ts';
import { type CrowdedLxd, startCrowdedLxd } from './actors/crowded-lxd.ts';
import { type Rollcall, startRollcall } from './actors/rollcall.ts';
import { type LoggedRequest, type SimulatedUpstream, startSimulated } from './actors/upstream.ts';
import { runBenchmark } from './harness/command.ts';
import { figure } from './harness/format.ts';
import type { Findings, Table } from './harness/report.ts';
import type { Scope } from './harness/scope.ts';
import { median } from './harness/statistics.ts';
import { KINDS, type Kind, kindOf } from './harness/upstream-kinds.ts';

const MEMBERS = 50;
const INSTANCES = 5000;
/** The list is asked for once in minutes; everything else has come round several times by then. */
const WINDOW_MS = 120_000;
/** Calls of one kind in a row: the clock of a process's time ticks a hundred times a second. */
const CHEAP_CALLS = 200;
const DEAR_CALLS = 5;

/** Answers of a kind on a real member, ms of processor time each: at the one that answers, and at the busiest of the others. */
type Cost = { own: number; other: number };

/**
 * Waits until every list has been read, and that of the instances twice: from then on it is known what it costs. Gives how
 * often that is asked for, ms.
 */
async function settled(rollcall: Rollcall): Promise<number> {
  const readings = new Set<number | null>();
  for (;;) {
    const { snapshot } = ClusterAnswer.parse(
      await (await fetch(`${rollcall.url}/api/clusters/${rollcall.key}`)).json(),
    );
    const { instances, pools, operations, warnings } = snapshot.rings;
    if ([instances, pools, operations, warnings].every(({ status }) => status === 'ok')) {
      readings.add(instances.observedAtMs);
      if (readings.size > 1) return instances.everyMs;
    }
    await sleep(500);
  }
}

/** Requests per second by kind, at the member that has the most of them and at all together. */
async function countRequests(sim: SimulatedUpstream, rollcall: Rollcall) {
  await settled(rollcall);
  await sim.takeRequests();
  await sleep(WINDOW_MS);
  const requests = await sim.takeRequests();
  const byMember = Map.groupBy(requests, ({ member }) => member);
  const busiest = [...byMember.values()].toSorted((a, b) => b.length - a.length)[0] ?? [];
  return { busiest: ratesOf(busiest), all: ratesOf(requests) };
}
const ratesOf = (requests: readonly LoggedRequest[]): Map<Kind, number> =>
  new Map(
    [...Map.groupBy(requests, ({ path }) => kindOf(path))].map(([kind, { length }]) => [
      kind,
      (length * 1000) / WINDOW_MS,
    ]),
  );

/** Processor time of one call of each kind, what the daemons do by themselves taken off. */
async function measureCosts(lxd: CrowdedLxd, progress: (text: string) => void) {
  const { client, cpuSeconds } = lxd;
  const during = async (work: () => Promise<void>): Promise<number[]> => {
    const before = cpuSeconds();
    await work();
    return cpuSeconds().map((seconds, index) => (seconds - (before[index] ?? 0)) * 1000);
  };
  const idleMs = 20_000;
  const idle = (await during(() => sleep(idleMs))).map((ms) => ms / idleMs);
  const costs = new Map<Kind, Cost>();
  for (const { kind, path, dear } of KINDS) {
    if (path === null) continue;
    progress(`${kind} on real LXD`);
    const calls = dear ? DEAR_CALLS : CHEAP_CALLS;
    const startedMs = performance.now();
    const ask = async (): Promise<void> => {
      for (let call = 0; call < calls; call += 1) await client.ask(path, { deadlineMs: 60_000 });
    };
    const spent = await (kind === 'member list' ? lxd.asOneOf(MEMBERS, () => during(ask)) : during(ask));
    const tookMs = performance.now() - startedMs;
    const [own = 0, ...others] = spent.map(
      (ms, index) => Math.max(0, ms - (idle[index] ?? 0) * tookMs) / calls,
    );
    costs.set(kind, { own, other: Math.max(0, ...others) });
  }
  return costs;
}

/** What the daemons of a real cluster take with Rollcall and without, ms/s, the busiest of them each time. */
async function watchReal(scope: Scope, lxd: CrowdedLxd, rounds: number, progress: (text: string) => void) {
  const shares = async (windowMs: number): Promise<number[]> => {
    const [before, startedMs] = [lxd.cpuSeconds(), performance.now()];
    await sleep(windowMs);
    const tookMs = performance.now() - startedMs;
    return lxd.cpuSeconds().map((seconds, index) => ((seconds - (before[index] ?? 0)) * 1e6) / tookMs);
  };
  const { cluster, clientCert, clientKey } = lxd;
  const samples: { with: number[]; without: number[] }[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    progress(`round ${round} of ${rounds} on real LXD, without`);
    const without = await shares(WINDOW_MS);
    const rollcall = await startRollcall(scope, {
      label: cluster.label,
      endpoints: cluster.endpoints,
      clientCert,
      clientKey,
      serverCert: cluster.files.serverCert,
      cpuSeconds: () => 0,
      moveTo: async () => {},
    });
    // A whole round of the ring that comes round the most seldom of those that count.
    const roundMs = await settled(rollcall);
    progress(`round ${round} of ${rounds} on real LXD, with: ${Math.round(roundMs / 1000)} s`);
    samples.push({ with: await shares(roundMs), without });
    await rollcall.close();
  }
  return samples;
}

function tableOf(rates: Awaited<ReturnType<typeof countRequests>>, costs: ReadonlyMap<Kind, Cost>): Table {
  let total = 0;
  const rows = KINDS.map(({ kind, ring }) => {
    const { own, other } = costs.get(kind) ?? { own: Number.NaN, other: Number.NaN };
    // Lists are asked for at one member, and more seldom than the window could tell.
    const rate = (counted = 0): number =>
      ring === null || Number.isNaN(own)
        ? counted
        : Math.min(1000 / ring.everyMs, (ring.costShare * 1000) / own);
    const atBusiest = rate(rates.busiest.get(kind));
    const spent = atBusiest * own;
    if (!Number.isNaN(spent)) total += spent;
    return [
      kind,
      figure(atBusiest),
      figure(rate(rates.all.get(kind))),
      figure(own),
      figure(other),
      figure(spent),
    ];
  });
  rows.push(['**all**', '', '', '', '', `**${figure(total)}** (${figure(total / 10)} % of a core)`]);
  return {
    title: `${MEMBERS} members, ${INSTANCES} instances, no viewer`,
    columns: [
      'asked',
      'busiest member, /s',
      'all members, /s',
      'an answer, ms',
      'and at each other member, ms',
      'busiest member, ms/s',
    ],
    rows,
  };
}

await runBenchmark({
  name: 'upkeep',
  summary:
    'What 50 members with 5,000 instances have to do for Rollcall itself: requests by the log of a simulated cluster, ' +
    'times what each of them costs a real LXD with as many instances. As root.',
  rounds: 1,
  async measure({ rounds }, scope, progress): Promise<Findings> {
    const lxd = await startCrowdedLxd(scope, INSTANCES);
    const costs = await measureCosts(lxd, progress);
    const real = await watchReal(scope, lxd, rounds, progress);
    progress(`counting requests to ${MEMBERS} simulated members`);
    const sim = await startSimulated(scope, MEMBERS, { instances: INSTANCES, as: 'client' });
    const rollcall = await startRollcall(scope, sim);
    const table = tableOf(await countRequests(sim, rollcall), costs);
    const busiest = (which: 'with' | 'without') => median(real.map((sample) => Math.max(...sample[which])));
    const [withIt, without] = [busiest('with'), busiest('without')];
    return {
      tables: [
        table,
        {
          title: `3 members of real ${lxd.cluster.label}, ${INSTANCES} instances, no viewer`,
          columns: ['', 'without Rollcall', 'with Rollcall', 'difference, % of a core'],
          rows: [['busiest daemon, ms/s', figure(without), figure(withIt), figure((withIt - without) / 10)]],
        },
      ],
      series: real.flatMap((sample, round) =>
        (['with', 'without'] as const).map((which) => ({
          name: `round ${round + 1}, ${which}`,
          unit: 'ms/s',
          samples: sample[which],
        })),
      ),
      notes: [
        `Requests in ${WINDOW_MS / 1000} s, once every list had been read. Processor time is that of the daemons in /proc, ` +
          'what they do by themselves taken off; each answer is measured over many calls in a row.',
        'The real cluster is watched for as long as one round of the list of instances takes, which has to be read in it once.',
        'Lists that take the cluster long are asked for the more seldom the longer they take: their rate is the share ' +
          'of a core that they are held to, divided by what one costs here.',
        `The member list is measured while the real cluster takes itself for one of ${MEMBERS} members.`,
        'The instances of the real cluster are rows of its database; none of them runs.',
      ],
    };
  },
});

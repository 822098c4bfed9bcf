/** What it takes to remember a year of 50 members, and to have any moment of it back. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPast } from '../proxy/history/past.ts';
import { readHolding } from '../proxy/history/holding.ts';
import { historyFile } from '../proxy/history/place.ts';
import { DEFAULT_RETENTION } from '../proxy/history/retention.ts';
import { connect } from '../proxy/history/sql/connect.ts';
import { openSqlite } from '../proxy/history/sqlite.ts';
import type { Fact, HistoryStore, Sample } from '../proxy/history/store.ts';
import { openSqliteInWorker } from '../proxy/history/worker.ts';
import type { Result } from '../proxy/result.ts';
import { firstSnapshot } from '../proxy/rollcall/state.ts';
import { ClusterAnswer } from '../proxy/wire/api.ts';
import { startRollcall } from './actors/rollcall.ts';
import { startSimulated } from './actors/upstream.ts';
import { writeYear } from './actors/year.ts';
import { runBenchmark } from './harness/command.ts';
import { figure } from './harness/format.ts';
import type { Findings, Series, Table } from './harness/report.ts';
import type { Scope } from './harness/scope.ts';
import { quantile } from './harness/statistics.ts';

const CLUSTER = 'bench';
const INSTANCES = 1000;
const DAY_MS = 24 * 60 * 60 * 1000;
const MOMENTS = 1000;
const TIMELINES = 50;
/** Nothing has been compiled before it has run some times. */
const WARM_UP = 20;

function valueOf<T>(result: Result<T, { message: string }>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** Everything that a recorder knows of a cluster, once every list has been read. */
async function recordedFacts(scope: Scope, members: number): Promise<readonly Fact[]> {
  const sim = await startSimulated(scope, members, { instances: INSTANCES });
  const rollcall = await startRollcall(scope, sim);
  for (;;) {
    const answer = await fetch(`${rollcall.url}/api/clusters/${rollcall.key}`);
    const { state, resources, pools } = ClusterAnswer.parse(await answer.json()).snapshot.rings;
    if ([state, resources, pools].every(({ status }) => status === 'ok')) break;
    await sleep(500);
  }
  // It looks at all members in turn, which takes it some ten seconds.
  await sleep(45_000);
  await rollcall.close();
  const store = valueOf(await openSqlite(historyFile(rollcall.dataDir)));
  const holding = valueOf(await readHolding(store, rollcall.key));
  await store.close();
  if (holding === null) throw new Error('nothing was recorded');
  return holding.facts;
}

type Times = { ms: number[]; cpuMs: number };

/** How long each took, and what processor time they took on average: on a busy machine that says more. */
async function timesOf(count: number, work: () => Promise<unknown>): Promise<Times> {
  const ms: number[] = [];
  const before = process.cpuUsage();
  for (let index = 0; index < count; index += 1) {
    const startedMs = performance.now();
    await work();
    ms.push(performance.now() - startedMs);
  }
  const { user, system } = process.cpuUsage(before);
  return { ms, cpuMs: (user + system) / 1000 / count };
}

/** Bytes of each table with its indexes, and of each of its rows. */
function bytesByTable(path: string): Table {
  const { database } = connect(path);
  const rows = database
    .prepare<[], { name: string; bytes: number }>(
      `select tbl_name as name, sum(pgsize) as bytes from dbstat join sqlite_schema using (name) group by tbl_name order by bytes desc`,
    )
    .all();
  const counted = rows.map(({ name, bytes }) => {
    const count = Number(database.prepare(`select count(*) from ${name}`).pluck().get());
    return [name, figure(count), figure(bytes / 1e6), figure(count === 0 ? 0 : bytes / count)];
  });
  database.close();
  return {
    title: 'the file',
    columns: ['table, with its indexes', 'rows', 'MB', 'bytes/row'],
    rows: counted,
  };
}

/** What the store takes to write down an hour in which little happens: heartbeats, samples each minute, upkeep. */
async function recordAnHour(store: HistoryStore, template: readonly Fact[], fromMs: number): Promise<number> {
  const members = template.flatMap(({ kind, name }) => (kind === 'member' ? [name] : []));
  const hosts = template.filter(({ kind }) => kind === 'host' || kind === 'member');
  const before = process.cpuUsage();
  for (let beat = 1; beat <= 360; beat += 1) {
    const atMs = fromMs + beat * 10_000;
    const facts = hosts
      .slice(beat % hosts.length, (beat % hosts.length) + 1)
      .map((fact) => ({ ...fact, fromMs: atMs }));
    const samples = beat % 6 === 0 ? members.flatMap((member) => minuteOf(member, atMs - 60_000)) : [];
    const batch = {
      cluster: CLUSTER,
      run: 'hour',
      seq: beat,
      atMs,
      facts,
      changes: [],
      occurrences: [],
      samples,
    };
    valueOf(await store.write(batch));
    if (beat % 6 === 0) while (valueOf(await store.upkeep(DEFAULT_RETENTION, atMs)));
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const METRICS = [
  ...['latency', 'answered', 'load1', 'load5', 'load15', 'memoryUsed', 'memoryFree', 'processes'],
  ...['instances', 'pool:local', 'pool:fast', 'pool:backups', 'pool:ceph'],
] as const;

const minuteOf = (member: string, fromMs: number): Sample[] =>
  METRICS.flatMap((metric) =>
    [0, 1, 2, 3, 4, 5].map((step) => {
      const min = 1000 + Math.floor(Math.random() * 50);
      return {
        member,
        metric,
        atMs: fromMs + step * 10_000,
        count: 5,
        min,
        sum: min * 5 + 40,
        max: min + 20,
      };
    }),
  );

await runBenchmark({
  name: 'history',
  summary:
    'Makes a year of 50 members: changes, events, operations, and the samples that are kept of it. Then how large it is, how ' +
    'long any moment and any month of it take, and what recording costs.',
  rounds: 1,
  numbers: { days: 365, members: 50 },
  async measure({ numbers }, scope, progress): Promise<Findings> {
    const { days = 365, members = 50 } = numbers;
    const path = join(await scope.directory(), 'year.db');
    progress(`what is recorded of ${members} simulated members`);
    const template = await recordedFacts(scope, members);
    const toMs = Math.floor(Date.now() / DAY_MS) * DAY_MS;
    const fromMs = toMs - days * DAY_MS;
    await writeYear(path, { cluster: CLUSTER, template, days, toMs, progress });
    const file = bytesByTable(path);

    const store = openSqliteInWorker(path);
    const past = createPast({
      store,
      cluster: CLUSTER,
      empty: (atMs) =>
        firstSnapshot(
          { key: CLUSTER, name: CLUSTER, demo: false, rollCallIntervalMs: 2000, probeIntervalMs: 2000 },
          atMs,
        ),
      underWay: () => [],
      now: () => toMs,
    });
    const someMoment = (): number => fromMs + Math.floor(Math.random() * (toMs - fromMs));
    progress('moments');
    const someView = async (): Promise<unknown> => valueOf(await past.view(someMoment()));
    await timesOf(WARM_UP, someView);
    const moments = await timesOf(MOMENTS, someView);
    progress('timelines');
    const monthMs = Math.min(30, days) * DAY_MS;
    const month = (): { fromMs: number; toMs: number } => {
      const start = fromMs + Math.floor(Math.random() * (toMs - fromMs - monthMs + 1));
      return { fromMs: start, toMs: start + monthMs };
    };
    const timelines = await timesOf(TIMELINES, async () => {
      const range = month();
      const all = await Promise.all([
        past.trails(range.fromMs, range.toMs, toMs),
        store.changes({ cluster: CLUSTER, ...range, limit: 1000 }),
        store.samples({
          cluster: CLUSTER,
          ...range,
          metrics: ['answered', 'latency'],
          stepMs: 4 * 60 * 60 * 1000,
        }),
      ]);
      for (const one of all) valueOf<unknown>(one);
    });
    const everything = await timesOf(3, async () =>
      valueOf(await store.samples({ cluster: CLUSTER, ...month(), stepMs: 60 * 60 * 1000 })),
    );
    await store.close();

    progress('an hour of recording');
    const inThread = valueOf(await openSqlite(path));
    while (valueOf(await inThread.upkeep(DEFAULT_RETENTION, toMs)));
    const cpuSeconds = await recordAnHour(inThread, template, toMs);
    const { bytes } = valueOf(await inThread.size());
    await inThread.close();

    const measured: [string, Times][] = [
      ['a moment', moments],
      [`a timeline of ${monthMs / DAY_MS} days`, timelines],
      ['all numbers of it by the hour', everything],
    ];
    return {
      tables: [
        {
          title: `${days} days of ${members} members: ${figure(bytes / 1e6)} MB`,
          columns: ['', 'p50, ms', 'p99, ms', 'longest, ms', 'CPU, ms'],
          rows: measured.map(([name, { ms, cpuMs }]) => [
            name,
            figure(quantile(ms, 0.5)),
            figure(quantile(ms, 0.99)),
            figure(Math.max(...ms)),
            figure(cpuMs),
          ]),
        },
        {
          title: 'recording',
          columns: ['CPU of the store, s/h', '% of a core'],
          rows: [[figure(cpuSeconds), figure((cpuSeconds / 3600) * 100)]],
        },
        file,
      ],
      series: measured.map(([name, { ms }]): Series => ({ name, unit: 'ms', samples: ms })),
      notes: [
        'A moment is what the page gets at `?at=`: the whole view with its members, changes and events, through the thread of the store.',
        `A timeline is the lanes of all members, leader and verdict, up to 1,000 changes, and two numbers of each member in steps of 4 h.`,
        'Recording is what the store does: heartbeats each 10 s, 13 numbers of each member each minute, roll-ups; without the comparing, which the recorder does.',
        `What is known of each member was recorded from a simulated cluster with ${INSTANCES} instances, and written down again with what changed.`,
      ],
    };
  },
});

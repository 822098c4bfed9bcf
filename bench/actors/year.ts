/** A long past of a cluster in a file: real facts of a simulated one, changed again and again, with all that is kept beside them. */
import { MemberFact } from '../../proxy/history/facts.ts';
import { DEFAULT_RETENTION } from '../../proxy/history/retention.ts';
import { connect } from '../../proxy/history/sql/connect.ts';
import { keepFrom } from '../../proxy/history/sql/expire-samples.ts';
import type { Point } from '../../proxy/history/sql/points.ts';
import { writeChunks } from '../../proxy/history/sql/sample-chunks.ts';
import { MINUTE, QUARTER, RAW, type Tier, ceilTo, floorTo } from '../../proxy/history/sql/tiers.ts';
import { openSqlite } from '../../proxy/history/sqlite.ts';
import type { Fact, HistoryStore, Json, NewOccurrence } from '../../proxy/history/store.ts';
import type { RecordedChange } from '../../proxy/wire/change.ts';
import { type Metric, poolMetric } from '../../proxy/wire/metrics.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** In a day, of 50 members; as many more or fewer as there are members. */
const DAILY = { changes: 60, instances: 200, hosts: 60, lifecycle: 500, operations: 300 };

/** How a number moves: where it begins, how far it goes in a step, and how often it is measured in one of 10 s. */
type Walk = { metric: Metric; start: number; by: number; counts: number };
const WALKS: readonly Walk[] = [
  { metric: 'latency', start: 20, by: 4, counts: 5 },
  { metric: 'answered', start: 1, by: 0, counts: 5 },
  { metric: 'load1', start: 120, by: 20, counts: 1 },
  { metric: 'load5', start: 110, by: 8, counts: 1 },
  { metric: 'load15', start: 100, by: 4, counts: 1 },
  { metric: 'memoryUsed', start: 40_000_000, by: 30_000, counts: 1 },
  { metric: 'memoryFree', start: 20_000_000, by: 30_000, counts: 1 },
  { metric: 'processes', start: 900, by: 6, counts: 1 },
  { metric: 'instances', start: 20, by: 0, counts: 1 },
  ...['local', 'fast', 'backups', 'ceph'].map((pool): Walk => ({
    metric: poolMetric(pool),
    start: 300_000_000,
    by: 200,
    counts: 1,
  })),
];

export type YearOptions = {
  cluster: string;
  /** Of one moment: all that is known of the cluster. */
  template: readonly Fact[];
  days: number;
  toMs: number;
  progress(text: string): void;
};

/** Writes it; the file must not be there yet. */
export async function writeYear(path: string, options: YearOptions): Promise<void> {
  const { cluster, template, days, progress } = options;
  const toMs = floorTo(options.toMs, DAY_MS);
  const opened = await openSqlite(path);
  if (!opened.ok) throw new Error(opened.error.message);
  const store = opened.value;
  const members = template.flatMap(({ kind, name }) => (kind === 'member' ? [name] : []));
  const samples = await sampleWriter(path, cluster, members, toMs);
  let [seq, changeId] = [0, 0];
  const write = async (atMs: number, happened: Happened): Promise<void> => {
    seq += 1;
    const { facts, occurrences } = happened;
    const changes = happened.changes.map((change) => ({ ...change, id: (changeId += 1) }));
    require(
      await store.write({ cluster, run: 'bench', seq, atMs, facts, changes, occurrences, samples: [] }),
    );
  };
  const firstMs = toMs - days * DAY_MS;
  await write(firstMs, {
    facts: template.map((fact) => ({ ...fact, fromMs: firstMs })),
    changes: [],
    occurrences: [],
  });
  for (let fromMs = firstMs; fromMs < toMs; fromMs += DAY_MS) {
    if (((fromMs - firstMs) / DAY_MS) % 20 === 0) progress(new Date(fromMs).toISOString().slice(0, 10));
    await write(fromMs + DAY_MS - 1, dayOf(template, members, fromMs));
    await samples.day(fromMs);
  }
  await samples.close();
  await store.close();
}

function require(result: Awaited<ReturnType<HistoryStore['write']>>): void {
  if (!result.ok) throw new Error(result.error.message);
}

type Happened = {
  facts: Fact[];
  changes: Omit<RecordedChange, 'id'>[];
  occurrences: NewOccurrence[];
};

function dayOf(template: readonly Fact[], members: readonly string[], dayMs: number): Happened {
  const scale = members.length / 50;
  const times = (count: number): number[] =>
    Array.from(
      { length: Math.round(count * scale) },
      () => dayMs + Math.floor(Math.random() * DAY_MS),
    ).toSorted((a, b) => a - b);
  const some = <T>(list: readonly T[]): T => {
    const one = list[Math.floor(Math.random() * list.length)];
    if (one === undefined) throw new Error('nothing to choose from');
    return one;
  };
  const ofKind = (wanted: (kind: string) => boolean): readonly Fact[] =>
    template.filter(({ kind }) => wanted(kind));
  const rewritten = (facts: readonly Fact[], count: number): Fact[] =>
    facts.length === 0 ? [] : times(count).map((fromMs) => ({ ...some(facts), fromMs }));

  const facts = [
    ...rewritten(
      ofKind((kind) => kind.startsWith('instance@')),
      DAILY.instances,
    ),
    ...rewritten(
      ofKind((kind) => kind === 'host' || kind === 'counts' || kind === 'pools'),
      DAILY.hosts,
    ),
    ...rewritten(
      ofKind((kind) => kind === 'frame' || kind === 'rings'),
      DAILY.changes / 6,
    ),
  ];
  const changes: Happened['changes'] = [];
  for (const atMs of times(DAILY.changes)) {
    const name = some(members);
    const [before, after] = Math.random() < 0.5 ? ['Online', 'Offline'] : ['Offline', 'Online'];
    const note = 'No heartbeat for 20.31s (2026-11-25 03:12:07.123456 +0000 UTC)';
    changes.push({ atMs, kind: 'status', member: name, before, after, note, sinceMs: null });
    for (const fact of template) {
      if (fact.kind === 'member' && fact.name === name)
        facts.push({ ...fact, fromMs: atMs, value: withStatus(fact.value, after) });
      if (fact.kind === 'lane' && fact.name === `member:${name}`)
        facts.push({ ...fact, fromMs: atMs, value: { status: after, ours: 'answering' } });
      if (fact.kind === 'lane' && fact.name === 'verdict' && Math.random() < 0.3)
        facts.push({ ...fact, fromMs: atMs, value: { level: after === 'Online' ? 'ok' : 'degraded' } });
    }
  }
  const occurrences = [
    ...times(DAILY.lifecycle).map((atMs) => lifecycleAt(atMs, some(members))),
    ...times(DAILY.operations).map((atMs) => operationAt(atMs, some(members))),
  ];
  return { facts, changes, occurrences };
}

const withStatus = (value: Json, status: string): Json => ({ ...MemberFact.parse(value), status });

const someInstance = (): string => `web-${Math.floor(Math.random() * 1000)}`;

function lifecycleAt(atMs: number, member: string): NewOccurrence {
  const subject = someInstance();
  const event = {
    atMs,
    action: 'instance-started',
    source: `/1.0/instances/${subject}`,
    subject,
    project: 'default',
    location: member,
    requestor: { username: 'operator@example.net', protocol: 'oidc', address: '192.0.2.17:40312' },
  };
  return { atMs, member, kind: 'lifecycle', event };
}

function operationAt(atMs: number, member: string): NewOccurrence {
  const operation = {
    id: crypto.randomUUID(),
    class: 'task',
    description: 'Starting instance',
    status: 'Success',
    status_code: 200,
    location: member,
    may_cancel: false,
    err: '',
    createdAtMs: atMs - Math.floor(Math.random() * 60_000),
    updatedAtMs: atMs,
    progress: null,
    subjects: [`/1.0/instances/${someInstance()}`],
    requestor: 'operator@example.net',
  };
  return { atMs, member, kind: 'operation', operation };
}

/** Past its own transactions: the store would have to be given two thousand million samples, to roll them up again. */
async function sampleWriter(path: string, cluster: string, members: readonly string[], toMs: number) {
  const { sql, database } = connect(path);
  const series: { id: number; walk: Walk; value: number }[] = [];
  for (const member of members)
    for (const walk of WALKS) {
      const row = { cluster, member, metric: walk.metric };
      const { id } = await sql.insertInto('series').values(row).returning('id').executeTakeFirstOrThrow();
      series.push({ id, walk, value: walk.start });
    }
  const { rawMs, minuteMs } = DEFAULT_RETENTION;
  const chunks = async (tier: Tier, fromMs: number): Promise<void> => {
    const all = series.map((one) => ({ series: one.id, fromMs, points: pointsOf(one, tier, fromMs) }));
    await sql.transaction().execute((trx) => writeChunks(trx, tier, all));
  };
  return {
    async day(fromMs: number): Promise<void> {
      await chunks(QUARTER, fromMs);
      for (const [tier, keptMs] of [
        [MINUTE, minuteMs],
        [RAW, rawMs],
      ] as const)
        for (let at = fromMs; at < fromMs + DAY_MS; at += tier.chunkMs)
          if (at >= toMs - keptMs) await chunks(tier, at);
    },
    async close(): Promise<void> {
      await keepFrom(sql, RAW, ceilTo(toMs - rawMs, DAY_MS));
      await keepFrom(sql, MINUTE, ceilTo(toMs - minuteMs, DAY_MS));
      database.close();
    },
  };
}

function pointsOf(series: { walk: Walk; value: number }, tier: Tier, fromMs: number): Point[] {
  const { by, counts } = series.walk;
  const count = (counts * tier.stepMs) / RAW.stepMs;
  return Array.from({ length: tier.chunkMs / tier.stepMs }, (_, index) => {
    series.value = Math.max(0, series.value + Math.round((Math.random() - 0.5) * by));
    const spread = Math.floor(Math.random() * by);
    const { value: min } = series;
    const max = min + spread;
    return {
      atMs: fromMs + index * tier.stepMs,
      count,
      min,
      sum: min * count + Math.floor(spread * count * Math.random()),
      max,
    };
  });
}

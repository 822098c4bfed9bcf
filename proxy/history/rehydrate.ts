/** A past moment in the shapes of the present, from the facts and the samples of then. Pure. */
import type { HardwareAnswer, InstancesAnswer, MemberDetail, MemberPool } from '../wire/detail.ts';
import type { Instance } from '../wire/instance.ts';
import type { Recording } from '../wire/moment.ts';
import type { Operation } from '../wire/operation.ts';
import { fullestOf, poolTotals } from '../wire/pools.ts';
import type { ClusterSnapshot, Member, PartState, Probe, RingState, Rings } from '../wire/snapshot.ts';
import type { Vitals } from '../wire/vitals.ts';
import type { Held } from './decode.ts';
import type {
  Dated,
  FrameFact,
  HardwareFact,
  HostFact,
  MemberFact,
  PoolsFact,
  RingsFact,
  ServerFact,
  SteadyPart,
  SteadyRing,
} from './facts.ts';
import { type Readings, kept, whole } from './readings.ts';

/** The moment, and when was last looked: the moment itself, or else the beginning of the blind spot that it lies in. */
export type Then = { atMs: number; seenMs: number };

const observedAt = (observed: Dated, { seenMs }: Then): number | null =>
  observed === 'fresh' ? seenMs : observed;

const partAt = ({ status, failure, failingSinceMs, observed }: SteadyPart, then: Then): PartState => ({
  status,
  failure,
  observedAtMs: observedAt(observed, then),
  failingSinceMs,
});

const ringAt = (ring: SteadyRing, then: Then): RingState => ({
  ...partAt(ring, then),
  everyMs: ring.everyMs,
});

const NEVER: SteadyPart = { status: 'pending', failure: null, failingSinceMs: null, observed: null };

const ringsAt = (rings: RingsFact | undefined, then: Then): Rings => {
  const ring = (name: keyof Rings): RingState => ringAt(rings?.[name] ?? { ...NEVER, everyMs: 0 }, then);
  return {
    state: ring('state'),
    resources: ring('resources'),
    pools: ring('pools'),
    instances: ring('instances'),
    operations: ring('operations'),
    warnings: ring('warnings'),
    events: ring('events'),
  };
};

function probeAt({ observed, ...probe }: MemberFact['probe'], latencyMs: number | null, then: Then): Probe {
  return {
    ...probe,
    latencyMs: probe.state === 'answering' && observed === 'fresh' ? kept('latency', latencyMs) : null,
    observedAtMs: observedAt(observed, then),
  };
}

function memberPools(member: string, fact: PoolsFact | undefined, readings: Readings): MemberPool[] | null {
  return (
    fact?.value?.map(({ totalBytes, ...pool }) => {
      const used = whole(readings.pool(member, pool.name));
      const space = used === null || totalBytes === null ? null : { used, total: totalBytes };
      return { ...pool, space };
    }) ?? null
  );
}

const loadAt = (member: string, readings: Readings): Vitals['load'] => {
  const over = (metric: 'load1' | 'load5' | 'load15') => kept(metric, readings.of(member, metric));
  const [one, five, fifteen] = [over('load1'), over('load5'), over('load15')];
  return one === null || five === null || fifteen === null ? null : [one, five, fifteen];
};

/** What stays known of a member: these facts, and its numbers. */
type Of = { name: string; held: Held; readings: Readings; moment: Then };

function vitalsAt({ name, held, readings, moment: then }: Of, pools: MemberPool[] | null): Vitals {
  const host = held.hosts.get(name);
  const poolPart = held.pools.get(name)?.part;
  const sysinfo = host?.sysinfo ?? null;
  const known = {
    stateAtMs: host === undefined ? null : observedAt(host.state.observed, then),
    resourcesAtMs: host === undefined ? null : observedAt(host.resources.observed, then),
    poolsAtMs: poolPart === undefined ? null : observedAt(poolPart.observed, then),
  };
  const totalBytes = host?.memoryBytes ?? null;
  return {
    ...known,
    load: loadAt(name, readings),
    uptimeS: host === undefined || sysinfo === null ? null : uptimeAt(sysinfo, host.state, then),
    cpuThreads: host?.cpuThreads ?? null,
    memory:
      totalBytes === null
        ? null
        : {
            totalBytes,
            usedBytes: whole(readings.of(name, 'memoryUsed')),
            freeBytes: whole(readings.of(name, 'memoryFree')),
          },
    fullestPool: fullestOf(
      (pools ?? []).flatMap(({ name: pool, space }) =>
        space === null ? [] : [{ name: pool, usedBytes: space.used, totalBytes: space.total }],
      ),
    ),
    instances: held.counts.get(name) ?? null,
  };
}

/** As of when it was read. */
const uptimeAt = ({ bootAtMs }: { bootAtMs: number }, { observed }: SteadyPart, then: Then): number =>
  Math.max(0, Math.round(((observedAt(observed, then) ?? then.seenMs) - bootAtMs) / 1000));

/** The cluster as it was. `operations`: those of then. */
export function snapshotAt(
  frame: FrameFact,
  held: Held,
  readings: Readings,
  operations: Operation[],
  recording: Recording,
  then: Then,
): ClusterSnapshot {
  const { order, parts, ...rest } = frame;
  const listed = order.flatMap((name) => {
    const fact = held.members.get(name);
    return fact === undefined ? [] : [{ fact, pools: memberPools(name, held.pools.get(name), readings) }];
  });
  const members = listed.map(({ fact, pools }): Member => {
    const name = fact.server_name;
    const probe = probeAt(fact.probe, readings.of(name, 'latency'), then);
    return { ...fact, probe, vitals: vitalsAt({ name, held, readings, moment: then }, pools) };
  });
  return {
    ...rest,
    observedAtMs: then.atMs,
    parts: {
      server: partAt(parts.server, then),
      cluster: partAt(parts.cluster, then),
      members: partAt(parts.members, then),
      groups: partAt(parts.groups, then),
    },
    rings: ringsAt(held.rings, then),
    pools: poolTotals(listed.map(({ pools }) => pools)),
    recording,
    members,
    operations,
    warnings: [...held.warnings.values()].toSorted(worstFirst),
  };
}

const SEVERITIES: readonly string[] = ['low', 'moderate', 'high'];
const worstFirst = (a: ClusterSnapshot['warnings'][number], b: ClusterSnapshot['warnings'][number]): number =>
  SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) ||
  (b.lastSeenAtMs ?? 0) - (a.lastSeenAtMs ?? 0) ||
  a.uuid.localeCompare(b.uuid);

/** Facts of one member. */
export type HeldOfMember = {
  server: ServerFact | undefined;
  host: HostFact | undefined;
  pools: PoolsFact | undefined;
};

/** Parts and values as they were; a value is null where any number of it was not measured lately. */
export function detailAt(
  member: string,
  { server, host, pools }: HeldOfMember,
  readings: Readings,
  then: Then,
): MemberDetail {
  const value = memberPools(member, pools, readings);
  return {
    server_name: member,
    server: { part: partAt(server?.part ?? NEVER, then), value: server?.value ?? null },
    state: { part: partAt(host?.state ?? NEVER, then), value: stateAt(member, host, value, readings, then) },
    pools: { part: partAt(pools?.part ?? NEVER, then), value },
  };
}

function stateAt(
  member: string,
  host: HostFact | undefined,
  pools: MemberPool[] | null,
  readings: Readings,
  then: Then,
): MemberDetail['state']['value'] {
  const load = loadAt(member, readings);
  const free = whole(readings.of(member, 'memoryFree'));
  const processes = whole(readings.of(member, 'processes'));
  if (host === undefined || host.sysinfo === null || load === null || free === null || processes === null)
    return null;
  const { bootAtMs, ...sysinfo } = host.sysinfo;
  return {
    sysinfo: {
      ...sysinfo,
      uptime: uptimeAt({ bootAtMs }, host.state, then),
      load_averages: load,
      free_ram: free,
      processes,
    },
    storage_pools: Object.fromEntries(
      (pools ?? []).flatMap(({ name, space, inodes }) => (space === null ? [] : [[name, { space, inodes }]])),
    ),
  };
}

export function hardwareAt(
  member: string,
  fact: HardwareFact | undefined,
  readings: Readings,
  then: Then,
): HardwareAnswer {
  const value = fact?.value ?? null;
  const used = whole(readings.of(member, 'memoryUsed'));
  return {
    part: partAt(fact?.part ?? NEVER, then),
    value: value === null || value.memory === null ? value : { ...value, memory: { ...value.memory, used } },
  };
}

/** `counts`: what is counted of the member, by which it is known whether there was a list. */
export function instancesAt(
  { rings, counts }: Pick<Held, 'rings' | 'counts'>,
  member: string,
  instances: readonly Instance[],
  then: Then,
): InstancesAnswer {
  const value = counts.has(member)
    ? instances.toSorted((a, b) => a.project.localeCompare(b.project) || a.name.localeCompare(b.name))
    : null;
  return { part: partAt(rings?.instances ?? NEVER, then), value };
}

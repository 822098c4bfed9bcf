/**
 * What is known of each member of one cluster beyond the snapshot that everybody is sent: asked for by the pages of single
 * members. Kept by the member's URL, which stays when it is renamed.
 */
import type { PoolUsage } from '../lxd/read/pools.ts';
import { type Result, err } from '../result.ts';
import type {
  HardwareAnswer,
  InstancesAnswer,
  MemberDetail,
  MemberPool,
  MemberState,
  ServerFacts,
  StoragePool,
} from '../wire/detail.ts';
import type { Hardware } from '../wire/hardware.ts';
import { poolTotals } from '../wire/pools.ts';
import type { Series } from '../wire/series.ts';
import type { ClusterSnapshot, Failure, Member, PartState } from '../wire/snapshot.ts';
import type { InstanceCounts, Vitals } from '../wire/vitals.ts';
import { type Instances, createInstances } from './instances.ts';
import { type MemberRecord, NEW_RECORD, poolsOf, usedShares, vitalsOf } from './member-record.ts';
import { STATE_EXTENSION, kept, lacking } from './part.ts';
import { type RecentRange, type Samples, createSamples } from './samples.ts';

export type Register = {
  instances: Instances;
  /** The list of the cluster's pools; null: not known. */
  setPools(pools: StoragePool[] | null): void;
  /** Of the pools that any member tells of. */
  poolNames(): string[];
  heardServer(url: string, facts: ServerFacts, nowMs: number): void;
  heardState(url: string, answer: Result<MemberState, Failure>, nowMs: number): void;
  heardHardware(url: string, answer: Result<Hardware, Failure>, nowMs: number): void;
  heardPools(url: string, answer: Result<Map<string, PoolUsage>, Failure>, nowMs: number): void;
  /** The snapshot with the numbers of its members and the totals of its pools as they are known here. */
  fill(snapshot: ClusterSnapshot): ClusterSnapshot;
  /** Samples a snapshot that was published, and forgets members that have left. */
  record(snapshot: ClusterSnapshot): void;
  /** Undefined where there is no such member. */
  detail(member: string): MemberDetail | undefined;
  hardware(member: string): HardwareAnswer | undefined;
  instancesOn(member: string): InstancesAnswer | undefined;
  series(member: string, range: RecentRange, nowMs: number): Series | undefined;
};

export function createRegister(): Register {
  const records = new Map<string, MemberRecord>();
  const samples = new Map<string, Samples>();
  const probedAtMs = new Map<string, number>();
  const instances = createInstances();
  let pools: StoragePool[] | null = null;
  let members = new Map<string, Member>();
  let instancesPart: PartState | null = null;

  const views = new Map<string, MemberView>();

  const recordOf = (url: string): MemberRecord => records.get(url) ?? NEW_RECORD;
  const amend = (url: string, step: (was: MemberRecord) => Partial<MemberRecord>): void => {
    const was = recordOf(url);
    records.set(url, { ...was, ...step(was) });
  };
  const samplesOf = (url: string): Samples => {
    const known = samples.get(url) ?? createSamples();
    samples.set(url, known);
    return known;
  };
  /** Made anew only when something of it is new: a thousand members are looked at with every step of the stream. */
  const viewOf = ({ url, server_name }: Member): MemberView => {
    const from: MemberView['from'] = [recordOf(url), pools, instances.counts(server_name)];
    const known = views.get(url);
    if (known !== undefined && from.every((part, index) => part === known.from[index])) return known;
    const [record, list, counts] = from;
    const view = { from, vitals: vitalsOf(record, counts), pools: poolsOf(record, list) };
    views.set(url, view);
    return view;
  };
  /** What `make` makes of the member of this name. */
  const of = <T>(name: string, make: (member: Member) => T): T | undefined => {
    const member = members.get(name);
    return member === undefined ? undefined : make(member);
  };

  return {
    instances,
    setPools(list) {
      pools = list;
    },
    poolNames: () => [
      ...new Set([...records.values()].flatMap(({ state }) => Object.keys(state.value?.storage_pools ?? {}))),
    ],
    heardServer(url, value, nowMs) {
      amend(url, ({ server }) => ({ server: kept(server, { ok: true, value }, nowMs) }));
      if (value.api_extensions.includes(STATE_EXTENSION)) return;
      amend(url, ({ state }) => ({ state: kept(state, err(lacking(STATE_EXTENSION)), nowMs) }));
    },
    heardState: (url, answer, nowMs) => amend(url, ({ state }) => ({ state: kept(state, answer, nowMs) })),
    heardHardware: (url, answer, nowMs) =>
      amend(url, ({ hardware }) => ({ hardware: kept(hardware, answer, nowMs) })),
    heardPools: (url, answer, nowMs) =>
      amend(url, ({ poolUsage }) => ({ poolUsage: kept(poolUsage, answer, nowMs) })),
    fill(snapshot) {
      const filled = snapshot.members.map((member) => ({ ...member, vitals: viewOf(member).vitals }));
      return {
        ...snapshot,
        members: filled,
        pools: poolTotals(filled.map((member) => viewOf(member).pools)),
      };
    },
    record(snapshot) {
      members = new Map(snapshot.members.map((member) => [member.server_name, member]));
      instancesPart = snapshot.rings.instances;
      const present = new Set(snapshot.members.map(({ url }) => url));
      for (const kind of [records, samples, probedAtMs, views]) {
        for (const url of kind.keys()) if (!present.has(url)) kind.delete(url);
      }
      for (const member of snapshot.members) {
        const { url, probe, vitals } = member;
        if (probe.observedAtMs !== null && probe.observedAtMs !== probedAtMs.get(url)) {
          probedAtMs.set(url, probe.observedAtMs);
          samplesOf(url).probed(probe);
        }
        samplesOf(url).measured(vitals, usedShares(viewOf(member).pools));
      }
    },
    detail: (name) =>
      of(name, (member) => {
        const record = recordOf(member.url);
        const poolPart = record.state.value === null ? record.poolUsage.part : record.state.part;
        return {
          server_name: member.server_name,
          server: record.server,
          state: record.state,
          pools: { part: poolPart, value: viewOf(member).pools },
        };
      }),
    hardware: (name) => of(name, ({ url }) => recordOf(url).hardware),
    instancesOn: (name) =>
      of(name, ({ server_name }) => {
        const part = instancesPart ?? NEW_RECORD.state.part;
        const known = instances.counts(server_name) !== null;
        return { part: partOf(part), value: known ? instances.on(server_name) : null };
      }),
    series: (name, range, nowMs) => of(name, ({ url }) => samplesOf(url).series(range, nowMs)),
  };
}

/** What follows from a record, and from what it was made. */
type MemberView = {
  from: readonly [record: MemberRecord, pools: StoragePool[] | null, counts: InstanceCounts | null];
  vitals: Vitals;
  pools: MemberPool[] | null;
};

/** A ring's state without its pace. */
const partOf = ({ status, failure, observedAtMs, failingSinceMs }: PartState): PartState => ({
  status,
  failure,
  observedAtMs,
  failingSinceMs,
});

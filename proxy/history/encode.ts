/** Snapshots and what belongs to them as facts. Each takes the fact that holds, and keeps of it what has not really changed. Pure. */
import type { HardwareAnswer, MemberDetail } from '../wire/detail.ts';
import { areGroupsFresh, isFresh, isProbeFresh, isReadingFresh } from '../wire/freshness.ts';
import type { Hardware } from '../wire/hardware.ts';
import type {
  ClusterSnapshot,
  Member,
  PartState,
  RingState,
  Rings,
  SnapshotFrame,
} from '../wire/snapshot.ts';
import type { Warning } from '../wire/warning.ts';
import { lxdWord, ourWord } from '../wire/witness.ts';
import type {
  FrameFact,
  HardwareFact,
  HostFact,
  MemberFact,
  MemberLane,
  PoolsFact,
  RingsFact,
  ServerFact,
  SteadyRing,
} from './facts.ts';
import { dated, steadyFailure, steadyNumber, steadyPart, steadyText } from './steady.ts';

/** Part of the whole by which a slow amount has to move to be written anew. */
const SLOW_SHARE = 0.02;
/** Clocks and the time that an answer takes make a boot time differ by this much, ms. */
const BOOT_TOLERANCE_MS = 10_000;
/** Pauses of rings follow what an answer costs, which is never twice the same. */
const PAUSE_SHARE = 0.5;

export function frameFact(snapshot: ClusterSnapshot, was: FrameFact | undefined): FrameFact {
  const { parts, observedAtMs: nowMs, certificates } = snapshot;
  const listed = (part: 'server' | 'members') =>
    steadyPart(was?.parts[part], parts[part], isFresh(parts[part], snapshot, nowMs));
  const seldom = (part: 'cluster' | 'groups') =>
    steadyPart(was?.parts[part], parts[part], areGroupsFresh(parts[part], snapshot, nowMs));
  return {
    cluster: snapshot.cluster,
    watchedSinceMs: snapshot.watchedSinceMs,
    rollCallIntervalMs: snapshot.rollCallIntervalMs,
    probeIntervalMs: snapshot.probeIntervalMs,
    groups: snapshot.groups,
    leadership: snapshot.leadership,
    certificates: {
      clientNotAfterMs: finite(certificates.clientNotAfterMs),
      serverNotAfterMs: finite(certificates.serverNotAfterMs),
    },
    trust: snapshot.trust,
    parts: {
      server: listed('server'),
      cluster: seldom('cluster'),
      members: listed('members'),
      groups: seldom('groups'),
    },
    order: snapshot.members.map(({ server_name }) => server_name),
  };
}

/** The demo's certificate never ends, which JSON can't say. */
const finite = (atMs: number | null): number | null => (Number.isFinite(atMs) ? atMs : null);

export function ringsFact({ rings, observedAtMs }: ClusterSnapshot, was: RingsFact | undefined): RingsFact {
  const ring = (name: keyof Rings): SteadyRing => steadyRing(was?.[name], rings[name], observedAtMs);
  return {
    state: ring('state'),
    resources: ring('resources'),
    pools: ring('pools'),
    instances: ring('instances'),
    operations: ring('operations'),
    warnings: ring('warnings'),
    // Nothing is asked for: events are heard for as long as the socket is open.
    events: { ...steadyPart(was?.events, rings.events, true), everyMs: rings.events.everyMs },
  };
}

const steadyRing = (was: SteadyRing | undefined, ring: RingState, nowMs: number): SteadyRing => ({
  ...steadyPart(was, ring, isReadingFresh(ring.observedAtMs, ring, nowMs)),
  everyMs: steadyNumber(was?.everyMs, ring.everyMs, PAUSE_SHARE * (was?.everyMs ?? 0)),
});

export function memberFact(
  member: Member,
  was: MemberFact | undefined,
  frame: SnapshotFrame,
  nowMs: number,
): MemberFact {
  const { vitals: _vitals, probe, ...listed } = member;
  const { state, version, failure, since, observedAtMs } = probe;
  return {
    ...listed,
    message: was?.status === member.status ? steadyText(was.message, member.message) : member.message,
    probe: {
      state,
      version,
      failure: steadyFailure(was?.probe.failure, failure),
      since,
      observed: dated(observedAtMs, isProbeFresh(probe, frame, nowMs)),
    },
  };
}

/** What a lane says of a member: nothing of LXD's where its word is too old to stand. */
export function memberLaneOf(member: Member, frame: SnapshotFrame, nowMs: number): MemberLane {
  const lxd = lxdWord(member, frame, nowMs);
  return { status: lxd.stale ? null : lxd.word, ours: ourWord(member.probe, frame, nowMs).state };
}

/** A warning that goes on is the same, however often it is counted. */
export const warningFact = (warning: Warning, was: Warning | undefined): Warning =>
  was === undefined
    ? warning
    : {
        ...warning,
        count: was.count,
        lastSeenAtMs: was.lastSeenAtMs,
        last_message: steadyText(was.last_message, warning.last_message),
      };

const read = (part: PartState, ring: RingState, nowMs: number): boolean =>
  isReadingFresh(part.observedAtMs, ring, nowMs);

export function serverFact(
  { part, value }: MemberDetail['server'],
  was: ServerFact | undefined,
  frame: SnapshotFrame,
  nowMs: number,
): ServerFact {
  return { part: steadyPart(was?.part, part, isProbeFresh(part, frame, nowMs)), value };
}

export function hostFact(
  { state }: MemberDetail,
  hardware: HardwareAnswer,
  was: HostFact | undefined,
  { rings }: Pick<SnapshotFrame, 'rings'>,
  nowMs: number,
): HostFact {
  const { cpu, memory } = hardware.value ?? {};
  const sysinfo = state.value?.sysinfo;
  return {
    state: steadyPart(was?.state, state.part, read(state.part, rings.state, nowMs)),
    sysinfo:
      sysinfo === undefined
        ? null
        : steadySysinfo(sysinfo, was?.sysinfo ?? null, state.part.observedAtMs ?? nowMs),
    resources: steadyPart(was?.resources, hardware.part, read(hardware.part, rings.resources, nowMs)),
    cpuThreads: cpu?.total ?? sysinfo?.logical_cpus ?? null,
    memoryBytes: memory?.total ?? sysinfo?.total_ram ?? null,
  };
}

type Sysinfo = NonNullable<MemberDetail['state']['value']>['sysinfo'];

function steadySysinfo(sysinfo: Sysinfo, was: HostFact['sysinfo'], readAtMs: number): HostFact['sysinfo'] {
  const { uptime, load_averages: _loads, free_ram: _free, processes: _processes, ...rest } = sysinfo;
  const ofRam = SLOW_SHARE * rest.total_ram;
  return {
    ...rest,
    shared_ram: steadyNumber(was?.shared_ram, rest.shared_ram, ofRam),
    buffered_ram: steadyNumber(was?.buffered_ram, rest.buffered_ram, ofRam),
    free_swap: steadyNumber(was?.free_swap, rest.free_swap, SLOW_SHARE * rest.total_swap),
    bootAtMs: steadyNumber(was?.bootAtMs, Math.round(readAtMs - uptime * 1000), BOOT_TOLERANCE_MS),
  };
}

export function poolsFact(
  { pools: { part, value } }: MemberDetail,
  was: PoolsFact | undefined,
  { rings }: Pick<SnapshotFrame, 'rings'>,
  nowMs: number,
): PoolsFact {
  const known = new Map(was?.value?.map((pool) => [pool.name, pool]));
  return {
    part: steadyPart(was?.part, part, read(part, rings.pools, nowMs)),
    value:
      value?.map(({ space, inodes, ...pool }) => {
        const before = known.get(pool.name);
        const slow = (old: number | undefined, now: number, whole: number): number =>
          steadyNumber(old, now, SLOW_SHARE * whole);
        return {
          ...pool,
          inodes:
            inodes === null
              ? null
              : {
                  used: slow(before?.inodes?.used, inodes.used, inodes.total),
                  total: slow(before?.inodes?.total, inodes.total, inodes.total),
                },
          totalBytes:
            space === null ? null : steadyNumber(before?.totalBytes, space.total, space.total / 1000),
        };
      }) ?? null,
  };
}

export function hardwareFact(
  { part, value }: HardwareAnswer,
  was: HardwareFact | undefined,
  { rings }: Pick<SnapshotFrame, 'rings'>,
  nowMs: number,
): HardwareFact {
  return {
    part: steadyPart(was?.part, part, read(part, rings.resources, nowMs)),
    value: value === null ? null : atRest(value),
  };
}

/** Without what moves while the machine runs. */
const atRest = (hardware: Hardware): Hardware => ({
  ...hardware,
  cpu:
    hardware.cpu === null
      ? null
      : {
          ...hardware.cpu,
          sockets: hardware.cpu.sockets.map((socket) => ({
            ...socket,
            frequency: null,
            cores: socket.cores.map((core) => ({ ...core, frequency: null })),
          })),
        },
  memory:
    hardware.memory === null
      ? null
      : {
          ...hardware.memory,
          used: null,
          nodes: hardware.memory.nodes.map((node) => ({ ...node, used: null })),
        },
});

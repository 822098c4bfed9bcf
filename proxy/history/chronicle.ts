/** Turns what the board shows into facts and occurrences: only what has become different, and looks at no more than it must. */
import * as z from 'zod/mini';
import { assess } from '../wire/assess.ts';
import type { ClusterView, Delta } from '../wire/delta.ts';
import type { HardwareAnswer, MemberDetail } from '../wire/detail.ts';
import { isFresh, isProbeFresh } from '../wire/freshness.ts';
import type { ClusterSnapshot, Member } from '../wire/snapshot.ts';
import { MAX_WARNINGS, type Warning } from '../wire/warning.ts';
import {
  frameFact,
  hardwareFact,
  hostFact,
  memberFact,
  memberLaneOf,
  poolsFact,
  ringsFact,
  serverFact,
  warningFact,
} from './encode.ts';
import {
  CountsFact,
  FrameFact,
  HardwareFact,
  HostFact,
  LEADER_LANE,
  LeaderLane,
  MemberFact,
  MemberLane,
  PoolsFact,
  RingsFact,
  ServerFact,
  VERDICT_LANE,
  VerdictLane,
  WarningFact,
  memberLane,
} from './facts.ts';
import { type ListedInstances, createInstanceLedgers } from './instance-ledgers.ts';
import { createLedger } from './ledger.ts';
import { createOperationWatch, heardIn } from './occurrences.ts';
import type { Fact, NewOccurrence } from './store.ts';

/** What is known of single members beyond the view. */
export type Depth = {
  detail(member: string): MemberDetail | undefined;
  hardware(member: string): HardwareAnswer | undefined;
  /** Of the whole cluster; null: not known. */
  allInstances(): ListedInstances | null;
};

/** Warnings are read this seldom at the most: one that is not much older than that began when LXD says it did. */
const WARNING_DELAY_MS = 120_000;
const beganAtMs = ({ firstSeenAtMs }: Warning, nowMs: number): number =>
  firstSeenAtMs !== null && firstSeenAtMs <= nowMs && nowMs - firstSeenAtMs < WARNING_DELAY_MS
    ? firstSeenAtMs
    : nowMs;

/** Rings that fail at one member and not at the next would turn with every answer. */
const RINGS_EVERY_MS = 30_000;

export type Told = { facts: Fact[]; occurrences: NewOccurrence[] };

export type Chronicle = {
  /**
   * Facts that hold in the store, so that they are not written again; everything is looked at with the next view. `ended`: operations
   * whose end is in the store.
   */
  restore(facts: readonly Fact[], ended?: readonly string[]): void;
  hear(view: ClusterView, delta: Delta): Told;
  /** What has become of these members beyond the view. */
  look(names: readonly string[], snapshot: ClusterSnapshot): Fact[];
};

export function createChronicle(depth: Depth): Chronicle {
  let facts: Fact[] = [];
  const emit = (fact: Fact): void => {
    facts.push(fact);
  };
  const emitted = (): Fact[] => {
    const all = facts;
    facts = [];
    return all;
  };
  const frames = createLedger('frame', FrameFact, emit);
  const rings = createLedger('rings', RingsFact, emit);
  const members = createLedger('member', MemberFact, emit);
  const hosts = createLedger('host', HostFact, emit);
  const pools = createLedger('pools', PoolsFact, emit);
  const counts = createLedger('counts', CountsFact, emit);
  const servers = createLedger('server', ServerFact, emit);
  const hardware = createLedger('hardware', HardwareFact, emit);
  const warnings = createLedger('warning', WarningFact, emit);
  const lanes = createLedger('lane', z.union([MemberLane, LeaderLane, VerdictLane]), emit);
  const instances = createInstanceLedgers(emit);
  const ofMembers = [members, hosts, pools, counts, servers, hardware];
  const all = [...ofMembers, frames, rings, warnings, lanes];
  const operations = createOperationWatch();

  let isFirst = true;
  let knowsWarnings = false;
  let ringsAtMs = Number.NEGATIVE_INFINITY;
  /** By name, what the lane says, in short: it is looked at with every view. */
  let laneWords = new Map<string, string>();
  let freshProbes = new Set<string>();

  const hearMembers = (snapshot: ClusterSnapshot, delta: Delta): void => {
    const { observedAtMs: nowMs } = snapshot;
    const told = new Set([
      ...delta.members.map(({ server_name }) => server_name),
      ...Object.keys(delta.probes),
      ...Object.keys(delta.vitals),
    ]);
    const fresh = new Set<string>();
    const words = new Map<string, string>();
    for (const member of snapshot.members) {
      const name = member.server_name;
      if (isProbeFresh(member.probe, snapshot, nowMs)) fresh.add(name);
      const turned = fresh.has(name) !== freshProbes.has(name);
      if (isFirst || turned || told.has(name)) hearMember(member, snapshot);
      const lane = memberLaneOf(member, snapshot, nowMs);
      const word = `${lane.ours} ${lane.status}`;
      words.set(name, word);
      if (isFirst || laneWords.get(name) !== word) lanes.put(memberLane(name), nowMs, lane);
    }
    [freshProbes, laneWords] = [fresh, words];
  };
  const hearMember = (member: Member, snapshot: ClusterSnapshot): void => {
    const { server_name: name, vitals } = member;
    const { observedAtMs: nowMs } = snapshot;
    members.put(name, nowMs, memberFact(member, members.get(name), snapshot, nowMs));
    if (vitals.instances !== null) counts.put(name, nowMs, vitals.instances);
  };
  const dropGone = (snapshot: ClusterSnapshot): void => {
    const { observedAtMs: nowMs } = snapshot;
    const present = new Set(snapshot.members.map(({ server_name }) => server_name));
    for (const name of members.names()) {
      if (present.has(name)) continue;
      for (const ledger of ofMembers) ledger.drop(name, nowMs);
      lanes.drop(memberLane(name), nowMs);
      instances.dropMember(name, nowMs);
    }
  };
  const hearWarnings = ({
    warnings: list,
    rings: { warnings: ring },
    observedAtMs: nowMs,
  }: ClusterSnapshot) => {
    const found: NewOccurrence[] = [];
    if (ring.status === 'pending' || ring.observedAtMs === null) return found;
    const tell = (phase: 'began' | 'ended', warning: Warning, atMs: number): void => {
      found.push({ kind: 'warning', phase, atMs, member: warning.location || null, warning });
    };
    for (const warning of list) {
      const was = warnings.get(warning.uuid);
      warnings.put(warning.uuid, nowMs, warningFact(warning, was));
      // What there was when the record began, began before it.
      if (was === undefined && knowsWarnings) tell('began', warning, beganAtMs(warning, nowMs));
    }
    knowsWarnings = true;
    // A list that is full may have left it out.
    if (list.length >= MAX_WARNINGS) return found;
    const here = new Set(list.map(({ uuid }) => uuid));
    for (const uuid of warnings.names()) {
      const warning = warnings.get(uuid);
      if (here.has(uuid)) continue;
      warnings.drop(uuid, nowMs);
      if (warning !== undefined) tell('ended', warning, nowMs);
    }
    return found;
  };
  const hearCluster = (snapshot: ClusterSnapshot): void => {
    const { observedAtMs: nowMs, parts, leadership } = snapshot;
    frames.put('', nowMs, frameFact(snapshot, frames.get('')));
    if (isFirst || nowMs - ringsAtMs >= RINGS_EVERY_MS) {
      if (rings.put('', nowMs, ringsFact(snapshot, rings.get('')))) ringsAtMs = nowMs;
    }
    const leader = isFresh(parts.members, snapshot, nowMs) ? (leadership?.member ?? null) : null;
    lanes.put(LEADER_LANE, nowMs, { member: leader });
    lanes.put(VERDICT_LANE, nowMs, { level: assess(snapshot, nowMs).level });
  };

  return {
    restore(holding, ended = []) {
      operations.recorded(ended);
      for (const ledger of all) ledger.clear();
      const byKind = new Map(all.map((ledger) => [ledger.kind, ledger]));
      for (const fact of holding) byKind.get(fact.kind)?.restore(fact);
      instances.restore(holding);
      knowsWarnings = (rings.get('')?.warnings.observed ?? null) !== null;
      isFirst = true;
    },
    hear({ snapshot }, delta) {
      const occurrences = heardIn(delta);
      if (delta.operations !== null || isFirst) {
        occurrences.push(...operations.ended(snapshot.operations, snapshot.observedAtMs));
      }
      // Nothing has been heard in this run: what is shown is what was known before.
      if (snapshot.parts.members.status === 'pending') {
        isFirst = true;
        return { facts: emitted(), occurrences };
      }
      hearMembers(snapshot, delta);
      if ((isFirst || delta.order !== null) && snapshot.parts.members.observedAtMs !== null)
        dropGone(snapshot);
      hearCluster(snapshot);
      if (delta.warnings !== null || !knowsWarnings || isFirst) occurrences.push(...hearWarnings(snapshot));
      instances.hear(snapshot, depth.allInstances);
      isFirst = false;
      return { facts: emitted(), occurrences };
    },
    look(names, snapshot) {
      const { observedAtMs: nowMs } = snapshot;
      for (const name of names) {
        const [detail, answer] = [depth.detail(name), depth.hardware(name)];
        if (detail === undefined || answer === undefined || members.get(name) === undefined) continue;
        servers.put(name, nowMs, serverFact(detail.server, servers.get(name), snapshot, nowMs));
        hosts.put(name, nowMs, hostFact(detail, answer, hosts.get(name), snapshot, nowMs));
        pools.put(name, nowMs, poolsFact(detail, pools.get(name), snapshot, nowMs));
        hardware.put(name, nowMs, hardwareFact(answer, hardware.get(name), snapshot, nowMs));
      }
      return emitted();
    },
  };
}

/** How a stream says what became of a snapshot: all of it once, then only the members that differ. Pure. */
import * as z from 'zod/mini';
import { MAX_CHANGES, RecordedChange } from './change.ts';
import { MAX_EVENTS, RecordedEvent } from './event.ts';
import { Flapping } from './flapping.ts';
import { Operation } from './operation.ts';
import { ClusterSnapshot, Member, Probe, SnapshotFrame } from './snapshot.ts';
import { Vitals } from './vitals.ts';
import { Warning } from './warning.ts';

/** A cluster as a page holds it: the latest snapshot and what changed since the proxy began to watch. */
export const ClusterView = z.object({
  /** Rises by one with each snapshot; equal numbers of one run mean equal content. */
  seq: z.number(),
  snapshot: ClusterSnapshot,
  /** Newest first; the proxy keeps the last `MAX_CHANGES`. */
  changes: z.array(RecordedChange),
  /** LXD's own events, newest first; the proxy keeps the last `MAX_EVENTS`. */
  events: z.array(RecordedEvent),
  /** Who goes away and comes back again and again, as it was with this snapshot. */
  flapping: z.array(Flapping),
});
export type ClusterView = z.infer<typeof ClusterView>;

/** A probe's `latencyMs` and `observedAtMs`. */
const Pulse = z.tuple([z.nullable(z.number()), z.nullable(z.number())]);

/** The step from snapshot `from` to snapshot `seq`. */
export const Delta = z.object({
  from: z.number(),
  seq: z.number(),
  frame: SnapshotFrame,
  /** Names in list order, where members came, went or moved; null where they did not. */
  order: z.nullable(z.array(z.string())),
  /** Members of which LXD says something new. */
  members: z.array(Member),
  /** By name: probes of members of which LXD says nothing new. */
  probes: z.record(z.string(), Probe),
  /**
   * By name: latency and time of probes that found what the one before had found. Nearly all of a stream is these, so
   * they are as short as can be.
   */
  pulses: z.record(z.string(), Pulse),
  /** By name: new numbers of members of which LXD says nothing new. */
  vitals: z.record(z.string(), Vitals),
  /** These and `flapping`: null where they are as they were. */
  operations: z.nullable(z.array(Operation)),
  warnings: z.nullable(z.array(Warning)),
  /** Recorded since `from`, newest first. */
  changes: z.array(RecordedChange),
  events: z.array(RecordedEvent),
  flapping: z.nullable(z.array(Flapping)),
});
export type Delta = z.infer<typeof Delta>;

/** Compares by content. Members and probes are plain JSON, built with their keys in one order. */
const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

export function deltaOf(before: ClusterView, after: ClusterView): Delta {
  const { members, operations, warnings, ...frame } = after.snapshot;
  const old = new Map(before.snapshot.members.map((member) => [member.server_name, member]));
  const names = members.map((member) => member.server_name);
  const delta: Delta = {
    from: before.seq,
    seq: after.seq,
    frame,
    order: same([...old.keys()], names) ? null : names,
    members: [],
    probes: {},
    pulses: {},
    vitals: {},
    operations: same(before.snapshot.operations, operations) ? null : operations,
    warnings: same(before.snapshot.warnings, warnings) ? null : warnings,
    changes: newerThan(before.changes[0]?.id, after.changes),
    events: newerThan(before.events[0]?.id, after.events),
    flapping: same(before.flapping, after.flapping) ? null : after.flapping,
  };
  for (const member of members) {
    const was = old.get(member.server_name);
    if (was === undefined || !same(withoutOurs(was), withoutOurs(member))) {
      delta.members.push(member);
      continue;
    }
    if (!same(was.probe, member.probe)) addProbe(delta, member, was.probe);
    if (!same(was.vitals, member.vitals)) delta.vitals[member.server_name] = member.vitals;
  }
  return delta;
}

/** What the cluster lists of a member; the rest comes from elsewhere, and far more often. */
const withoutOurs = (member: Member) => ({ ...member, probe: null, vitals: null });

function addProbe(delta: Delta, { server_name, probe }: Member, was: Probe): void {
  const { latencyMs, observedAtMs } = probe;
  if (same({ ...was, latencyMs, observedAtMs }, probe)) delta.pulses[server_name] = [latencyMs, observedAtMs];
  else delta.probes[server_name] = probe;
}

const newerThan = <T extends { id: number }>(id: number | undefined, recorded: readonly T[]): T[] =>
  id === undefined ? [...recorded] : recorded.filter((item) => item.id > id);

/** The view after `delta`; null when the delta does not follow this view, so that the whole is needed. */
export function applyDelta(view: ClusterView, delta: Delta): ClusterView | null {
  if (delta.from !== view.seq) return null;
  const members = new Map(view.snapshot.members.map((member) => [member.server_name, member]));
  for (const member of delta.members) members.set(member.server_name, member);
  for (const [name, probe] of Object.entries(delta.probes)) {
    const member = members.get(name);
    if (member !== undefined) members.set(name, { ...member, probe });
  }
  for (const [name, [latencyMs, observedAtMs]] of Object.entries(delta.pulses)) {
    const member = members.get(name);
    if (member !== undefined) {
      members.set(name, { ...member, probe: { ...member.probe, latencyMs, observedAtMs } });
    }
  }
  for (const [name, vitals] of Object.entries(delta.vitals)) {
    const member = members.get(name);
    if (member !== undefined) members.set(name, { ...member, vitals });
  }
  const { snapshot } = view;
  const names = delta.order ?? snapshot.members.map((member) => member.server_name);
  return {
    seq: delta.seq,
    snapshot: {
      ...delta.frame,
      members: names.flatMap((name) => members.get(name) ?? []),
      operations: delta.operations ?? snapshot.operations,
      warnings: delta.warnings ?? snapshot.warnings,
    },
    changes: [...delta.changes, ...view.changes].slice(0, MAX_CHANGES),
    events: [...delta.events, ...view.events].slice(0, MAX_EVENTS),
    flapping: delta.flapping ?? view.flapping,
  };
}

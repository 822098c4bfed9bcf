/** How a stream says what became of a snapshot: all of it once, then only the members that differ. Pure. */
import * as z from 'zod/mini';
import { RecordedChange } from './change.ts';
import { ClusterSnapshot, Member, Probe, SnapshotFrame } from './snapshot.ts';

/** A cluster as a page holds it: the latest snapshot and what changed since the proxy began to watch. */
export const ClusterView = z.object({
  /** Rises by one with each snapshot; equal numbers of one run mean equal content. */
  seq: z.number(),
  snapshot: ClusterSnapshot,
  /** Newest first; the proxy keeps the last `MAX_CHANGES`. */
  changes: z.array(RecordedChange),
});
export type ClusterView = z.infer<typeof ClusterView>;

/** How many changes a view holds. */
export const MAX_CHANGES = 200;

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
  /** Recorded since `from`, newest first. */
  changes: z.array(RecordedChange),
});
export type Delta = z.infer<typeof Delta>;

/** Compares by content. Members and probes are plain JSON, built with their keys in one order. */
const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

export function deltaOf(before: ClusterView, after: ClusterView): Delta {
  const { members, ...frame } = after.snapshot;
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
    changes: newerThan(before.changes[0]?.id, after.changes),
  };
  for (const member of members) {
    const was = old.get(member.server_name);
    if (was === undefined || !same({ ...was, probe: null }, { ...member, probe: null }))
      delta.members.push(member);
    else if (!same(was.probe, member.probe)) addProbe(delta, member, was.probe);
  }
  return delta;
}

function addProbe(delta: Delta, { server_name, probe }: Member, was: Probe): void {
  const { latencyMs, observedAtMs } = probe;
  if (same({ ...was, latencyMs, observedAtMs }, probe)) delta.pulses[server_name] = [latencyMs, observedAtMs];
  else delta.probes[server_name] = probe;
}

const newerThan = (id: number | undefined, changes: readonly RecordedChange[]): RecordedChange[] =>
  id === undefined ? [...changes] : changes.filter((change) => change.id > id);

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
  const names = delta.order ?? view.snapshot.members.map((member) => member.server_name);
  return {
    seq: delta.seq,
    snapshot: { ...delta.frame, members: names.flatMap((name) => members.get(name) ?? []) },
    changes: [...delta.changes, ...view.changes].slice(0, MAX_CHANGES),
  };
}

/** Which answers a new view makes old. */
import type { QueryClient } from '@tanstack/react-query';
import type { ClusterView } from '~wire/delta.ts';
import { staleAfterMs } from '~wire/freshness.ts';
import type { ClusterSnapshot, Member, Rings } from '~wire/snapshot.ts';
import { lxdWord, ourWord } from '~wire/witness.ts';

/** Steps of the finer series: there is a new value with each. */
const SERIES_STEP_MS = 10_000;

const stepOf = ({ snapshot }: ClusterView): number => Math.floor(snapshot.observedAtMs / SERIES_STEP_MS);

/** Has the pages that are open ask anew for what `after` shows to have changed since `before`. */
export function markOutdated(queryClient: QueryClient, before: ClusterView, after: ClusterView): void {
  const { key } = after.snapshot.cluster;
  const mark = (topic: string, ...rest: string[]): void =>
    void queryClient.invalidateQueries({ queryKey: ['cluster', key, topic, ...rest] });
  const [rings, ringsNow] = [before.snapshot.rings, after.snapshot.rings];
  // What is refused or not offered is never read, so it has no time that could be new.
  const turned = (name: keyof Rings): boolean => rings[name].status !== ringsNow[name].status;
  const [stateTurned, resourcesTurned] = [turned('state') || turned('pools'), turned('resources')];
  const known = new Map(before.snapshot.members.map((member) => [member.server_name, member]));
  for (const { server_name, vitals, probe } of after.snapshot.members) {
    const then = known.get(server_name);
    const was = then?.vitals;
    const read = was?.stateAtMs !== vitals.stateAtMs || was.poolsAtMs !== vitals.poolsAtMs;
    const upgraded = probe.version !== null && then?.probe.version !== probe.version;
    if (read || stateTurned || upgraded) mark('detail', server_name);
    if (was?.resourcesAtMs !== vitals.resourcesAtMs || resourcesTurned) mark('hardware', server_name);
  }
  if (rings.instances.observedAtMs !== ringsNow.instances.observedAtMs || turned('instances')) {
    mark('instances');
  }
  if (stepOf(before) !== stepOf(after)) mark('series');
  if (trailsGrew(before, after)) mark('trails');
}

/**
 * Whether the past has more in it than an open end: something changed, or one of the two witnesses fell silent or spoke
 * again, which is no change. What went on while nothing came here is for the proxy to tell.
 */
function trailsGrew(before: ClusterView, after: ClusterView): boolean {
  if (before.changes[0]?.id !== after.changes[0]?.id) return true;
  const [was, is] = [before.snapshot, after.snapshot];
  if (was.watchedSinceMs !== is.watchedSinceMs) return true;
  if (is.observedAtMs - was.observedAtMs > staleAfterMs(is)) return true;
  return is.members.some((member, index) => {
    const then = was.members[index];
    return then === undefined || witnesses(then, was) !== witnesses(member, is);
  });
}

/** Which witnesses of a member stood when a snapshot was put together. */
const witnesses = (member: Member, snapshot: ClusterSnapshot): string => {
  const atMs = snapshot.observedAtMs;
  return `${lxdWord(member, snapshot, atMs).stale} ${ourWord(member.probe, snapshot, atMs).state}`;
};

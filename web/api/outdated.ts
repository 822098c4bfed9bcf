/** Which answers a new view makes old. */
import type { QueryClient } from '@tanstack/react-query';
import type { ClusterView } from '~wire/delta.ts';

/** Steps of the finer series: there is a new value with each. */
const SERIES_STEP_MS = 10_000;

const stepOf = ({ snapshot }: ClusterView): number => Math.floor(snapshot.observedAtMs / SERIES_STEP_MS);

/** Has the pages that are open ask anew for what `after` shows to have changed since `before`. */
export function markOutdated(queryClient: QueryClient, before: ClusterView, after: ClusterView): void {
  const { key } = after.snapshot.cluster;
  const mark = (topic: string, ...rest: string[]): void =>
    void queryClient.invalidateQueries({ queryKey: ['cluster', key, topic, ...rest] });
  const known = new Map(before.snapshot.members.map((member) => [member.server_name, member]));
  for (const { server_name, vitals } of after.snapshot.members) {
    const was = known.get(server_name)?.vitals;
    if (was?.stateAtMs !== vitals.stateAtMs || was.poolsAtMs !== vitals.poolsAtMs)
      mark('detail', server_name);
    if (was?.resourcesAtMs !== vitals.resourcesAtMs) mark('hardware', server_name);
  }
  if (before.snapshot.rings.instances.observedAtMs !== after.snapshot.rings.instances.observedAtMs) {
    mark('instances');
  }
  if (stepOf(before) !== stepOf(after)) mark('series');
  if (before.changes[0]?.id !== after.changes[0]?.id) mark('trails');
}

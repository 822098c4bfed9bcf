import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useParams } from 'react-router';
import { canLogOut } from '~wire/session.ts';
import { useViewer } from '../../api/live-context.tsx';
import { clusterQuery, clustersQuery } from '../../api/queries.ts';
import { rosterQuery } from '../../api/roster.ts';
import { useUnchanged } from '../../ui/useUnchanged.ts';
import { useAt } from '../../url/at.tsx';
import { usePaths } from '../../url/paths.ts';
import { type Index, allEntries, toIndex } from './entries.ts';

type Entries = {
  index: Index;
  /** Of how many clusters the members are still being asked for, and of how many they could not be had. */
  asking: number;
  missing: number;
};

/** All that there is to find. Clusters that are not on the page are asked for their members. */
export function useEntries(): Entries {
  const paths = usePaths();
  const { cluster = null, member = null } = useParams();
  const { data: list } = useQuery(clustersQuery());
  const at = useAt();
  const viewer = useViewer();
  const loggedIn = viewer !== null && canLogOut(viewer) ? (viewer.name ?? viewer.by) : null;
  const { data: view } = useQuery({ ...clusterQuery(cluster ?? '', at), enabled: false });
  const summaries = list?.clusters ?? [];
  const others = summaries.filter(({ key }) => key !== cluster);
  const rosters = useRosters(others.map(({ key }) => key));
  const inSight = view?.snapshot.members.map(({ server_name }) => server_name) ?? [];
  // Views come with every beat, and nearly always with the same names.
  const clusters = useUnchanged([
    ...summaries
      .filter(({ key }) => key === cluster)
      .map(({ key, name }) => ({ key, name, members: inSight })),
    ...others.map(({ key, name }) => ({ key, name, members: rosters.get(key) ?? [] })),
  ]);
  const index = useMemo(
    () => toIndex(allEntries({ clusters, here: { cluster, member, past: at !== 'live' }, loggedIn, paths })),
    [clusters, cluster, member, at, loggedIn, paths],
  );
  return {
    index,
    asking: others.filter(({ key }) => !rosters.has(key)).length,
    missing: others.filter(({ key }) => rosters.get(key) === null).length,
  };
}

/** The names of the members of clusters, as they come in; null: they could not be had. */
function useRosters(clusters: readonly string[]): ReadonlyMap<string, readonly string[] | null> {
  const queryClient = useQueryClient();
  const [rosters, setRosters] = useState<ReadonlyMap<string, readonly string[] | null>>(new Map());
  const keys = useUnchanged(clusters);
  useEffect(() => {
    for (const key of keys) {
      const take = (names: readonly string[] | null): void =>
        setRosters((before) => new Map(before).set(key, names));
      queryClient.fetchQuery(rosterQuery(key)).then(take, () => take(null));
    }
  }, [queryClient, keys]);
  return rosters;
}

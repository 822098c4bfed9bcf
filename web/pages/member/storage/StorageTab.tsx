import { useQuery } from '@tanstack/react-query';
import { detailQuery, hardwareQuery } from '../../../api/member-queries.ts';
import { loadAhead } from '../load-ahead.ts';
import { useMember } from '../member-scene.tsx';
import { DiskSummary } from './DiskSummary.tsx';
import { PoolPanel } from './PoolPanel.tsx';

export const loadStorage = loadAhead(({ queryClient, cluster, member, at }) => [
  queryClient.prefetchQuery(detailQuery(cluster, member, at)),
  queryClient.prefetchQuery(hardwareQuery(cluster, member, at)),
]);

/** Where the member keeps data: the pools, and the disks below them. */
export function StorageTab() {
  const { cluster, member, at } = useMember();
  return (
    <>
      <PoolPanel answer={useQuery(detailQuery(cluster, member.server_name, at))} />
      <DiskSummary answer={useQuery(hardwareQuery(cluster, member.server_name, at))} />
    </>
  );
}

import { detailQuery, seriesQuery, trailsQuery } from '../../../api/member-queries.ts';
import { parseChartRange } from '../../../url/chart-range.ts';
import { loadAhead } from '../load-ahead.ts';
import { useMember } from '../member-scene.tsx';
import { ChartsPanel } from './ChartsPanel.tsx';
import { Commands } from './Commands.tsx';
import { ConfigTable } from './ConfigTable.tsx';
import { DatabaseRole } from './DatabaseRole.tsx';
import { MemberFacts } from './MemberFacts.tsx';
import { RibbonPanel } from './RibbonPanel.tsx';
import { SoftwareFacts } from './SoftwareFacts.tsx';
import { UseFacts } from './UseFacts.tsx';
import { Witnesses } from './Witnesses.tsx';

export const loadOverview = loadAhead(({ queryClient, cluster, member, at, params }) => [
  queryClient.prefetchQuery(detailQuery(cluster, member, at)),
  queryClient.prefetchQuery(seriesQuery(cluster, member, parseChartRange(params), at)),
  queryClient.prefetchQuery(trailsQuery(cluster, member, at)),
]);

/** How the member stands and has stood, and what it is. */
export function OverviewTab() {
  const { member } = useMember();
  return (
    <>
      <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
        <Witnesses />
        <DatabaseRole />
      </div>
      <RibbonPanel />
      <ChartsPanel />
      <div className="grid items-start gap-4 md:grid-cols-2 xl:grid-cols-3">
        <div className="flex min-w-0 flex-col gap-4">
          <UseFacts />
          <Commands />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <MemberFacts />
          <ConfigTable config={member.config} />
        </div>
        <SoftwareFacts />
      </div>
    </>
  );
}

import { type CSSProperties, Suspense, lazy } from 'react';
import { useParams } from 'react-router';
import type { ClusterSnapshot } from '~wire/snapshot.ts';
import { useBoard } from '../../components/useBoard.ts';
import { LEVEL_LOOKS } from '../../lib/levels.ts';
import { useLevelIcon } from '../../components/useLevelIcon.ts';
import { usePageTitle } from '../../ui/usePageTitle.ts';
import type { Arrangement } from '../../url/arrangement.ts';
import { useTableView } from '../../url/table.ts';
import { ActivityPanel } from './ActivityPanel.tsx';
import { MembersPanel } from './MembersPanel.tsx';
import { Totals } from './Totals.tsx';
import { VerdictBand } from './VerdictBand.tsx';
import { VoterStrip } from './VoterStrip.tsx';

/** Only where there is something to show. */
const Waiting = lazy(async () => ({ default: (await import('./Waiting.tsx')).Waiting }));
const Unrecorded = lazy(async () => ({
  default: (await import('../../components/moment/Unrecorded.tsx')).Unrecorded,
}));
const ChangedCertificate = lazy(async () => ({
  default: (await import('./ChangedCertificate.tsx')).ChangedCertificate,
}));
const NowPanels = lazy(async () => ({ default: (await import('./NowPanels.tsx')).NowPanels }));

/** Is the cluster all right? If not: why, who, and since when. */
export function OverviewPage() {
  const { cluster = '' } = useParams();
  const { view, verdict, nowMs } = useBoard(cluster);
  const { snapshot, changes, moment } = view;
  const look = LEVEL_LOOKS[verdict.level];
  usePageTitle(`${look.glyph} ${look.word}`, snapshot.cluster.name);
  useLevelIcon(verdict.level);
  const nothingYet = snapshot.members.length === 0;
  const somethingNow = snapshot.operations.length > 0 || snapshot.warnings.length > 0;
  const { arrangement } = useTableView();
  const rows: CSSProperties & { '--rows': number } = { '--rows': rowsOf(snapshot, arrangement) };
  if (moment?.state === 'before') {
    return (
      <Suspense>
        <Unrecorded firstMs={moment.firstMs} cluster={snapshot.cluster.name} />
      </Suspense>
    );
  }
  return (
    <main className="board flex min-h-0 flex-1 flex-col gap-4">
      <VerdictBand snapshot={snapshot} verdict={verdict} nowMs={nowMs} />
      {snapshot.trust.others.length > 0 && (
        <Suspense>
          <ChangedCertificate snapshot={snapshot} nowMs={nowMs} />
        </Suspense>
      )}
      {nothingYet ? (
        <Suspense>
          <Waiting snapshot={snapshot} verdict={verdict} />
        </Suspense>
      ) : (
        <>
          <div className="panel divide-y divide-line rounded-md border border-line bg-surface">
            <VoterStrip snapshot={snapshot} verdict={verdict} nowMs={nowMs} />
            <Totals snapshot={snapshot} nowMs={nowMs} />
          </div>
          <div className="board-body" style={rows}>
            <MembersPanel snapshot={snapshot} verdict={verdict} changes={changes} nowMs={nowMs} />
            <div className="board-side">
              <ActivityPanel view={view} nowMs={nowMs} />
              {somethingNow && (
                <Suspense>
                  <NowPanels snapshot={snapshot} nowMs={nowMs} />
                </Suspense>
              )}
            </div>
          </div>
        </>
      )}
    </main>
  );
}

/** How high a lane is whose members take no more than one line, in rows of the table. */
const LANE_ROWS = 2.3;

/** How high the members are at the least, in rows of the table; its heads are a row that groups do not have. */
function rowsOf({ members }: ClusterSnapshot, arrangement: Arrangement): number {
  if (arrangement === 'table') return members.length;
  if (arrangement === 'groups') {
    return LANE_ROWS * new Set(members.flatMap(({ groups }) => groups)).size - 1;
  }
  return LANE_ROWS * new Set(members.map((member) => member.failure_domain)).size;
}

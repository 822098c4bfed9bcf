import { useParams } from 'react-router';
import { ActivityList } from '../../components/ActivityList.tsx';
import { Moment } from '../../components/Moment.tsx';
import { useBoard } from '../../components/useBoard.ts';
import { LEVEL_LOOKS } from '../../lib/levels.ts';
import { Panel } from '../../ui/Panel.tsx';
import { usePageTitle } from '../../ui/usePageTitle.ts';
import { MembersPanel } from './MembersPanel.tsx';
import { VerdictBand } from './VerdictBand.tsx';
import { VoterStrip } from './VoterStrip.tsx';
import { Waiting } from './Waiting.tsx';

/** Is the cluster all right? If not: why, who, and since when. */
export function OverviewPage() {
  const { cluster = '' } = useParams();
  const { view, verdict, nowMs } = useBoard(cluster);
  const { snapshot, changes } = view;
  const look = LEVEL_LOOKS[verdict.level];
  usePageTitle(`${look.glyph} ${look.word}`, snapshot.cluster.name);
  const nothingYet = snapshot.members.length === 0;
  return (
    <main className="board flex min-h-0 flex-1 flex-col gap-4">
      <VerdictBand snapshot={snapshot} verdict={verdict} nowMs={nowMs} />
      {nothingYet ? (
        <Waiting snapshot={snapshot} verdict={verdict} />
      ) : (
        <>
          <VoterStrip snapshot={snapshot} verdict={verdict} nowMs={nowMs} />
          <div className="grid items-start gap-4 xl:min-h-96 xl:flex-1 xl:grid-rows-[minmax(0,1fr)] xl:grid-cols-[minmax(0,1fr)_20.5rem]">
            <MembersPanel snapshot={snapshot} changes={changes} nowMs={nowMs} />
            <Panel title="Activity" className="xl:max-h-full">
              <ActivityList
                changes={changes}
                cluster={cluster}
                nowMs={nowMs}
                className="max-h-[75dvh] min-h-0 xl:max-h-none"
              />
              <p className="shrink-0 border-t border-line px-5 py-2 text-sm text-faint">
                Watching since <Moment atMs={snapshot.watchedSinceMs} nowMs={nowMs} />
              </p>
            </Panel>
          </div>
        </>
      )}
    </main>
  );
}

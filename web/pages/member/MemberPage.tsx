import { Link, useParams } from 'react-router';
import { contradiction, lxdWord } from '~wire/witness.ts';
import { ActivityList } from '../../components/ActivityList.tsx';
import { Moment } from '../../components/Moment.tsx';
import { StatusShape } from '../../components/StatusShape.tsx';
import { useBoard } from '../../components/useBoard.ts';
import { LEVEL_LOOKS } from '../../lib/levels.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { usePageTitle } from '../../ui/usePageTitle.ts';
import { usePaths } from '../../url/paths.ts';
import { ConfigTable } from './ConfigTable.tsx';
import { DatabaseRole } from './DatabaseRole.tsx';
import { MemberFacts } from './MemberFacts.tsx';
import { MemberGone } from './MemberGone.tsx';
import { NeighbourLinks } from './NeighbourLinks.tsx';
import { RawJson } from './RawJson.tsx';
import { Witnesses } from './Witnesses.tsx';

/** One member in full. */
export function MemberPage() {
  const { cluster = '', member: name = '' } = useParams();
  const paths = usePaths();
  const { view, verdict, nowMs } = useBoard(cluster);
  const { snapshot } = view;
  const look = LEVEL_LOOKS[verdict.level];
  usePageTitle(`${look.glyph} ${look.word}`, name, snapshot.cluster.name);
  const member = snapshot.members.find(({ server_name }) => server_name === name);
  const changes = view.changes.filter((change) => change.member === name);
  if (member === undefined) return <MemberGone name={name} board={{ view, nowMs }} changes={changes} />;
  const lxd = lxdWord(member, snapshot, nowMs);
  const disagreement = contradiction(member, snapshot, nowMs);
  return (
    <main className="flex w-full max-w-[100rem] flex-col gap-4">
      <header className="flex flex-wrap items-end gap-x-6 gap-y-2">
        <div className="min-w-0 flex-1">
          <p className="text-sm text-soft">
            <Link to={paths.cluster(cluster)} className="hover:text-accent hover:underline">
              <Foreign text={snapshot.cluster.name} />, all members
            </Link>
          </p>
          <h1 className="flex items-center gap-3 text-verdict font-medium tracking-[-0.012em]">
            <StatusShape shape={lxd.shape} className="size-6" />
            <Foreign text={name} className="line-clamp-3 min-w-0" />
          </h1>
        </div>
        <NeighbourLinks members={snapshot.members} current={name} cluster={cluster} />
      </header>
      {disagreement !== null && (
        <p className="tone-attention tint-tone rounded-md border border-line border-l-[6px] border-l-(--glow) px-5 py-3 text-lg [--tint:9%]">
          {disagreement}
        </p>
      )}
      <Witnesses member={member} snapshot={snapshot} nowMs={nowMs} />
      <div className="grid items-start gap-4 md:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          <DatabaseRole member={member} quorum={verdict.quorum} />
          <MemberFacts member={member} snapshot={snapshot} nowMs={nowMs} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Panel title="Activity">
            <ActivityList changes={changes} cluster={cluster} nowMs={nowMs} unnamed className="max-h-96" />
            <p className="border-t border-line px-5 py-2 text-sm text-faint">
              Watching since <Moment atMs={snapshot.watchedSinceMs} nowMs={nowMs} />
            </p>
          </Panel>
          <ConfigTable config={member.config} />
        </div>
      </div>
      <RawJson member={member} cluster={cluster} />
    </main>
  );
}

import { Outlet, useParams } from 'react-router';
import { useBoard } from '../../components/useBoard.ts';
import { LEVEL_LOOKS } from '../../lib/levels.ts';
import { useLevelIcon } from '../../components/useLevelIcon.ts';
import { usePageTitle } from '../../ui/usePageTitle.ts';
import { useAt } from '../../url/at.tsx';
import { MemberGone } from './MemberGone.tsx';
import { MemberHead } from './MemberHead.tsx';
import { MemberTabs } from './MemberTabs.tsx';
import { MemberContext } from './member-scene.tsx';

/** One member in full: what it is and how it stands, and below that one of its tabs. */
export function MemberPage() {
  const { cluster = '', member: name = '' } = useParams();
  const at = useAt();
  const board = useBoard(cluster);
  const { snapshot, changes: allChanges } = board.view;
  const look = LEVEL_LOOKS[board.verdict.level];
  usePageTitle(`${look.glyph} ${look.word}`, name, snapshot.cluster.name);
  useLevelIcon(board.verdict.level);
  const member = snapshot.members.find(({ server_name }) => server_name === name);
  if (member === undefined) {
    const changes = allChanges.filter((change) => change.member === name);
    return <MemberGone name={name} board={board} at={at} changes={changes} />;
  }
  return (
    <MemberContext value={{ ...board, cluster, member, at }}>
      <main className="flex w-full max-w-[120rem] flex-col gap-4">
        <MemberHead />
        <MemberTabs />
        <Outlet key={name} />
      </main>
    </MemberContext>
  );
}

import { Link, useLocation } from 'react-router';
import { totalInstances } from '~wire/instance.ts';
import { formatCount } from '../../lib/units.ts';
import { type MemberTab, MEMBER_TABS, memberTabOf, usePaths } from '../../url/paths.ts';
import { useMember } from './member-scene.tsx';

const LABELS: Readonly<Record<MemberTab, string>> = {
  overview: 'Overview',
  hardware: 'Hardware',
  instances: 'Instances',
  storage: 'Storage',
  events: 'Events',
  raw: 'Raw',
};

/** The parts of the page, each at an address of its own. */
export function MemberTabs() {
  const { cluster, member } = useMember();
  const paths = usePaths();
  const current = memberTabOf(useLocation().pathname);
  const { instances } = member.vitals;
  return (
    <nav aria-label="About this member" className="flex flex-wrap gap-x-1 border-b border-line">
      {MEMBER_TABS.map((tab) => (
        <Link
          key={tab}
          to={paths.member(cluster, member.server_name, tab)}
          preventScrollReset
          aria-current={tab === current ? 'page' : undefined}
          className="-mb-px rounded-t-sm border-b-2 border-transparent px-3 py-2 text-soft hover:bg-hover hover:text-ink max-sm:px-2 aria-[current]:border-accent aria-[current]:font-semibold aria-[current]:text-ink"
        >
          {LABELS[tab]}
          {tab === 'instances' && instances !== null && (
            <span className="ml-1.5 font-normal text-faint">{formatCount(totalInstances(instances))}</span>
          )}
        </Link>
      ))}
    </nav>
  );
}

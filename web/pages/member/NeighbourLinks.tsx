import { Link, useLocation } from 'react-router';
import type { Member } from '~wire/snapshot.ts';
import { compareNatural } from '../../lib/natural.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { memberTabOf, usePaths } from '../../url/paths.ts';

type NeighbourLinksProps = { members: readonly Member[]; current: string; cluster: string };

const link =
  'flex h-8 max-w-56 min-w-0 items-center gap-1.5 rounded-sm border border-line bg-surface px-2 text-sm text-soft hover:border-edge hover:bg-hover hover:text-ink';

/** To the members before and after this one, by name: to the same tab of theirs, looked at in the same way. */
export function NeighbourLinks({ members, current, cluster }: NeighbourLinksProps) {
  const paths = usePaths();
  const { pathname, search } = useLocation();
  const to = (name: string) => {
    const [path = ''] = paths.member(cluster, name, memberTabOf(pathname)).split('?');
    return { pathname: path, search };
  };
  const names = members.map((member) => member.server_name).toSorted(compareNatural);
  const at = names.indexOf(current);
  const [before, after] = [names[at - 1], names[at + 1]];
  return (
    <nav aria-label="Other members" className="flex min-w-0 gap-2">
      {before !== undefined && (
        <Link to={to(before)} rel="prev" className={link}>
          <Icon name="left" />
          <span className="sr-only">Previous member: </span>
          <Foreign text={before} className="one-line" />
        </Link>
      )}
      {after !== undefined && (
        <Link to={to(after)} rel="next" className={link}>
          <span className="sr-only">Next member: </span>
          <Foreign text={after} className="one-line" />
          <Icon name="right" />
        </Link>
      )}
    </nav>
  );
}

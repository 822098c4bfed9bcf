import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'react-router';
import { clustersQuery } from '../../api/queries.ts';
import { Foreign } from '../../ui/Foreign.tsx';

/** More would leave no room for what is wrong. */
const MOST = 6;

/** The walls that there are, for who set this one up: each with the settings of this address. */
export function WallKnown() {
  const { search } = useLocation();
  const { data } = useQuery(clustersQuery());
  const clusters = data?.clusters ?? [];
  if (clusters.length === 0) return null;
  const rest = clusters.length - MOST;
  return (
    <div className="flex flex-wrap gap-x-[0.75em]">
      <p>This proxy watches</p>
      <ul aria-label="Walls" className="contents">
        {clusters.slice(0, MOST).map(({ key, name }) => (
          <li key={key} className="max-w-[14em] min-w-0">
            <Link
              to={{ pathname: `/wall/${encodeURIComponent(key)}`, search }}
              className="one-line block text-accent underline underline-offset-[0.15em]"
            >
              <Foreign text={name} />
            </Link>
          </li>
        ))}
        {rest > 0 && <li>and {rest} more</li>}
      </ul>
    </div>
  );
}

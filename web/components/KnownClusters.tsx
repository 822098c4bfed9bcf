import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { clustersQuery } from '../api/queries.ts';
import { usePaths } from '../url/paths.ts';
import { Foreign } from '../ui/Foreign.tsx';

/** Where else one can go. */
export function KnownClusters() {
  const paths = usePaths();
  const { data } = useQuery(clustersQuery());
  const clusters = data?.clusters ?? [];
  if (clusters.length === 0) {
    return (
      <p>
        <Link to={paths.home}>Go to the start</Link>
      </p>
    );
  }
  return (
    <>
      <p>
        {clusters.length === 1 ? 'This proxy watches:' : `This proxy watches ${clusters.length} clusters:`}
      </p>
      <ul className="flex flex-wrap gap-x-5 gap-y-1">
        {clusters.map((cluster) => (
          <li key={cluster.key} className="min-w-0">
            <Link to={paths.cluster(cluster.key)}>
              <Foreign text={cluster.name} />
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

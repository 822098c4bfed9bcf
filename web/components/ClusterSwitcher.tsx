import type { ClusterSummary } from '~wire/api.ts';
import { Link } from 'react-router';
import { LEVEL_LOOKS } from '../lib/levels.ts';
import { usePaths } from '../url/paths.ts';
import { Foreign } from '../ui/Foreign.tsx';
import { Icon } from '../ui/Icon.tsx';
import { StatusShape } from './StatusShape.tsx';

type ClusterSwitcherProps = { current: string; name: string; clusters: readonly ClusterSummary[] };

/** The cluster on this page, and where there are several, the way to the others. */
export function ClusterSwitcher({ current, name, clusters }: ClusterSwitcherProps) {
  const paths = usePaths();
  if (clusters.length < 2) {
    return (
      <Link to={paths.cluster(current)} className="one-line rounded-sm font-semibold hover:text-accent">
        <Foreign text={name} />
      </Link>
    );
  }
  return (
    <div className="flex min-w-0">
      <button
        type="button"
        popoverTarget="clusters"
        className="flex min-w-0 items-center gap-1 rounded-sm px-1.5 py-0.5 font-semibold hover:bg-hover"
      >
        <span className="sr-only">Cluster: </span>
        <Foreign text={name} className="one-line" />
        <Icon name="chevron" className="text-faint" />
      </button>
      <nav id="clusters" popover="auto" aria-label="Clusters" className="popover-menu min-w-64">
        {clusters.map((cluster) => (
          <Link
            key={cluster.key}
            to={paths.cluster(cluster.key)}
            aria-current={cluster.key === current ? 'page' : undefined}
            onClick={(event) => event.currentTarget.closest('nav')?.hidePopover()}
            className="flex items-center gap-2.5 rounded-sm px-2.5 py-1.5 hover:bg-hover aria-[current]:font-semibold"
          >
            <StatusShape shape={LEVEL_LOOKS[cluster.level].shape} />
            <Foreign text={cluster.name} className="one-line min-w-0 flex-1" />
            <span className="text-sm font-normal text-faint">{LEVEL_LOOKS[cluster.level].word}</span>
          </Link>
        ))}
        <Link
          to={paths.home}
          onClick={(event) => event.currentTarget.closest('nav')?.hidePopover()}
          className="mt-1 block border-t border-line px-2.5 pt-2 pb-1 text-accent hover:underline"
        >
          All clusters
        </Link>
      </nav>
    </div>
  );
}

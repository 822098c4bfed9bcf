import { Link } from 'react-router';
import type { ClusterSummary } from '~wire/api.ts';
import { shapeOf } from '~wire/witness.ts';
import { LEVEL_LOOKS } from '../lib/levels.ts';
import { compareNatural } from '../lib/natural.ts';
import { usePaths } from '../url/paths.ts';
import { Foreign } from '../ui/Foreign.tsx';
import { RelativeTime } from './RelativeTime.tsx';
import { StatusShape, TONES } from './StatusShape.tsx';

/** A cluster among others: how it stands, and what it is. */
export function ClusterCard({ summary, nowMs }: { summary: ClusterSummary; nowMs: number }) {
  const paths = usePaths();
  const look = LEVEL_LOOKS[summary.level];
  return (
    <article
      className={`${TONES[look.shape]} tint-tone relative flex min-w-0 flex-1 flex-col gap-2 rounded-md border border-line border-l-4 border-l-(--glow) px-4 py-3.5 hover:border-edge hover:border-l-(--glow) ${summary.level === 'unknown' ? 'hatched' : ''}`}
    >
      <header className="flex items-center gap-2.5">
        <StatusShape shape={look.shape} className="size-4" />
        <h2 className="one-line min-w-0 flex-1 text-lg font-semibold">
          <Link to={paths.cluster(summary.key)} className="after:absolute after:inset-0">
            <Foreign text={summary.name} />
          </Link>
        </h2>
        <span className="text-sm font-medium text-tone">{look.word}</span>
      </header>
      <p className="line-clamp-3 text-lg leading-snug">
        <bdi>{summary.sentence}</bdi>
      </p>
      <p className="line-clamp-2 text-soft">{summary.quorumSentence}</p>
      <footer className="mt-auto flex flex-wrap items-center gap-x-4 gap-y-1 pt-2 text-sm text-soft">
        {Object.entries(summary.statuses)
          .toSorted(([a], [b]) => compareNatural(a, b))
          .map(([status, count]) => (
            <span key={status} className="flex max-w-full min-w-0 items-center gap-1.5">
              <StatusShape shape={status === 'Unknown' ? 'unknown' : shapeOf(status)} className="size-3" />
              <span className="one-line">
                {count} <Foreign text={status} />
              </span>
            </span>
          ))}
        <span className="ml-auto text-faint">
          {summary.demo && 'simulated · '}
          {summary.product !== null &&
            `${summary.product === 'lxd' ? 'LXD' : 'Incus'} ${summary.serverVersion ?? ''} · `}
          {summary.observedAtMs === null ? (
            'never seen'
          ) : (
            // The link of the card covers all that does not stand above it.
            <span className="relative">
              <RelativeTime atMs={summary.observedAtMs} nowMs={nowMs} />
            </span>
          )}
        </span>
      </footer>
    </article>
  );
}

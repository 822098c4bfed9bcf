import { type QueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link, type LoaderFunction, useParams } from 'react-router';
import { compare } from '~wire/compare.ts';
import { formatMeasured } from '~wire/duration.ts';
import { useNow } from '../../api/live-context.tsx';
import { clusterQuery } from '../../api/queries.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import { usePageTitle } from '../../ui/usePageTitle.ts';
import type { At } from '../../url/at.tsx';
import { type Compared, parseCompared, useCompared } from '../../url/compare.ts';
import { usePaths } from '../../url/paths.ts';
import { useReviewPaths } from '../../url/review-paths.ts';
import { ChooseFirst } from './ChooseFirst.tsx';
import { Differences } from './Differences.tsx';
import { Side } from './Side.tsx';

export const loadCompare =
  (queryClient: QueryClient): LoaderFunction =>
  async ({ params: { cluster = '' }, request }) => {
    const { before, after } = parseCompared(new URL(request.url).searchParams);
    const wanted = before === null ? [after] : [before, after];
    await Promise.all(wanted.map((at) => queryClient.ensureQueryData(clusterQuery(cluster, at))));
    return null;
  };

/** A cluster at two moments, side by side: what is not the same. */
export function ComparePage() {
  const { cluster = '' } = useParams();
  const [compared, setCompared] = useCompared();
  const paths = usePaths();
  const { data: now } = useSuspenseQuery(clusterQuery(cluster));
  usePageTitle('Compare', now.snapshot.cluster.name);
  return (
    <main className="flex w-full flex-1 flex-col gap-4">
      <header>
        <p className="one-line text-sm text-soft">
          <Link to={paths.cluster(cluster)} className="hover:text-accent hover:underline">
            <Foreign text={now.snapshot.cluster.name} />
          </Link>
        </p>
        <h1 className="text-verdict font-medium tracking-[-0.012em]">Compare two moments</h1>
      </header>
      {compared.before === null ? (
        <ChooseFirst onChoose={(before) => setCompared({ ...compared, before })} />
      ) : (
        <Comparison
          cluster={cluster}
          before={compared.before}
          after={compared.after}
          onChange={setCompared}
        />
      )}
    </main>
  );
}

type ComparisonProps = {
  cluster: string;
  before: number;
  after: At;
  onChange(compared: Compared): void;
};

function Comparison({ cluster, before, after, onChange }: ComparisonProps) {
  const paths = useReviewPaths();
  const presentMs = useNow('live');
  const { data: was } = useSuspenseQuery(clusterQuery(cluster, before));
  const { data: is } = useSuspenseQuery(clusterQuery(cluster, after));
  const differences = useMemo(() => compare(was.snapshot, is.snapshot), [was.snapshot, is.snapshot]);
  const range = { fromMs: before, toMs: after === 'live' ? presentMs : after };
  const unrecorded = [was, is].some(({ moment }) => moment?.state === 'before');
  return (
    <>
      <div className="grid gap-4 md:grid-cols-2">
        <Side
          title="Before"
          cluster={cluster}
          at={before}
          onGo={(atMs) => onChange({ before: atMs, after })}
        />
        <Side title="After" cluster={cluster} at={after} onGo={(at) => onChange({ before, after: at })} />
      </div>
      <p className="flex flex-wrap items-baseline gap-x-4 text-soft">
        <span>{formatMeasured(range.toMs - range.fromMs)} lie between them.</span>
        {range.fromMs < range.toMs && !unrecorded && (
          <Link to={paths.timelineOf(cluster, range)} className="text-accent hover:underline">
            What happened in between
          </Link>
        )}
      </p>
      {unrecorded ? (
        <p className="rounded-md border border-line bg-surface px-5 py-4">
          Of one of the two nothing had been recorded, so there is nothing to compare.
        </p>
      ) : (
        <Differences differences={differences} cluster={cluster} />
      )}
    </>
  );
}

import { Suspense, lazy, useEffect } from 'react';
import { useRevalidator } from 'react-router';
import { askToLogIn, isNotLoggedIn } from '../api/session.ts';
import { Prose } from '../ui/Prose.tsx';
import { usePageFailure } from './usePageFailure.ts';

/** Shown where the proxy answered, and so can bring it. */
const KnownClusters = lazy(async () => ({
  default: (await import('../components/KnownClusters.tsx')).KnownClusters,
}));

/** Whatever a page could not load, in words and with a way on. */
export function ErrorPage() {
  const { error, title, unknownCluster, why, remedy, thrown } = usePageFailure();
  const revalidator = useRevalidator();
  const loggedOut = isNotLoggedIn(error);

  useEffect(() => {
    if (loggedOut) askToLogIn();
  }, [loggedOut]);
  if (loggedOut) return null;

  return (
    <Prose title={title}>
      <p>
        <bdi>{why}</bdi>
      </p>
      {remedy !== null && <p>{remedy}</p>}
      {thrown !== null && <pre className="text-sm">{thrown}</pre>}
      {unknownCluster ? (
        <Suspense>
          <KnownClusters />
        </Suspense>
      ) : (
        <p>
          <button
            type="button"
            disabled={revalidator.state === 'loading'}
            onClick={() => void revalidator.revalidate()}
            className="rounded-sm border border-control px-3 py-1 text-base text-ink hover:bg-hover"
          >
            {revalidator.state === 'loading' ? 'Trying …' : 'Try again'}
          </button>
        </p>
      )}
    </Prose>
  );
}

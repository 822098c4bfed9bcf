import { useEffect, useEffectEvent } from 'react';
import { useRevalidator, useRouteError } from 'react-router';
import { ProxyFailure } from '../api/client.ts';
import { useConnection } from '../api/live-context.tsx';
import { KnownClusters } from '../components/KnownClusters.tsx';
import { Prose } from '../ui/Prose.tsx';
import { usePageTitle } from '../ui/usePageTitle.ts';

/** Whatever a page could not load, in words and with a way on. */
export function ErrorPage() {
  const error = useRouteError();
  const revalidator = useRevalidator();
  const live = useConnection().state === 'live';
  const unknownCluster = error instanceof ProxyFailure && error.code === 'unknown-cluster';
  const unreachable = error instanceof ProxyFailure && error.kind === 'unreachable';
  const title = unknownCluster ? 'There is no such cluster' : 'This page could not be loaded';
  usePageTitle(title);

  // The proxy is back: what failed may work now, and nobody may be there to press the button.
  const tryAgain = useEffectEvent(() => void revalidator.revalidate());
  useEffect(() => {
    if (live && unreachable) tryAgain();
  }, [live, unreachable]);

  return (
    <Prose title={title}>
      <p>
        <bdi>{error instanceof ProxyFailure ? error.message : 'Something in this page went wrong.'}</bdi>
      </p>
      {error instanceof ProxyFailure && error.remedy !== null && !unknownCluster && <p>{error.remedy}</p>}
      {!(error instanceof ProxyFailure) && <pre className="text-sm">{String(error)}</pre>}
      {unknownCluster ? (
        <KnownClusters />
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

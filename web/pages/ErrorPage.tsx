import { Suspense, lazy, useEffect, useEffectEvent, useRef } from 'react';
import { useRevalidator, useRouteError } from 'react-router';
import { ProxyFailure } from '../api/client.ts';
import { useConnection } from '../api/live-context.tsx';
import { Prose } from '../ui/Prose.tsx';
import { usePageTitle } from '../ui/usePageTitle.ts';

/** Shown where the proxy answered, and so can bring it. */
const KnownClusters = lazy(async () => ({
  default: (await import('../components/KnownClusters.tsx')).KnownClusters,
}));

/** Whatever a page could not load, in words and with a way on. */
export function ErrorPage() {
  const error = useRouteError();
  const revalidator = useRevalidator();
  const { state } = useConnection();
  const unknownCluster = error instanceof ProxyFailure && error.code === 'unknown-cluster';
  const unreachable = error instanceof ProxyFailure && error.kind === 'unreachable';
  const title = unknownCluster ? 'There is no such cluster' : 'This page could not be loaded';
  usePageTitle(title);

  // The proxy is back: what failed may work now, and nobody may be there to press the button. A page that could not
  // be fetched is not asked for twice by the same document, so that one begins anew.
  const comeBack = useEffectEvent(() => {
    if (unreachable) void revalidator.revalidate();
    else if (!(error instanceof ProxyFailure)) location.reload();
  });
  const wasLost = useRef(false);
  useEffect(() => {
    if (state === 'lost') wasLost.current = true;
    if (state === 'live' && (wasLost.current || unreachable)) comeBack();
  }, [state, unreachable]);

  return (
    <Prose title={title}>
      <p>
        <bdi>{explain(error, state === 'lost')}</bdi>
      </p>
      {error instanceof ProxyFailure && error.remedy !== null && !unknownCluster && <p>{error.remedy}</p>}
      {!(error instanceof ProxyFailure) && state !== 'lost' && <pre className="text-sm">{String(error)}</pre>}
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

function explain(error: unknown, proxyLost: boolean): string {
  if (error instanceof ProxyFailure) return error.message;
  if (proxyLost) return 'The Rollcall proxy does not answer this page. It comes back by itself.';
  return 'Something in this page went wrong.';
}

import { Suspense, lazy, useEffect, useEffectEvent, useRef } from 'react';
import { useRevalidator, useRouteError } from 'react-router';
import { ProxyFailure } from '../api/client.ts';
import { useConnection } from '../api/live-context.tsx';
import { askToLogIn, isNotLoggedIn } from '../api/session.ts';
import { Prose } from '../ui/Prose.tsx';
import { usePageTitle } from '../ui/usePageTitle.ts';

/** Shown where the proxy answered, and so can bring it. */
const KnownClusters = lazy(async () => ({
  default: (await import('../components/KnownClusters.tsx')).KnownClusters,
}));

const WallLoggedOut = lazy(async () => ({
  default: (await import('./wall/WallLoggedOut.tsx')).WallLoggedOut,
}));

/** How often a wall tries again. */
const WALL_RETRY_MS = 20_000;

/** Whatever a page could not load, in words and with a way on. */
export function ErrorPage() {
  const error = useRouteError();
  const revalidator = useRevalidator();
  const { state } = useConnection();
  const unknownCluster = error instanceof ProxyFailure && error.code === 'unknown-cluster';
  const unreachable = error instanceof ProxyFailure && error.kind === 'unreachable';
  const loggedOut = isNotLoggedIn(error);
  const isWall = location.pathname.startsWith('/wall');
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

  // Before a wall nobody is there: whatever it was, it is tried again for ever.
  useEffect(() => {
    if (!isWall) return undefined;
    const timer = setInterval(() => {
      // Only once the proxy answers: a browser that can't reach it would show an error page of its own, and stay there.
      const asked = fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(WALL_RETRY_MS) });
      void asked.then(
        ({ ok }) => ok && location.reload(),
        () => {},
      );
    }, WALL_RETRY_MS);
    return () => clearInterval(timer);
  }, [isWall]);

  useEffect(() => {
    if (loggedOut && !isWall) askToLogIn();
  }, [loggedOut, isWall]);
  if (loggedOut)
    return isWall ? (
      <Suspense>
        <WallLoggedOut code={error.code} />
      </Suspense>
    ) : null;

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

import { useEffect, useEffectEvent, useRef } from 'react';
import { useRevalidator, useRouteError } from 'react-router';
import { ProxyFailure } from '../api/client.ts';
import { useConnection } from '../api/live-context.tsx';
import { usePageTitle } from '../ui/usePageTitle.ts';

/** `thrown`: what went wrong in the page itself, for who reads that; null: it was something else. */
export type PageFailure = {
  error: unknown;
  title: string;
  unknownCluster: boolean;
  why: string;
  remedy: string | null;
  thrown: string | null;
};

/** Why there is something else to be seen than a page, which comes back by itself where only the proxy was away. */
export function usePageFailure(): PageFailure {
  const error = useRouteError();
  const revalidator = useRevalidator();
  const { state } = useConnection();
  const failure = error instanceof ProxyFailure ? error : null;
  const unknownCluster = failure?.code === 'unknown-cluster';
  const unreachable = failure?.kind === 'unreachable';
  const title = unknownCluster ? 'There is no such cluster' : 'This page could not be loaded';
  usePageTitle(title);

  // The proxy is back: what failed may work now, and nobody may be there to press the button. A page that could not
  // be fetched is not asked for twice by the same document, so that one begins anew.
  const comeBack = useEffectEvent(() => {
    if (unreachable) void revalidator.revalidate();
    else if (failure === null) location.reload();
  });
  const wasLost = useRef(false);
  useEffect(() => {
    if (state === 'lost') wasLost.current = true;
    if (state === 'live' && (wasLost.current || unreachable)) comeBack();
  }, [state, unreachable]);

  const lost = state === 'lost';
  return {
    error,
    title,
    unknownCluster,
    why: failure?.message ?? (lost ? AWAY : 'Something in this page went wrong.'),
    remedy: unknownCluster ? null : (failure?.remedy ?? null),
    thrown: failure === null && !lost ? String(error) : null,
  };
}

const AWAY = 'The Rollcall proxy does not answer this page. It comes back by itself.';

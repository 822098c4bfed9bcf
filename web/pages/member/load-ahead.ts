/** What a tab shows is asked for along with its script, so that it comes with its contents rather than before them. */
import type { QueryClient } from '@tanstack/react-query';
import type { LoaderFunction } from 'react-router';
import { type At, parseAt } from '../../url/at.tsx';

type Asked = {
  queryClient: QueryClient;
  cluster: string;
  member: string;
  at: At;
  params: URLSearchParams;
};

/** From here on somebody who waits would rather see the tab say that it waits. */
const PATIENCE_MS = 400;

/** Makes the loader of a tab out of what fills the cache for it. What fails is told by the tab itself, in its place. */
export const loadAhead =
  (fetches: (asked: Asked) => Promise<void>[]) =>
  (queryClient: QueryClient): LoaderFunction =>
  async ({ params: { cluster = '', member = '' }, request }) => {
    const params = new URL(request.url).searchParams;
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    await Promise.race([
      Promise.all(fetches({ queryClient, cluster, member, at: parseAt(params), params })),
      patience,
    ]);
    return null;
  };

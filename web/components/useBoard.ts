import { useSuspenseQuery } from '@tanstack/react-query';
import { listStands } from '~wire/standing.ts';
import { isUnwitnessed } from '~wire/unwitnessed.ts';
import type { Verdict } from '~wire/verdict.ts';
import { useConnection, useNow } from '../api/live-context.tsx';
import { type Sight, clusterQuery } from '../api/queries.ts';
import { type Missing, pageVerdict } from '../lib/page-verdict.ts';
import { type At, useAt } from '../url/at.tsx';

/** A cluster as it stands in this second, or stood at the moment that is looked at. */
export type Board = {
  view: Sight;
  verdict: Verdict;
  /** What is shown is what was: how it is now nobody knows. Fresh data from which no verdict follows are not stale. */
  stale: boolean;
  nowMs: number;
  proxyLost: boolean;
  missing: Missing;
};

/** Only below a route that has loaded the cluster. `of`: at another moment than the one that is looked at. */
export function useBoard(cluster: string, of?: At): Board {
  const chosen = useAt();
  const at = of ?? chosen;
  const { data: view } = useSuspenseQuery(clusterQuery(cluster, at));
  // Who answers this page now says nothing of what was seen then.
  const proxyLost = useConnection().state === 'lost' && at === 'live';
  const nowMs = useNow(at);
  const missing = proxyLost ? 'proxy' : isUnwitnessed(view.moment ?? null) ? 'witness' : null;
  const verdict = pageVerdict(view.snapshot, nowMs, missing);
  const stale = verdict.level === 'unknown' && !listStands(view.snapshot, nowMs);
  return { view, verdict, stale, nowMs, proxyLost, missing };
}

import { Suspense, lazy } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { isFresh } from '~wire/freshness.ts';
import { useConnection, useNow, useViewer } from '../api/live-context.tsx';
import { clusterQuery, clustersQuery } from '../api/queries.ts';
import { LEVEL_LOOKS } from '../lib/levels.ts';
import { pageSummary, pageVerdict } from '../lib/page-verdict.ts';
import { useAt } from '../url/at.tsx';
import { usePaths } from '../url/paths.ts';
import { ClusterSwitcher } from './ClusterSwitcher.tsx';
import { ConnectionNote } from './ConnectionNote.tsx';
import { DisplaySwitches } from './DisplaySwitches.tsx';
import { FindButton, MomentButton } from './FindButton.tsx';
import { StatusShape } from './StatusShape.tsx';

/** Only where somebody is logged in. */
const SessionMenu = lazy(async () => ({ default: (await import('./SessionMenu.tsx')).SessionMenu }));

/** On every page: where we are, how it stands there now, and how old that knowledge is. */
export function AppHeader() {
  const paths = usePaths();
  const nowMs = useNow('live');
  const at = useAt();
  const proxyLost = useConnection().state === 'lost';
  const viewer = useViewer();
  const { cluster: key } = useParams();
  // Only what the stream or a loader has put into the cache: the header itself asks for nothing.
  const { data: list } = useQuery({ ...clustersQuery(), enabled: false });
  const { data: view } = useQuery({ ...clusterQuery(key ?? ''), enabled: false });
  const { data: then } = useQuery({ ...clusterQuery(key ?? '', at), enabled: false });
  const clusters = (list?.clusters ?? []).map((summary) =>
    pageSummary(summary, list?.nowMs ?? 0, nowMs, proxyLost),
  );
  const snapshot = view?.snapshot;
  const name = (snapshot ?? then?.snapshot)?.cluster.name;
  const demo = snapshot?.cluster.demo ?? clusters.some((summary) => summary.demo);
  const level =
    snapshot === undefined ? undefined : pageVerdict(snapshot, nowMs, proxyLost ? 'proxy' : null).level;
  const membersPart = snapshot?.parts.members;
  const listIsFresh =
    snapshot === undefined || membersPart === undefined || isFresh(membersPart, snapshot, nowMs);
  const freshness = listIsFresh ? 'live' : level === 'unknown' ? 'old' : 'probes';
  return (
    <header className="sticky top-0 z-20 flex min-h-12 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-surface px-4 py-1.5 md:px-6">
      <Link to={paths.home} className="flex items-center gap-2 rounded-sm font-semibold tracking-tight">
        <Mark />
        Rollcall
      </Link>
      {key !== undefined && name !== undefined && (
        <div className="flex min-w-0 items-center gap-2">
          <span aria-hidden="true" className="text-edge">
            /
          </span>
          <ClusterSwitcher current={key} name={name} clusters={clusters} />
          {level !== undefined && (
            <span className="flex items-center gap-1.5 text-sm text-soft">
              {at !== 'live' && 'now '}
              <StatusShape shape={LEVEL_LOOKS[level].shape} />
              {LEVEL_LOOKS[level].word}
            </span>
          )}
        </div>
      )}
      {demo && (
        <p className="flex items-center gap-2 text-sm text-soft">
          <strong className="rounded-sm border border-accent px-1.5 text-xs leading-5 font-semibold tracking-wide text-accent">
            DEMO
          </strong>
          <span className="max-md:sr-only">simulated cluster: everything here is made up</span>
          <Link to={paths.enrol} className="text-accent underline-offset-3 hover:underline">
            Enrol your own
          </Link>
        </p>
      )}
      <div className="ml-auto flex flex-wrap items-center gap-x-4 gap-y-1">
        <ConnectionNote
          observedAtMs={
            at !== 'live'
              ? at
              : key === undefined
                ? (list?.nowMs ?? null)
                : (membersPart?.observedAtMs ?? null)
          }
          freshness={at === 'live' ? freshness : 'past'}
          nowMs={nowMs}
        />
        <MomentButton />
        <FindButton />
        <DisplaySwitches />
        {viewer !== null && (
          <Suspense>
            <SessionMenu viewer={viewer} />
          </Suspense>
        )}
      </div>
    </header>
  );
}

/** A roll with one name crossed to go: the mark of the app. */
function Mark() {
  return (
    <svg aria-hidden="true" viewBox="0 0 16 16" className="size-5">
      <rect width="16" height="16" rx="3.5" className="fill-ink" />
      <g className="fill-surface">
        <circle cx="4.4" cy="4.6" r="1.4" />
        <rect x="7" y="3.9" width="5.6" height="1.4" rx=".7" />
        <circle cx="4.4" cy="8" r="1.4" />
        <rect x="7" y="7.3" width="5.6" height="1.4" rx=".7" />
        <circle cx="4.4" cy="11.4" r=".95" className="fill-none stroke-surface" strokeWidth=".9" />
        <rect x="7" y="10.7" width="5.6" height="1.4" rx=".7" opacity=".5" />
      </g>
    </svg>
  );
}

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { useNow } from '../../api/live-context.tsx';
import { clusterQuery } from '../../api/queries.ts';
import { formatFull } from '../../lib/instant.ts';
import { formatRelative } from '../../lib/relative.ts';
import { type At, senselessAt, useAt, withAt } from '../../url/at.tsx';
import { useZone } from '../../url/display.tsx';
import { usePaths } from '../../url/paths.ts';
import { withPeriod } from '../../url/period.ts';
import { timelineLink } from '../../url/timeline-link.ts';
import { useReviewPaths } from '../../url/review-paths.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { MomentField } from './MomentField.tsx';
import { MomentSteps } from './MomentSteps.tsx';
import { BlindNote, MomentWorth } from './MomentWorth.tsx';

const link = 'underline decoration-current/50 underline-offset-3 hover:decoration-current';

/** On every page that shows the past: which moment that is, what is known of it, and the ways to others. */
export function MomentBanner() {
  const at = useAt();
  return at === 'live' ? <Senseless /> : <Chosen atMs={at} />;
}

/** The address names no moment, so what is shown is the present. */
function Senseless() {
  const [params] = useSearchParams();
  return (
    <Band>
      <p className="min-w-0">
        <strong>This is the present.</strong> The address asks for “
        <Foreign text={senselessAt(params) ?? ''} />
        ”, which is no moment. One is written like 2026-11-20T03:12:07Z.
      </p>
      <Go />
      <Link to={{ search: withAt(params, 'live').toString() }} replace className={link}>
        Stay in the present
      </Link>
    </Band>
  );
}

/** How much of the timeline is shown on either side of the moment. */
const AROUND_MS = 30 * 60_000;

function Chosen({ atMs }: { atMs: number }) {
  const zone = useZone();
  const paths = usePaths();
  const reviewPaths = useReviewPaths();
  const presentMs = useNow('live');
  const [params] = useSearchParams();
  const { cluster } = useParams();
  const { data: then } = useQuery({ ...clusterQuery(cluster ?? '', atMs), enabled: false });
  const blind = then?.moment?.blind ?? null;
  const around = { fromMs: atMs - AROUND_MS, toMs: Math.min(atMs + AROUND_MS, presentMs) };
  return (
    <Band blind={blind !== null}>
      <div className="flex min-w-0 flex-1 basis-72 flex-wrap items-baseline gap-x-2">
        <h2 className="text-lg">
          <Icon name="clock" className="mr-2 -mt-0.5" />
          Viewing{' '}
          <time dateTime={new Date(atMs).toISOString()} className="font-semibold whitespace-nowrap">
            {formatFull(atMs, zone)}
          </time>
        </h2>
        <p className="text-sm">
          {atMs > presentMs ? 'It has not come yet.' : formatRelative(atMs, presentMs)}
          {then !== undefined && <MomentWorth then={then} atMs={atMs} />}
        </p>
      </div>
      <MomentSteps atMs={atMs} presentMs={presentMs} cluster={cluster ?? null} then={then} />
      <Go atMs={atMs} />
      <p className="flex flex-wrap gap-x-4 text-sm">
        {cluster !== undefined && around.fromMs < around.toMs && (
          <Link
            to={timelineLink(paths.timeline(cluster), (view) =>
              withPeriod(view, { kind: 'between', ...around }),
            )}
            className={link}
          >
            Timeline around it
          </Link>
        )}
        {cluster !== undefined && atMs < presentMs && (
          <Link to={reviewPaths.compare(cluster, atMs, null)} className={link}>
            Compare with now
          </Link>
        )}
        <Link to={{ search: withAt(params, 'live').toString() }} className={`${link} font-semibold`}>
          Return to live
        </Link>
      </p>
      {blind !== null && <BlindNote blind={blind} atMs={atMs} />}
    </Band>
  );
}

/** Goes to the moment that is typed, on this very page. */
function Go({ atMs }: { atMs?: number }) {
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const go = (at: At): void =>
    void navigate({ search: withAt(params, at).toString() }, { preventScrollReset: true });
  return <MomentField key={atMs} onGo={go} {...(atMs !== undefined && { atMs })} />;
}

/** `blind`: nobody looked then. */
function Band({ blind = false, children }: { blind?: boolean; children: ReactNode }) {
  return (
    <section
      aria-label="Moment"
      className={`moment-band flex flex-wrap items-center gap-x-5 gap-y-2 px-4 py-2 md:px-6 ${blind ? 'moment-blind' : ''}`}
    >
      {children}
    </section>
  );
}

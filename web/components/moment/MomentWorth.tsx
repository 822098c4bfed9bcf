import { Link, useSearchParams } from 'react-router';
import { formatDuration } from '~wire/duration.ts';
import { BLIND_CAUSE_WORDS, type BlindSpot, type Moment as MomentState } from '~wire/moment.ts';
import type { Sight } from '../../api/queries.ts';
import { withAt } from '../../url/at.tsx';
import { Moment } from '../Moment.tsx';

type MomentWorthProps = { then: Sight; atMs: number };

/** How old the data were at the moment. */
export function MomentWorth({ then: { snapshot, moment }, atMs }: MomentWorthProps) {
  const seenMs = snapshot.parts.members.observedAtMs;
  if (moment?.state === 'before') return <Before moment={moment} atMs={atMs} />;
  if (seenMs === null) return ' · no member list had been read by then';
  return ` · data ${formatDuration(atMs - seenMs)} old then`;
}

function Before({ moment: { firstMs }, atMs }: { moment: MomentState; atMs: number }) {
  const [params] = useSearchParams();
  if (firstMs === null) return ' · nothing has been recorded of this cluster yet';
  return (
    <>
      {' · '}nothing had been recorded before <Moment atMs={firstMs} nowMs={atMs} />
      {' · '}
      <Link to={{ search: withAt(params, firstMs).toString() }} className="underline underline-offset-3">
        To the first record
      </Link>
    </>
  );
}

/** That nobody looked at the moment, and why. */
export function BlindNote({ blind: { fromMs, toMs, cause }, atMs }: { blind: BlindSpot; atMs: number }) {
  return (
    <p className="basis-full font-medium first-letter:uppercase">
      {BLIND_CAUSE_WORDS[cause]} {toMs === null ? 'since' : 'from'} <Moment atMs={fromMs} nowMs={atMs} />
      {toMs !== null && (
        <>
          {' to '}
          <Moment atMs={toMs} nowMs={atMs} />
        </>
      )}
      : this is what was known last.
    </p>
  );
}

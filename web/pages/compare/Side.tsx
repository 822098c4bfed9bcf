import { Link } from 'react-router';
import { useNow } from '../../api/live-context.tsx';
import { StatusShape, TONES } from '../../components/StatusShape.tsx';
import { useBoard } from '../../components/useBoard.ts';
import { MomentField } from '../../components/moment/MomentField.tsx';
import { MomentWorth } from '../../components/moment/MomentWorth.tsx';
import { formatFull } from '../../lib/instant.ts';
import { LEVEL_LOOKS } from '../../lib/levels.ts';
import { formatRelative } from '../../lib/relative.ts';
import { Panel } from '../../ui/Panel.tsx';
import { type At, withAt } from '../../url/at.tsx';
import { useDisplay, useZone, withDisplay } from '../../url/display.tsx';

type SideProps = {
  title: string;
  cluster: string;
  at: At;
  onGo(atMs: number): void;
};

/** One of the two moments: when it was, what it is worth, and what there was to say of the cluster then. */
export function Side({ title, cluster, at, onGo }: SideProps) {
  const zone = useZone();
  const display = useDisplay();
  const presentMs = useNow('live');
  const { view, verdict, nowMs: atMs } = useBoard(cluster, at);
  const look = LEVEL_LOOKS[verdict.level];
  const known = view.moment?.state !== 'before';
  const firstMs = view.moment?.firstMs ?? null;
  const search = withAt(withDisplay(new URLSearchParams(), display), at).toString();
  return (
    <Panel
      title={title}
      tools={
        <Link
          to={{ pathname: `/clusters/${encodeURIComponent(cluster)}`, search }}
          className="ml-auto text-sm text-accent hover:underline"
        >
          Show the cluster {at === 'live' ? 'now' : 'then'}
        </Link>
      }
    >
      <div className="flex flex-col gap-2 px-5 py-3">
        <p>
          <time dateTime={new Date(atMs).toISOString()} className="text-lg font-medium">
            {at === 'live' ? 'Now' : formatFull(atMs, zone)}
          </time>{' '}
          <span className="text-sm text-soft">
            {at === 'live' ? formatFull(atMs, zone) : formatRelative(atMs, presentMs)}
            {at !== 'live' && known && <MomentWorth then={view} atMs={atMs} />}
          </span>
        </p>
        {known && (
          <p className="flex gap-2.5">
            <span className={`${TONES[look.shape]} flex shrink-0 items-center gap-2 self-start`}>
              <StatusShape shape={look.shape} />
              <strong className="font-semibold text-tone">{look.word}</strong>
            </span>
            <span className="min-w-0 text-soft">
              <bdi>{verdict.sentence}</bdi>
            </span>
          </p>
        )}
        {!known && (
          <p className="flex flex-wrap gap-x-3 text-soft">
            {firstMs === null ? (
              'Nothing has been recorded of this cluster yet.'
            ) : (
              <>
                <span>Nothing had been recorded before {formatFull(firstMs, zone)}.</span>
                <button type="button" onClick={() => onGo(firstMs)} className="text-accent hover:underline">
                  To the first record
                </button>
              </>
            )}
          </p>
        )}
        <MomentField key={at} onGo={onGo} {...(at !== 'live' && { atMs: at })} />
      </div>
    </Panel>
  );
}

import type { CSSProperties } from 'react';
import { type RecordedChange, describeChange } from '~wire/change.ts';
import { formatDuration } from '~wire/duration.ts';
import { isFresh, staleAfterMs } from '~wire/freshness.ts';
import { databaseRole } from '~wire/roles.ts';
import type { ClusterSnapshot } from '~wire/snapshot.ts';
import type { Quorum } from '~wire/verdict.ts';
import { lxdWord } from '~wire/witness.ts';
import { StatusShape } from '../../components/StatusShape.tsx';
import type { Board } from '../../components/useBoard.ts';
import { formatClock, formatDay, zoneName } from '../../lib/instant.ts';
import { compareNatural } from '../../lib/natural.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import { useZone } from '../../url/display.tsx';
import type { WallLayout } from './wall-layout.ts';

const CHANGES = 3;

type WallFootProps = { board: Board; layout: WallLayout };

/** What changed last, how much the database can bear, the time, and how old all of it is. */
export function WallFoot({ board, layout }: WallFootProps) {
  const { view, verdict, nowMs } = board;
  const { padPx, footPx, portrait, unitPx } = layout;
  return (
    <footer
      style={{ height: footPx }}
      className="relative flex shrink-0 flex-col border-t border-line bg-surface"
    >
      <div
        style={{ padding: `${padPx * 0.7}px ${padPx}px`, gap: unitPx * (portrait ? 0.5 : 1.5) }}
        className={`flex min-h-0 flex-1 ${portrait ? 'flex-col justify-center' : 'items-center'}`}
      >
        <Changes changes={view.changes} nowMs={nowMs} />
        <div style={{ gap: unitPx * 1.5 }} className="flex shrink-0 items-center justify-between">
          <Headroom snapshot={view.snapshot} quorum={verdict.quorum} nowMs={nowMs} />
          <Clock nowMs={nowMs} />
        </div>
      </div>
      <Age board={board} unitPx={unitPx} />
    </footer>
  );
}

function Changes({ changes, nowMs }: { changes: readonly RecordedChange[]; nowMs: number }) {
  const zone = useZone();
  const told = changes.filter(({ kind }) => kind !== 'verdict').slice(0, CHANGES);
  return (
    <ol aria-label="Last changes" className="min-w-0 flex-1">
      {told.length === 0 && <li className="text-soft">Nothing has changed so far.</li>}
      {told.map((change) => (
        <li key={change.id} className="one-line py-[0.12em]">
          <span className="text-soft">
            {formatDay(change.atMs, zone, nowMs)} {formatClock(change.atMs, zone)}
          </span>{' '}
          {change.member !== null && <Foreign text={change.member} className="font-semibold" />}{' '}
          <Foreign text={describeChange(change)} />
        </li>
      ))}
    </ol>
  );
}

type HeadroomProps = { snapshot: ClusterSnapshot; quorum: Quorum; nowMs: number };

/** Each voter as its form, and how many more of them may go. */
function Headroom({ snapshot, quorum, nowMs }: HeadroomProps) {
  const voters = snapshot.members
    .filter(({ roles }) => ['leader', 'voter'].includes(databaseRole(roles)))
    .toSorted((a, b) => compareNatural(a.server_name, b.server_name));
  return (
    <section aria-label="Cluster database" className="flex flex-col gap-[0.3em] whitespace-nowrap">
      <p className="flex items-center gap-[0.35em]">
        {voters.map((voter) => (
          <StatusShape
            key={voter.server_name}
            shape={lxdWord(voter, snapshot, nowMs).shape}
            className="size-[1.1em]"
          />
        ))}
        <span className="ml-[0.3em] text-soft">
          {voters.length} {voters.length === 1 ? 'voter' : 'voters'}
        </span>
      </p>
      <p className="text-[1.3em] font-semibold">{headroomWords(quorum)}</p>
    </section>
  );
}

function headroomWords({ state, headroom }: Quorum): string {
  switch (state) {
    case 'holds':
      return headroom === 0 ? 'can lose none' : `can lose ${headroom} more`;
    case 'electing':
      return 'electing';
    case 'lost':
      return 'quorum lost';
    case 'unknown':
      return 'quorum unknown';
  }
}

function Clock({ nowMs }: { nowMs: number }) {
  const zone = useZone();
  return (
    <time dateTime={new Date(nowMs).toISOString()} className="flex flex-col items-end whitespace-nowrap">
      <span className="text-[2.4em] leading-none font-semibold tracking-tight">
        {formatClock(nowMs, zone)}
      </span>
      <span className="mt-[0.2em] text-soft">
        {/* No day is that of the epoch, so it is always written out. */}
        {formatDay(nowMs, zone, 0)} · {zoneName(nowMs, zone)}
      </span>
    </time>
  );
}

/** A bar that is full when the member list comes, and empty when it is too old to stand; and the same in words. */
function Age({ board: { view, verdict, nowMs, proxyLost }, unitPx }: { board: Board; unitPx: number }) {
  const { snapshot } = view;
  const { observedAtMs } = snapshot.parts.members;
  if (observedAtMs === null) return null;
  const limitMs = staleAfterMs(snapshot);
  const ageMs = Math.max(0, nowMs - observedAtMs);
  const fresh = isFresh(snapshot.parts.members, snapshot, nowMs);
  const style: CSSProperties = {
    // Draining goes on without any script; each tick of the clock sets it to the age that it knows.
    animationName: Math.floor(nowMs / 1000) % 2 === 0 ? 'wall-drain' : 'wall-drain-again',
    animationDuration: `${limitMs}ms`,
    animationDelay: `${-ageMs}ms`,
  };
  const state = fresh
    ? 'live'
    : verdict.level === 'unknown' || proxyLost
      ? 'not live'
      : 'our probes live · list';
  return (
    <p
      aria-label="Age of the data"
      style={{ height: unitPx * 1.3 }}
      className="relative flex shrink-0 items-center overflow-hidden bg-sunken px-[0.75em] whitespace-nowrap"
    >
      <span aria-hidden="true" style={style} className="wall-drain absolute inset-0 bg-accent/30" />
      <span className="relative leading-none text-ink">
        {state} · {formatDuration(ageMs)} old
      </span>
    </p>
  );
}

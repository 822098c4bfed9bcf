import { databaseRole } from '~wire/roles.ts';
import type { ClusterSnapshot } from '~wire/snapshot.ts';
import type { Quorum, Verdict } from '~wire/verdict.ts';
import { StatusShape } from '../../components/StatusShape.tsx';
import type { Board } from '../../components/useBoard.ts';
import { formatClock, formatDay, zoneName } from '../../lib/instant.ts';
import { compareNatural } from '../../lib/natural.ts';
import { useZone } from '../../url/display.tsx';
import { WallAge } from './WallAge.tsx';
import { WallChanges } from './WallChanges.tsx';
import type { Mark } from './marks.ts';
import { FOOT_GAP, type FootPart, VOTER, type WallLayout, changesRoomEm, voterScale } from './wall-layout.ts';
import { toWallMembers } from './wall-members.ts';

type WallFootProps = { board: Board; layout: WallLayout };

/** What changed last, how much the database can bear, the time, and how old all of it is: as far as there is room. */
export function WallFoot({ board, layout }: WallFootProps) {
  const { view, verdict, stale, nowMs } = board;
  const { padPx, foot, unitPx } = layout;
  const part = (name: FootPart, row: readonly FootPart[]) => {
    switch (name) {
      case 'activity':
        return <WallChanges key={name} view={view} nowMs={nowMs} roomEm={changesRoomEm(layout, row)} />;
      case 'quorum':
        return <Headroom key={name} snapshot={view.snapshot} {...{ verdict, stale, nowMs }} />;
      case 'clock':
        return <Clock key={name} nowMs={nowMs} />;
    }
  };
  return (
    <footer className="relative shrink-0 border-t border-line bg-surface">
      {foot.rows.length > 0 && (
        <div
          style={{
            height: foot.heightPx,
            padding: `${unitPx * FOOT_GAP.round}px ${padPx}px`,
            gap: unitPx * FOOT_GAP.below,
          }}
          className="flex flex-col justify-center overflow-hidden"
        >
          {foot.rows.map((row) => (
            <div
              key={row.join()}
              style={{ gap: unitPx * FOOT_GAP.beside }}
              className="flex min-w-0 items-center justify-between"
            >
              {row.map((name) => part(name, row))}
            </div>
          ))}
        </div>
      )}
      <WallAge board={board} heightPx={foot.agePx} />
    </footer>
  );
}

type HeadroomProps = { snapshot: ClusterSnapshot; verdict: Verdict; stale: boolean; nowMs: number };

const NO_MARKS: ReadonlyMap<string, Mark> = new Map();

/** Each voter as the worse of its witnesses has it, while they are few, and how many more of them may go. */
function Headroom({ snapshot, verdict: { quorum }, stale, nowMs }: HeadroomProps) {
  const ordered = snapshot.members
    .filter(({ roles }) => ['leader', 'voter'].includes(databaseRole(roles)))
    .toSorted((a, b) => compareNatural(a.server_name, b.server_name));
  const voters = toWallMembers(ordered, { snapshot, nowMs, stale, marks: NO_MARKS });
  const number = `${voters.length} ${voters.length === 1 ? 'voter' : 'voters'}`;
  const scale = voterScale(voters.length, number);
  return (
    <section aria-label="Cluster database" className="flex flex-col gap-[0.3em] whitespace-nowrap">
      <p className="flex items-center">
        {scale !== null &&
          voters.map((voter) => (
            <span
              key={voter.name}
              style={{ width: `${VOTER.size * scale}em`, marginRight: `${VOTER.gap * scale}em` }}
            >
              <StatusShape {...voter.worse} className="block aspect-square w-full" />
            </span>
          ))}
        <span style={{ marginLeft: `${VOTER.before}em` }} className="text-soft">
          {number}
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
    <time
      dateTime={new Date(nowMs).toISOString()}
      className="flex flex-col whitespace-nowrap not-first:items-end"
    >
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

import { StatusShape, TONES } from '../../components/StatusShape.tsx';
import { emWidth, firstFitting } from '../../lib/text-fit.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import type { Size } from './wall-layout.ts';
import { type WallMember, troubleWords } from './wall-members.ts';
import { BOLD } from './wall-grid.ts';
import { fittingName, shortName } from './wall-names.ts';

/**
 * In units: the height of an entry of one line and of two; what its edges and its form take of the width; how wide it should
 * be, and may be where there are more than fit.
 */
const ENTRY = { low: 1.4, high: 3, gap: 0.2, edges: 2.7, width: 15, narrow: 11 } as const;

type WallNamedProps = { members: readonly WallMember[]; domain: string; room: Size; unitPx: number };

/** Those in trouble by name, the worst first, as many as there is room for; with two lines for each where they all have them. */
export function WallNamed({ members, domain, room, unitPx }: WallNamedProps) {
  const columnsOf = (widthEm: number): number => Math.max(1, Math.floor(room.widthPx / (unitPx * widthEm)));
  const rowsOf = (heightEm: number): number =>
    Math.max(1, Math.floor((room.heightPx / unitPx + ENTRY.gap) / (heightEm + ENTRY.gap)));
  const wide = columnsOf(ENTRY.width);
  const columns = members.length <= wide * rowsOf(ENTRY.low) ? wide : columnsOf(ENTRY.narrow);
  const fitting = (heightEm: number): number => columns * rowsOf(heightEm);
  const high = members.length <= fitting(ENTRY.high);
  const heightEm = high ? ENTRY.high : ENTRY.low;
  const most = fitting(heightEm);
  const shown = members.length <= most ? members : members.slice(0, Math.max(1, most - 1));
  const rest = members.length - shown.length;
  const entryPx = unitPx * heightEm;
  const columnPx = (room.widthPx - unitPx * ENTRY.gap * (columns - 1)) / columns;
  const lineEm = columnPx / unitPx - ENTRY.edges;
  const past = members.every(({ worse }) => worse.past);
  return (
    <ul
      aria-label="In trouble"
      style={{
        gap: unitPx * ENTRY.gap,
        width: room.widthPx,
        height: room.heightPx,
        gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
      }}
      className="grid shrink-0 content-start overflow-hidden"
    >
      {shown.map((member) => (
        <Entry key={member.name} {...{ member, domain, lineEm, high, entryPx }} />
      ))}
      {rest > 0 && (
        <li style={{ height: entryPx }} className="flex shrink-0 items-center text-soft">
          {firstFitting(
            [`and ${rest} more ${past ? 'were ' : ''}in trouble`, `and ${rest} more`],
            columnPx / unitPx,
          )}
        </li>
      )}
    </ul>
  );
}

type EntryProps = { member: WallMember; domain: string; lineEm: number; high: boolean; entryPx: number };

function Entry({ member, domain, lineEm, high, entryPx }: EntryProps) {
  const { shape, past } = member.worse;
  const name = fittingName(shortName(member.name, domain), lineEm / BOLD);
  const words = firstFitting(troubleWords(member), high ? lineEm : lineEm - 0.5 - emWidth(name) * BOLD);
  return (
    <li
      style={{ height: entryPx }}
      className={`${lookOf(member)} flex shrink-0 items-center gap-[0.5em] overflow-hidden rounded-sm border-l-[0.25em] px-[0.5em] leading-[1.2] whitespace-nowrap`}
    >
      <StatusShape shape={shape} past={past} className="size-[0.9em]" />
      <span className={`flex min-w-0 flex-1 ${high ? 'flex-col' : 'gap-[0.5em]'}`}>
        <Foreign text={name} className="one-line font-semibold" />
        {words !== '' && <Foreign text={words} className="text-soft" />}
      </span>
    </li>
  );
}

function lookOf({ worse: { shape, past } }: WallMember): string {
  if (past) return 'border-l-edge bg-surface';
  return `${TONES[shape]} ${shape === 'offline' ? 'loud' : 'tint-tone [--tint:14%]'} border-l-(--glow)`;
}

import type { CSSProperties, ReactNode } from 'react';
import { StatusShape, TONES } from '../../components/StatusShape.tsx';
import { firstFitting } from '../../lib/text-fit.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import { Small, TileBody } from './WallTileBody.tsx';
import {
  BOLD,
  PAIR,
  PAIR_SMALL,
  TILE,
  type TileGrid,
  nameRoomEm,
  pairRoomEm,
  tellsTrouble,
} from './wall-grid.ts';
import { type Drawn, type WallMember, troubleWords } from './wall-members.ts';
import { fittingName, shortName } from './wall-names.ts';
import type { NumberKind } from './wall-numbers.ts';

type WallTileProps = {
  member: WallMember;
  grid: TileGrid;
  /** The numbers that there are of some member. */
  kinds: readonly NumberKind[];
  domain: string;
  unitPx: number;
};

/** A member in the form that there is room for. What is well is quiet: only what is not has a colour of its own. */
export function WallTile({ member, grid, kinds, domain, unitPx }: WallTileProps) {
  const { worse } = member;
  const whole = shortName(member.name, domain);
  const short = fittingName(whole, nameRoomEm(grid));
  const look = lookOf(worse, grid.form === 'heat');
  switch (grid.form) {
    case 'heat':
      return (
        <Cell member={member} className={`${look} flex items-center justify-center overflow-hidden`}>
          <StatusShape {...worse} className={worse.shape === 'online' ? 'size-[0.8em]' : 'size-[1.3em]'} />
        </Cell>
      );
    case 'line':
      return (
        <Cell
          member={member}
          className={`${look} flex min-w-0 items-center gap-[0.35em] overflow-hidden rounded-sm border px-[0.5em] whitespace-nowrap`}
        >
          <Line {...{ member, grid, whole, unitPx }} />
        </Cell>
      );
    case 'pair':
      return (
        <Cell
          member={member}
          style={{ paddingInline: `${PAIR.padX}em`, borderWidth: PAIR.border }}
          className={`${look} flex min-w-0 flex-col justify-center overflow-hidden rounded-md leading-[1.15] whitespace-nowrap`}
        >
          <Name short={short} drawn={worse} />
          <Small share={PAIR_SMALL}>
            <Foreign text={pairWords(member, grid)} className="one-line" />
          </Small>
        </Cell>
      );
    case 'tile':
      return (
        <Cell
          member={member}
          style={{ gap: `${TILE.gap}em`, paddingInline: `${TILE.padX}em`, borderWidth: TILE.border }}
          className={`${look} flex min-w-0 flex-col justify-center overflow-hidden rounded-md leading-[1.2] whitespace-nowrap`}
        >
          <Name short={short} drawn={member.lxd} />
          {grid.lines !== null && <TileBody member={member} lines={grid.lines} kinds={kinds} />}
        </Cell>
      );
  }
}

type CellProps = { member: WallMember; style?: CSSProperties; className: string; children: ReactNode };

/** What each form has: all of it for those who hear it, and a mark on what has changed of late. */
function Cell({ member, style, className, children }: CellProps) {
  const { name, status, seen, seenState, mark } = member;
  const late = mark === null ? '' : '; changed of late';
  const witness = seenState === 'unknown' ? seen : `we see: ${seen}`;
  return (
    <li
      // Another change begins the motion anew, and nothing else does.
      key={mark?.changedAtMs}
      data-mark={mark?.kind}
      aria-label={`${name}: ${status}; ${witness}${late}`}
      style={style}
      className={className}
    >
      {children}
    </li>
  );
}

function lookOf({ shape, past }: Drawn, heat: boolean): string {
  // The whole board is hatched then, or what is said of it is old: nothing on it is brighter than before.
  if (past) return `border-edge border-dashed bg-surface ${heat ? 'border' : ''}`;
  if (shape === 'online') return heat ? 'bg-surface' : 'border-line bg-surface';
  if (shape === 'offline') return `${TONES[shape]} loud border-(--glow) ${heat ? 'border-2' : ''}`;
  return `${TONES[shape]} tint-tone border-(--glow) ${heat ? 'border-2 [--tint:24%]' : '[--tint:14%]'}`;
}

function Name({ short, drawn }: { short: string; drawn: Drawn }) {
  return (
    <p className="flex min-w-0 items-center gap-[0.4em]">
      <StatusShape {...drawn} className="size-[0.8em]" />
      <Foreign text={short} className="one-line font-semibold" />
    </p>
  );
}

/** What is wrong with a member, or LXD's word: below its name, in letters as large. */
function pairWords(member: WallMember, grid: TileGrid): string {
  if (member.trouble === 0) return member.status;
  return firstFitting(troubleWords(member), pairRoomEm(grid)) || member.status;
}

type LineProps = { member: WallMember; grid: TileGrid; whole: string; unitPx: number };

/** The name; and of who is in trouble, what is wrong below it, where there is room for words. */
function Line({ member: { worse, trouble }, member, grid, whole, unitPx }: LineProps) {
  const { cell, gapPx, fontPx } = grid;
  const roomEm = (cell.widthPx - gapPx - 2 - fontPx) / unitPx - 1.15;
  const words = trouble > 0 && tellsTrouble(grid, unitPx) ? firstFitting(troubleWords(member), roomEm) : '';
  if (words === '') {
    return (
      <>
        <StatusShape {...worse} className="size-[0.7em]" />
        <Foreign
          text={fittingName(whole, nameRoomEm(grid))}
          className={`one-line ${worse.shape === 'online' ? '' : 'font-semibold'}`}
        />
      </>
    );
  }
  return (
    <span
      style={{ fontSize: unitPx, gap: unitPx * 0.35 }}
      className="flex min-w-0 items-center leading-[1.15]"
    >
      <StatusShape {...worse} className="size-[0.8em]" />
      <span className="flex min-w-0 flex-col">
        <Foreign text={fittingName(whole, roomEm / BOLD)} className="one-line font-semibold" />
        <Foreign text={words} />
      </span>
    </span>
  );
}

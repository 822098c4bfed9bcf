import type { CSSProperties, ReactNode } from 'react';
import type { Shape } from '~wire/witness.ts';
import { StatusShape, TONES, ourShape } from '../../components/StatusShape.tsx';
import { firstFitting } from '../../lib/text-fit.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import {
  NUMBER,
  BOLD,
  PAIR_SMALL,
  TILE,
  TILE_SMALL,
  type TileGrid,
  type TileLines,
  nameRoomEm,
  saysAnswer,
  tellsTrouble,
} from './wall-grid.ts';
import { type WallMember, troubleWords, worseShape } from './wall-members.ts';
import { fittingName, shortName } from './wall-names.ts';
import type { NumberKind, WallNumber } from './wall-numbers.ts';

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
  const { status, seen } = member;
  const worse = worseShape(member);
  const whole = shortName(member.name, domain);
  const short = fittingName(whole, nameRoomEm(grid));
  const look = lookOf(worse, grid.form === 'heat');
  switch (grid.form) {
    case 'heat':
      return (
        <Cell member={member} className={`${look} flex items-center justify-center overflow-hidden`}>
          <StatusShape shape={worse} className={worse === 'online' ? 'size-[0.8em]' : 'size-[1.3em]'} />
        </Cell>
      );
    case 'line':
      return (
        <Cell
          member={member}
          className={`${look} flex min-w-0 items-center gap-[0.35em] overflow-hidden rounded-sm border px-[0.5em] whitespace-nowrap`}
        >
          {worse !== 'online' && worse !== 'unknown' && tellsTrouble(grid, unitPx) ? (
            <TroubledLine member={member} name={whole} shape={worse} grid={grid} unitPx={unitPx} />
          ) : (
            <>
              <StatusShape shape={worse} className="size-[0.7em]" />
              <Foreign text={short} className={`one-line ${worse === 'online' ? '' : 'font-semibold'}`} />
            </>
          )}
        </Cell>
      );
    case 'pair':
      return (
        <Cell
          member={member}
          className={`${look} flex min-w-0 flex-col justify-center overflow-hidden rounded-md border-2 px-[0.6em] leading-[1.15] whitespace-nowrap`}
        >
          <Name short={short} shape={worse} />
          <Small share={PAIR_SMALL}>
            <Foreign
              text={member.shape === 'online' && worse !== 'online' ? seen : status}
              className="one-line"
            />
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
          <Name short={short} shape={member.shape} />
          {grid.lines !== null && <TileBody member={member} lines={grid.lines} kinds={kinds} />}
        </Cell>
      );
  }
}

type CellProps = { member: WallMember; style?: CSSProperties; className: string; children: ReactNode };

/** What each form has: all of it for those who hear it, and a mark on what has changed of late. */
function Cell({ member: { name, status, seen, mark }, style, className, children }: CellProps) {
  const late = mark === null ? '' : '; changed of late';
  return (
    <li
      // Another change begins the motion anew, and nothing else does.
      key={mark?.changedAtMs}
      data-mark={mark?.kind}
      aria-label={`${name}: ${status}; we see: ${seen}${late}`}
      style={style}
      className={className}
    >
      {children}
    </li>
  );
}

function lookOf(shape: Shape, heat: boolean): string {
  if (shape === 'online') return heat ? 'bg-surface' : 'border-line bg-surface';
  // The whole board is hatched then, and nothing on it brighter than before.
  if (shape === 'unknown') return `border-edge border-dashed bg-surface ${heat ? 'border' : ''}`;
  if (shape === 'offline') return `${TONES[shape]} loud border-(--glow) ${heat ? 'border-2' : ''}`;
  return `${TONES[shape]} tint-tone border-(--glow) ${heat ? 'border-2 [--tint:24%]' : '[--tint:14%]'}`;
}

function Name({ short, shape }: { short: string; shape: Shape }) {
  return (
    <p className="flex min-w-0 items-center gap-[0.4em]">
      <StatusShape shape={shape} className="size-[0.8em]" />
      <Foreign text={short} className="one-line font-semibold" />
    </p>
  );
}

/** `share`: of the size of the name's letters. */
function Small({ share = TILE_SMALL, children }: { share?: number; children: ReactNode }) {
  return (
    <p style={{ fontSize: `${share}em` }} className="flex min-w-0 items-baseline gap-[0.45em]">
      {children}
    </p>
  );
}

type TroubledLineProps = {
  member: WallMember;
  name: string;
  shape: Shape;
  grid: TileGrid;
  unitPx: number;
};

/** In a cell that has a name alone while all is well: the name, and below it what is wrong. */
function TroubledLine({ member, name, shape, grid, unitPx }: TroubledLineProps) {
  const { cell, gapPx, fontPx } = grid;
  const lineEm = (cell.widthPx - gapPx - 2 - fontPx) / unitPx - 1.15;
  return (
    <span
      style={{ fontSize: unitPx, gap: unitPx * 0.35 }}
      className="flex min-w-0 items-center leading-[1.15]"
    >
      <StatusShape shape={shape} className="size-[0.8em]" />
      <span className="flex min-w-0 flex-col">
        <Foreign text={fittingName(name, lineEm / BOLD)} className="one-line font-semibold" />
        <Foreign text={firstFitting(troubleWords(member), lineEm)} />
      </span>
    </span>
  );
}

type TileBodyProps = { member: WallMember; lines: TileLines; kinds: readonly NumberKind[] };

/** What LXD says and what we see, beside or below each other and never merged, and what the machine has to do. */
function TileBody({ member, lines, kinds }: TileBodyProps) {
  const { status, seen, answer, seenState, leader, numbers } = member;
  const ours = (
    <>
      <StatusShape shape={ourShape({ state: seenState, word: seen })} className="size-[0.6em] self-center" />
      <span className="one-line text-soft">{saysAnswer(lines) ? answer : seen}</span>
    </>
  );
  const lead = leader && <span className="ml-auto text-soft">leader</span>;
  return (
    <>
      {lines.oneLine ? (
        <Small>
          <Foreign text={status} className="one-line" />
          {lead}
          <span className={`flex min-w-0 items-baseline gap-[0.45em] ${leader ? 'ml-[1.2em]' : 'ml-auto'}`}>
            {ours}
          </span>
        </Small>
      ) : (
        <>
          <Small>
            <Foreign text={status} className="one-line" />
          </Small>
          <Small>
            {ours}
            {lead}
          </Small>
        </>
      )}
      {lines.numbers > 0 && (
        <Numbers numbers={numbers} kinds={kinds.slice(0, lines.numbers)} perRow={lines.perRow} />
      )}
    </>
  );
}

type NumbersProps = { numbers: readonly WallNumber[]; kinds: readonly NumberKind[]; perRow: number };

/** Each in its place, with how much of all there is it takes as a bar. */
function Numbers({ numbers, kinds, perRow }: NumbersProps) {
  return (
    <div
      style={{
        fontSize: `${TILE_SMALL}em`,
        gap: `${TILE.gap / TILE_SMALL}em ${NUMBER.gap}em`,
        gridTemplateColumns: `repeat(${perRow}, minmax(0, 1fr))`,
      }}
      className="grid"
    >
      {kinds.map((kind) => {
        const { value = '–', part = null } = numbers.find((each) => each.kind === kind) ?? {};
        return (
          <p key={kind} style={{ gap: `${NUMBER.barGap}em` }} className="flex flex-col">
            <span className="flex justify-between gap-[0.3em]">
              <span className="text-soft">{kind}</span>
              <span>{value}</span>
            </span>
            <span
              aria-hidden="true"
              style={{ height: `${NUMBER.bar}em` }}
              className={kind === 'runs' ? '' : 'overflow-hidden bg-line forced-color-adjust-none'}
            >
              {part !== null && (
                <span
                  style={{ width: `${Math.min(1, part) * 100}%` }}
                  className={`block h-full ${part >= NEARLY_ALL ? 'bg-attention-glow' : 'bg-faint'}`}
                />
              )}
            </span>
          </p>
        );
      })}
    </div>
  );
}

/** From here on the verdict, too, has a word for what is nearly full. */
const NEARLY_ALL = 0.9;

import { type ReactNode, useMemo } from 'react';
import type { Shape } from '~wire/witness.ts';
import { StatusShape, TONES, ourShape } from '../../components/StatusShape.tsx';
import type { Board } from '../../components/useBoard.ts';
import { compareNatural } from '../../lib/natural.ts';
import { emWidth } from '../../lib/text-fit.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import {
  TILE_GAP_EM,
  TILE_SMALL,
  type TileGrid,
  type WallLayout,
  spareLines,
  tileGrid,
} from './wall-layout.ts';
import { type WallMember, toWallMember, troubled, worseShape } from './wall-members.ts';

/** Of the room for members, where those in trouble are named beside them. */
const NAMED = { beside: 0.3, above: 0.3 } as const;

type WallMembersProps = { board: Board; layout: WallLayout };

/** All members at once, in the form that their number leaves room for. */
export function WallMembers({ board: { view, nowMs }, layout }: WallMembersProps) {
  const { snapshot } = view;
  const { unitPx, portrait, members: area } = layout;
  const sorted = useMemo(
    () => snapshot.members.toSorted((a, b) => compareNatural(a.server_name, b.server_name)),
    [snapshot.members],
  );
  const nameEm = useMemo(
    () => sorted.reduce((widest, { server_name }) => Math.max(widest, emWidth(server_name)), 0),
    [sorted],
  );
  if (sorted.length === 0) return <p className="text-soft">No member has been seen yet.</p>;
  const members = sorted.map((member) => toWallMember(member, snapshot, nowMs));
  const alone = tileGrid(members.length, nameEm, area, layout);
  const inTrouble = troubled(members);
  const named = alone.fontPx < unitPx && inTrouble.length > 0;
  if (!named) return <Tiles members={members} grid={alone} />;
  const gapPx = unitPx;
  const rest = portrait
    ? { widthPx: area.widthPx, heightPx: Math.floor(area.heightPx * (1 - NAMED.above)) - gapPx }
    : { widthPx: Math.floor(area.widthPx * (1 - NAMED.beside)) - gapPx, heightPx: area.heightPx };
  const grid = tileGrid(members.length, nameEm, rest, layout);
  const roomPx = portrait ? area.heightPx * NAMED.above : area.heightPx;
  return (
    <div style={{ gap: gapPx }} className={`flex h-full ${portrait ? 'flex-col' : ''}`}>
      <Named members={inTrouble} roomPx={roomPx} layout={layout} />
      <div style={{ width: rest.widthPx, height: rest.heightPx }} className="shrink-0">
        <Tiles members={members} grid={grid} />
      </div>
    </div>
  );
}

/** Those in trouble by name, as many as there is room for. */
function Named({
  members,
  roomPx,
  layout,
}: {
  members: readonly WallMember[];
  roomPx: number;
  layout: WallLayout;
}) {
  const rowPx = layout.unitPx * 1.45;
  const fitting = Math.max(1, Math.floor(roomPx / rowPx));
  const shown = members.length <= fitting ? members : members.slice(0, fitting - 1);
  const rest = members.length - shown.length;
  return (
    <ul aria-label="In trouble" className="min-w-0 flex-1 overflow-hidden">
      {shown.map((member) => (
        <li
          key={member.name}
          style={{ height: rowPx }}
          className="flex items-center gap-[0.4em] whitespace-nowrap"
        >
          <StatusShape shape={worseShape(member)} className="size-[0.85em]" />
          <Foreign text={member.name} className="one-line font-semibold" />
          <Foreign
            text={member.shape === 'online' ? member.seen : member.status}
            className="one-line text-soft"
          />
        </li>
      ))}
      {rest > 0 && (
        <li style={{ height: rowPx }} className="flex items-center text-soft">
          and {rest} more
        </li>
      )}
    </ul>
  );
}

type TilesProps = { members: readonly WallMember[]; grid: TileGrid };

function Tiles({ members, grid }: TilesProps) {
  const { columns, rows, cell, gapPx, fontPx, form } = grid;
  const numbers = spareLines(grid);
  return (
    <ul
      aria-label="Members"
      data-form={form}
      style={{
        fontSize: fontPx,
        gap: gapPx,
        gridTemplateColumns: `repeat(${columns}, ${cell.widthPx - gapPx}px)`,
        gridTemplateRows: `repeat(${rows}, ${cell.heightPx - gapPx}px)`,
      }}
      className="grid h-full content-center justify-center"
    >
      {members.map((member) => (
        <Tile key={member.name} member={member} form={form} numbers={numbers} />
      ))}
    </ul>
  );
}

type TileProps = {
  member: WallMember;
  form: TileGrid['form'];
  /** How many numbers there is room for. */
  numbers: number;
};

const LOOKS: Readonly<Record<'online' | 'unknown', string>> = {
  online: 'border-line bg-surface',
  // The whole board is hatched then, and nothing on it brighter than before.
  unknown: 'border-edge border-dashed bg-surface',
};

/** What is well is quiet: only what is not has a colour of its own. */
function Tile({ member, form, numbers }: TileProps) {
  const { name, status, seen } = member;
  const worse = worseShape(member);
  const look =
    worse === 'online' || worse === 'unknown'
      ? LOOKS[worse]
      : `${TONES[worse]} tint-tone border-(--glow) [--tint:20%]`;
  const words = `${name}: ${status}; we see: ${seen}`;
  switch (form) {
    case 'heat':
      return (
        <li aria-label={words} className={`${look} flex items-center justify-center overflow-hidden border`}>
          <StatusShape shape={worse} className="size-[1em]" />
        </li>
      );
    case 'line':
      return (
        <li
          aria-label={words}
          className={`${look} flex min-w-0 items-center gap-[0.35em] overflow-hidden rounded-sm border px-[0.5em] whitespace-nowrap`}
        >
          <StatusShape shape={worse} className="size-[0.75em]" />
          <Foreign text={name} className={`one-line ${worse === 'online' ? '' : 'font-semibold'}`} />
        </li>
      );
    case 'pair':
      return (
        <li
          className={`${look} flex min-w-0 flex-col justify-center overflow-hidden rounded-md border-2 px-[0.6em] leading-[1.15] whitespace-nowrap`}
        >
          <Name member={member} shape={worse} />
          <Small>
            <Foreign
              text={member.shape === 'online' && worse !== 'online' ? seen : status}
              className="one-line"
            />
          </Small>
        </li>
      );
    case 'tile':
      return (
        <li
          style={{ gap: `${TILE_GAP_EM}em` }}
          className={`${look} flex min-w-0 flex-col justify-center overflow-hidden rounded-md border-2 px-[0.7em] whitespace-nowrap`}
        >
          <Name member={member} shape={member.shape} />
          <Small>
            <Foreign text={status} className="one-line" />
            {member.leader && <span className="ml-auto text-soft">leader</span>}
          </Small>
          <Small>
            <StatusShape
              shape={ourShape({ state: member.seenState, word: seen })}
              className="size-[0.6em] self-center"
            />
            <span className="one-line text-soft">{seen}</span>
          </Small>
          {member.numbers.slice(0, numbers).map((number) => (
            <Small key={number}>
              <span className="text-soft">{number}</span>
            </Small>
          ))}
        </li>
      );
  }
}

function Name({ member, shape }: { member: WallMember; shape: Shape }) {
  return (
    <p className="flex min-w-0 items-center gap-[0.4em]">
      <StatusShape shape={shape} className="size-[0.8em]" />
      <Foreign text={member.name} className="one-line font-semibold" />
    </p>
  );
}

function Small({ children }: { children: ReactNode }) {
  return (
    <p style={{ fontSize: `${TILE_SMALL}em` }} className="flex min-w-0 items-baseline gap-[0.45em]">
      {children}
    </p>
  );
}

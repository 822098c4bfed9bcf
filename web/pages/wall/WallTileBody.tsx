import type { ReactNode } from 'react';
import { StatusShape, ourShape } from '../../components/StatusShape.tsx';
import { Foreign } from '../../ui/Foreign.tsx';
import { NUMBER, TILE, TILE_SMALL, type TileLines, saysAnswer } from './wall-grid.ts';
import type { WallMember } from './wall-members.ts';
import type { NumberKind, WallNumber } from './wall-numbers.ts';

/** `share`: of the size of the name's letters. */
export function Small({ share = TILE_SMALL, children }: { share?: number; children: ReactNode }) {
  return (
    <p style={{ fontSize: `${share}em` }} className="flex min-w-0 items-baseline gap-[0.45em]">
      {children}
    </p>
  );
}

type TileBodyProps = { member: WallMember; lines: TileLines; kinds: readonly NumberKind[] };

/** What LXD says and what we see, beside or below each other and never merged, and what the machine has to do. */
export function TileBody({ member, lines, kinds }: TileBodyProps) {
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

import { useMemo } from 'react';
import { listStands } from '~wire/standing.ts';
import { productName } from '~wire/witness.ts';
import type { Board } from '../../components/useBoard.ts';
import { compareNatural } from '../../lib/natural.ts';
import { emWidth } from '../../lib/text-fit.ts';
import { WallNamed } from './WallNamed.tsx';
import { WallTile } from './WallTile.tsx';
import { type TileGrid, besideNamed, tellsTrouble, tileGrid } from './wall-grid.ts';
import type { WallLayout } from './wall-layout.ts';
import { marksOf } from './marks.ts';
import { type WallMember, toWallMembers, troubled } from './wall-members.ts';
import { commonDomain, shortName } from './wall-names.ts';
import { NUMBER_KINDS, type NumberKind } from './wall-numbers.ts';
import { useWallSettings } from './wall-settings-context.ts';

type WallMembersProps = { board: Board; layout: WallLayout };

/** All members at once, in the form that their number leaves room for. */
export function WallMembers({ board: { view, stale, nowMs }, layout }: WallMembersProps) {
  const { snapshot } = view;
  const { unitPx, portrait, members: area } = layout;
  const withNumbers = useWallSettings().show.includes('numbers');
  const sorted = useMemo(
    () => snapshot.members.toSorted((a, b) => compareNatural(a.server_name, b.server_name)),
    [snapshot.members],
  );
  const { domain, nameEm } = useMemo(() => {
    const names = sorted.map(({ server_name }) => server_name);
    const common = commonDomain(names);
    const widest = names.reduce((most, name) => Math.max(most, emWidth(shortName(name, common))), 0);
    return { domain: common, nameEm: widest };
  }, [sorted]);
  if (sorted.length === 0) {
    const none = `${productName(snapshot.cluster)} lists no members.`;
    return <p className="text-soft">{listStands(snapshot, nowMs) ? none : 'No member has been seen yet.'}</p>;
  }
  const marks = marksOf(view.changes, view.flapping, nowMs, snapshot.members);
  const members = toWallMembers(sorted, { snapshot, nowMs, stale, marks });
  const kinds = withNumbers ? kindsOf(members) : [];
  const alone = tileGrid(members.length, nameEm, area, layout, kinds.length);
  const inTrouble = troubled(members);
  if (inTrouble.length === 0 || tellsTrouble(alone, unitPx)) {
    return <Tiles members={members} grid={alone} kinds={kinds} domain={domain} unitPx={unitPx} />;
  }
  const { named, rest } = besideNamed(area, nameEm, layout);
  const grid = tileGrid(members.length, nameEm, rest, layout, kinds.length);
  return (
    <div className={`flex h-full justify-between ${portrait ? 'flex-col' : ''}`}>
      <WallNamed members={inTrouble} domain={domain} room={named} unitPx={unitPx} />
      <div style={{ width: rest.widthPx, height: rest.heightPx }} className="shrink-0">
        <Tiles members={members} grid={grid} kinds={kinds} domain={domain} unitPx={unitPx} />
      </div>
    </div>
  );
}

/** Those that any of the members has. */
const kindsOf = (members: readonly WallMember[]): NumberKind[] =>
  NUMBER_KINDS.filter((kind) => members.some(({ numbers }) => numbers.some((each) => each.kind === kind)));

type TilesProps = {
  members: readonly WallMember[];
  grid: TileGrid;
  kinds: readonly NumberKind[];
  domain: string;
  unitPx: number;
};

function Tiles({ members, grid, kinds, domain, unitPx }: TilesProps) {
  const { columns, rows, cell, gapPx, fontPx, form } = grid;
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
        <WallTile key={member.name} {...{ member, grid, kinds, domain, unitPx }} />
      ))}
    </ul>
  );
}

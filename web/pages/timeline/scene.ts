/** Everything that the timeline shows, put together once for all its parts. Pure. */
import type { ClusterView } from '~wire/delta.ts';
import type { Trails } from '~wire/series.ts';
import type { Member } from '~wire/snapshot.ts';
import type { Level, Verdict } from '~wire/verdict.ts';
import type { Closed } from '../../lib/stretches.ts';
import { HEAD_ROWS } from './geometry.ts';
import { type ClosedLane, type Lane, closeLane, heardUntil, lanesOf, leadersOf, levelsOf } from './lanes.ts';
import { type Happening, byMember, completeSinceMs, happeningsOf } from './moments.ts';

export type MemberRow = { name: string; member: Member; lane: Lane };

export type Row = { kind: 'verdict' } | { kind: 'happenings' } | { kind: 'member'; member: MemberRow };

export type Scene = {
  rows: readonly MemberRow[];
  levels: readonly Closed<Level>[];
  leaders: readonly Closed<string | null>[];
  happenings: readonly Happening[];
  watchedSinceMs: number;
  completeSinceMs: number;
  happeningsOf(member: string): readonly Happening[];
  closedLane(row: MemberRow): ClosedLane;
  /** Of the cluster's rows and the members' together. */
  rowCount: number;
  /** Rows count from the verdict down; null: there is none. */
  rowAt(index: number): Row | null;
};

const NONE: readonly Happening[] = [];

/** What does not change from second to second. */
export type Past = {
  laneOf(name: string): Lane;
  happenings: readonly Happening[];
  byMember: ReadonlyMap<string, Happening[]>;
};

export function pastOf(trails: Trails, view: Pick<ClusterView, 'changes' | 'events'>): Past {
  const happenings = happeningsOf(view);
  return { laneOf: lanesOf(trails), happenings, byMember: byMember(happenings) };
}

type Told = { past: Past; trails: Trails; view: ClusterView; verdict: Verdict; nowMs: number };

/** The scene of this second, of `members` in this order. */
export function sceneOf(members: readonly Member[], { past, trails, view, verdict, nowMs }: Told): Scene {
  const { snapshot } = view;
  const rows = members.map((member): MemberRow => {
    const name = member.server_name;
    return { name, member, lane: past.laneOf(name) };
  });
  return {
    rows,
    levels: levelsOf(trails, snapshot, verdict, nowMs),
    leaders: leadersOf(trails, snapshot, nowMs),
    happenings: past.happenings,
    watchedSinceMs: snapshot.watchedSinceMs,
    completeSinceMs: completeSinceMs(view),
    happeningsOf: (name) => past.byMember.get(name) ?? NONE,
    closedLane: ({ lane, member }) => closeLane(lane, heardUntil(member, snapshot, nowMs), nowMs),
    rowCount: HEAD_ROWS.length + rows.length,
    rowAt(index) {
      const head = HEAD_ROWS[index];
      if (head !== undefined) return { kind: head };
      const member = rows[index - HEAD_ROWS.length];
      return member === undefined ? null : { kind: 'member', member };
    },
  };
}

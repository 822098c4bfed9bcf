/** Everything that the timeline shows, put together once for all its parts. Pure. */
import type { ClusterView } from '~wire/delta.ts';
import type { Member } from '~wire/snapshot.ts';
import type { Level, Verdict } from '~wire/verdict.ts';
import { lxdWord } from '~wire/witness.ts';
import { type Closed, type Stretch, closed, stretchesOf } from '../../lib/stretches.ts';
import { type TimelineFilter, wants } from '../../url/timeline-filter.ts';
import { HEAD_ROWS, type HeadRow } from './geometry.ts';
import type { Happening } from './happening.ts';
import { type ClosedLane, type Heard, type Lane, closeLane, heardUntil, lanesOf } from './lanes.ts';
import { type Told, byMember, happeningsOf } from './moments.ts';
import type { ClosedSpot, Known } from './trails.ts';
import { wantsHappening } from './wanted.ts';

/** `member` null: it is not in the cluster now. */
export type MemberRow = { name: string; member: Member | null; lane: Lane };

export type Row = { kind: HeadRow } | { kind: 'member'; member: MemberRow };

/** What does not change from second to second. */
export type Past = {
  /** Whether the present goes on from where this ends. */
  live: boolean;
  knownToMs: number;
  names: readonly string[];
  laneOf(name: string): Lane;
  levels: readonly Stretch<Level>[];
  leaders: readonly Stretch<string | null>[];
  blind: readonly ClosedSpot[];
  happenings: readonly Happening[];
  byMember: ReadonlyMap<string, Happening[]>;
  byRow: ReadonlyMap<HeadRow, Happening[]>;
};

const NOTHING: Known = { live: false, knownToMs: 0, blind: [], members: {}, leaders: [], levels: [] };

/** Of what is known and of what was told, what the filter wants. */
export function pastOf(known: Known | null, told: Told, filter: TimelineFilter): Past {
  const { live, knownToMs, members, levels, leaders, blind } = known ?? NOTHING;
  const happenings = happeningsOf(told).filter((happening) => wantsHappening(filter, happening));
  const only = (kind: Happening['kind']): Happening[] => happenings.filter((each) => each.kind === kind);
  return {
    live,
    knownToMs,
    names: Object.keys(members),
    laneOf: lanesOf(members),
    levels: stretchesOf(levels, ({ level }) => level),
    leaders: stretchesOf(leaders, ({ member }) => member),
    blind,
    happenings,
    byMember: byMember(happenings),
    byRow: new Map<HeadRow, Happening[]>([
      ['events', happenings.filter(({ kind }) => kind !== 'operations' && kind !== 'warnings')],
      ['operations', only('operations')],
      ['warnings', only('warnings')],
    ]),
  };
}

/** The cluster as it stands in this second. */
export type Present = { view: Pick<ClusterView, 'snapshot'>; verdict: Verdict; nowMs: number };

export type Scene = {
  rows: readonly MemberRow[];
  headRows: readonly HeadRow[];
  levels: readonly Closed<Level>[];
  leaders: readonly Closed<string | null>[];
  blind: readonly (Closed<ClosedSpot['cause']> & { open: boolean })[];
  happenings: readonly Happening[];
  nowMs: number;
  /** Until when there is something to be drawn. */
  endMs: number;
  happeningsOf(member: string): readonly Happening[];
  happeningsIn(row: HeadRow): readonly Happening[];
  /** Until when the witnesses of a member were heard. */
  heard(row: MemberRow): Heard;
  closedLane(row: MemberRow): ClosedLane;
  /** Of the cluster's rows and the members' together. */
  rowCount: number;
  /** Rows count from the first of the cluster's down; null: there is none. */
  rowAt(index: number): Row | null;
};

const NONE: readonly Happening[] = [];

/** Which rows of the cluster the filter leaves. Notes are not filtered. */
function headRowsOf(filter: TimelineFilter): HeadRow[] {
  const events = (['members', 'roles', 'config', 'events'] as const).some((kind) => wants(filter, kind));
  const wanted: Readonly<Record<HeadRow, boolean>> = {
    verdict: wants(filter, 'verdict'),
    events,
    operations: wants(filter, 'operations'),
    warnings: wants(filter, 'warnings'),
    notes: true,
  };
  return HEAD_ROWS.filter((row) => wanted[row]);
}

/** The scene of this second, of members by these names in this order. */
export function sceneOf(
  names: readonly string[],
  past: Past,
  { view, verdict, nowMs }: Present,
  filter: TimelineFilter,
): Scene {
  const { snapshot } = view;
  const { live, knownToMs } = past;
  const endMs = live ? nowMs : knownToMs;
  const present = new Map(snapshot.members.map((member) => [member.server_name, member]));
  const rows = names.map((name): MemberRow => ({
    name,
    member: present.get(name) ?? null,
    lane: past.laneOf(name),
  }));
  const heard = ({ member }: MemberRow): Heard =>
    live && member !== null ? heardUntil(member, snapshot, nowMs) : { lxdMs: knownToMs, oursMs: knownToMs };
  const listMs = snapshot.parts.members.observedAtMs ?? snapshot.observedAtMs;
  const stale = snapshot.members.some((member) => lxdWord(member, snapshot, nowMs).stale);
  const untilMs = (lost: boolean): number => (live ? (lost ? listMs : nowMs) : knownToMs);
  const headRows = headRowsOf(filter);
  const lanes = new Map<MemberRow, ClosedLane>();
  return {
    rows,
    headRows,
    levels: closed(past.levels, 'unknown', untilMs(verdict.level === 'unknown'), endMs),
    leaders: closed(past.leaders, null, untilMs(stale), endMs),
    blind: past.blind.map(({ fromMs, toMs, cause, open }) => ({
      fromMs,
      toMs: open && live ? nowMs : toMs,
      value: cause,
      open,
    })),
    happenings: past.happenings,
    nowMs,
    endMs,
    happeningsOf: (name) => past.byMember.get(name) ?? NONE,
    happeningsIn: (row) => past.byRow.get(row) ?? NONE,
    heard,
    closedLane(row) {
      const known = lanes.get(row);
      if (known !== undefined) return known;
      const lane = closeLane(row.lane, heard(row), endMs);
      lanes.set(row, lane);
      return lane;
    },
    rowCount: headRows.length + rows.length,
    rowAt(index) {
      const head = headRows[index];
      if (head !== undefined) return { kind: head };
      const member = rows[index - headRows.length];
      return member === undefined ? null : { kind: 'member', member };
    },
  };
}

/** What the keys do on the lanes. Pure. */
import type { Bounds } from '../../lib/stretches.ts';
import type { Period } from '../../url/period.ts';
import { type Memory, closer, moved, wider } from './bounds.ts';
import { nextStop, stopsOf } from './reading.ts';
import type { MemberRow, Scene } from './scene.ts';

/** How many rows are turned over at once. */
const PAGE_ROWS = 10;

/** Where the keys are. */
export type Place = { row: number; atMs: number };

/** What a key asks for. `mark`: one end of a selection is here, or the other. */
export type Wish =
  | { kind: 'go'; place: Place }
  | { kind: 'period'; period: Period }
  | { kind: 'moment'; atMs: number }
  | { kind: 'mark'; atMs: number }
  | { kind: 'zoom' }
  | { kind: 'open'; member: string }
  | { kind: 'leave' };

type Where = { scene: Scene; bounds: Bounds; memory: Memory };

/** `shift`: with the key. Null: the key means nothing here. */
export function wishOf(
  key: string,
  shift: boolean,
  { row, atMs }: Place,
  { scene, bounds, memory }: Where,
): Wish | null {
  const toRow = (wanted: number): Wish => ({
    kind: 'go',
    place: { row: Math.min(Math.max(wanted, 0), scene.rowCount - 1), atMs },
  });
  const toMoment = (wantedMs: number): Wish => ({ kind: 'go', place: { row, atMs: wantedMs } });
  const toPeriod = (period: Period | null): Wish | null =>
    period === null ? null : { kind: 'period', period };
  switch (key) {
    case 'ArrowUp':
      return toRow(row - 1);
    case 'ArrowDown':
      return toRow(row + 1);
    case 'PageUp':
      return toRow(row - PAGE_ROWS);
    case 'PageDown':
      return toRow(row + PAGE_ROWS);
    case 'ArrowLeft':
      return shift
        ? toPeriod(moved(bounds, -1, memory))
        : toMoment(nextStop(stopsIn(row, scene, bounds), atMs, -1));
    case 'ArrowRight':
      return shift
        ? toPeriod(moved(bounds, 1, memory))
        : toMoment(nextStop(stopsIn(row, scene, bounds), atMs, 1));
    case '[':
      return toPeriod(moved(bounds, -1, memory));
    case ']':
      return toPeriod(moved(bounds, 1, memory));
    case 'p':
      return toMoment(nextStop(allStops(scene, bounds), atMs, -1));
    case 'n':
      return toMoment(nextStop(allStops(scene, bounds), atMs, 1));
    case 'Home':
      return toMoment(bounds.fromMs);
    case 'End':
      return toMoment(bounds.toMs - 1);
    case '+':
    case '=':
      return toPeriod(closer(bounds, atMs, memory));
    case '-':
      return toPeriod(wider(bounds, memory));
    case 'Enter':
      return { kind: 'moment', atMs };
    case 's':
      return { kind: 'mark', atMs };
    case 'z':
      return { kind: 'zoom' };
    case 'm': {
      const content = scene.rowAt(row);
      return content?.kind === 'member' ? { kind: 'open', member: content.member.name } : null;
    }
    case 'Escape':
      return { kind: 'leave' };
    default:
      return null;
  }
}

function linesOf(row: MemberRow, scene: Scene): Bounds[][] {
  const { status, ours } = scene.closedLane(row);
  return [status, ours];
}

function stopsIn(row: number, scene: Scene, bounds: Bounds): number[] {
  const content = scene.rowAt(row);
  if (content === null) return [];
  switch (content.kind) {
    case 'verdict':
      return stopsOf([scene.levels], [], bounds);
    case 'member':
      return stopsOf(linesOf(content.member, scene), scene.happeningsOf(content.member.name), bounds);
    default:
      return stopsOf([], scene.happeningsIn(content.kind), bounds);
  }
}

/** Of all lanes together. */
const allStops = (scene: Scene, bounds: Bounds): number[] =>
  stopsOf(
    [scene.levels, scene.leaders, ...scene.rows.flatMap((row) => linesOf(row, scene))],
    scene.happenings,
    bounds,
  );

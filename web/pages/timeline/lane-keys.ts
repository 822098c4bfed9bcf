/** What the keys do on the lanes. Pure. */
import type { Bounds } from '../../lib/stretches.ts';
import type { Period } from '../../url/period.ts';
import { type Memory, closer, wider } from './bounds.ts';
import { nextStop, stopsOf } from './reading.ts';
import type { Scene } from './scene.ts';

/** How many rows are turned over at once. */
const PAGE_ROWS = 10;

/** Where the keys are. */
export type Place = { row: number; atMs: number };

/** What a key asks for. */
export type Wish =
  | { kind: 'go'; place: Place }
  | { kind: 'period'; period: Period }
  | { kind: 'open'; member: string }
  | { kind: 'leave' };

type Where = { scene: Scene; bounds: Bounds; memory: Memory };

/** Null: the key means nothing here. */
export function wishOf(key: string, { row, atMs }: Place, { scene, bounds, memory }: Where): Wish | null {
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
      return toMoment(nextStop(stopsIn(row, scene, bounds), atMs, -1));
    case 'ArrowRight':
      return toMoment(nextStop(stopsIn(row, scene, bounds), atMs, 1));
    case 'Home':
      return toMoment(bounds.fromMs);
    case 'End':
      return toMoment(bounds.toMs - 1);
    case '+':
      return toPeriod(closer(bounds, atMs, memory));
    case '-':
      return toPeriod(wider(bounds, memory));
    case 'Enter': {
      const content = scene.rowAt(row);
      return content?.kind === 'member' ? { kind: 'open', member: content.member.name } : null;
    }
    case 'Escape':
      return { kind: 'leave' };
    default:
      return null;
  }
}

function stopsIn(row: number, scene: Scene, bounds: Bounds): number[] {
  const content = scene.rowAt(row);
  switch (content?.kind) {
    case undefined:
      return [];
    case 'verdict':
      return stopsOf([scene.levels], [], bounds);
    case 'happenings':
      return stopsOf([], scene.happenings, bounds);
    case 'member': {
      const { status, ours } = scene.closedLane(content.member);
      return stopsOf([status, ours], scene.happeningsOf(content.member.name), bounds);
    }
  }
}

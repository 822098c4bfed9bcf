/** How high everything on the timeline is, pixels. Pure. */
import type { Shape } from '~wire/witness.ts';

export const AXIS_PX = 24;
export const HEAD_ROW_PX = 28;

/** Rows above those of the members: of the whole cluster, in this order. They stay in sight. */
export const HEAD_ROWS = ['verdict', 'events', 'operations', 'warnings', 'notes'] as const;
export type HeadRow = (typeof HEAD_ROWS)[number];

/** The axis and the rows of the cluster together. */
export const headHeightPx = (headRows: number): number => AXIS_PX + headRows * HEAD_ROW_PX;

/** Few lanes may be roomy. */
export const laneHeightPx = (lanes: number): number => (lanes <= 12 ? 44 : 30);

/** Where in a row something is drawn. */
export type Band = { top: number; height: number };
export type Bands = Readonly<Record<Shape, Band>>;

/** Every status has a height of its own, so that it is told without colour: what is well is the least. */
export function statusBands(rowPx: number): Bands {
  const most = Math.round(rowPx * 0.5);
  const middle = rowPx * 0.42;
  const band = (share: number): Band => {
    const height = Math.round(most * share);
    return { top: Math.round(middle - height / 2), height };
  };
  return {
    online: band(0.4),
    evacuated: band(0.72),
    unknown: band(0.72),
    attention: band(1),
    offline: band(1),
  };
}

/** Our own word, as a line below. */
export function oursBands(rowPx: number): Bands {
  const middle = Math.round(rowPx * 0.84);
  const thin = { top: middle - 1, height: 2 };
  const thick = { top: middle - 3, height: 5 };
  return { online: thin, evacuated: thin, unknown: thin, attention: thick, offline: thick };
}

/** However short, trouble is this wide; what is well may be swallowed. */
export const leastPx = (shape: Shape | null): number => (shape === 'online' || shape === null ? 0 : 2);

/** Happenings nearer to each other than this are one tick. */
export const APART_PX = 4;

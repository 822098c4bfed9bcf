/** Whose turn it is on a screen that shows one cluster after the other: by the clock, so that all screens agree. Pure. */
import { LEVEL_RANK } from '~wire/assess.ts';
import type { Level } from '~wire/verdict.ts';
import { compareNatural } from '../../lib/natural.ts';
import type { WallSummary } from './wall-summary.ts';

/** `shown`: 0 to 1, how much of its turn is over. */
export type Turn = { cluster: WallSummary; next: WallSummary; shown: number };

/** What breaks in: a cluster that has just become one of the worst, until then. */
export type Interruption = { key: string; untilMs: number };

/** Those who take turns: everybody while all are well, otherwise only those that are the worst, in the order of their names. */
export function takingTurns(clusters: readonly WallSummary[]): WallSummary[] {
  const worst = Math.max(...clusters.map(({ told }) => LEVEL_RANK[told.level]));
  return clusters
    .filter(({ told }) => LEVEL_RANK[told.level] === worst)
    .toSorted((a, b) => compareNatural(a.name, b.name));
}

/** Null: there is no cluster. */
export function turnAt(
  clusters: readonly WallSummary[],
  periodMs: number,
  nowMs: number,
  interruption: Interruption | null,
): Turn | null {
  const takers = takingTurns(clusters);
  const ofTurn = (turn: number): WallSummary | undefined => takers[turn % takers.length];
  const turn = Math.floor(nowMs / periodMs);
  const broken =
    interruption !== null && nowMs < interruption.untilMs
      ? takers.find(({ key }) => key === interruption.key)
      : undefined;
  const cluster = broken ?? ofTurn(turn);
  const next = ofTurn(turn + 1);
  if (cluster === undefined || next === undefined) return null;
  const leftMs =
    broken === undefined || interruption === null
      ? periodMs - (nowMs % periodMs)
      : interruption.untilMs - nowMs;
  return { cluster, next, shown: Math.min(1, Math.max(0, 1 - leftMs / periodMs)) };
}

type Levels = ReadonlyMap<string, Level>;

export const levelsOf = (clusters: readonly WallSummary[]): Levels =>
  new Map(clusters.map(({ key, told }) => [key, told.level]));

/**
 * The cluster that breaks in: one that was better in `before` and is among the worst now. Of several, the first by name; the
 * others have their turns. One that was not there before breaks in only if it is not well.
 */
export function interrupting(before: Levels, clusters: readonly WallSummary[]): WallSummary | null {
  return (
    takingTurns(clusters).find(
      ({ key, told }) => LEVEL_RANK[told.level] > LEVEL_RANK[before.get(key) ?? 'ok'],
    ) ?? null
  );
}

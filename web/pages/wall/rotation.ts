/** Whose turn it is on a screen that shows one cluster after the other: by the clock, so that all screens agree. Pure. */
import type { ClusterSummary } from '~wire/api.ts';
import { LEVEL_RANK } from '~wire/assess.ts';
import { compareNatural } from '../../lib/natural.ts';

/** `shown`: 0 to 1, how much of its turn is over. */
export type Turn = { cluster: ClusterSummary; next: ClusterSummary; shown: number };

/** What breaks in: a cluster that has just become one of the worst, until then. */
export type Interruption = { key: string; untilMs: number };

/** Those who take turns: everybody while all are well, otherwise only those that are the worst, in the order of their names. */
export function takingTurns(clusters: readonly ClusterSummary[]): ClusterSummary[] {
  const worst = Math.max(...clusters.map(({ level }) => LEVEL_RANK[level]));
  return clusters
    .filter(({ level }) => LEVEL_RANK[level] === worst)
    .toSorted((a, b) => compareNatural(a.name, b.name));
}

/** Null: there is no cluster. */
export function turnAt(
  clusters: readonly ClusterSummary[],
  periodMs: number,
  nowMs: number,
  interruption: Interruption | null,
): Turn | null {
  const takers = takingTurns(clusters);
  const ofTurn = (turn: number): ClusterSummary | undefined => takers[turn % takers.length];
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

type Levels = ReadonlyMap<string, ClusterSummary['level']>;

export const levelsOf = (clusters: readonly ClusterSummary[]): Levels =>
  new Map(clusters.map(({ key, level }) => [key, level]));

/**
 * The cluster that breaks in: one that was better in `before` and is among the worst now. Of several, the first by name; the
 * others have their turns. One that was not there before breaks in only if it is not well.
 */
export function interrupting(before: Levels, clusters: readonly ClusterSummary[]): ClusterSummary | null {
  return (
    takingTurns(clusters).find(({ key, level }) => LEVEL_RANK[level] > LEVEL_RANK[before.get(key) ?? 'ok']) ??
    null
  );
}

/** Clusters as a wall shows them: how they stand, and what was told of them last. Pure. */
import type { ClusterSummary, ClustersAnswer } from '~wire/api.ts';
import { LEVEL_RANK } from '~wire/assess.ts';
import { staleAfterMs } from '~wire/freshness.ts';
import { LEVEL_LOOKS } from '../../lib/levels.ts';
import { compareNatural } from '../../lib/natural.ts';
import { pageSummary } from '../../lib/page-verdict.ts';
import type { Drawn } from './wall-members.ts';

/** `told`: by the proxy, however long that is ago. Its order and its turn a cluster has by that. */
export type WallSummary = ClusterSummary & { told: Pick<ClusterSummary, 'level' | 'sentence'> };

/**
 * All of a list as they stand at `nowMs`, the worst of what was told first: that the proxy is away makes none of them worse than
 * the others, so that nothing moves on a screen that shows what was.
 */
export function wallSummaries(
  { clusters, nowMs: listedAtMs }: ClustersAnswer,
  nowMs: number,
  proxyLost: boolean,
): WallSummary[] {
  return clusters
    .toSorted(
      (a, b) =>
        LEVEL_RANK[b.level] - LEVEL_RANK[a.level] || awayOf(b) - awayOf(a) || compareNatural(a.name, b.name),
    )
    .map((summary) => {
      const { level, sentence } = summary;
      return { ...pageSummary(summary, listedAtMs, nowMs, proxyLost), told: { level, sentence } };
    });
}

const awayOf = ({ memberCount, statuses }: ClusterSummary): number => memberCount - (statuses['Online'] ?? 0);

/** Until when a list can be shown as the present, ms UTC; after that it is what was. */
export const lastsUntilMs = ({ clusters, nowMs }: ClustersAnswer): number =>
  nowMs + Math.max(0, ...clusters.map(staleAfterMs));

/** The level of a cluster as a form and a word: as it is, or `was Degraded` where only what was is known. */
export function levelLook({ level, told }: Pick<WallSummary, 'level' | 'told'>): Drawn & { word: string } {
  const { shape, word } = LEVEL_LOOKS[level];
  if (!isPast({ level, told }) || told.level === 'ok') return { shape, past: false, word };
  const was = LEVEL_LOOKS[told.level];
  return { shape: was.shape, past: true, word: `was ${was.word}` };
}

/** A cluster beside the board of another, which says already why nothing is known now. */
export const besideBoard = (summary: WallSummary): WallSummary =>
  isPast(summary) ? { ...summary, sentence: `Last known: ${summary.told.sentence}` } : summary;

const isPast = ({ level, told }: Pick<WallSummary, 'level' | 'told'>): boolean =>
  level === 'unknown' && told.level !== 'unknown';

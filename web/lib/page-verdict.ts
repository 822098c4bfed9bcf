/** The verdict as a page may show it: the cluster's own, unless the page has lost the proxy that speaks for it. */
import { assess } from '~wire/assess.ts';
import { formatDuration } from '~wire/duration.ts';
import { isFresh } from '~wire/freshness.ts';
import type { ClusterSummary } from '~wire/api.ts';
import type { ClusterSnapshot } from '~wire/snapshot.ts';
import type { Verdict } from '~wire/verdict.ts';

type Judged = { nowMs: number; proxyLost: boolean; verdict: Verdict };

/** Several parts of a page ask the same in the same second. */
const judged = new WeakMap<ClusterSnapshot, Judged>();

/**
 * Judges a snapshot at `nowMs`. Once it is too old because the proxy is out of reach, nothing is said of the cluster:
 * that nobody answers the proxy is not known either.
 */
export function pageVerdict(snapshot: ClusterSnapshot, nowMs: number, proxyLost: boolean): Verdict {
  const before = judged.get(snapshot);
  if (before?.nowMs === nowMs && before.proxyLost === proxyLost) return before.verdict;
  const verdict = judge(snapshot, nowMs, proxyLost);
  judged.set(snapshot, { nowMs, proxyLost, verdict });
  return verdict;
}

function judge(snapshot: ClusterSnapshot, nowMs: number, proxyLost: boolean): Verdict {
  const verdict = assess(snapshot, nowMs);
  if (!proxyLost || verdict.level !== 'unknown') return verdict;
  return { ...verdict, sentence: lostSentence(nowMs - snapshot.observedAtMs), reasons: [] };
}

const lostSentence = (ageMs: number): string =>
  `Unknown for ${formatDuration(ageMs)}: this page cannot reach the Rollcall proxy.`;

/** The same of a cluster in a list that the proxy made at `listedAtMs`. */
export function pageSummary(
  summary: ClusterSummary,
  listedAtMs: number,
  nowMs: number,
  proxyLost: boolean,
): ClusterSummary {
  if (isFresh({ observedAtMs: listedAtMs }, summary, nowMs)) return summary;
  const ageMs = nowMs - (summary.observedAtMs ?? listedAtMs);
  const sentence = proxyLost
    ? lostSentence(ageMs)
    : `Unknown for ${formatDuration(ageMs)}: no news of this cluster.`;
  return {
    ...summary,
    level: 'unknown',
    statuses: { Unknown: summary.memberCount },
    sentence,
    quorumSentence: 'Whether quorum holds is unknown.',
  };
}

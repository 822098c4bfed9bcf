/** The verdict as a page may show it: the cluster's own, unless there was nobody to see it. */
import { assess } from '~wire/assess.ts';
import { formatDuration } from '~wire/duration.ts';
import { isFresh } from '~wire/freshness.ts';
import type { ClusterSummary } from '~wire/api.ts';
import type { ClusterSnapshot } from '~wire/snapshot.ts';
import { unwitnessedSentence } from '~wire/unwitnessed.ts';
import type { Verdict } from '~wire/verdict.ts';

/** Who there is none of: `proxy`: one that speaks to this page. `witness`: one that was looking at that moment. Null: all are there. */
export type Missing = 'proxy' | 'witness' | null;

type Judged = { nowMs: number; missing: Missing; verdict: Verdict };

/** Several parts of a page ask the same in the same second. */
const judged = new WeakMap<ClusterSnapshot, Judged>();

/**
 * Judges a snapshot at `nowMs`. Once it is too old because the proxy is out of reach, or was not looking, nothing is said
 * of the cluster: that nobody answers the proxy is not known either.
 */
export function pageVerdict(snapshot: ClusterSnapshot, nowMs: number, missing: Missing): Verdict {
  const before = judged.get(snapshot);
  if (before?.nowMs === nowMs && before.missing === missing) return before.verdict;
  const verdict = judge(snapshot, nowMs, missing);
  judged.set(snapshot, { nowMs, missing, verdict });
  return verdict;
}

function judge(snapshot: ClusterSnapshot, nowMs: number, missing: Missing): Verdict {
  const verdict = assess(snapshot, nowMs);
  if (missing === null || verdict.level !== 'unknown') return verdict;
  const sentence =
    missing === 'witness'
      ? unwitnessedSentence(snapshot, nowMs)
      : lostSentence(nowMs - snapshot.observedAtMs);
  return { ...verdict, sentence, reasons: [] };
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

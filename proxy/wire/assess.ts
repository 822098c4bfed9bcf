/** The verdict: one level, one sentence, and the reasons for it. Pure: the browser runs it each second on its own clock. */
import { assessQuorum } from './quorum.ts';
import { RULES, nameList } from './reasons.ts';
import type { ClusterSnapshot } from './snapshot.ts';
import type { Level, Reason, Verdict } from './verdict.ts';
import { lxdWord } from './witness.ts';

/** Worse first. A critical finding outranks not knowing; not knowing outranks what is merely degraded. */
const RANK: Readonly<Record<Reason['level'], number>> = { critical: 3, unknown: 2, degraded: 1, notice: 0 };

/** Levels from bad to good, for sorting clusters worst first. */
export const LEVEL_RANK: Readonly<Record<Level, number>> = { critical: 3, unknown: 2, degraded: 1, ok: 0 };

/**
 * Judges a snapshot as it stands at `nowMs` (ms UTC, the proxy's clock): data age, so the same snapshot that was `ok`
 * becomes `unknown` once it is older than three beats.
 */
export function assess(snapshot: ClusterSnapshot, nowMs: number): Verdict {
  const quorum = assessQuorum(snapshot, nowMs);
  const reasons = RULES.flatMap((rule) => rule({ snapshot, quorum, nowMs })).toSorted(
    (a, b) => RANK[b.level] - RANK[a.level],
  );
  const worst = reasons[0];
  const level = worst === undefined || worst.level === 'notice' ? 'ok' : worst.level;
  return { level, sentence: sentenceFor(snapshot, level, reasons, nowMs), quorum, reasons };
}

function sentenceFor(snapshot: ClusterSnapshot, level: Level, reasons: readonly Reason[], nowMs: number): string {
  if (level === 'ok') return wellSentence(snapshot, nowMs);
  const [worst, ...others] = reasons.filter((reason) => reason.level !== 'notice');
  if (worst === undefined) return '';
  return others.length === 0 ? worst.text : `${worst.text} ${others.length} more to look at.`;
}

function wellSentence(snapshot: ClusterSnapshot, nowMs: number): string {
  const { members } = snapshot;
  const away = members.filter((member) => lxdWord(member, snapshot, nowMs).shape !== 'online');
  const online = members.length - away.length;
  if (away.length > 0) {
    const names = nameList(away.map((member) => member.server_name));
    return `${online} of ${members.length} members are online; ${names} ${away.length === 1 ? 'is' : 'are'} in maintenance.`;
  }
  if (members.length === 1) return 'The only member is online and answers us.';
  return `All ${members.length} members are online and answer us.`;
}

/** The verdict: one level, one sentence, and the reasons for it. Pure: the browser runs it each second on its own clock. */
import { assessQuorum } from './quorum.ts';
import { RULES } from './reasons/rules.ts';
import { type Scene, membersWhere, sceneOf } from './reasons/scene.ts';
import { theyAre, theyHave } from './reasons/words.ts';
import type { ClusterSnapshot } from './snapshot.ts';
import type { Level, Reason, Verdict } from './verdict.ts';

/**
 * Levels from bad to good, for sorting clusters worst first. A critical finding outranks not knowing; not knowing
 * outranks what is merely degraded.
 */
export const LEVEL_RANK: Readonly<Record<Level, number>> = { critical: 3, unknown: 2, degraded: 1, ok: 0 };

const levelOf = (reason: Reason): Level => (reason.level === 'notice' ? 'ok' : reason.level);

/**
 * Judges a snapshot as it stands at `nowMs` (ms UTC, the proxy's clock): data age, so the same snapshot that was `ok`
 * becomes `unknown` once it is older than three beats.
 */
export function assess(snapshot: ClusterSnapshot, nowMs: number): Verdict {
  const quorum = assessQuorum(snapshot, nowMs);
  const scene = sceneOf(snapshot, quorum, nowMs);
  const reasons = RULES.flatMap((rule) => rule(scene)).toSorted(
    (a, b) => LEVEL_RANK[levelOf(b)] - LEVEL_RANK[levelOf(a)],
  );
  const [worst, ...others] = reasons.filter((reason) => reason.level !== 'notice');
  if (worst === undefined) return { level: 'ok', sentence: wellSentence(scene), quorum, reasons };
  return { level: levelOf(worst), sentence: worst.text + andMore(others.length), quorum, reasons };
}

function andMore(problems: number): string {
  if (problems === 0) return '';
  return problems === 1 ? ' 1 more problem.' : ` ${problems} more problems.`;
}

/** What is so when no rule finds anything worse than a notice: every member is online or in maintenance. */
function wellSentence(scene: Scene): string {
  const count = scene.snapshot.members.length;
  const away = membersWhere(scene, (lxd) => lxd.shape === 'evacuated');
  const unseen = membersWhere(scene, (_lxd, ours) => ours.state === 'pending');
  const clauses = [onlineClause(count, count - away.length, unseen.length > 0)];
  if (away.length > 0) clauses.push(`${theyAre(away)} in maintenance`);
  if (unseen.length > 0) clauses.push(`${theyHave(unseen)} not been probed yet`);
  return `${clauses.join('; ')}.`;
}

function onlineClause(members: number, online: number, someUnseen: boolean): string {
  const [is, answers] = online === 1 ? ['is', 'answers'] : ['are', 'answer'];
  const state = someUnseen ? `${is} online` : `${is} online and ${answers} us`;
  if (online < members) return `${online} of ${members} members ${state}`;
  if (members === 1) return `The only member ${state}`;
  return `${members === 2 ? 'Both' : `All ${members}`} members ${state}`;
}

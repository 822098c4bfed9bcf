/** The answer to "is this member all right?": the cluster's rules, asked of one member alone. Pure, as `assess` is. */
import { LEVEL_RANK } from './assess.ts';
import { formatDuration } from './duration.ts';
import { isReadingFresh } from './freshness.ts';
import { everyoneOffline } from './quorum.ts';
import { RULES } from './reasons/rules.ts';
import { type Scene, sceneOf } from './reasons/scene.ts';
import type { ClusterSnapshot, Member } from './snapshot.ts';
import type { Level, Quorum, Reason } from './verdict.ts';
import { loadPerThread, memoryShare } from './vitals.ts';
import { type OurWord, lxdWord, ourWord, productName } from './witness.ts';

/** How a member stands. `sentence`: one, of what matters most. `reasons`: what there is to know of it, worst first. */
export type MemberVerdict = { level: Level; sentence: string; reasons: readonly Reason[] };

const rankOf = ({ level }: Reason): number => LEVEL_RANK[level === 'notice' ? 'ok' : level];

/** Judges one member of a snapshot as it stands at `nowMs` (ms UTC, the proxy's clock). */
export function assessMember(
  member: Member,
  snapshot: ClusterSnapshot,
  quorum: Quorum,
  nowMs: number,
): MemberVerdict {
  const reasons = reasonsOf(member, snapshot, quorum, nowMs);
  const [worst, ...others] = reasons.filter(({ level }) => level !== 'notice');
  const ours = ourWord(member.probe, snapshot, nowMs);
  if (worst !== undefined) {
    const sentence = `${withOurs(worst, ours)}${andMore(others.length)}`;
    return { level: worst.level === 'notice' ? 'ok' : worst.level, sentence, reasons };
  }
  const doubt = whyUnknown(member, snapshot, ours, nowMs);
  if (doubt !== null) return { level: 'unknown', sentence: doubt, reasons };
  return { level: 'ok', sentence: wellSentence(member, snapshot, reasons, ours, nowMs), reasons };
}

/** What the rules say of a cluster in which nobody else can be the reason; what is about the cluster is not told here. */
function reasonsOf(member: Member, snapshot: ClusterSnapshot, quorum: Quorum, nowMs: number): Reason[] {
  const { seen, ...scene } = sceneOf(snapshot, quorum, nowMs);
  const alone: Scene = { ...scene, seen: seen.filter((each) => each.member === member) };
  return RULES.flatMap((rule) => rule(alone))
    .filter(({ members }) => members.includes(member.server_name))
    .toSorted((a, b) => rankOf(b) - rankOf(a));
}

/** That LXD calls it Offline is one witness's word; the other's belongs beside it. */
function withOurs({ code, text }: Reason, ours: OurWord): string {
  if (code !== 'offline' || ours.state !== 'silent') return text;
  // "no answer" and "no answer, TLS never finishes" say it themselves already.
  const detail = ours.word.replace(/^no answer(?:, )?/, '');
  const why = detail === '' ? '' : ` (${detail})`;
  return `${text.replace(/\.$/, '')}; no answer to us${why}.`;
}

function andMore(problems: number): string {
  if (problems === 0) return '';
  return problems === 1 ? ' 1 more problem.' : ` ${problems} more problems.`;
}

/** Why nothing can be said of the member although nothing is wrong with it; null where it can. */
function whyUnknown(member: Member, snapshot: ClusterSnapshot, ours: OurWord, nowMs: number): string | null {
  const name = member.server_name;
  const says = productName(snapshot.cluster);
  const { stale } = lxdWord(member, snapshot, nowMs);
  const voided = !stale && everyoneOffline(snapshot.members);
  if (!stale && !voided) return null;
  const theirs = stale
    ? `what ${says} says of it is ${ageOf(snapshot.parts.members.observedAtMs, nowMs)}`
    : `${says} calls every member Offline, which says nothing of it`;
  if (ours.state === 'answering') return `${name} answers us in ${ours.word}; ${theirs}.`;
  const ourSide = ours.state === 'silent' ? 'it does not answer us' : 'we have not probed it since';
  return `Whether ${name} is there is unknown: ${theirs}, and ${ourSide}.`;
}

const ageOf = (atMs: number | null, nowMs: number): string =>
  atMs === null ? 'not known yet' : `${formatDuration(nowMs - atMs)} old`;

/** What is so when no rule finds anything worse than a notice. */
function wellSentence(
  member: Member,
  snapshot: ClusterSnapshot,
  reasons: readonly Reason[],
  ours: OurWord,
  nowMs: number,
): string {
  const away = reasons.find(({ code }) => code === 'evacuated');
  const state = away === undefined ? `${member.server_name} is online` : away.text.replace(/\.$/, '');
  const answer = ours.state === 'pending' ? 'has not been probed yet' : `answers us in ${ours.word}`;
  const room = reasons.find(({ code }) => code === 'pool-full' || code === 'memory-full');
  if (room !== undefined) return `${state}; ${withoutName(room.text, member.server_name)}.`;
  const use = useOf(member, snapshot, nowMs);
  return use === null ? `${state} and ${answer}.` : `${state}, ${answer}, and is ${use}.`;
}

/** A reason's sentence as the end of another, which names the member already. */
const withoutName = (text: string, name: string): string => {
  const told = text.replace(/\.$/, '');
  const where = ` on ${name}`;
  const rest = told.endsWith(where) ? told.slice(0, -where.length) : told;
  return rest.charAt(0).toLowerCase() + rest.slice(1);
};

/** Up to which share of its CPUs or memory, whichever is used more, a member is in which use. */
const USES = [
  [0.5, 'little used'],
  [0.8, 'in use'],
  [Infinity, 'heavily used'],
] as const;

/** How much of a member is in use, by fresh numbers alone; null where there are none. */
function useOf({ vitals }: Member, { rings }: ClusterSnapshot, nowMs: number): string | null {
  const load = isReadingFresh(vitals.stateAtMs, rings.state, nowMs) ? loadPerThread(vitals) : null;
  const memory = isReadingFresh(vitals.resourcesAtMs, rings.resources, nowMs) ? memoryShare(vitals) : null;
  const shares = [load, memory].filter((share) => share !== null);
  if (shares.length === 0) return null;
  const most = Math.max(...shares);
  return USES.find(([upTo]) => most < upTo)?.[1] ?? null;
}

/** What the rules of a verdict are made of: what each sees, and how each says what it found. */
import type { ClusterSnapshot, Member } from '../snapshot.ts';
import type { Quorum, Reason, ReasonCode } from '../verdict.ts';
import { type LxdWord, type OurWord, lxdWord, ourWord, productName } from '../witness.ts';

/** A member with both witnesses' words of it now. */
type Seen = { member: Member; lxd: LxdWord; ours: OurWord };

/** What every rule sees. `nowMs`: ms UTC, the proxy's clock. `product`: who speaks of the members, LXD or Incus. */
export type Scene = {
  snapshot: ClusterSnapshot;
  quorum: Quorum;
  nowMs: number;
  product: string;
  seen: readonly Seen[];
};

/** The scene of a snapshot at `nowMs` (ms UTC): all words are found once, however many rules ask for them. */
export function sceneOf(snapshot: ClusterSnapshot, quorum: Quorum, nowMs: number): Scene {
  const seen = snapshot.members.map((member) => ({
    member,
    lxd: lxdWord(member, snapshot, nowMs),
    ours: ourWord(member.probe, snapshot, nowMs),
  }));
  return { snapshot, quorum, nowMs, product: productName(snapshot.cluster), seen };
}

/** Looks at a scene and says what an operator should know of it, or nothing. */
export type Rule = (scene: Scene) => Reason[];

/** A reason about `members`; about the cluster when there are none. */
export const about = (
  code: ReasonCode,
  level: Reason['level'],
  members: readonly Member[],
  text: string,
  sinceMs: number | null = null,
): Reason => ({ code, level, members: members.map((member) => member.server_name), text, sinceMs });

/** Members by what both witnesses say of them now. */
export const membersWhere = ({ seen }: Scene, test: (lxd: LxdWord, ours: OurWord) => boolean): Member[] =>
  seen.flatMap(({ member, lxd, ours }) => (test(lxd, ours) ? [member] : []));

/** One reason for all members together, or none where there are no members. */
export const together = (
  members: readonly Member[],
  make: (members: readonly Member[]) => Reason,
): Reason[] => (members.length === 0 ? [] : [make(members)]);

/** One reason for all members of which one word is true, such as a status; in the order of each word's first member. */
export const perWord = (
  members: readonly Member[],
  wordOf: (member: Member) => string,
  make: (members: readonly Member[], word: string) => Reason,
): Reason[] => [...Map.groupBy(members, wordOf)].map(([word, those]) => make(those, word));

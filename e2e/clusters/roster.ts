import type { Member } from './member.ts';
import { joinPreseed } from './preseed.ts';

/** The daemons of one cluster: those which are its members, in the order of joining, and those which were. */
export type Roster = {
  readonly present: readonly Member[];
  /** Also a removed one; throws when there is none of that name. */
  named(name: string): Member;
  /** Who carries out what an administrator wants: the first able one, rather not the one that it is about. */
  agent(subject?: string): Member;
  /** Has the cluster issue a token and the daemon, which is in no cluster yet, join with it. */
  join(member: Member): Promise<void>;
  remove(name: string): void;
};

export function makeRoster(founder: Member): Roster {
  let present: readonly Member[] = [founder];
  let removed: readonly Member[] = [];

  const agent = (subject?: string) => {
    const able = present.filter((each) => each.daemon.state === 'running');
    const chosen = able.find((each) => each.name !== subject) ?? able[0];
    if (!chosen) throw new Error('no member of the cluster is running');
    return chosen;
  };
  const named = (name: string) => {
    const found = [...present, ...removed].find((each) => each.name === name);
    if (!found) throw new Error(`the cluster has no member ${name}`);
    return found;
  };

  return {
    get present() {
      return present;
    },
    named,
    agent,
    async join(member) {
      const answer = await agent().client(['cluster', 'add', member.name, '--quiet']);
      // LXD writes a sentence before the token, in spite of --quiet.
      const token = answer.trim().split('\n').at(-1) ?? '';
      await member.init(joinPreseed(member.address, token));
      present = [...present, member];
    },
    remove(name) {
      removed = [...removed, named(name)];
      present = present.filter((each) => each.name !== name);
    },
  };
}

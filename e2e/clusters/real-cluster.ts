import type { TestCluster } from './cluster.ts';
import type { Credentials } from './credentials.ts';
import { leaderIn, waitForLeader } from './leader.ts';
import type { Member } from './member.ts';
import type { Roster } from './roster.ts';
import type { Software } from './software.ts';

export type RealParts = {
  software: Software;
  roster: Roster;
  credentials: Credentials;
  /** Starts one more daemon, at the next address. */
  startNext(name: string): Member;
  close(): Promise<void>;
};

/** The handles of a cluster of real daemons: signals to their processes, and their own client for the rest. */
export function realCluster({ software, roster, credentials, startNext, close }: RealParts): TestCluster {
  const daemonOf = (name: string) => roster.named(name).daemon;
  const cluster = (subject: string, ...args: string[]) =>
    roster.agent(subject).client(['cluster', ...args], 'yes\n');

  return {
    label: software.label,
    product: software.product,
    ...credentials,
    get endpoints() {
      return roster.present.map(endpointOf);
    },
    get memberNames() {
      return roster.present.map((each) => each.name);
    },
    endpointOf: (name) => endpointOf(roster.named(name)),
    leader: () => waitForLeader(() => namedLeader(roster)),
    stop: (name) => daemonOf(name).stop(),
    kill: (name) => daemonOf(name).kill(),
    async freeze(name) {
      daemonOf(name).freeze();
    },
    async thaw(name) {
      daemonOf(name).thaw();
    },
    async start(name) {
      const daemon = daemonOf(name);
      daemon.start();
      await daemon.listening();
    },
    async evacuate(name) {
      await cluster(name, 'evacuate', name, '--force');
    },
    async restore(name) {
      await cluster(name, 'restore', name, '--force');
    },
    async remove(name) {
      await cluster(name, 'remove', name);
      roster.remove(name);
    },
    async add(name) {
      await roster.join(startNext(name));
    },
    async rename(name, newName) {
      await cluster(name, 'rename', name, newName);
      roster.named(name).name = newName;
    },
    close,
  };
}

const endpointOf = (member: Member) => `https://${member.address}`;

async function namedLeader(roster: Roster): Promise<string | undefined> {
  return leaderIn(JSON.parse(await roster.agent().client(['query', '/1.0/cluster/members?recursion=1'])));
}

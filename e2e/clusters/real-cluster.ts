import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeAdministrator } from './administrator.ts';
import type { TestCluster } from './cluster.ts';
import type { Credentials } from './credentials.ts';
import { editMember, ensureGroups } from './edit-member.ts';
import { leaderIn, votersIn } from './database-roles.ts';
import { fingerprintOf, makeIdentity } from './identity.ts';
import { pollFor } from './poll-for.ts';
import type { Member } from './member.ts';
import { realInstances } from './real-instances.ts';
import { downloadForLong } from './real-long-operation.ts';
import type { Roster } from './roster.ts';
import type { Software } from './software.ts';
import { tokenHandles } from './tokens.ts';

export type RealParts = {
  software: Software;
  roster: Roster;
  credentials: Credentials;
  /** Starts one more daemon, at the next address. */
  startNext(name: string): Member;
  close(): Promise<void>;
};

const USUAL_VOTERS = 3;

/** The handles of a cluster of real daemons: signals to their processes, and their own client for the rest. */
export function realCluster({ software, roster, credentials, startNext, close }: RealParts): TestCluster {
  const daemonOf = (name: string) => roster.named(name).daemon;
  const cluster = (subject: string, ...args: string[]) =>
    roster.agent(subject).client(['cluster', ...args], 'yes\n');
  const administrator = makeAdministrator({ ...credentials, endpoint: () => endpointOf(roster.agent()) });

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
    leader: () => pollFor(async () => leaderIn(await membersSeenBy(roster.agent())), 'has elected no leader'),
    stop: async (name) => daemonOf(name).stop(),
    kill: async (name) => daemonOf(name).kill(),
    freeze: async (name) => daemonOf(name).freeze(),
    thaw: async (name) => daemonOf(name).thaw(),
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
    setDescription: (name, description) => editMember(roster.agent(name), name, { description }),
    setFailureDomain: (name, failureDomain) =>
      editMember(roster.agent(name), name, { failure_domain: failureDomain }),
    async setGroups(name, groups) {
      const agent = roster.agent(name);
      await ensureGroups(agent, groups);
      await editMember(agent, name, { groups: ['default', ...groups] });
    },
    ...realInstances(roster, credentials.files.dir),
    ...tokenHandles(administrator),
    async updateCertificate() {
      const { certPem, keyPem } = await makeIdentity('root@renewed');
      const [certFile, keyFile] = [
        join(credentials.files.dir, 'next.crt'),
        join(credentials.files.dir, 'next.key'),
      ];
      await writeFile(certFile, certPem);
      await writeFile(keyFile, keyPem, { mode: 0o600 });
      await roster.agent().client(['cluster', 'update-certificate', certFile, keyFile]);
      return fingerprintOf(certPem);
    },
    startLongOperation: () => downloadForLong(administrator, software.product),
    close,
  };
}

const endpointOf = (member: Member) => `https://${member.address}`;

const membersSeenBy = async (agent: Member): Promise<unknown> =>
  JSON.parse(await agent.client(['query', '/1.0/cluster/members?recursion=1']));

/** The last one to join may stay without a vote until the next heartbeat; most tests want their three voters. */
export async function waitForVoters(roster: Roster): Promise<void> {
  const wanted = roster.present.length < USUAL_VOTERS ? 1 : USUAL_VOTERS;
  await pollFor(
    async () => votersIn(await membersSeenBy(roster.agent())) >= wanted || undefined,
    'has too few voters',
  );
}

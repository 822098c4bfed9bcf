import { apiMember } from './api-member.ts';
import { sleep } from './clock.ts';
import { ControlError, promised } from './control-error.ts';
import type { MemberView, SimControl } from './control.ts';
import { listenAgain } from './daemon.ts';
import { urlOf } from './fleet.ts';
import type { Fleet, Node } from './fleet.ts';
import { maintain } from './maintenance.ts';
import type { MaintenanceAction } from './maintenance.ts';
import type { Cluster } from './request.ts';
import type { RequestLog } from './request-log.ts';
import { quorumOf } from './roles.ts';
import type { TrustStore } from './trust.ts';
import { workloadControlOf } from './workload-control.ts';

type Machine = {
  cluster: Cluster;
  fleet: Fleet;
  trust: TrustStore;
  log: RequestLog;
  /** From now on the node's connections are shown a certificate of its own, and no longer the cluster's. */
  giveOwnCertificate: (node: Node) => Promise<void>;
  /** From now on new connections to all members are shown another certificate. */
  updateCertificate: () => Promise<void>;
  /** The failure domain of the member that joins as the n-th, from 0. */
  failureDomainOf: (index: number) => string;
};

/** Carries out what the control asks, on the world and on the daemons together. */
export function controlOf({
  cluster,
  fleet,
  trust,
  log,
  giveOwnCertificate,
  updateCertificate,
  failureDomainOf,
}: Machine): SimControl {
  const { world, clock } = cluster;

  const nodeNamed = (name: string): Node => {
    const member = world.find(name);
    const node = member && fleet.nodeOf(member);
    if (!node) throw new ControlError('unknown-member', `there is no member ${JSON.stringify(name)}`);
    return node;
  };

  const powerOff = async ({ member, daemon }: Node, how: 'stop' | 'kill'): Promise<void> => {
    world.powerOff(member, how);
    cluster.operations.lose(member.name);
    await daemon.close();
  };

  const powerOn = async ({ member, daemon }: Node): Promise<void> => {
    if (member.power === 'up') return;
    await sleep(clock, world.timings.startUpMs);
    await listenAgain(daemon, clock);
    world.powerOn(member);
  };

  const thaw = ({ member, daemon }: Node): void => {
    if (!member.frozen) return;
    world.thaw(member);
    daemon.thaw();
  };

  /** Replaces the daemon by one that is in no cluster. One that is down or frozen can't do so before it is up again. */
  const goAlone = async (node: Node): Promise<void> => {
    const { member, daemon } = node;
    await giveOwnCertificate(node);
    if (!member.responsive) return;
    await daemon.close();
    await sleep(clock, world.timings.replacementMs);
    if (member.power === 'up') await listenAgain(daemon, clock);
  };

  const carryOut = async (action: MaintenanceAction, node: Node): Promise<void> => {
    const { id } = maintain(action, node.member, cluster);
    const operation = await cluster.operations.ended(id);
    if (operation?.err) throw new ControlError('not-possible', operation.err);
  };

  const view = ({ member, daemon, garbage }: Node): MemberView => {
    const { status, message } = apiMember(world, member, clock.nowMs());
    const { name, url, power, frozen, role, failureDomain, description, groups } = member;
    const leader = member === world.leader();
    const { slowMs } = daemon;
    return {
      name,
      url,
      power,
      frozen,
      role,
      leader,
      status,
      message,
      failureDomain,
      description,
      groups,
      slowMs,
      garbage,
    };
  };

  const members = (): MemberView[] =>
    fleet
      .nodes()
      .filter(({ member }) => !member.removed)
      .map(view);

  return {
    stop: (name) => promised(() => powerOff(nodeNamed(name), 'stop')),
    kill: (name) => promised(() => powerOff(nodeNamed(name), 'kill')),
    start: (name) => promised(() => powerOn(nodeNamed(name))),
    freeze: (name) =>
      promised(() => {
        const { member, daemon } = nodeNamed(name);
        if (member.power === 'down')
          throw new ControlError('not-possible', `${name} is down and can't be frozen`);
        daemon.freeze();
        world.freeze(member);
      }),
    thaw: (name) => promised(() => thaw(nodeNamed(name))),
    slow: (name, ms) =>
      promised(() => {
        nodeNamed(name).daemon.slowMs = ms;
      }),
    garbage: (name, kind) =>
      promised(() => {
        nodeNamed(name).garbage = kind;
      }),
    setClock: (name, seconds) =>
      promised(() => {
        nodeNamed(name).daemon.clockAheadMs = seconds * 1000;
      }),
    evacuate: (name) => promised(() => carryOut('evacuate', nodeNamed(name))),
    restore: (name) => promised(() => carryOut('restore', nodeNamed(name))),
    block: (name) =>
      promised(() => {
        nodeNamed(name).member.blocked = true;
      }),
    unblock: (name) =>
      promised(() => {
        nodeNamed(name).member.blocked = false;
      }),
    add: async (name) => {
      const count = fleet.nodes().length;
      const chosen = name ?? `node-${count + 1}`;
      if (world.find(chosen)) throw new ControlError('not-possible', `there is a member ${chosen} already`);
      const daemon = await fleet.launch(0);
      fleet.assign(
        daemon,
        world.add({ name: chosen, url: urlOf(daemon), failureDomain: failureDomainOf(count) }),
      );
      return chosen;
    },
    remove: (name) =>
      promised(async () => {
        const node = nodeNamed(name);
        if (world.members().length === 1) throw new ControlError('not-possible', 'the last member stays');
        world.remove(node.member);
        cluster.instances.forget(node.member);
        await goAlone(node);
      }),
    rename: (name, to) =>
      promised(() => {
        if (world.find(to)) throw new ControlError('not-possible', `there is a member ${to} already`);
        world.rename(nodeNamed(name).member, to);
      }),
    changeLeader: async (to) => {
      const target = to === undefined ? undefined : nodeNamed(to).member;
      if (!world.changeLeader(target)) {
        throw new ControlError(
          'not-possible',
          to ? `${to} has no vote or is not up` : 'there is no one to take over',
        );
      }
      await world.waitForDatabase('usual');
      return world.leader()?.name ?? '';
    },
    loseQuorum: async () => {
      const voters = fleet.nodes().filter(({ member }) => member.role === 'voter');
      const up = voters.filter(({ member }) => member.responsive);
      const leader = world.leader();
      const victims = up
        .toSorted((one, other) => Number(other.member === leader) - Number(one.member === leader))
        .slice(0, Math.max(0, up.length - quorumOf(voters.length) + 1));
      await Promise.all(victims.map((node) => powerOff(node, 'kill')));
      return victims.map(({ member }) => member.name);
    },
    staleView: () => promised(() => world.forgetHeartbeats()),
    refuseCertificate: (on) =>
      promised(() => {
        trust.refusesAll = on;
      }),
    updateCertificate: async () => {
      await updateCertificate();
      cluster.events.lifecycle('cluster-certificate-updated', '/1.0/cluster/certificate', world.actor());
      return cluster.serverFingerprint;
    },
    setFailureDomain: (name, failureDomain) =>
      promised(() => world.configure(nodeNamed(name).member, { failureDomain })),
    setDescription: (name, description) =>
      promised(() => world.configure(nodeNamed(name).member, { description })),
    setConfig: (name, config) => promised(() => world.configure(nodeNamed(name).member, { config })),
    setGroups: (name, groups) =>
      promised(() => {
        const own = [...new Set(groups)].filter((group) => group !== 'default');
        world.configure(nodeNamed(name).member, { groups: own });
      }),
    setGroupDescription: (group, description) => promised(() => world.describeGroup(group, description)),
    mend: async () => {
      trust.refusesAll = false;
      cluster.pools.letBe();
      await Promise.all(
        fleet.nodes().map(async (node) => {
          node.garbage = null;
          node.daemon.slowMs = 0;
          node.daemon.clockAheadMs = 0;
          node.member.blocked = false;
          node.member.forced = { load: null, memory: null };
          thaw(node);
          await powerOn(node);
          if (node.member.evacuation === 'evacuated') await carryOut('restore', node);
        }),
      );
    },

    ...workloadControlOf(cluster, (name) => nodeNamed(name).member),

    world: () =>
      promised(() => ({
        name: cluster.name,
        guise: world.guise.name,
        database: world.databaseState(),
        leader: world.leader()?.name ?? null,
        refusesCertificates: trust.refusesAll,
        members: members(),
      })),
    members: () => promised(members),
    instances: () =>
      promised(() =>
        cluster.instances.list().map(({ name, project, type, status, memberId }) => {
          const member = world.get(memberId)?.name ?? '';
          return { name, project, type, status, member };
        }),
      ),
    leader: () => promised(() => world.leader()?.name ?? null),
    requests: () => promised(() => log.list()),
    clearRequests: () => promised(() => log.clear()),
  };
}

import { z } from 'zod';

import type { MemberFaults } from '../control.ts';
import { garbageKinds } from '../garbage.ts';
import { faultOf, name, text } from './fault.ts';
import type { Fault } from './fault.ts';

const fault = faultOf<MemberFaults>();
const nothing = z.strictObject({});
const member = z.strictObject({ member: name });
const slowness = z.strictObject({ member: name, ms: z.int().min(0).max(600_000) });
const nonsense = z.strictObject({ member: name, kind: z.enum(garbageKinds).nullable() });

const wrongClock = z.strictObject({ member: name, seconds: z.int().min(-31_536_000).max(31_536_000) });

const node = { member: 'node-2' };

/** What can be done to members and their daemons. */
export const memberFaults: Record<keyof MemberFaults, Fault<MemberFaults>> = {
  stop: fault(
    'Stops the daemon properly (SIGTERM): its port is refused, a leader hands over first.',
    member,
    node,
    (to, i) => to.stop(i.member),
  ),
  start: fault('Starts it again; Offline until its next heartbeat.', member, node, (to, i) =>
    to.start(i.member),
  ),
  freeze: fault(
    'Freezes it (SIGSTOP): connections are accepted, TLS and requests in flight are never answered.',
    member,
    node,
    (to, i) => to.freeze(i.member),
  ),
  thaw: fault('Thaws it (SIGCONT): everything that waited is answered at once.', member, node, (to, i) =>
    to.thaw(i.member),
  ),
  kill: fault(
    'Crashes it (SIGKILL): port and connections go at once; a leader leaves an election behind.',
    member,
    node,
    (to, i) => to.kill(i.member),
  ),
  slow: fault(
    'Delays each of its answers by `ms` of real time; 0 ends that.',
    slowness,
    { ...node, ms: 1500 },
    (to, i) => to.slow(i.member, i.ms),
  ),
  garbage: fault(
    'Has it answer nonsense of a kind (below); `null` ends that.',
    nonsense,
    { ...node, kind: 'not-json' },
    (to, i) => to.garbage(i.member, i.kind),
  ),
  setClock: fault(
    'Sets its clock wrong by `seconds`, as the `Date` of its answers tells; 0 ends that.',
    wrongClock,
    { ...node, seconds: 300 },
    (to, i) => to.setClock(i.member, i.seconds),
  ),
  evacuate: fault('Evacuates it; done when the operation has ended.', member, node, (to, i) =>
    to.evacuate(i.member),
  ),
  restore: fault('Restores it after an evacuation.', member, node, (to, i) => to.restore(i.member)),
  block: fault('Has it read Blocked, as a member of another version does.', member, node, (to, i) =>
    to.block(i.member),
  ),
  unblock: fault('Ends that.', member, node, (to, i) => to.unblock(i.member)),
  add: fault(
    'Joins a new member, named if you like.',
    z.strictObject({ name: name.optional() }),
    { name: 'node-6' },
    (to, i) => to.add(i.name),
  ),
  remove: fault(
    'Takes it out of the cluster; its daemon goes on alone and trusts nobody.',
    member,
    node,
    (to, i) => to.remove(i.member),
  ),
  rename: fault(
    'Renames it.',
    z.strictObject({ member: name, to: name }),
    { ...node, to: 'node-x' },
    (to, i) => to.rename(i.member, i.to),
  ),
  changeLeader: fault(
    'Hands leadership over, to a voter of your choice or to any.',
    z.strictObject({ to: name.optional() }),
    { to: 'node-2' },
    (to, i) => to.changeLeader(i.to),
  ),
  loseQuorum: fault('Kills as many voters as it takes, the leader first.', nothing, {}, (to) =>
    to.loseQuorum(),
  ),
  staleView: fault('Has every member read Offline until the next round of heartbeats.', nothing, {}, (to) =>
    to.staleView(),
  ),
  refuseCertificate: fault(
    'Treats every client as a stranger, as when the certificate was taken out of the trust store.',
    z.strictObject({ on: z.boolean() }),
    { on: true },
    (to, i) => to.refuseCertificate(i.on),
  ),
  updateCertificate: fault(
    'Has all members present a new cluster certificate, as `lxc cluster update-certificate` does; for good.',
    nothing,
    {},
    (to) => to.updateCertificate(),
  ),
  setFailureDomain: fault(
    'Puts it into a failure domain.',
    z.strictObject({ member: name, failureDomain: name }),
    { ...node, failureDomain: 'rack-3' },
    (to, i) => to.setFailureDomain(i.member, i.failureDomain),
  ),
  setDescription: fault(
    'Describes it.',
    z.strictObject({ member: name, description: text }),
    { ...node, description: 'spare parts' },
    (to, i) => to.setDescription(i.member, i.description),
  ),
  setConfig: fault(
    'Gives it these configuration keys and no others.',
    z.strictObject({ member: name, config: z.record(name, text) }),
    { ...node, config: { 'scheduler.instance': 'manual' } },
    (to, i) => to.setConfig(i.member, i.config),
  ),
  setGroups: fault(
    'Puts it into these groups, besides `default`; missing ones are made.',
    z.strictObject({ member: name, groups: z.array(name).max(100) }),
    { ...node, groups: ['gpu'] },
    (to, i) => to.setGroups(i.member, i.groups),
  ),
  setGroupDescription: fault(
    'Describes a group, and makes it if there is none.',
    z.strictObject({ group: name, description: text }),
    { group: 'gpu', description: 'With graphics cards' },
    (to, i) => to.setGroupDescription(i.group, i.description),
  ),
  mend: fault('Undoes every fault: all members up, restored, quick and making sense.', nothing, {}, (to) =>
    to.mend(),
  ),
};

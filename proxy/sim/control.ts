import type { GarbageKind } from './garbage.ts';
import type { Instance } from './instances/instance.ts';
import type { LoggedRequest } from './request-log.ts';
import type { WorkloadFaults } from './workload-control.ts';

/** A member as the simulation knows it, which is more than its API tells. */
export type MemberView = {
  name: string;
  url: string;
  power: 'up' | 'down';
  frozen: boolean;
  role: 'voter' | 'standby' | 'spare';
  leader: boolean;
  /** As a daemon with a working database would say it now. */
  status: string;
  message: string;
  failureDomain: string;
  description: string;
  groups: string[];
  slowMs: number;
  garbage: GarbageKind | null;
};

/** An instance, with the name of the member that it is on. */
export type InstanceView = Pick<Instance, 'name' | 'project' | 'type' | 'status'> & { member: string };

type WorldView = {
  name: string;
  guise: string;
  database: 'ready' | 'electing' | 'lost';
  /** Name; null while there is none. */
  leader: string | null;
  refusesCertificates: boolean;
  members: MemberView[];
};

/** Everything that can be done to the simulated cluster; the table in `faults.ts` describes each. A method resolves when
 *  the change is made, which for the members' view of it can be long before they notice. Rejects with `ControlError`
 *  when there is no such member or it can't be done in its state. */
export type Faults = MemberFaults & WorkloadFaults;

/** What can be done to members and their daemons. */
export type MemberFaults = {
  /** Clean stop: a leader hands over first. */
  stop(member: string): Promise<void>;
  start(member: string): Promise<void>;
  freeze(member: string): Promise<void>;
  thaw(member: string): Promise<void>;
  /** Crash. */
  kill(member: string): Promise<void>;
  /** Delays each of its answers by `ms` of real time; 0 ends it. */
  slow(member: string, ms: number): Promise<void>;
  garbage(member: string, kind: GarbageKind | null): Promise<void>;
  /** Has the `Date` of its answers be wrong by so many seconds, positive for ahead; 0 ends it. */
  setClock(member: string, seconds: number): Promise<void>;
  /** Resolves when the operation has ended. */
  evacuate(member: string): Promise<void>;
  restore(member: string): Promise<void>;
  block(member: string): Promise<void>;
  unblock(member: string): Promise<void>;
  /** Joins a new member; the answer is its name. */
  add(name?: string): Promise<string>;
  /** Resolves when its daemon listens again, as one that is in no cluster. */
  remove(member: string): Promise<void>;
  rename(member: string, to: string): Promise<void>;
  /** Hands leadership over, to any other voter if none is named. The answer is the new leader's name. */
  changeLeader(to?: string): Promise<string>;
  /** Kills as many voters as it takes, the leader among them. The answer is their names. */
  loseQuorum(): Promise<string[]>;
  /** Every member reads Offline until the next round of heartbeats is written. */
  staleView(): Promise<void>;
  refuseCertificate(on: boolean): Promise<void>;
  /** Connections from before stay. The answer is the SHA-256 of the new certificate, lower-case hex. */
  updateCertificate(): Promise<string>;
  setFailureDomain(member: string, failureDomain: string): Promise<void>;
  setDescription(member: string, description: string): Promise<void>;
  setConfig(member: string, config: Record<string, string>): Promise<void>;
  setGroups(member: string, groups: readonly string[]): Promise<void>;
  setGroupDescription(group: string, description: string): Promise<void>;
  /** Undoes every fault: all members up, restored, quick and making sense again. */
  mend(): Promise<void>;
};

export type SimControl = Faults & {
  world(): Promise<WorldView>;
  members(): Promise<MemberView[]>;
  instances(): Promise<InstanceView[]>;
  /** Name; null in an election and without a majority. */
  leader(): Promise<string | null>;
  requests(): Promise<LoggedRequest[]>;
  clearRequests(): Promise<void>;
};

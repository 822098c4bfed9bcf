import type { DatabaseRole } from './roles.ts';
import type { Evacuation } from './status.ts';

/** A member of the simulated cluster, as a record of facts; what follows from them is computed when asked. */
export type Member = {
  /** The database id: members are listed in its order, which is that of joining. */
  id: number;
  name: string;
  url: string;
  /** `down`: the port is closed. A frozen member is up: its kernel still accepts connections. */
  power: 'up' | 'down';
  frozen: boolean;
  /** Up and not frozen, and since when. */
  responsive: boolean;
  changedAtMs: number;
  /** What the database says, written by the leader. */
  heartbeatAtMs: number;
  role: DatabaseRole;
  evacuation: Evacuation;
  blocked: boolean;
  architecture: string;
  failureDomain: string;
  description: string;
  config: Record<string, string>;
  /** Names of the groups besides `default`. */
  groups: string[];
  /** Left the cluster: its daemon goes on alone. */
  removed: boolean;
  /** Knows whom the cluster trusts. One that does not treats every client as a stranger. */
  knowsTrusted: boolean;
  /** Changes with every start of the daemon. */
  pid: number;
  /** When its host was booted: the uptime counts from here. */
  bootedAtMs: number;
};

export type NewMember = Pick<Member, 'name' | 'url' | 'failureDomain'>;

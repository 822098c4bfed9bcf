import type { Random } from './random.ts';
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
  /** What the host is made to do; null: it does as it likes. */
  forced: {
    /** Load to a thread of its processors. */
    load: number | null;
    /** Share of the memory in use, 0 to 1. */
    memory: number | null;
  };
};

export type NewMember = Pick<Member, 'name' | 'url' | 'failureDomain'>;

const dayMs = 86_400_000;

/** One that has been up for some time, with a heartbeat of the last `heartbeatSpreadMs`. */
export function memberFrom(
  { name, url, failureDomain }: NewMember,
  id: number,
  { nowMs, heartbeatSpreadMs, random }: { nowMs: number; heartbeatSpreadMs: number; random: Random },
): Member {
  return {
    id,
    name,
    url,
    power: 'up',
    frozen: false,
    responsive: true,
    changedAtMs: nowMs - dayMs,
    heartbeatAtMs: nowMs - Math.floor(random() * heartbeatSpreadMs),
    role: 'spare',
    evacuation: 'none',
    blocked: false,
    architecture: 'x86_64',
    failureDomain,
    description: '',
    config: {},
    groups: [],
    removed: false,
    knowsTrusted: true,
    pid: 1000 + Math.floor(random() * 3000),
    bootedAtMs: nowMs - Math.floor((1 + random() * 90) * dayMs),
    forced: { load: null, memory: null },
  };
}

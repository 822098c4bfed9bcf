/** Roles as LXD and Incus name them. Pure; the vocabulary differs among versions, so every question is asked here. */

/** A role is what the API says: an open set of strings. */
type Roles = readonly string[];

/**
 * `database` is a voter up to LXD 6.6 and in Incus; LXD 6.7 calls it `database-voter`, and there the leader
 * holds `database-leader` alone. Source: API extension `clustering_roles`, LXD `cluster_member_role`.
 */
const VOTER_ROLES: ReadonlySet<string> = new Set(['database', 'database-voter', 'database-leader']);

/** Whether a member with these roles votes in the cluster database's raft group. */
export const isVoter = (roles: Roles): boolean => roles.some((role) => VOTER_ROLES.has(role));

/** Whether a member with these roles leads the cluster database. */
export const isLeader = (roles: Roles): boolean => roles.includes('database-leader');

/** Whether a member with these roles replicates the database without a vote, ready to be promoted. */
export const isStandby = (roles: Roles): boolean => !isVoter(roles) && roles.includes('database-standby');

/** What a member is to the cluster database. A spare holds no copy of it: normal beyond three voters and two stand-bys. */
export type DatabaseRole = 'leader' | 'voter' | 'stand-by' | 'spare';

export function databaseRole(roles: Roles): DatabaseRole {
  if (isLeader(roles)) return 'leader';
  if (isVoter(roles)) return 'voter';
  return isStandby(roles) ? 'stand-by' : 'spare';
}

/** How many of `voters` must be up for the cluster database to work: a majority of all of them. */
export const quorumOf = (voters: number): number => Math.floor(voters / 2) + 1;

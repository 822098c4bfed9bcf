import type { Guise } from './guise.ts';

/** What a member is in the database: a voter, a stand-by that copies it, or a spare that has nothing to do with it. */
export type DatabaseRole = 'voter' | 'standby' | 'spare';

export type RoleHolder = {
  id: number;
  role: DatabaseRole;
  /** As the leader sees it: heard of within the offline threshold. */
  online: boolean;
  failureDomain: string;
};

/** How many of each role a cluster of `members` wants: `cluster.max_voters` 3 and `cluster.max_standby` 2, and a cluster
 *  of two has a single voter, since two voters would be worse than one. */
export function wantedRoles(members: number): { voters: number; standbys: number } {
  if (members < 3) return { voters: Math.min(1, members), standbys: 0 };
  return { voters: 3, standbys: Math.min(2, members - 3) };
}

/** The roles after the leader has put them right, by member id. An offline voter gives its vote to a member that is
 *  online, first of all to a stand-by, and becomes a spare; with nobody to take over it keeps its vote. Among equal
 *  candidates the failure domain with the fewest holders comes first, then the order of joining. The leader never
 *  loses its vote. Done twice it changes nothing more. */
export function rebalance(
  holders: readonly RoleHolder[],
  leaderId: number | undefined,
): Map<number, DatabaseRole> {
  const wanted = wantedRoles(holders.length);
  const roles = new Map(holders.map((holder) => [holder.id, holder.role]));
  const having = (role: DatabaseRole) => holders.filter((holder) => roles.get(holder.id) === role);

  const candidate = (from: readonly DatabaseRole[], to: DatabaseRole): RoleHolder | undefined => {
    const crowd = new Map<string, number>();
    for (const { failureDomain } of having(to)) crowd.set(failureDomain, (crowd.get(failureDomain) ?? 0) + 1);
    const crowdOf = (holder: RoleHolder) => crowd.get(holder.failureDomain) ?? 0;
    for (const role of from) {
      const [first] = having(role)
        .filter((holder) => holder.online)
        .toSorted((one, other) => crowdOf(one) - crowdOf(other) || one.id - other.id);
      if (first) return first;
    }
    return undefined;
  };

  const fill = (role: DatabaseRole, target: number, from: readonly DatabaseRole[]): void => {
    const redundant = having(role)
      .filter((holder) => holder.id !== leaderId)
      .toSorted((one, other) => Number(one.online) - Number(other.online) || other.id - one.id)
      .slice(0, Math.max(0, having(role).length - target));
    for (const holder of redundant) roles.set(holder.id, 'spare');

    for (const absent of having(role).filter((holder) => !holder.online)) {
      const substitute = candidate(from, role);
      if (!substitute || absent.id === leaderId) continue;
      roles.set(absent.id, 'spare');
      roles.set(substitute.id, role);
    }
    while (having(role).length < target) {
      const recruit = candidate(from, role);
      if (!recruit) return;
      roles.set(recruit.id, role);
    }
  };

  fill('voter', wanted.voters, ['standby', 'spare']);
  fill('standby', wanted.standbys, ['spare']);
  return roles;
}

/** The roles as the API spells them: leader first, and none at all for a spare. */
export function roleNames(role: DatabaseRole, isLeader: boolean, guise: Guise): string[] {
  if (role === 'spare') return [];
  if (role === 'standby') return ['database-standby'];
  if (!isLeader) return [guise.voterRole];
  return guise.voterRole === 'database' ? ['database-leader', 'database'] : ['database-leader'];
}

/** How many of `voters` must be up for the database to work. */
export const quorumOf = (voters: number): number => Math.floor(voters / 2) + 1;

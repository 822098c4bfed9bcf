import type { Member } from './member.ts';
import { roleNames } from './roles.ts';
import { statusOf } from './status.ts';
import type { World } from './world.ts';

/** A member with the fields and names of `GET /1.0/cluster/members/{name}`. */
export type ApiMember = ApiMemberSettings & {
  server_name: string;
  url: string;
  database: boolean;
  status: string;
  message: string;
  architecture: string;
};

/** What an operator may change, which is also all that the ETag covers. */
export type ApiMemberSettings = {
  roles: string[];
  failure_domain: string;
  description: string;
  config: Record<string, string>;
  groups: string[];
};

export function settingsOf(world: World, member: Member): ApiMemberSettings {
  return {
    roles: roleNames(member.role, member === world.leader(), world.guise),
    failure_domain: member.failureDomain,
    description: member.description,
    config: member.config,
    groups: ['default', ...member.groups],
  };
}

/** The member as a daemon shows it at `nowMs`: the status is made at that moment. */
export function apiMember(world: World, member: Member, nowMs: number): ApiMember {
  return {
    ...settingsOf(world, member),
    server_name: member.name,
    url: member.url,
    database: member.role !== 'spare',
    ...statusOf(member, nowMs, world.timings.offlineThresholdMs, world.guise),
    architecture: member.architecture,
  };
}

export type ApiGroup = {
  description: string;
  members: string[];
  name: string;
  used_by?: string[];
  config?: Record<string, string>;
};

const apiGroup = (world: World, name: string, description: string, members: readonly Member[]): ApiGroup => ({
  description,
  members: members.map((member) => member.name),
  name,
  ...(world.guise.groupsUsedBy ? { used_by: [] } : {}),
  ...(world.guise.groupsConfig ? { config: {} } : {}),
});

/** All groups; `default`, which holds every member here, comes first. */
export function apiGroups(world: World): ApiGroup[] {
  const members = world.members();
  const named = [...world.groups].map(([name, description]) => {
    const own = members.filter((member) => member.groups.includes(name));
    return apiGroup(world, name, description, own);
  });
  return [apiGroup(world, 'default', 'Default cluster group', members), ...named];
}

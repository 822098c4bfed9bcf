import * as z from 'zod/mini';

const Members = z.array(z.object({ server_name: z.string(), roles: z.array(z.string()) }));

/** The member with the role `database-leader` in a list of members (recursion=1); undefined during an election. */
export function leaderIn(members: unknown): string | undefined {
  return Members.parse(members).find((each) => each.roles.includes('database-leader'))?.server_name;
}

/** How many have a vote. In LXD before 6.7 and in Incus the leader has the role `database` too. */
export function votersIn(members: unknown): number {
  return Members.parse(members).filter((each) => each.roles.includes('database')).length;
}

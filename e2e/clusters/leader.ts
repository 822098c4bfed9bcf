import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod/mini';

const Members = z.array(z.object({ server_name: z.string(), roles: z.array(z.string()) }));

const DEADLINE_MS = 60_000;

/** The member with the role `database-leader` in a list of members (recursion=1); undefined during an election. */
export function leaderIn(members: unknown): string | undefined {
  return Members.parse(members).find((each) => each.roles.includes('database-leader'))?.server_name;
}

/** Asks until there is a leader. Throws after a minute, and whatever `ask` throws. */
export async function waitForLeader(ask: () => Promise<string | undefined>): Promise<string> {
  const deadlineAtMs = Date.now() + DEADLINE_MS;
  for (;;) {
    const leader = await ask();
    if (leader !== undefined) return leader;
    if (Date.now() > deadlineAtMs) throw new Error('the cluster has elected no leader');
    await sleep(100);
  }
}

import type { Member } from './member.ts';
import type { Warnings } from './warnings.ts';

const offline = 'Offline cluster member';

/** What the leader makes of an answer to its heartbeat, or of none: a warning of its own, in which the member that is away
 *  is known only by its address. Another leader than the one that raised it does not resolve it. */
export function noteHeartbeat(warnings: Warnings, leader: Member, member: Member, isHeard: boolean): void {
  const subject = String(member.id);
  if (isHeard) {
    warnings.resolve(leader.name, offline, subject);
    return;
  }
  const { host } = new URL(member.url);
  const reason =
    member.power === 'down'
      ? `dial tcp ${host}: connect: connection refused`
      : 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)';
  warnings.raise({
    location: leader.name,
    type: offline,
    last_message: `Failed to send heartbeat request: Put "https://${host}/internal/database": ${reason}`,
    subject,
  });
}

/** What a daemon finds to complain of in its kernel when it starts; that of the first member alone is remembered. */
export function noteStart(warnings: Warnings, location: string): void {
  const found = [
    ["Couldn't find the CGroup blkio.weight", 'disk priority will be ignored'],
    ["Couldn't find the CGroup network priority controller", 'network priority will be ignored'],
  ] as const;
  for (const [type, last_message] of found) warnings.raise({ location, type, last_message });
}

import { goDuration, goTime } from './go-format.ts';
import type { Guise } from './guise.ts';

export type Evacuation = 'none' | 'evacuating' | 'evacuated' | 'restoring';

export type StatusSource = { evacuation: Evacuation; blocked: boolean; heartbeatAtMs: number };

const evacuationStatus = (evacuation: Evacuation, guise: Guise): string | undefined => {
  if (evacuation === 'none') return undefined;
  if (!guise.evacuationStatuses || evacuation === 'evacuated') return 'Evacuated';
  return evacuation === 'evacuating' ? 'Evacuating' : 'Restoring';
};

/** Whether the last heartbeat is too old. Exactly as old as the threshold is still fine. */
export const isOverdue = (heartbeatAtMs: number, nowMs: number, thresholdMs: number): boolean =>
  nowMs - heartbeatAtMs > thresholdMs;

/** A member's status and message as of `nowMs`, in the order in which the daemons decide: evacuation hides everything
 *  else, an old heartbeat comes before a wrong version. */
export function statusOf(
  member: StatusSource,
  nowMs: number,
  thresholdMs: number,
  guise: Guise,
): { status: string; message: string } {
  const evacuation = evacuationStatus(member.evacuation, guise);
  if (evacuation) return { status: evacuation, message: 'Unavailable due to maintenance' };
  if (isOverdue(member.heartbeatAtMs, nowMs, thresholdMs)) {
    const rounded = { rounded: guise.roundedMessage };
    const age = goDuration(nowMs - member.heartbeatAtMs, rounded);
    return {
      status: 'Offline',
      message: `No heartbeat for ${age} (${goTime(member.heartbeatAtMs, rounded)})`,
    };
  }
  if (member.blocked) return { status: 'Blocked', message: guise.blockedMessage };
  return { status: 'Online', message: 'Fully operational' };
}

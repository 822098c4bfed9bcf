/** When a screen is dimmed. Pure. */
import type { Level } from '~wire/verdict.ts';
import { type Zone, formatClock } from '../../lib/instant.ts';
import type { Night } from '../../url/wall-settings.ts';

/** For so long after a change nothing is dimmed. */
const AWAKE_MS = 5 * 60_000;

/** Levels that are worth to be woken for. */
const BRIGHT: readonly Level[] = ['critical', 'unknown'];

/** Whether the clocks of a zone are between the two times; the second is no longer part of it. */
export function isNight({ fromMin, toMin }: Night, nowMs: number, zone: Zone): boolean {
  const [hour = 0, minute = 0] = formatClock(nowMs, zone).split(':').map(Number);
  const min = hour * 60 + minute;
  return fromMin < toMin ? min >= fromMin && min < toMin : min >= fromMin || min < toMin;
}

type Dimming = {
  night: Night | null;
  zone: Zone;
  nowMs: number;
  levels: readonly Level[];
  changedAtMs: number | null;
};

/** Whether the screen is dimmed: at night, while nothing is critical or unknown, and nothing has changed of late. */
export function isDimmed({ night, zone, nowMs, levels, changedAtMs }: Dimming): boolean {
  if (night === null || !isNight(night, nowMs, zone)) return false;
  if (levels.some((level) => BRIGHT.includes(level))) return false;
  return changedAtMs === null || nowMs - changedAtMs >= AWAKE_MS;
}

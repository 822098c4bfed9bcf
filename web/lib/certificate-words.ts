/** Certificates in words: what ours is, and for how long they are valid. */
import { formatDuration } from '~wire/duration.ts';
import type { Grant } from '~wire/grant.ts';

/** What it is, in a word or two; `asks`: somebody should do something about it. */
export function grantTold(grant: Grant | null): { word: string; asks: boolean } {
  if (grant === null) return { word: 'not known', asks: false };
  const { kind, projects, groups } = grant;
  if (kind === 'restricted')
    return {
      word: ['restricted', projects.join(', ')].filter((part) => part !== '').join(' to '),
      asks: false,
    };
  if (kind === 'identity')
    return { word: `identity in ${groups.length === 0 ? 'no group' : groups.join(', ')}`, asks: false };
  return { word: kind, asks: true };
}

const DAY_MS = 86_400_000;
/** As the verdict has it. */
const SOON_MS = 30 * DAY_MS;

/** Whether a certificate has ended, or ends soon, in words; null: neither, or it is not known when it does. */
export function endingTold(notAfterMs: number | null, nowMs: number): string | null {
  if (notAfterMs === null || notAfterMs - nowMs > SOON_MS) return null;
  const leftMs = notAfterMs - nowMs;
  return leftMs > 0 ? `expires in ${formatDuration(leftMs)}` : `expired ${formatDuration(-leftMs)} ago`;
}

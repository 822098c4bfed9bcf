import type { BlindCause } from '~wire/moment.ts';

/** Why nothing is known of a time, in words. */
export const BLIND_WORDS: Readonly<Record<BlindCause, string>> = {
  'not-running': 'Rollcall was not running',
  unanswered: 'no member gave an answer',
  asleep: "Rollcall's machine was asleep",
  'not-recorded': 'what Rollcall saw could not be recorded',
};

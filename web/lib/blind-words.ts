import type { BlindCause } from '~wire/moment.ts';

/** Why nothing is known of a stretch of time, as the beginning of a sentence that goes on with the time. */
export const BLIND_WORDS: Readonly<Record<BlindCause, string>> = {
  'not-running': 'Rollcall was not running',
  unanswered: 'No member gave Rollcall a roll call',
  asleep: 'The machine that Rollcall runs on was asleep',
  'not-recorded': 'Rollcall could not record what it saw',
};

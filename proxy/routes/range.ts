/** `?from=&to=`: the stretch of time that an answer is asked for. */
import { apiError } from '../plugins/errors.ts';
import { err, ok } from '../result.ts';
import { type Asked, quoted } from './query.ts';
import { parseRfc3339 } from './rfc3339.ts';

const DAY = 86_400_000;
const MAX_RANGE_MS = 400 * DAY;

/** `toMs` is not within. */
export type Range = { fromMs: number; toMs: number };

/** The last day, where neither end is said; else up to now, or from a day before. */
export function rangeAsked(
  { from, to }: { from?: string | undefined; to?: string | undefined },
  nowMs: number,
): Asked<Range> {
  const ends = { from: parsed(from), to: parsed(to) };
  for (const [name, text] of Object.entries({ from, to })) {
    if (text !== undefined && parsed(text) === null) {
      return err(
        apiError(
          'bad-range',
          `${name} is ${quoted(text)}, which is no moment.`,
          'One is written 2026-11-20T03:12:07Z, with its zone.',
        ),
      );
    }
  }
  const toMs = ends.to ?? nowMs;
  const fromMs = ends.from ?? toMs - DAY;
  if (fromMs >= toMs) {
    return err(apiError('bad-range', 'The range ends before it begins.', '"from" has to be before "to".'));
  }
  if (toMs - fromMs > MAX_RANGE_MS) {
    return err(
      apiError('bad-range', 'The range is longer than 400 days.', 'Ask for one part after the other.'),
    );
  }
  return ok({ fromMs, toMs });
}

const parsed = (text: string | undefined): number | null => (text === undefined ? null : parseRfc3339(text));

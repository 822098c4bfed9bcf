/** The numbers of the last hour or day: what this run has at hand, and from the record what was before it. */
import type { Past } from '../history/history.ts';
import { filledIn, stepsOf } from '../history/series.ts';
import type { Register } from '../rollcall/register.ts';
import type { Series } from '../wire/series.ts';

/** A disk that is slow must not keep what is at hand from anybody. */
const WAIT_FOR_PAST_MS = 1000;

export type SeriesSources = { register: Register; past: Past | undefined; watchedSinceMs: number };

/** Undefined: there is no such member. */
export async function recentSeries(
  { register, past, watchedSinceMs }: SeriesSources,
  member: string,
  range: 'hour' | 'day',
  nowMs: number,
): Promise<Series | undefined> {
  const live = register.series(member, range, nowMs);
  if (live === undefined || past === undefined || stepsOf(range, nowMs).fromMs > watchedSinceMs) return live;
  let late: NodeJS.Timeout | undefined;
  const patience = new Promise<undefined>((resolve) => {
    late = setTimeout(() => resolve(undefined), WAIT_FOR_PAST_MS);
  });
  const before = await Promise.race([past.series(member, range, nowMs), patience]);
  clearTimeout(late);
  return before?.ok === true && before.value !== undefined ? filledIn(live, before.value) : live;
}

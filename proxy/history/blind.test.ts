import { expect, it } from 'vitest';
import {
  BEAT_MS,
  MINUTE,
  NOW_MS,
  TOO_OLD_MS,
  failed,
  pendingPart,
  snapshotOf,
} from '../wire/testing/scenes.ts';
import { type Watch, createWatch } from './blind.ts';

/** What is told of views that come at these times, each of which had its list at the other. */
const told = (watch: Watch, atMs: number, listAtMs: number | null, watchedSinceMs = NOW_MS - MINUTE) =>
  watch
    .see(
      snapshotOf({
        observedAtMs: atMs,
        watchedSinceMs,
        parts: {
          members:
            listAtMs === null
              ? pendingPart
              : { ...failed('timeout', 0), status: 'failed', observedAtMs: listAtMs },
        },
      }),
    )
    .map(({ fromMs, value }) => [fromMs, value]);

const WATCHING = { state: 'watching' };
const blind = (cause: string) => ({ state: 'blind', cause });

it('is blind from the last list on that anybody gave, and not for a list that comes late', () => {
  const watch = createWatch();
  expect(told(watch, NOW_MS, NOW_MS)).toEqual([[NOW_MS, WATCHING]]);
  expect(told(watch, NOW_MS + BEAT_MS, NOW_MS)).toEqual([]);
  expect(told(watch, NOW_MS + TOO_OLD_MS, NOW_MS)).toEqual([[NOW_MS + 1, blind('unanswered')]]);
  const backMs = NOW_MS + 2 * TOO_OLD_MS;
  expect(told(watch, backMs, backMs)).toEqual([[backMs, WATCHING]]);
});

it('sees again with the view that shows the list, not from when the list was given', () => {
  const watch = createWatch();
  watch.wasBlind(NOW_MS - MINUTE, 'not-running');
  expect(told(watch, NOW_MS, NOW_MS - 6)).toEqual([[NOW_MS, WATCHING]]);
});

it('slept when views are far apart', () => {
  const watch = createWatch();
  told(watch, NOW_MS, NOW_MS);
  const backMs = NOW_MS + 60 * MINUTE;
  expect(told(watch, backMs, backMs)).toEqual([
    [NOW_MS + 1, blind('asleep')],
    [backMs, WATCHING],
  ]);
});

it('waits for the first list of a run before it calls the cluster silent', () => {
  const watch = createWatch();
  expect(watch.wasBlind(NOW_MS - MINUTE, 'not-running')).toHaveLength(1);
  expect(told(watch, NOW_MS, null, NOW_MS)).toEqual([]);
  expect(told(watch, NOW_MS + TOO_OLD_MS, null, NOW_MS)).toEqual([[NOW_MS, blind('unanswered')]]);
});

it('that wakes to a silent cluster waits for it as at the start', () => {
  const watch = createWatch();
  told(watch, NOW_MS, NOW_MS);
  const wokeMs = NOW_MS + 60 * MINUTE;
  expect(told(watch, wokeMs, NOW_MS)).toEqual([[NOW_MS + 1, blind('asleep')]]);
  expect(told(watch, wokeMs + BEAT_MS, NOW_MS)).toEqual([]);
  expect(told(watch, wokeMs + 2 * BEAT_MS, NOW_MS)).toEqual([]);
  expect(told(watch, wokeMs + TOO_OLD_MS, NOW_MS)).toEqual([[wokeMs, blind('unanswered')]]);
});

it('begins with the first view, not with the list in it', () => {
  expect(told(createWatch(), NOW_MS, NOW_MS - BEAT_MS)).toEqual([[NOW_MS, WATCHING]]);
});

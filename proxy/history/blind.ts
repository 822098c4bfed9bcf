/** When a change could be seen, and when not: what the recorder knows of its own blind spots. */
import { MISSED_BEATS, isFresh, staleAfterMs } from '../wire/freshness.ts';
import type { BlindCause } from '../wire/moment.ts';
import type { ClusterSnapshot } from '../wire/snapshot.ts';
import type { WatchFact } from './facts.ts';
import type { Fact } from './store.ts';

export type Watch = {
  /** Takes the next snapshot; gives the facts that begin with it or before it. */
  see(snapshot: ClusterSnapshot): Fact[];
  /** After `sightMs` nothing was seen, or what was seen is not known any more. */
  wasBlind(sightMs: number, cause: BlindCause): Fact[];
};

const factOf = (fromMs: number, value: WatchFact): Fact => ({ kind: 'watch', name: '', fromMs, value });

export function createWatch(): Watch {
  let state: WatchFact | null = null;
  let begunMs = Number.NEGATIVE_INFINITY;
  let seenMs: number | null = null;
  let wokeMs = Number.NEGATIVE_INFINITY;

  /** Facts come in the order of time, whatever they are found by. */
  const turn = (fromMs: number, next: WatchFact): Fact[] => {
    if (state !== null && JSON.stringify(state) === JSON.stringify(next)) return [];
    state = next;
    begunMs = Math.max(fromMs, begunMs + 1);
    return [factOf(begunMs, next)];
  };
  /** What was seen last was still seen. */
  const after = (sightMs: number, cause: BlindCause): Fact[] => turn(sightMs + 1, { state: 'blind', cause });
  const slept = ({ observedAtMs, rollCallIntervalMs }: ClusterSnapshot): Fact[] => {
    const longestMs = 2 * MISSED_BEATS * rollCallIntervalMs;
    if (seenMs === null || observedAtMs - seenMs <= longestMs) return [];
    wokeMs = observedAtMs;
    return after(seenMs, 'asleep');
  };
  const looked = (snapshot: ClusterSnapshot): Fact[] => {
    const { observedAtMs: nowMs, watchedSinceMs } = snapshot;
    const list = snapshot.parts.members;
    if (list.status !== 'pending' && isFresh(list, snapshot, nowMs)) {
      // With this view, of which everything that is found is: any sooner, and what was known before the blind spot would
      // seem to hold until then.
      return turn(nowMs, { state: 'watching' });
    }
    if (state?.state === 'watching') {
      return after(list.observedAtMs ?? nowMs, 'unanswered');
    }
    // The first roll call of the run, or since it woke, may still be under way.
    const lookingSinceMs = Math.max(watchedSinceMs, wokeMs);
    const waited = nowMs - lookingSinceMs > staleAfterMs(snapshot);
    return waited ? turn(lookingSinceMs, { state: 'blind', cause: 'unanswered' }) : [];
  };

  return {
    see(snapshot) {
      const facts = [...slept(snapshot), ...looked(snapshot)];
      seenMs = snapshot.observedAtMs;
      return facts;
    },
    wasBlind: after,
  };
}

import { expect, it } from 'vitest';
import type { BlindCause, Moment } from './moment.ts';
import { NOW_MS, failed, snapshotOf, threeWell } from './testing/scenes.ts';
import { assessMoment } from './unwitnessed.ts';

const LATER_MS = NOW_MS + 60_000;
const momentIn = (cause: BlindCause | null, atMs = LATER_MS): Moment => ({
  atMs,
  state: cause === null ? 'recorded' : 'blind',
  blind: cause === null ? null : { fromMs: NOW_MS + 1, toMs: null, cause },
  firstMs: 0,
});

it('blames nobody for a silence in which nobody asked', () => {
  // Put together at the moment that is asked for, of what had been seen before.
  const known = { ...snapshotOf({ members: threeWell() }), observedAtMs: LATER_MS };
  const { level, sentence, reasons } = assessMoment(known, momentIn('not-running'));
  expect({ level, sentence, reasons }).toEqual({
    level: 'unknown',
    sentence: 'Unknown for 1 min: nobody was looking.',
    reasons: [],
  });
});

it('says what was so where somebody had asked, or where it was still fresh', () => {
  const unanswered = snapshotOf({ members: threeWell(), parts: { members: failed('timeout', 30_000) } });
  expect(assessMoment(unanswered, momentIn('unanswered')).reasons).not.toEqual([]);
  const known = snapshotOf({ members: threeWell() });
  expect(assessMoment(known, momentIn('not-running', NOW_MS + 1000)).level).toBe('ok');
  expect(assessMoment(known, momentIn(null, NOW_MS)).level).toBe('ok');
});

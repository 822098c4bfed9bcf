import { describe, expect, it } from 'vitest';
import { LISTED_BEAT_MS as BEAT_MS, LISTED_MS as NOW_MS, summaryOf } from './testing/summaries.ts';
import { type WallSummary, besideBoard, lastsUntilMs, levelLook, wallSummaries } from './wall-summary.ts';

const list = {
  nowMs: NOW_MS,
  clusters: [
    summaryOf('alpha', 'ok'),
    summaryOf('beta', 'degraded', 2),
    summaryOf('gamma', 'degraded', 1),
    summaryOf('delta', 'critical'),
    summaryOf('omega', 'unknown'),
  ],
};
const ORDER = ['delta', 'omega', 'gamma', 'beta', 'alpha'];
const at = (agoMs: number, proxyLost = false) => wallSummaries(list, NOW_MS + agoMs, proxyLost);

const sentencesOf = (clusters: readonly WallSummary[]) => clusters.map((each) => besideBoard(each).sentence);

describe('clusters on a wall', () => {
  it('are in the order of their trouble', () => {
    expect(at(0).map(({ name }) => name)).toEqual(ORDER);
    expect(
      at(0)
        .map(levelLook)
        .map(({ word, past }) => [word, past]),
    ).toEqual([
      ['Critical', false],
      ['Unknown', false],
      ['Degraded', false],
      ['Degraded', false],
      ['OK', false],
    ]);
    expect(sentencesOf(at(0))[0]).toBe('delta is critical.');
  });

  it('keep their places once the list is old, as what was', () => {
    const old = at(3 * BEAT_MS + 1, true);
    expect(old.map(({ name, level }) => [name, level])).toEqual(ORDER.map((name) => [name, 'unknown']));
    expect(old.map(levelLook)).toEqual([
      { shape: 'offline', past: true, word: 'was Critical' },
      { shape: 'unknown', past: false, word: 'Unknown' },
      { shape: 'attention', past: true, word: 'was Degraded' },
      { shape: 'attention', past: true, word: 'was Degraded' },
      { shape: 'unknown', past: false, word: 'Unknown' },
    ]);
    expect(sentencesOf(old)).toEqual([
      'Last known: delta is critical.',
      // Of this one nothing was known before, either.
      expect.stringMatching(/^Unknown for 6 s/),
      'Last known: gamma is degraded.',
      'Last known: beta is degraded.',
      'Last known: alpha is ok.',
    ]);
  });

  it('are the present for three beats', () => {
    expect(lastsUntilMs(list)).toBe(NOW_MS + 3 * BEAT_MS);
    expect(lastsUntilMs({ nowMs: NOW_MS, clusters: [] })).toBe(NOW_MS);
  });
});

import { describe, expect, test } from 'vitest';
import type { MemberAvailability } from '~wire/availability.ts';
import { clusterDayShape, clusterDayWords, memberDayShape, memberDayWords } from './day-words.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** A day of which `differs` says what it was not well for, ms. */
function day(differs: Partial<MemberAvailability['ours']> = {}): MemberAvailability {
  const { silent = 0, wrong = 0, unknown = 0, absent = 0 } = differs;
  const presentMs = DAY_MS - absent;
  const answering = presentMs - silent - wrong - unknown;
  const of = (ms: number): number | null => (presentMs === 0 ? null : ms / presentMs);
  return {
    member: 'node-1',
    presentMs,
    ours: { answering, silent, wrong, unknown, absent },
    lxd: { online: presentMs - silent, offline: silent, evacuated: 0, other: 0, unknown: 0, absent },
    upShare: of(answering),
    knownShare: of(presentMs - unknown),
    onlineShare: of(presentMs - silent),
  };
}

describe('a day of a member', () => {
  test.each([
    ['online', {}],
    ['online', { unknown: DAY_MS / 3 }],
    ['unknown', { unknown: DAY_MS * 0.7 }],
    ['attention', { silent: MINUTE_MS }],
    ['offline', { silent: 15 * MINUTE_MS }],
    ['offline', { wrong: 15 * MINUTE_MS, unknown: DAY_MS * 0.7 }],
    [null, { absent: DAY_MS }],
  ] as const)('is drawn as %s with %j', (shape, differs) => expect(memberDayShape(day(differs))).toBe(shape));

  test.each([
    [{}, 'answered us 100 %'],
    [{ silent: 72 * MINUTE_MS }, 'answered us 95.00 % · no answer 1 h 12 min · LXD: Offline 1 h 12 min'],
    [{ absent: DAY_MS }, 'no member'],
    // A share of a day that nobody saw would be nobody's.
    [{ unknown: DAY_MS - MINUTE_MS }, 'answered us 1 min · unknown 23 h 59 min'],
  ])('with %j: %s', (differs, words) => expect(memberDayWords(day(differs), 'LXD')).toBe(words));
});

describe('a day of the cluster', () => {
  const levels = { ok: DAY_MS - MINUTE_MS, degraded: MINUTE_MS, critical: 0, unknown: 0 };
  const found = { levels, okShare: levels.ok / DAY_MS, knownShare: 1 };

  test('is as bad as its worst', () => {
    expect(clusterDayShape(found)).toBe('attention');
    expect(clusterDayShape({ ...found, levels: { ...levels, critical: 1 } })).toBe('offline');
    expect(clusterDayShape({ ...found, levels: { ...levels, degraded: 0 } })).toBe('online');
    expect(clusterDayShape({ levels, okShare: null, knownShare: null })).toBe(null);
  });

  test('is told in words', () => {
    expect(clusterDayWords(found)).toBe('OK 99.93 % · Degraded 1 min');
    expect(clusterDayWords({ levels, okShare: null, knownShare: null })).toBe('nothing yet');
  });
});

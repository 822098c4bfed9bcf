import { describe, expect, it } from 'vitest';
import { isDimmed, isNight } from './night.ts';

const overMidnight = { fromMin: 22 * 60, toMin: 7 * 60 };
const byDay = { fromMin: 12 * 60, toMin: 13 * 60 + 30 };
const at = (text: string): number => Date.parse(text);

describe('night', () => {
  it.each([
    ['2026-11-25T21:59:59Z', false],
    ['2026-11-25T22:00:00Z', true],
    ['2026-11-26T00:00:00Z', true],
    ['2026-11-26T06:59:59Z', true],
    ['2026-11-26T07:00:00Z', false],
  ])('is over midnight: %s %s', (moment, expected) => {
    expect(isNight(overMidnight, at(moment), 'utc')).toBe(expected);
  });

  it.each([
    ['2026-11-25T11:59:00Z', false],
    ['2026-11-25T12:00:00Z', true],
    ['2026-11-25T13:30:00Z', false],
  ])('may be within a day: %s %s', (moment, expected) => {
    expect(isNight(byDay, at(moment), 'utc')).toBe(expected);
  });

  it('keeps to the clocks of the zone when these are changed', () => {
    // Berlin: summer time ended at 01:00Z on 25 October and begins at 01:00Z on 29 March.
    for (const [summer, winter] of [
      ['2026-10-24', '2026-10-26'],
      ['2026-07-01', '2027-01-15'],
    ] as const) {
      expect(isNight(overMidnight, at(`${summer}T20:00:00Z`), 'Europe/Berlin')).toBe(true);
      expect(isNight(overMidnight, at(`${summer}T19:59:59Z`), 'Europe/Berlin')).toBe(false);
      expect(isNight(overMidnight, at(`${winter}T20:59:59Z`), 'Europe/Berlin')).toBe(false);
      expect(isNight(overMidnight, at(`${winter}T21:00:00Z`), 'Europe/Berlin')).toBe(true);
    }
    // In the night in which clocks are set forward, 02:30 is not there, and 03:00 is night all the same.
    expect(isNight({ fromMin: 150, toMin: 240 }, at('2027-03-28T01:00:00Z'), 'Europe/Berlin')).toBe(true);
  });
});

describe('the screen', () => {
  const night = { night: overMidnight, zone: 'utc', nowMs: at('2026-11-26T03:12:00Z'), changedAtMs: null };

  it('is dimmed at night alone, and only if that is wanted', () => {
    expect(isDimmed({ ...night, levels: ['ok', 'degraded'] })).toBe(true);
    expect(isDimmed({ ...night, levels: ['ok'], night: null })).toBe(false);
    expect(isDimmed({ ...night, levels: ['ok'], nowMs: at('2026-11-26T12:00:00Z') })).toBe(false);
  });

  it('is bright while anything is critical or unknown, and for a while after a change', () => {
    expect(isDimmed({ ...night, levels: ['ok', 'critical'] })).toBe(false);
    expect(isDimmed({ ...night, levels: ['unknown'] })).toBe(false);
    expect(isDimmed({ ...night, levels: ['ok'], changedAtMs: night.nowMs - 299_000 })).toBe(false);
    expect(isDimmed({ ...night, levels: ['ok'], changedAtMs: night.nowMs - 300_000 })).toBe(true);
  });
});

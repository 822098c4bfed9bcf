import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_MS, dayWords, lastDays, midnightsOf, monthsOf } from './days.ts';

const HOUR_MS = 3_600_000;

/** By what the machine knows of zones, read off a clock. */
function offsetIn(timeZone: string): (atMs: number) => number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (atMs) => {
    const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
    const clock = [part('hour'), part('minute'), part('second')] as const;
    return Date.UTC(part('year'), part('month') - 1, part('day'), ...clock) - Math.floor(atMs / 1000) * 1000;
  };
}

const lengthsH = (midnights: readonly number[]): number[] =>
  midnights.slice(1).map((atMs, index) => (atMs - (midnights[index] ?? 0)) / HOUR_MS);

const at = (text: string): number => Date.parse(text);

describe('the days of a range', () => {
  test('begin at midnight of the zone', () => {
    const bounds = { fromMs: at('2026-11-20T23:30Z'), toMs: at('2026-11-22T00:00Z') };
    expect(midnightsOf(bounds, () => 0)).toEqual([at('2026-11-20'), at('2026-11-21'), at('2026-11-22')]);
    const midnights = midnightsOf(bounds, offsetIn('Europe/Berlin'));
    expect(midnights).toEqual([at('2026-11-20T23:00Z'), at('2026-11-21T23:00Z'), at('2026-11-22T23:00Z')]);
  });

  test.each([
    ['Europe/Berlin', '2026-03-28T12:00Z', '2026-03-30T12:00Z', [24, 23, 24]],
    ['Europe/Berlin', '2026-10-24T12:00Z', '2026-10-26T12:00Z', [24, 25, 24]],
    ['America/New_York', '2026-03-07T12:00Z', '2026-03-09T12:00Z', [24, 23, 24]],
    ['Australia/Lord_Howe', '2026-04-04T12:00Z', '2026-04-06T06:00Z', [24, 24.5, 24]],
    // Forward at midnight: the day begins at one o'clock.
    ['Africa/Cairo', '2026-04-23T12:00Z', '2026-04-25T12:00Z', [24, 23, 24]],
    // Back from midnight to eleven.
    ['Africa/Cairo', '2026-10-28T12:00Z', '2026-10-30T12:00Z', [24, 25, 24]],
    // Back to midnight, which comes twice.
    ['America/Havana', '2026-10-31T12:00Z', '2026-11-02T12:00Z', [24, 25, 24]],
    ['Asia/Kathmandu', '2026-03-28T12:00Z', '2026-03-29T12:00Z', [24, 24]],
  ])('%s, from %s to %s', (zone, from, to, hours) => {
    expect(lengthsH(midnightsOf({ fromMs: at(from), toMs: at(to) }, offsetIn(zone)))).toEqual(hours);
  });

  const zones = fc.constantFrom(
    'UTC',
    'Europe/London',
    'Africa/Cairo',
    'America/Havana',
    'Asia/Kathmandu',
    'Pacific/Apia',
  );
  const moments = fc.integer({ min: at('2015-01-01'), max: at('2030-01-01') });

  test('cover it, one after the other', () => {
    fc.assert(
      fc.property(zones, moments, fc.integer({ min: 1, max: 20 * DAY_MS }), (zone, fromMs, lengthMs) => {
        const midnights = midnightsOf({ fromMs, toMs: fromMs + lengthMs }, offsetIn(zone));
        expect(midnights[0]).toBeLessThanOrEqual(fromMs);
        expect(midnights.at(-1)).toBeGreaterThanOrEqual(fromMs + lengthMs);
        for (const hours of lengthsH(midnights)) {
          expect(hours).toBeGreaterThanOrEqual(23);
          expect(hours).toBeLessThanOrEqual(25);
        }
      }),
      { numRuns: 60 },
    );
  });
});

test('the last days end with today', () => {
  expect(lastDays(3, at('2026-03-01T00:00Z'), () => 0)).toEqual([
    at('2026-02-27'),
    at('2026-02-28'),
    at('2026-03-01'),
    at('2026-03-02'),
  ]);
});

test('days and months are called by the calendar of the zone', () => {
  const offsetOf = offsetIn('Europe/Berlin');
  const starts = midnightsOf({ fromMs: at('2026-10-30T12:00Z'), toMs: at('2026-11-02T12:00Z') }, offsetOf);
  expect(monthsOf(starts, offsetOf)).toEqual([{ day: 2, name: 'Nov' }]);
  expect(starts.slice(0, 3).map((startMs) => dayWords(startMs, offsetOf))).toEqual([
    'Fri 30 Oct 2026',
    'Sat 31 Oct 2026',
    'Sun 1 Nov 2026',
  ]);
});

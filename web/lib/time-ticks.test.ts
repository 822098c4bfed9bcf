import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeTicks } from './time-ticks.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const utc = () => 0;

/** A zone one hour ahead, and two from 01:00 UTC of 28 March 2027 on, as in Berlin. */
const SPRING_MS = Date.UTC(2027, 2, 28, 1);
const spring = (atMs: number): number => (atMs < SPRING_MS ? HOUR : 2 * HOUR);
/** Two hours ahead, and one from 01:00 UTC of 31 October 2027 on. */
const AUTUMN_MS = Date.UTC(2027, 9, 31, 1);
const autumn = (atMs: number): number => (atMs < AUTUMN_MS ? 2 * HOUR : HOUR);

const iso = (atMs: number): string => new Date(atMs).toISOString().slice(0, 16);

const bounds = fc
  .tuple(
    fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2040, 0) }),
    fc.integer({ min: 1000, max: 5000 * DAY }),
  )
  .map(([fromMs, lengthMs]) => ({ fromMs, toMs: fromMs + lengthMs }));

describe('ticks', () => {
  it('stand at round times', () => {
    const fromMs = Date.UTC(2026, 10, 25, 13, 52, 11);
    const { stepMs, ticks } = timeTicks({ fromMs, toMs: fromMs + HOUR }, 8, utc);
    expect(stepMs).toBe(10 * MINUTE);
    expect(ticks.map(({ atMs }) => iso(atMs))).toEqual([
      '2026-11-25T14:00',
      '2026-11-25T14:10',
      '2026-11-25T14:20',
      '2026-11-25T14:30',
      '2026-11-25T14:40',
      '2026-11-25T14:50',
    ]);
  });

  it('are at most as many as there is room for, within the bounds, in order', () => {
    fc.assert(
      fc.property(bounds, fc.integer({ min: 2, max: 30 }), (within, most) => {
        const { ticks } = timeTicks(within, most, utc);
        expect(ticks.length).toBeLessThanOrEqual(most);
        for (const [index, { atMs }] of ticks.entries()) {
          expect(atMs).toBeGreaterThanOrEqual(within.fromMs);
          expect(atMs).toBeLessThanOrEqual(within.toMs);
          if (index > 0) expect(atMs).toBeGreaterThan(ticks[index - 1]?.atMs ?? Infinity);
        }
      }),
    );
  });

  it('are few only where the bounds are short', () => {
    fc.assert(
      fc.property(bounds, (within) => {
        expect(timeTicks(within, 10, utc).ticks.length).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  it('say where a day of the zone begins', () => {
    const fromMs = Date.UTC(2026, 10, 24, 20);
    const { ticks } = timeTicks({ fromMs, toMs: fromMs + 6 * HOUR }, 7, () => HOUR);
    expect(ticks.filter(({ midnight }) => midnight).map(({ atMs }) => iso(atMs))).toEqual([
      '2026-11-24T23:00',
    ]);
  });

  it.each([
    ['an hour is skipped', SPRING_MS, spring],
    ['an hour comes twice', AUTUMN_MS, autumn],
  ])('stay at round times of the zone where %s', (_when, changeMs, offsetAt) => {
    const within = { fromMs: changeMs - 12 * HOUR, toMs: changeMs + 24 * HOUR };
    const { stepMs, ticks } = timeTicks(within, 8, offsetAt);
    expect(stepMs).toBe(6 * HOUR);
    expect(ticks.length).toBeGreaterThanOrEqual(5);
    for (const { atMs } of ticks) expect((atMs + offsetAt(atMs)) % stepMs).toBe(0);
  });
});

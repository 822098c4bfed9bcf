import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatUtc, isZone, zonedFormatter } from './zoned.ts';

describe('a moment', () => {
  const AUTUMN_MS = Date.UTC(2026, 9, 25, 0, 30);
  const HOUR = 3_600_000;

  it.each([
    ['Europe/Berlin', AUTUMN_MS, '2026-10-25 02:30:00 +02:00'],
    ['Europe/Berlin', AUTUMN_MS + HOUR, '2026-10-25 02:30:00 +01:00'],
    ['Asia/Kathmandu', AUTUMN_MS, '2026-10-25 06:15:00 +05:45'],
    ['America/St_Johns', AUTUMN_MS, '2026-10-24 22:00:00 -02:30'],
    ['UTC', AUTUMN_MS, '2026-10-25 00:30:00 +00:00'],
    ['Europe/London', AUTUMN_MS + HOUR, '2026-10-25 01:30:00 +00:00'],
  ])('in %s, %i, is %s', (zone, atMs, text) => {
    expect(zonedFormatter(zone)(atMs)).toBe(text);
  });

  it('is exact in UTC', () => {
    expect(formatUtc(AUTUMN_MS + 480)).toBe('2026-10-25 00:30:00.480');
  });

  it('can be read back from every zone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
        fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2060, 0) }),
        (zone, atMs) => {
          const second = Math.floor(atMs / 1000) * 1000;
          expect(Date.parse(zonedFormatter(zone)(atMs).replace(' ', 'T').replace(' ', ''))).toBe(second);
        },
      ),
      { numRuns: 300 },
    );
  });
});

it('knows which zones there are', () => {
  expect(['UTC', 'Europe/Berlin', 'Asia/Kolkata', '+02:00'].map(isZone)).toEqual([true, true, true, true]);
  expect(['', 'Mars/Olympus', 'Europe', '../etc', '__proto__'].map(isZone)).toEqual(Array(5).fill(false));
});

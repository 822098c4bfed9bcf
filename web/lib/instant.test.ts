import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatBetween,
  formatClock,
  formatDay,
  formatFull,
  formatInstant,
  toZone,
  zoneName,
  zoneOffsetMs,
} from './instant.ts';

const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
/** Whole seconds: clocks show no less. Before, offsets were not of whole minutes. */
const moments = fc
  .integer({ min: Date.UTC(1975, 0) / 1000, max: Date.UTC(2037, 0) / 1000 })
  .map((seconds) => seconds * 1000);

/** What a clock in the zone shows, read by other means: as if it were UTC. */
function wallMs(atMs: number, timeZone: string): number {
  const shown = new Date(atMs).toLocaleString('sv-SE', { timeZone });
  return Date.parse(`${shown.replace(' ', 'T')}Z`);
}

describe('a zone', () => {
  it('is ahead of UTC by as much as its clocks are', () => {
    fc.assert(
      fc.property(moments, zones, (atMs, zone) => {
        expect(zoneOffsetMs(atMs, zone)).toBe(wallMs(atMs, zone) - atMs);
      }),
      { numRuns: 500 },
    );
  });

  it('shows the times of its clocks, and the day', () => {
    fc.assert(
      fc.property(moments, zones, (atMs, zone) => {
        const shown = new Date(wallMs(atMs, zone));
        expect(formatClock(atMs, zone)).toBe(shown.toISOString().slice(11, 19));
        const date = `${shown.getUTCDate()} ${shown.toLocaleString('en-GB', { month: 'short', timeZone: 'UTC' })}`;
        expect(formatDay(atMs, zone, 0)).toBe(`${date} ${shown.getUTCFullYear()}`);
      }),
      { numRuns: 500 },
    );
  });

  it('has another name with another offset, so that the hour that comes twice is told apart', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2020, max: 2036 }), zones, (year, zone) => {
        const days = Array.from({ length: 365 }, (_, day) => Date.UTC(year, 0, day));
        const names = Map.groupBy(days, (atMs) => zoneName(atMs, zone));
        for (const those of names.values()) {
          expect(new Set(those.map((atMs) => zoneOffsetMs(atMs, zone))).size).toBe(1);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('words', () => {
  const summer = Date.UTC(2026, 9, 25, 0, 30);
  const winter = Date.UTC(2026, 9, 25, 1, 30);

  it('tell the two hours of an autumn night apart', () => {
    expect([summer, winter].map((atMs) => formatInstant(atMs, 'Europe/Berlin', winter))).toEqual([
      '02:30:00 CEST',
      '02:30:00 CET',
    ]);
  });

  it('tell of a time within which something was', () => {
    const at = Date.UTC(2026, 10, 20, 3, 12, 1);
    expect(formatBetween(at - 117_000, at, 'utc')).toBe('between 03:10:04 and 03:12:01 UTC');
    expect(formatBetween(at - 6 * 3_600_000, at, 'utc')).toBe(
      'between 19 Nov 2026, 21:12:01 and 20 Nov 2026, 03:12:01 UTC',
    );
    expect(formatBetween(summer, winter, 'Europe/Berlin')).toBe('between 02:30:00 CEST and 02:30:00 CET');
  });

  it('name the day where it is another one, in the zone', () => {
    const [evening, night] = [Date.UTC(2026, 10, 20, 22, 59, 59), Date.UTC(2026, 10, 20, 23, 0, 0)];
    expect(formatInstant(evening, 'Europe/Berlin', night)).toBe('20 Nov 2026, 23:59:59 CET');
    expect(formatInstant(evening, 'utc', night)).toBe('22:59:59 UTC');
    expect(formatFull(evening, 'America/St_Johns')).toBe('20 Nov 2026, 19:29:59 GMT-3:30');
  });
});

describe('the name of a zone', () => {
  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    ['Etc/GMT+5', 'Etc/GMT+5'],
    ['UTC', 'utc'],
    ['local', 'local'],
    ['Mars/Olympus', null],
    ['', null],
    ['+02:00', null],
    ['__proto__', null],
  ])('%s', (name, zone) => {
    expect(toZone(name)).toBe(zone);
  });

  it('may be any that the browser knows', () => {
    for (const name of Intl.supportedValuesOf('timeZone'))
      expect(toZone(name)).toBe(name === 'UTC' ? 'utc' : name);
  });
});

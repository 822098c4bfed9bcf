import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zoneOffsetMs } from './instant.ts';
import { instantsOf, parseTyped, toTyped } from './typed-moment.ts';

const zones = fc.constantFrom('utc', ...Intl.supportedValuesOf('timeZone'));
const moments = fc
  .integer({ min: Date.UTC(2000, 0) / 1000, max: Date.UTC(2037, 0) / 1000 })
  .map((seconds) => seconds * 1000);
const NOW_MS = Date.UTC(2040, 0);
const HOUR = 3_600_000;

const iso = (atMs: number): string => new Date(atMs).toISOString();

describe('the moments at which clocks show a time', () => {
  it('are the moment that shows it, and at most another one', () => {
    fc.assert(
      fc.property(moments, zones, (atMs, zone) => {
        const clockMs = atMs + zoneOffsetMs(atMs, zone);
        const found = instantsOf(clockMs, zone);
        expect(found).toContain(atMs);
        expect(found.length).toBeLessThanOrEqual(2);
        for (const each of found) expect(each + zoneOffsetMs(each, zone)).toBe(clockMs);
      }),
      { numRuns: 500 },
    );
  });

  it('are two in the hour that comes twice, and none in the one that is left out', () => {
    expect(instantsOf(Date.UTC(2026, 9, 25, 2, 30), 'Europe/Berlin').map(iso)).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T01:30:00.000Z',
    ]);
    expect(instantsOf(Date.UTC(2026, 2, 29, 2, 30), 'Europe/Berlin')).toEqual([]);
    expect(instantsOf(Date.UTC(2026, 3, 5, 1, 45), 'Australia/Lord_Howe')).toHaveLength(2);
  });
});

describe('what is typed', () => {
  it('is read as what was written out', () => {
    fc.assert(
      fc.property(moments, zones, (atMs, zone) => {
        const read = parseTyped(toTyped(atMs, zone), zone, NOW_MS);
        expect(read.kind === 'twice' ? read.atMs : 'atMs' in read && [read.atMs]).toContain(atMs);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['2026-11-20 03:12:07', '2026-11-20T02:12:07.000Z'],
    ['2026-11-20T03:12', '2026-11-20T02:12:00.000Z'],
    ['  2026-11-20   3:12 ', '2026-11-20T02:12:00.000Z'],
    ['20 Nov 2026, 03:12:07', '2026-11-20T02:12:07.000Z'],
    ['20 November 2026 03:12', '2026-11-20T02:12:00.000Z'],
    ['2026-11-20', '2026-11-19T23:00:00.000Z'],
    ['2026-11-20T03:12:07Z', '2026-11-20T03:12:07.000Z'],
    ['2026-11-20 03:12:07 UTC', '2026-11-20T03:12:07.000Z'],
    ['2026-11-20T03:12:07.250+05:30', '2026-11-19T21:42:07.250Z'],
    ['03:12:07', '2026-11-25T02:12:07.000Z'],
    ['23:30', '2026-11-24T22:30:00.000Z'],
  ])('in Berlin: %s', (typed, expected) => {
    const read = parseTyped(typed, 'Europe/Berlin', Date.UTC(2026, 10, 25, 18));
    expect(read.kind === 'at' && iso(read.atMs)).toBe(expected);
  });

  it('may have been twice, or never', () => {
    expect(parseTyped('2026-10-25 02:30', 'Europe/Berlin', NOW_MS)).toEqual({
      kind: 'twice',
      atMs: [Date.UTC(2026, 9, 25, 0, 30), Date.UTC(2026, 9, 25, 1, 30)],
    });
    expect(parseTyped('2026-03-29 02:30', 'Europe/Berlin', NOW_MS)).toEqual({ kind: 'never' });
    // In the first of the two hours the second has not been.
    expect(parseTyped('02:30', 'Europe/Berlin', Date.UTC(2026, 9, 25, 0, 45))).toEqual({
      kind: 'at',
      atMs: Date.UTC(2026, 9, 25, 0, 30),
    });
  });

  it('may not have come yet', () => {
    expect(parseTyped('2026-11-25 19:01', 'Europe/Berlin', Date.UTC(2026, 10, 25, 18))).toEqual({
      kind: 'future',
    });
  });

  it.each([
    '',
    'yesterday',
    '25:00',
    '03:60',
    '2026-02-30 03:12',
    '31 Foo 2026',
    '3',
    '2026-11-20 x',
    '1:2:3:4',
  ])('may make no sense: %s', (typed) => {
    expect(parseTyped(typed, 'utc', NOW_MS)).toEqual({ kind: 'senseless' });
  });

  it('never fails, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), zones, (typed, zone) => {
        expect(['at', 'twice', 'never', 'future', 'senseless']).toContain(parseTyped(typed, zone, HOUR).kind);
      }),
    );
  });
});

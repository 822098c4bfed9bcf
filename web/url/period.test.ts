import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  RANGES,
  type Period,
  parseForm,
  parseLanes,
  parsePeriod,
  parseSelection,
  withForm,
  withLanes,
  withPeriod,
  withSelection,
} from './period.ts';

const throughAddressBar = (params: URLSearchParams): URLSearchParams =>
  new URL(`https://rollcall.example/?${params.toString()}`).searchParams;

const someParams = fc
  .dictionary(fc.constantFrom('range', 'from', 'to', 'as', 'zone'), fc.string())
  .map((entries) => new URLSearchParams(entries));

const periods: fc.Arbitrary<Period> = fc.oneof(
  fc.constantFrom(...RANGES).map((range) => ({ kind: 'last' as const, range })),
  fc
    .tuple(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 1, max: 1e12 }))
    .map(([fromMs, lengthMs]) => ({ kind: 'between' as const, fromMs, toMs: fromMs + lengthMs })),
);

const DEFAULT: Period = { kind: 'last', range: '1h' };
const period = (query: string): Period => parsePeriod(throughAddressBar(new URLSearchParams(query)));

describe('a period in the address', () => {
  it('is what it was, and leaves what belongs to others', () => {
    fc.assert(
      fc.property(someParams, periods, (params, wanted) => {
        const through = throughAddressBar(withPeriod(params, wanted));
        expect(parsePeriod(through)).toEqual(wanted);
        expect(through.get('zone')).toBe(params.get('zone'));
        expect(through.get('as')).toBe(params.get('as'));
      }),
    );
  });

  it('leaves no trace where it is the usual one', () => {
    const dirty = new URLSearchParams('range=6h&from=2026-11-25T14:00:00Z&to=2026-11-25T15:00:00Z');
    expect(withPeriod(dirty, DEFAULT).toString()).toBe('');
  });

  it.each([
    ['from=2026-11-25T14:00:00Z&to=2026-11-25T15:00Z', 3600],
    ['from=2026-11-25T14:00:00.250Z&to=2026-11-25T14:00:01.250Z', 1],
    ['from=2026-11-25T14:00:00Z&to=2026-11-25T16:00:00+01:00', 3600],
    ['from=2026-11-25T14:00:00Z&to=2026-11-25T16:00:00%2B01:00', 3600],
    ['from=2026-11-25T14:00:00Z&to=2026-11-25T10:00:00-05:00', 3600],
  ])('may be written as people do: %s', (query, lengthS) => {
    const fromMs = Date.parse('2026-11-25T14:00:00Z') + (query.includes('.250Z') ? 250 : 0);
    expect(period(query)).toEqual({ kind: 'between', fromMs, toMs: fromMs + lengthS * 1000 });
  });

  it.each([
    '',
    'range=2h',
    'range=constructor',
    'from=2026-11-25T14:00:00Z',
    'from=2026-11-25T14:00:00Z&to=2026-11-25T14:00:00Z',
    'from=2026-11-25T15:00:00Z&to=2026-11-25T14:00:00Z',
    'from=2026-11-25T14:00:00&to=2026-11-25T15:00:00',
    'from=2026-13-45T14:00:00Z&to=2027-11-25T15:00:00Z',
    'from=yesterday&to=today',
    'from=1&to=2',
  ])('is the usual one where it makes no sense: %s', (query) => {
    expect(period(query)).toEqual(DEFAULT);
  });
});

it('keeps the form and the choice of lanes, of which the usual ones leave no trace', () => {
  expect(parseForm(withForm(new URLSearchParams(), 'table'))).toBe('table');
  expect(withForm(new URLSearchParams('as=table'), 'lanes').toString()).toBe('');
  expect(parseForm(new URLSearchParams('as=moon'))).toBe('lanes');
  expect(parseLanes(withLanes(new URLSearchParams(), 'changed'))).toBe('changed');
  expect(withLanes(new URLSearchParams('lanes=changed'), 'all').toString()).toBe('');
  expect(parseLanes(new URLSearchParams('lanes=some'))).toBe('all');
});

describe('a selection in the address', () => {
  it('is what it was', () => {
    const selection = { fromMs: Date.UTC(2026, 10, 20, 3, 10), toMs: Date.UTC(2026, 10, 20, 3, 20, 0, 250) };
    const written = withSelection(new URLSearchParams('range=6h'), selection);
    expect(written.get('sel')).toBe('2026-11-20T03:10:00Z..2026-11-20T03:20:00.250Z');
    expect(parseSelection(throughAddressBar(written))).toEqual(selection);
    expect(withSelection(written, null).toString()).toBe('range=6h');
  });

  it.each(['', 'a..b', '2026-11-20T03:10:00Z', '2026-11-20T03:10:00Z..2026-11-20T03:10:00Z'])(
    'is none where it makes no sense: %s',
    (sel) => {
      expect(parseSelection(new URLSearchParams({ sel }))).toBeNull();
    },
  );
});

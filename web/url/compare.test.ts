import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCompared, withCompared } from './compare.ts';

const moments = fc.integer({ min: 0, max: Date.UTC(2100, 0) });

test('what is put into the address is read from it, in the order of time', () => {
  fc.assert(
    fc.property(moments, fc.oneof(moments, fc.constant('live' as const)), (before, after) => {
      const params = withCompared(new URLSearchParams('zone=local'), { before, after });
      const [first, last] = after === 'live' ? [before, after] : [before, after].toSorted((a, b) => a - b);
      expect(parseCompared(params)).toEqual({ before: first, after: last });
      expect(params.get('zone')).toBe('local');
    }),
  );
});

test.each([
  ['', { before: null, after: 'live' }],
  ['from=yesterday&to=today', { before: null, after: 'live' }],
  ['from=2026-11-20T03:10:00Z', { before: Date.UTC(2026, 10, 20, 3, 10), after: 'live' }],
  ['to=2026-11-20T03:10:00Z', { before: Date.UTC(2026, 10, 20, 3, 10), after: 'live' }],
  ['from=2026-11-20T04:10:00 01:00&to=now', { before: Date.UTC(2026, 10, 20, 3, 10), after: 'live' }],
])('%j', (query, compared) => expect(parseCompared(new URLSearchParams(query))).toEqual(compared));

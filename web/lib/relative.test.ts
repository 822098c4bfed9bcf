import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatDuration } from '~wire/duration.ts';
import { formatRelative } from './relative.ts';

it.each([
  [0, 'just now'],
  [999, 'just now'],
  [1000, '1 s ago'],
  [4 * 60_000, '4 min ago'],
  [-999, 'just now'],
  [-1000, 'in 1 s'],
  [-(41 * 24 + 3) * 3_600_000, 'in 41 d 3 h'],
])('%d ms is %s', (agoMs, words) => {
  expect(formatRelative(5000, 5000 + agoMs)).toBe(words);
});

it('says the same of as long before and after', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1000, max: 1e12 }), fc.nat(1e12), (farMs, nowMs) => {
      const far = formatDuration(farMs);
      expect([formatRelative(nowMs - farMs, nowMs), formatRelative(nowMs + farMs, nowMs)]).toEqual([
        `${far} ago`,
        `in ${far}`,
      ]);
    }),
  );
});

import { expect, test } from 'vitest';
import { formatBytes } from '../../config/values.ts';
import { formatCount, formatMoment, toColumns } from './columns.ts';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_234, '1.23 kB'],
  [12_345_678, '12.3 MB'],
  [4 * 2 ** 30, '4.29 GB'],
  [123e12, '123 TB'],
])('%d bytes are about %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test('counts and moments', () => {
  expect(formatCount(1_234_567)).toBe('1,234,567');
  expect(formatMoment(Date.UTC(2026, 10, 25, 18, 4, 9, 999))).toBe('2026-11-25 18:04:09 UTC');
});

test('figures stand below each other', () => {
  expect(
    toColumns([
      ['table', 'rows'],
      ['facts', '1,234'],
    ]),
  ).toEqual(['table   rows', 'facts  1,234']);
});

import { expect, test } from 'vitest';
import type { Line } from '~wire/summary.ts';
import { folded } from './folded.ts';

const lines = (kind: Line['kind'], count: number): Line[] =>
  Array.from({ length: count }, (_, index) => ({
    kind,
    text: `${kind} ${index}`,
    members: [],
    count: 1,
    ms: null,
  }));

const told = (all: readonly Line[], most: number): string[] =>
  folded(all, most).map((each) => (each.line === null ? `${each.more} more ${each.kind}` : each.line.text));

test('many of a kind are counted after the first few', () => {
  expect(told([...lines('offline', 5), ...lines('leader', 1), ...lines('silent', 4)], 2)).toEqual([
    'offline 0',
    'offline 1',
    '3 more offline',
    'leader 0',
    'silent 0',
    'silent 1',
    '2 more silent',
  ]);
});

test('one more is shown rather than counted', () => {
  expect(told(lines('offline', 3), 2)).toEqual(['offline 0', 'offline 1', 'offline 2']);
});

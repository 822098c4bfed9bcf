import { expect, test } from 'vitest';
import { DEFAULT_RETENTION } from '../../history/retention.ts';
import type { StoreSize } from '../../history/store.ts';
import { reportSize, sizeAsJson, sizeAsText } from './size.ts';

const SIZE: StoreSize = {
  bytes: 12_345_678,
  rows: { facts: 1234, changes: 5, notes: 1 },
  clusters: [
    {
      cluster: 'prod',
      members: 50,
      series: 650,
      firstMs: Date.UTC(2026, 10, 24, 18),
      lastMs: Date.UTC(2026, 10, 25, 18, 4, 9),
    },
  ],
};

test('as a table: what there is, what there will be, and whether it fits', () => {
  const lines = sizeAsText(reportSize('/srv/rollcall.db', SIZE, DEFAULT_RETENTION)).split('\n');
  expect(lines.slice(0, 4)).toEqual([
    '/srv/rollcall.db: 12.3 MB',
    '',
    'cluster  members  series                    since                    until',
    'prod          50     650  2026-11-24 18:00:00 UTC  2026-11-25 18:04:09 UTC',
  ]);
  expect(lines.find((line) => line.startsWith('facts'))).toMatch(/^facts +1,234 +[\d.]+ [MG]B$/);
  expect(lines.find((line) => line.startsWith('notes'))).toMatch(/^notes +1 +-$/);
  expect(lines.find((line) => line.startsWith('total'))).toMatch(/^total +12\.3 MB +[\d.]+ [MG]B$/);
  expect(lines.slice(-2)).toEqual(['When full it fits into the 4GiB of history.maxSize.', '']);
});

test('what will not fit is said, with what goes first', () => {
  const text = sizeAsText(reportSize('/srv/rollcall.db', SIZE, { ...DEFAULT_RETENTION, maxBytes: 64e6 }));
  expect(text).toMatch(
    /more than the 64MB of history\.maxSize: the oldest numbers will go before their time\.\n$/,
  );
});

test('as JSON: the same in whole numbers', () => {
  const report = reportSize('/srv/rollcall.db', SIZE, DEFAULT_RETENTION);
  expect(JSON.parse(sizeAsJson(report))).toEqual(report);
  expect(report.forecast.total).toBeGreaterThan(SIZE.bytes);
});

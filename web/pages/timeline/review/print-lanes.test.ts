import { expect, test } from 'vitest';
import type { Span, Trails } from '~wire/series.ts';
import { printLanes, printLevels } from './print-lanes.ts';

const span = (fromMs: number, status: string | null, ours: Span['ours'] = 'answering'): Span => ({
  fromMs,
  status,
  ours,
});

const TRAILS: Trails = {
  nowMs: 1000,
  fromMs: 0,
  toMs: 1000,
  firstMs: 0,
  members: {
    'node-10': [span(0, 'Online')],
    'node-2': [span(0, 'Online'), span(500, 'Offline', 'silent')],
    gone: [span(0, null, 'absent')],
  },
  blind: [{ fromMs: 900, toMs: 1000, cause: 'asleep' }],
  leaders: [
    { fromMs: 0, member: 'node-2' },
    { fromMs: 500, member: null },
  ],
  levels: [{ fromMs: 0, level: 'ok' }],
};
const BOUNDS = { fromMs: 0, toMs: 1000 };

test('a lane for each that was a member, with what nobody saw as such', () => {
  expect(printLanes(TRAILS, BOUNDS, 100)).toEqual([
    {
      name: 'node-2',
      lxd: new Map([
        ['online', [{ x: 0, end: 50 }]],
        ['offline', [{ x: 50, end: 90 }]],
        ['unknown', [{ x: 90, end: 100 }]],
      ]),
      ours: new Map([
        ['online', [{ x: 0, end: 50 }]],
        ['offline', [{ x: 50, end: 90 }]],
        ['unknown', [{ x: 90, end: 100 }]],
      ]),
      led: [{ x: 0, end: 50 }],
    },
    {
      name: 'node-10',
      lxd: new Map([
        ['online', [{ x: 0, end: 90 }]],
        ['unknown', [{ x: 90, end: 100 }]],
      ]),
      ours: new Map([
        ['online', [{ x: 0, end: 90 }]],
        ['unknown', [{ x: 90, end: 100 }]],
      ]),
      led: [],
    },
  ]);
});

test('the verdict, too', () => {
  expect(printLevels(TRAILS, BOUNDS, 100)).toEqual(
    new Map([
      ['online', [{ x: 0, end: 90 }]],
      ['unknown', [{ x: 90, end: 100 }]],
    ]),
  );
});

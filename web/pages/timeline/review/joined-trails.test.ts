import { describe, expect, test } from 'vitest';
import type { Trails } from '~wire/series.ts';
import { joinedTrails } from './joined-trails.ts';

const trails = (fromMs: number, toMs: number, differs: Partial<Trails> = {}): Trails => ({
  nowMs: 5000,
  fromMs,
  toMs,
  firstMs: 0,
  members: {},
  blind: [],
  leaders: [],
  levels: [],
  ...differs,
});
const span = (fromMs: number, status: string | null = 'Online') => ({
  fromMs,
  status,
  ours: 'answering' as const,
});

describe('trails, one after the other', () => {
  const over = trails(0, 1000, {
    members: { a: [span(-50), span(500, 'Offline')], gone: [span(0)] },
    blind: [{ fromMs: 900, toMs: 1000, cause: 'not-running' }],
    leaders: [{ fromMs: 0, member: 'a' }],
    levels: [{ fromMs: 0, level: 'ok' }],
  });
  const tail = trails(1000, 5000, {
    members: { a: [span(500, 'Offline'), span(1500)], constructor: [span(1200)] },
    blind: [{ fromMs: 900, toMs: 1100, cause: 'not-running' }],
    leaders: [{ fromMs: 0, member: 'a' }],
    levels: [{ fromMs: 1100, level: 'degraded' }],
  });

  test('are one', () => {
    expect(joinedTrails([over, tail], 6000)).toEqual({
      nowMs: 6000,
      fromMs: 0,
      toMs: 6000,
      firstMs: 0,
      members: {
        a: [span(-50), span(500, 'Offline'), span(1000, 'Offline'), span(1500)],
        gone: [span(0)],
        constructor: [span(1200)],
      },
      blind: [{ fromMs: 900, toMs: 1100, cause: 'not-running' }],
      leaders: [
        { fromMs: 0, member: 'a' },
        { fromMs: 1000, member: 'a' },
      ],
      levels: [
        { fromMs: 0, level: 'ok' },
        { fromMs: 1100, level: 'degraded' },
      ],
    });
  });

  test('end where they end, unless it is the present', () => {
    expect(joinedTrails([over, undefined], 6000)?.toMs).toBe(1000);
    expect(joinedTrails([undefined, tail], 4000)?.toMs).toBe(5000);
  });

  test('are none without any', () => expect(joinedTrails([undefined, undefined], 1)).toBe(null));
});

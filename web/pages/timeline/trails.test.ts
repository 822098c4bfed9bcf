import { describe, expect, it } from 'vitest';
import type { BlindSpot } from '~wire/moment.ts';
import type { Span, Trails } from '~wire/series.ts';
import { knownOf } from './trails.ts';

const span = (fromMs: number, status: string | null = 'Online'): Span => ({
  fromMs,
  status,
  ours: 'answering',
});

const trails = (spans: Span[], ...blind: BlindSpot[]): Trails => ({
  nowMs: 1000,
  fromMs: 0,
  toMs: 1000,
  firstMs: 0,
  blind,
  members: { a: spans },
  leaders: [{ fromMs: 0, member: 'a' }],
  levels: [{ fromMs: 0, level: 'ok' }],
});

const spot = (fromMs: number, toMs: number | null, cause: BlindSpot['cause'] = 'not-running'): BlindSpot => ({
  fromMs,
  toMs,
  cause,
});

const statuses = (told: Trails): (readonly [number, string | null])[] =>
  (knownOf(told, true).members['a'] ?? []).map(({ fromMs, status }) => [fromMs, status] as const);

describe('a time in which nobody looked', () => {
  it('has nothing in it, and what was before goes on after it', () => {
    expect(statuses(trails([span(0)], spot(100, 200)))).toEqual([
      [0, 'Online'],
      [100, null],
      [200, 'Online'],
    ]);
    const { leaders, levels } = knownOf(trails([], spot(100, 200)), true);
    expect(leaders.map(({ member }) => member)).toEqual(['a', null, 'a']);
    expect(levels.map(({ level }) => level)).toEqual(['ok', 'unknown', 'ok']);
  });

  it('hides what is said to have begun in it, until its end', () => {
    expect(
      statuses(trails([span(0), span(150, 'Offline'), span(400)], spot(100, 200), spot(300, 350))),
    ).toEqual([
      [0, 'Online'],
      [100, null],
      [150, null],
      [200, 'Offline'],
      [300, null],
      [350, 'Offline'],
      [400, 'Online'],
    ]);
  });

  it('that goes on ends with what is told', () => {
    const [blind] = knownOf(trails([span(0)], spot(900, null)), true).blind;
    expect(blind).toEqual({ fromMs: 900, toMs: 1000, cause: 'not-running', open: true });
  });

  it('leaves what our own probe saw while no member gave a list', () => {
    expect(statuses(trails([span(0), span(100, null)], spot(100, 200, 'unanswered')))).toEqual([
      [0, 'Online'],
      [100, null],
    ]);
  });
});

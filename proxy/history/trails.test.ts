import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BlindSpot } from '../wire/moment.ts';
import { LEADER_LANE, VERDICT_LANE, memberLane } from './facts.ts';
import type { Fact, Json } from './store.ts';
import { type TrailsOf, blindSpotsOf, overlaid, trailsOf } from './trails.ts';

const lane = (name: string, fromMs: number, value: Json): Fact => ({ kind: 'lane', name, fromMs, value });
const member = (name: string, fromMs: number, status: string | null, ours = 'answering'): Fact =>
  lane(memberLane(name), fromMs, { status, ours });
const watch = (fromMs: number, cause: string | null): Fact => ({
  kind: 'watch',
  name: '',
  fromMs,
  value: cause === null ? { state: 'watching' } : { state: 'blind', cause },
});
const asked = (facts: readonly Fact[], differs: Partial<TrailsOf> = {}) =>
  trailsOf({
    facts,
    renamings: [],
    blind: blindSpotsOf(facts),
    firstMs: 0,
    range: { fromMs: 0, toMs: 1000 },
    nowMs: 1000,
    ...differs,
  });

describe('trails', () => {
  it('say what held at the beginning, and every change', () => {
    const { members, leaders, levels } = asked([
      member('a', 0, 'Online'),
      member('a', 400, 'Offline', 'silent'),
      lane(LEADER_LANE, 0, { member: 'a' }),
      lane(LEADER_LANE, 450, { member: 'b' }),
      lane(VERDICT_LANE, 0, { level: 'ok' }),
      lane(VERDICT_LANE, 400, { level: 'degraded' }),
    ]);
    expect(members).toEqual({
      a: [
        { fromMs: 0, status: 'Online', ours: 'answering' },
        { fromMs: 400, status: 'Offline', ours: 'silent' },
      ],
    });
    expect(leaders).toEqual([
      { fromMs: 0, member: 'a' },
      { fromMs: 450, member: 'b' },
    ]);
    expect(levels).toEqual([
      { fromMs: 0, level: 'ok' },
      { fromMs: 400, level: 'degraded' },
    ]);
  });

  it('have members that come and go as absent before and after', () => {
    const { members } = asked([member('a', 300, 'Online'), lane(memberLane('a'), 600, null)]);
    expect(members['a']?.map(({ fromMs, ours }) => [fromMs, ours])).toEqual([
      [0, 'absent'],
      [300, 'answering'],
      [600, 'absent'],
    ]);
  });

  it('know nothing in a blind spot, and before the record begins', () => {
    const facts = [
      member('a', 100, 'Online'),
      lane(LEADER_LANE, 100, { member: 'a' }),
      lane(VERDICT_LANE, 100, { level: 'ok' }),
      watch(300, 'not-running'),
      watch(500, null),
    ];
    const { members, leaders, levels, blind } = asked(facts, { firstMs: 100 });
    expect(members['a']).toEqual([
      { fromMs: 0, status: null, ours: 'unknown' },
      { fromMs: 100, status: 'Online', ours: 'answering' },
      { fromMs: 300, status: null, ours: 'unknown' },
      { fromMs: 500, status: 'Online', ours: 'answering' },
    ]);
    expect(leaders.map((stretch) => stretch.member)).toEqual([null, 'a', null, 'a']);
    expect(levels.map(({ level }) => level)).toEqual(['unknown', 'ok', 'unknown', 'ok']);
    expect(blind).toEqual([{ fromMs: 300, toMs: 500, cause: 'not-running' }]);
  });

  it('keep what our own probes saw while no member gave a list', () => {
    const { members, blind } = asked([
      member('a', 0, 'Online'),
      watch(200, 'unanswered'),
      member('a', 206, null, 'answering'),
    ]);
    expect(members['a']?.at(-1)).toEqual({ fromMs: 206, status: null, ours: 'answering' });
    expect(blind).toEqual([{ fromMs: 200, toMs: null, cause: 'unanswered' }]);
  });

  it('follow a member that was renamed, unless another has its old name since', () => {
    const facts = [
      member('old', 0, 'Online'),
      lane(memberLane('old'), 500, null),
      member('new', 500, 'Offline'),
    ];
    const renamings = [{ atMs: 500, before: 'old', after: 'new' }];
    expect(asked(facts, { renamings }).members).toEqual({
      new: [
        { fromMs: 0, status: 'Online', ours: 'answering' },
        { fromMs: 500, status: 'Offline', ours: 'answering' },
      ],
    });
    const reused = asked([...facts, member('old', 700, 'Online')], { renamings });
    expect(Object.keys(reused.members)).toEqual(['old', 'new']);
  });
});

it('stretches under blind spots are those of a model that looks at every moment', () => {
  const times = fc.uniqueArray(fc.integer({ min: -5, max: 40 }), { maxLength: 8 });
  fc.assert(
    fc.property(times, times, (starts, edges) => {
      const stretches = starts
        .toSorted((a, b) => a - b)
        .map((fromMs, index) => ({ fromMs, word: index % 2 === 0 ? 'a' : 'b' }));
      const sorted = edges.toSorted((a, b) => a - b);
      const spots = sorted.flatMap((fromMs, index): BlindSpot[] =>
        index % 2 === 0 ? [{ fromMs, toMs: sorted[index + 1] ?? null, cause: 'asleep' }] : [],
      );
      const found = overlaid(stretches, spots, (fromMs) => ({ fromMs, word: '?' }), { fromMs: 0, toMs: 30 });
      for (let atMs = 0; atMs < 30; atMs += 1) {
        const blind = spots.some((spot) => spot.fromMs <= atMs && atMs < (spot.toMs ?? 100));
        const word = blind ? '?' : (stretches.findLast(({ fromMs }) => fromMs <= atMs)?.word ?? '?');
        expect(found.findLast(({ fromMs }) => fromMs <= atMs)?.word).toBe(word);
      }
      expect(found.every(({ word }, index) => word !== found[index - 1]?.word)).toBe(true);
    }),
  );
});

import { describe, expect, it } from 'vitest';
import type { Span, Trails } from '~wire/series.ts';
import type { Verdict } from '~wire/verdict.ts';
import { BEAT_MS, MINUTE, NOW_MS, failed, ok, online, silent, snapshotOf } from '~wire/testing/scenes.ts';
import { verdictOf } from '~wire/testing/reasons.ts';
import {
  at,
  closeLane,
  heardUntil,
  isQuiet,
  lanesOf,
  leadersOf,
  levelsOf,
  oursShape,
  statusShape,
} from './lanes.ts';

const ago = (ms: number): number => NOW_MS - ms;
const span = (agoMs: number, status: string | null, ours: Span['ours'] = 'answering'): Span => ({
  fromMs: ago(agoMs),
  status,
  ours,
});

const trails = (members: Record<string, Span[]>): Trails => ({
  nowMs: NOW_MS,
  fromMs: ago(10 * MINUTE),
  toMs: NOW_MS,
  firstMs: ago(10 * MINUTE),
  blind: [],
  members,
  leaders: [
    { fromMs: ago(9 * MINUTE), member: 'node-1' },
    { fromMs: ago(MINUTE), member: 'node-2' },
  ],
  levels: [
    { fromMs: ago(9 * MINUTE), level: 'ok' },
    { fromMs: ago(2 * MINUTE), level: 'degraded' },
  ],
});

const node = online('node-1');
const live = snapshotOf({ members: [node] });
const STALE_MS = 30_000;
const stale = snapshotOf({
  members: [online('node-1', undefined, { probe: silent({ ageMs: STALE_MS }) })],
  parts: { members: failed('timeout', STALE_MS) },
});

describe('a lane', () => {
  const lane = lanesOf(
    trails({
      'node-1': [
        span(540_000, 'Online'),
        span(60_000, 'Online', 'silent'),
        span(40_000, 'Offline', 'silent'),
      ],
    }),
  )('node-1');

  it('has each witness for itself', () => {
    const { status, ours } = closeLane(lane, heardUntil(node, live, NOW_MS), NOW_MS);
    expect(status).toEqual([
      { fromMs: ago(540_000), toMs: ago(40_000), value: 'Online' },
      { fromMs: ago(40_000), toMs: NOW_MS, value: 'Offline' },
    ]);
    expect(ours).toEqual([
      { fromMs: ago(540_000), toMs: ago(60_000), value: 'answering' },
      { fromMs: ago(60_000), toMs: NOW_MS, value: 'silent' },
    ]);
  });

  it('goes no further than it was seen', () => {
    const [member = node] = stale.members;
    const { status, ours } = closeLane(lane, heardUntil(member, stale, NOW_MS), NOW_MS);
    expect(status.at(-1)).toEqual({ fromMs: ago(STALE_MS), toMs: NOW_MS, value: null });
    expect(ours.at(-1)).toEqual({ fromMs: ago(STALE_MS), toMs: NOW_MS, value: 'unknown' });
    expect(at(status, ago(STALE_MS) - 1)?.value).toBe('Offline');
  });

  it('of a member that has no trail, or an odd name, is empty or its own', () => {
    const odd = lanesOf(trails(Object.fromEntries([['constructor', [span(1000, 'Online')]]])));
    expect(odd('constructor').status).toHaveLength(1);
    expect(odd('toString').status).toEqual([]);
    expect(odd('constructor')).toBe(odd('constructor'));
  });

  it('is quiet when neither witness saw any trouble', () => {
    const bounds = (fromMs: number, toMs: number) => ({ fromMs: ago(fromMs), toMs: ago(toMs) });
    expect(isQuiet(lane, bounds(500_000, 60_000))).toBe(true);
    expect(isQuiet(lane, bounds(500_000, 59_000))).toBe(false);
    expect(isQuiet(lane, bounds(50_000, 45_000))).toBe(false);
    expect(isQuiet(lane, bounds(10_000, 0))).toBe(false);
    const blind = lanesOf(trails({ a: [span(1000, 'Online', 'pending'), span(500, null, 'unknown')] }))('a');
    expect(isQuiet(blind, bounds(1000, 0))).toBe(true);
  });
});

describe('what is of the whole cluster', () => {
  const ofVerdict = (level: Verdict['level']): Verdict => ({ ...verdictOf({}), level });

  it('ends now while data come, and is unknown from the last of them otherwise', () => {
    const told = trails({});
    expect(levelsOf(told, live, ofVerdict('degraded'), NOW_MS).at(-1)).toMatchObject({
      toMs: NOW_MS,
      value: 'degraded',
    });
    expect(levelsOf(told, stale, ofVerdict('unknown'), NOW_MS).slice(-2)).toEqual([
      { fromMs: ago(2 * MINUTE), toMs: ago(STALE_MS), value: 'degraded' },
      { fromMs: ago(STALE_MS), toMs: NOW_MS, value: 'unknown' },
    ]);
    expect(leadersOf(told, live, NOW_MS).map(({ value }) => value)).toEqual(['node-1', 'node-2']);
    expect(leadersOf(told, stale, NOW_MS).map(({ value }) => value)).toEqual(['node-1', 'node-2', null]);
  });

  it('stays while the list is only a beat late', () => {
    const late = snapshotOf({ parts: { members: ok(BEAT_MS) } });
    expect(levelsOf(trails({}), late, ofVerdict('degraded'), NOW_MS).at(-1)?.value).toBe('degraded');
  });
});

it('gives a form to every word', () => {
  expect([null, 'Online', 'Offline', 'Evacuated', 'Blocked', 'whatever'].map(statusShape)).toEqual([
    'unknown',
    'online',
    'offline',
    'evacuated',
    'attention',
    'attention',
  ]);
  expect((['answering', 'silent', 'wrong', 'pending', 'unknown'] as const).map(oursShape)).toEqual([
    'online',
    'offline',
    'attention',
    'unknown',
    'unknown',
  ]);
});

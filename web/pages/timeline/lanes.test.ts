import { describe, expect, it } from 'vitest';
import type { Span } from '~wire/series.ts';
import { NOW_MS, failed, online, silent, snapshotOf } from '~wire/testing/scenes.ts';
import {
  ABSENT,
  at,
  closeLane,
  heardUntil,
  isQuiet,
  lanesOf,
  oursShape,
  statusKind,
  statusShape,
  wasThere,
} from './lanes.ts';

const ago = (ms: number): number => NOW_MS - ms;
const span = (agoMs: number, status: string | null, ours: Span['ours'] = 'answering'): Span => ({
  fromMs: ago(agoMs),
  status,
  ours,
});

const node = online('node-1');
const live = snapshotOf({ members: [node] });
const STALE_MS = 30_000;
const stale = snapshotOf({
  members: [online('node-1', undefined, { probe: silent({ ageMs: STALE_MS }) })],
  parts: { members: failed('timeout', STALE_MS) },
});

describe('a lane', () => {
  const lane = lanesOf({
    'node-1': [span(540_000, 'Online'), span(60_000, 'Online', 'silent'), span(40_000, 'Offline', 'silent')],
  })('node-1');

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
    const odd = lanesOf(Object.fromEntries([['constructor', [span(1000, 'Online')]]]));
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
    const blind = lanesOf({ a: [span(1000, 'Online', 'pending'), span(500, null, 'unknown')] })('a');
    expect(isQuiet(blind, bounds(1000, 0))).toBe(true);
  });
});

describe('a member that left', () => {
  const gone = lanesOf({ a: [span(9000, 'Online'), span(4000, null, 'absent')] })('a');

  it('is not unknown from then on, but no member', () => {
    const heard = { lxdMs: ago(5000), oursMs: ago(5000) };
    const { status, ours } = closeLane(gone, heard, NOW_MS);
    expect(status.at(-1)).toEqual({ fromMs: ago(4000), toMs: NOW_MS, value: ABSENT });
    expect(ours.at(-1)).toEqual({ fromMs: ago(4000), toMs: NOW_MS, value: 'absent' });
    expect(statusKind(ABSENT)).toBeNull();
  });

  it('was there before', () => {
    expect(wasThere(gone, { fromMs: ago(5000), toMs: NOW_MS })).toBe(true);
    expect(wasThere(gone, { fromMs: ago(3000), toMs: NOW_MS })).toBe(false);
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

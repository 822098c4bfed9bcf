import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availability, byDay, formatShare } from './availability.ts';
import type { Trails } from './series.ts';
import { someTrails, span, trailsOf } from './testing/trails.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** What there is to say of one member over a whole second. */
const ofNode = (differs: Partial<Trails>) => availability(trailsOf(differs), 0, 1000).members[0];

describe('availability of a member', () => {
  it('is by both witnesses, apart', () => {
    expect(
      ofNode({
        members: {
          'node-1': [span(0), span(600, 'Online', 'silent'), span(700, 'Offline', 'silent'), span(900)],
        },
      }),
    ).toEqual({
      member: 'node-1',
      presentMs: 1000,
      ours: { answering: 700, silent: 300, wrong: 0, unknown: 0, absent: 0 },
      lxd: { online: 800, offline: 200, evacuated: 0, other: 0, unknown: 0, absent: 0 },
      upShare: 0.7,
      knownShare: 1,
      onlineShare: 0.8,
    });
  });

  it('puts every word of LXD into a class', () => {
    const words = ['Evacuating', 'Evacuated', 'Restoring', 'Blocked', 'Sleeping', null];
    const spans = words.map((word, index) => span(index * 100, word, 'wrong'));
    expect(ofNode({ members: { a: spans } })).toMatchObject({
      ours: { wrong: 1000 },
      lxd: { evacuated: 300, other: 200, unknown: 500, online: 0 },
      upShare: 0,
    });
  });

  it('never counts what nobody saw as up', () => {
    const blind: Trails['blind'] = [
      { fromMs: 100, toMs: 300, cause: 'not-running' },
      { fromMs: 200, toMs: 400, cause: 'not-recorded' },
      { fromMs: 900, toMs: null, cause: 'asleep' },
    ];
    expect(ofNode({ members: { a: [span(-50)] }, blind })).toMatchObject({
      ours: { answering: 600, unknown: 400 },
      upShare: 0.6,
      knownShare: 0.6,
    });
    expect(ofNode({ members: { a: [span(0, null, 'pending')] } })).toMatchObject({
      upShare: 0,
      knownShare: 0,
    });
    expect(ofNode({ members: { a: [] } })).toMatchObject({ ours: { unknown: 1000 }, upShare: 0 });
    expect(ofNode({ members: { a: [span(0)] }, firstMs: 250 })).toMatchObject({ ours: { unknown: 250 } });
    expect(ofNode({ members: { a: [span(0)] }, firstMs: null })).toMatchObject({ ours: { unknown: 1000 } });
  });

  it('is of the time in which it was a member', () => {
    const spans = [span(0, null, 'absent'), span(500), span(750, null, 'absent')];
    expect(ofNode({ members: { a: spans } })).toMatchObject({
      presentMs: 250,
      ours: { absent: 750 },
      lxd: { absent: 750 },
      upShare: 1,
      onlineShare: 1,
    });
    expect(ofNode({ members: { a: [span(0, null, 'absent')] } })).toMatchObject({
      presentMs: 0,
      upShare: null,
      knownShare: null,
    });
  });

  it('says nothing of the future', () => {
    const found = availability(trailsOf({ nowMs: 400, members: { a: [span(0)] } }), 0, 1000);
    expect([found.allMs, found.members[0]?.ours.answering, found.members[0]?.upShare]).toEqual([400, 400, 1]);
    expect(availability(trailsOf({ members: { a: [span(0)] } }), 2000, 3000)).toMatchObject({
      allMs: 0,
      members: [{ upShare: null }],
      cluster: { okShare: null },
    });
  });
});

it('is of the cluster by its verdict', () => {
  const levels: Trails['levels'] = [
    { fromMs: 0, level: 'ok' },
    { fromMs: 500, level: 'critical' },
    { fromMs: 600, level: 'degraded' },
    { fromMs: 800, level: 'unknown' },
  ];
  const blind: Trails['blind'] = [{ fromMs: 0, toMs: 100, cause: 'asleep' }];
  expect(availability(trailsOf({ levels, blind }), 0, 1000).cluster).toEqual({
    levels: { ok: 400, critical: 100, degraded: 200, unknown: 300 },
    okShare: 0.4,
    knownShare: 0.7,
  });
});

describe('availability by day', () => {
  it('has days of 23 and 25 hours where clocks are changed', () => {
    const midnights = [0, DAY, DAY + 23 * HOUR, 2 * DAY + 23 * HOUR, 3 * DAY + 24 * HOUR];
    const end = 4 * DAY;
    const trails = trailsOf({ nowMs: end, toMs: end, members: { a: [span(0)] } });
    expect(byDay(trails, midnights).map(({ members }) => members[0]?.ours.answering)).toEqual([
      24 * HOUR,
      23 * HOUR,
      24 * HOUR,
      25 * HOUR,
    ]);
  });

  it('needs two midnights for a day', () => {
    expect([byDay(trailsOf(), []), byDay(trailsOf(), [5])]).toEqual([[], []]);
  });

  it('adds up to what the whole range is, and is each day as that day alone', () => {
    fc.assert(
      fc.property(
        someTrails,
        fc.uniqueArray(fc.integer({ min: -20, max: 160 }), { minLength: 2, maxLength: 9 }),
        (trails, some) => {
          const midnights = some.toSorted((a, b) => a - b);
          const days = byDay(trails, midnights);
          const [fromMs = 0, toMs = 0] = [midnights[0], midnights.at(-1)];
          const whole = availability(trails, fromMs, toMs);
          expect(days.reduce((ms, day) => ms + day.allMs, 0)).toBe(whole.allMs);
          whole.members.forEach(({ ours, lxd }, index) => {
            const sum = (of: (member: (typeof whole.members)[number]) => number): number =>
              days.reduce(
                (ms, { members }) => ms + (members[index] === undefined ? 0 : of(members[index])),
                0,
              );
            expect(sum((member) => member.ours.answering)).toBe(ours.answering);
            expect(sum((member) => member.lxd.offline)).toBe(lxd.offline);
          });
          for (const day of days) expect(day).toEqual(availability(trails, day.fromMs, day.toMs));
        },
      ),
    );
  });
});

/** Whether anybody looked at a moment. */
const looked = ({ blind, firstMs }: Trails, atMs: number): boolean =>
  firstMs !== null &&
  atMs >= firstMs &&
  !blind.some(({ fromMs, toMs }) => fromMs <= atMs && atMs < (toMs ?? Infinity));

it('is what a walk over every millisecond counts', () => {
  fc.assert(
    fc.property(
      someTrails,
      fc.integer({ min: -10, max: 100 }),
      fc.integer({ min: 1, max: 60 }),
      (trails, fromMs, ms) => {
        const toMs = fromMs + ms;
        for (const { member, ours, lxd, presentMs } of availability(trails, fromMs, toMs).members) {
          const seen: Record<string, number> = { answering: 0, silent: 0, wrong: 0, unknown: 0, absent: 0 };
          for (let atMs = fromMs; atMs < Math.min(toMs, trails.nowMs); atMs += 1) {
            const held =
              atMs < trails.toMs ? trails.members[member]?.findLast((one) => one.fromMs <= atMs) : undefined;
            const word =
              !looked(trails, atMs) || held === undefined || held.ours === 'pending' ? 'unknown' : held.ours;
            seen[word] = (seen[word] ?? 0) + 1;
          }
          expect(ours).toEqual(seen);
          const total = Object.values(lxd).reduce((sum, each) => sum + each, 0);
          expect([total, total - lxd.absent, ours.absent]).toEqual([
            Math.max(0, Math.min(toMs, trails.nowMs) - fromMs),
            presentMs,
            lxd.absent,
          ]);
        }
      },
    ),
  );
});

it.each([
  [null, '–'],
  [0, '0 %'],
  [0.00001, 'under 0.01 %'],
  [0.07, '7.00 %'],
  [0.29, '29.00 %'],
  [0.9995, '99.95 %'],
  [0.999999, '99.99 %'],
  [0.9999999999, '99.99 %'],
  [1, '100 %'],
])('a share of %d reads %s', (part, words) => {
  expect(formatShare(part)).toBe(words);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availability } from './availability.ts';
import type { RecordedChange } from './change.ts';
import type { Trails } from './series.ts';
import { type Happenings, summarise } from './summary.ts';
import { change, happened, note, operationEnded, turned, warned } from './testing/happenings.ts';
import { someTrails, span, trailsOf } from './testing/trails.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Of the first hour of 1970. */
const summary = (
  trails: Partial<Trails> = {},
  differs: Partial<Omit<Happenings, 'trails'>> = {},
  [fromMs, toMs]: readonly [number, number] = [0, HOUR],
) =>
  summarise(
    {
      trails: trailsOf({ nowMs: HOUR, toMs: HOUR, ...trails }),
      changes: [],
      occurrences: [],
      notes: [],
      ...differs,
    },
    fromMs,
    toMs,
  );
const texts = (...of: Parameters<typeof summary>): string[] => summary(...of).map(({ text }) => text);
const changed = (...changes: RecordedChange[]): string[] => texts({}, { changes });

it('is empty of an hour in which all was well', () => {
  const well: Partial<Trails> = {
    members: { a: [span(0)], b: [span(-5), span(20, null, 'absent')] },
    levels: [{ fromMs: 0, level: 'ok' }],
    leaders: [{ fromMs: 0, member: 'a' }],
  };
  expect(summary(well)).toEqual([]);
});

describe('members', () => {
  const flapping = [
    span(0),
    span(MINUTE, 'Offline', 'silent'),
    span(5 * MINUTE),
    span(6 * MINUTE, 'Online', 'silent'),
    span(7 * MINUTE, 'Offline', 'silent'),
    span(8 * MINUTE, 'Offline', 'wrong'),
    span(10 * MINUTE + 12 * SECOND),
  ];

  it('are told by each witness, how often and for how long', () => {
    expect(summary({ members: { 'node-3': flapping } })).toEqual([
      {
        kind: 'offline',
        text: 'node-3 offline 2x, 7 min 12 s',
        members: ['node-3'],
        count: 2,
        ms: 7 * MINUTE + 12 * SECOND,
      },
      {
        kind: 'wrong',
        text: 'wrong answer from node-3 once, 2 min 12 s',
        members: ['node-3'],
        count: 1,
        ms: 2 * MINUTE + 12 * SECOND,
      },
      {
        kind: 'silent',
        text: 'no answer from node-3 2x, 6 min',
        members: ['node-3'],
        count: 2,
        ms: 6 * MINUTE,
      },
    ]);
  });

  it('count within the range only', () => {
    expect(texts({ members: { a: flapping } }, {}, [4 * MINUTE, 7 * MINUTE + 30 * SECOND])).toEqual([
      'a offline 2x, 1 min 30 s, still so at the end',
      'no answer from a 2x, 2 min 30 s, still so at the end',
    ]);
  });

  it('are not told to have come back while nobody looked', () => {
    const members = { a: [span(0, 'Offline', 'silent')] };
    const blind: Trails['blind'] = [{ fromMs: MINUTE, toMs: 3 * MINUTE, cause: 'not-running' }];
    expect(texts({ members, blind }, {}, [0, 5 * MINUTE])).toEqual([
      'a offline once, 3 min, still so at the end',
      'no answer from a once, 3 min, still so at the end',
      'nobody looked for 2 min: Rollcall was not running',
    ]);
    expect(texts({ members, blind }, {}, [0, 2 * MINUTE])).toEqual([
      'a offline once, 1 min',
      'no answer from a once, 1 min',
      'nobody looked for 1 min: Rollcall was not running',
    ]);
  });

  it('are in LXD’s words, the longest away first', () => {
    const members = {
      a: [span(0, 'Evacuated'), span(MINUTE)],
      b: [span(0, 'Blocked'), span(MINUTE, 'Sleeping'), span(2 * MINUTE)],
      c: [span(0, 'Offline'), span(500)],
      d: [span(0, 'Offline'), span(2 * MINUTE)],
    };
    expect(texts({ members })).toEqual([
      'd offline once, 2 min',
      'c offline once, less than 1 s',
      'b blocked once, 1 min',
      'b sleeping once, 1 min',
      'a evacuated once, 1 min',
    ]);
  });
});

it('says for how long the cluster was not well', () => {
  const levels: Trails['levels'] = [
    { fromMs: 0, level: 'ok' },
    { fromMs: MINUTE, level: 'degraded' },
    { fromMs: 2 * MINUTE, level: 'critical' },
    { fromMs: 3 * MINUTE, level: 'degraded' },
    { fromMs: 5 * MINUTE, level: 'unknown' },
    { fromMs: 6 * MINUTE, level: 'ok' },
  ];
  expect(texts({ levels })).toEqual([
    'cluster critical once, 1 min',
    'cluster unknown once, 1 min',
    'cluster degraded 2x, 3 min',
  ]);
});

describe('blind spots', () => {
  it('are told with their causes, overlapping ones once', () => {
    const blind: Trails['blind'] = [
      { fromMs: 0, toMs: 2 * MINUTE, cause: 'unanswered' },
      { fromMs: MINUTE, toMs: 3 * MINUTE, cause: 'asleep' },
      { fromMs: 59 * MINUTE, toMs: null, cause: 'unanswered' },
    ];
    expect(summary({ blind })).toEqual([
      {
        kind: 'blind',
        text: "nobody looked for 4 min: no member gave an answer; Rollcall's machine was asleep",
        members: [],
        count: 3,
        ms: 4 * MINUTE,
      },
    ]);
  });

  it('are not what came before the first record', () => {
    expect(texts({ firstMs: 30 * MINUTE })).toEqual(['nothing had been recorded yet for 30 min']);
    expect(texts({ firstMs: null })).toEqual(['nothing had been recorded yet for 1 h']);
  });
});

describe('the leader', () => {
  const leaders = (...members: (string | null)[]): Trails['leaders'] =>
    members.map((member, index) => ({ fromMs: index * MINUTE, member }));

  it.each([
    [leaders('a', 'b'), 'leader moved once, from a to b'],
    [leaders('a', null, 'b', 'c'), 'leader moved 2x, from a to c'],
    [leaders('a', 'b', 'a'), 'leader moved 2x, from a and back to it'],
  ])('%j', (list, text) => {
    expect(texts({ leaders: list })).toEqual([text]);
  });

  it.each([[leaders('a', null, 'a')], [leaders(null, 'a')], [leaders('a')]])('did not move: %j', (list) => {
    expect(summary({ leaders: list })).toEqual([]);
  });

  it('did not move by being renamed', () => {
    const renamed = change(MINUTE, { kind: 'member-renamed', member: 'b', before: 'a', after: 'b' });
    expect(texts({ leaders: leaders('a', 'b') }, { changes: [renamed] })).toEqual(['a renamed to b']);
  });
});

describe('changes', () => {
  it('tell of evacuations and restores', () => {
    expect(
      changed(
        turned(1, 'Online', 'Evacuating', 'a'),
        turned(2, 'Evacuating', 'Evacuated', 'a'),
        turned(3, 'Evacuated', 'Restoring', 'a'),
        turned(4, 'Restoring', 'Online', 'a'),
        turned(5, 'Online', 'Evacuated', 'b'),
      ),
    ).toEqual(['2 evacuations: a, b', '1 restore: a']);
  });

  it('tell who came and went', () => {
    expect(
      changed(
        change(1, { kind: 'member-added', member: 'd', before: null, after: 'https://d:8443' }),
        change(2, { kind: 'member-added', member: 'e', before: null, after: 'https://e:8443' }),
        change(3, { kind: 'member-removed', member: 'a', before: 'https://a:8443', after: null }),
        change(4, { kind: 'member-renamed', member: 'f', before: 'e', after: 'f' }),
      ),
    ).toEqual(['d, e joined the cluster', 'a left the cluster', 'e renamed to f']);
  });

  it('of other kinds are told one by one where there is one, and else counted', () => {
    expect(
      changed(
        change(1, { kind: 'config', before: '', after: 'a=1' }),
        change(2, { kind: 'roles', before: 'database', after: '' }),
        change(3, { kind: 'roles', before: '', after: 'database', member: 'b' }),
        change(4, { kind: 'cluster-groups', before: 'default', after: 'default, gpu', member: null }),
        change(5, { kind: 'part', before: 'member list', after: 'failed', member: null }),
        change(6, { kind: 'part', before: 'member list', after: 'answered again', member: null }),
      ),
    ).toEqual([
      'roles changed 2x: node-1, b',
      'cluster groups default → default, gpu',
      'node-1: config none → a=1',
      'what the cluster lets us read changed 2x',
    ]);
  });

  it('name a few members and count the rest', () => {
    const many = Array.from({ length: 8 }, (_, index) => turned(index, 'Online', 'Evacuated', `n${index}`));
    expect(changed(...many)).toEqual(['8 evacuations: n0, n1, n2, n3 and 4 more']);
  });

  it('outside of the range are not counted', () => {
    const changes = [turned(-1, 'Online', 'Evacuated'), turned(HOUR, 'Online', 'Evacuated')];
    expect(changed(...changes)).toEqual([]);
  });
});

it('tells of operations, warnings, events and notes', () => {
  const occurrences = [
    operationEnded(1),
    operationEnded(2),
    operationEnded(3, 400, 'Migrating instance'),
    operationEnded(4, 401),
    operationEnded(HOUR, 400),
    warned(5, 'began'),
    warned(6, 'ended'),
    happened(7),
  ];
  const notes = [
    note(1, null),
    note(-5, 5),
    note(-5, 0),
    note(-5, null),
    note(HOUR, null),
    note(2, null, { deleted: true }),
  ];
  expect(texts({}, { occurrences, notes })).toEqual([
    '1 operation failed: Migrating instance',
    '1 operation was cancelled',
    '2 operations ended',
    '1 warning began: Offline cluster member',
    '1 warning ended: Offline cluster member',
    '1 lifecycle event',
    '2 notes',
  ]);
});

it('agrees with availability on every time, and never counts without time', () => {
  fc.assert(
    fc.property(
      someTrails,
      fc.integer({ min: -10, max: 90 }),
      fc.integer({ min: 1, max: 60 }),
      (trails, fromMs, ms) => {
        const toMs = fromMs + ms;
        const lines = summarise({ trails, changes: [], occurrences: [], notes: [] }, fromMs, toMs);
        const measured = availability(trails, fromMs, toMs);
        const total = (kind: string, about: string): number =>
          lines
            .filter((line) => line.kind === kind && line.members.includes(about))
            .reduce((sum, line) => sum + (line.ms ?? 0), 0);
        for (const { member, ours } of measured.members) {
          expect(total('silent', member)).toBe(ours.silent);
          expect(total('wrong', member)).toBe(ours.wrong);
        }
        const critical = lines.find(({ kind }) => kind === 'critical');
        expect(critical?.ms ?? 0).toBe(measured.cluster.levels.critical);
        for (const line of lines) {
          expect(line.count).toBeGreaterThan(0);
          if (line.ms !== null) expect(line.ms).toBeGreaterThan(0);
          expect(line.ms ?? 0).toBeLessThanOrEqual(measured.allMs);
        }
      },
    ),
  );
});

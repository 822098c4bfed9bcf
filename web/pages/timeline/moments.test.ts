import { describe, expect, it } from 'vitest';
import type { RecordedChange } from '~wire/change.ts';
import type { Occurrence } from '~wire/occurrence.ts';
import { MINUTE, NOW_MS, lifecycle, operation, warning } from '~wire/testing/scenes.ts';
import { type Told, byMember, happeningsOf } from './moments.ts';

const change = (id: number, differs: Partial<RecordedChange> = {}): RecordedChange => ({
  id,
  atMs: NOW_MS + id,
  kind: 'roles',
  member: 'node-1',
  before: 'database',
  after: null,
  note: null,
  sinceMs: null,
  ...differs,
});

const NOTHING = { changes: [], events: [], operations: [], warnings: [] };
const told = (differs: Partial<Told>): Told => ({ changes: [], occurrences: [], present: null, ...differs });

describe('what happened', () => {
  it('is told of both, the oldest first, and not of what is drawn as a stretch', () => {
    const happenings = happeningsOf({
      changes: [
        change(9),
        change(5, { kind: 'status' }),
        change(2, { member: null, kind: 'cluster-groups' }),
      ],
      occurrences: [],
      present: { ...NOTHING, events: [lifecycle(7), lifecycle(1, { requestor: null })] },
    });
    expect(happenings.map(({ kind, member, by }) => [kind, member, by])).toEqual([
      ['events', 'node-1', null],
      ['config', null, null],
      ['events', 'node-1', 'ops (tls)'],
      ['roles', 'node-1', null],
    ]);
    expect(happenings.map(({ text }) => text)).toEqual([
      'started web-1',
      'cluster groups database → none',
      'started web-1',
      'roles database → none',
    ]);
  });

  it('is one, though the record and the present both tell of it', () => {
    const { id: _id, ...event } = lifecycle(4);
    const recorded: Occurrence = { id: 1000, atMs: event.atMs, member: 'node-1', kind: 'lifecycle', event };
    const happenings = happeningsOf({
      changes: [change(3)],
      occurrences: [recorded],
      present: { ...NOTHING, changes: [change(3)], events: [lifecycle(4)] },
    });
    expect(happenings.map(({ kind }) => kind)).toEqual(['roles', 'events']);
  });

  it('to a member is on its lane, and anything else on that of the one that acted', () => {
    const happenings = happeningsOf({
      changes: [change(3)],
      occurrences: [],
      present: {
        ...NOTHING,
        events: [
          lifecycle(1, {
            action: 'cluster-member-evacuated',
            source: '/1.0/cluster/members/node-3',
            subject: 'node-3',
          }),
          lifecycle(2, { location: null }),
        ],
      },
    });
    expect([...byMember(happenings).keys()]).toEqual(['node-3', 'node-1']);
    expect(happenings[1]?.member).toBeNull();
  });
});

describe('an operation', () => {
  const ended = (code: number, status: string): Occurrence => ({
    id: 1,
    atMs: NOW_MS,
    member: 'node-1',
    kind: 'operation',
    operation: operation('a', { status_code: code, status, err: code === 400 ? 'no space' : '' }),
  });
  const only = (differs: Partial<Told>) => happeningsOf(told(differs));

  it('lasts from when it was asked for until its end, and says how it went where not well', () => {
    expect(only({ occurrences: [ended(200, 'Success')] })).toMatchObject([
      { atMs: NOW_MS - MINUTE, endMs: NOW_MS, text: 'Creating instance web-1', shape: null },
    ]);
    expect(only({ occurrences: [ended(400, 'Failure')] })).toMatchObject([
      { text: 'Creating instance web-1: Failure, no space', shape: 'offline' },
    ]);
    expect(only({ occurrences: [ended(401, 'Cancelled')] })).toMatchObject([{ shape: 'attention' }]);
  });

  it('that is under way has no end, and has ended once the record says so', () => {
    const present = { ...NOTHING, operations: [operation('a')] };
    expect(only({ present })).toMatchObject([{ endMs: null, text: 'Creating instance web-1 (under way)' }]);
    expect(only({ present, occurrences: [ended(200, 'Success')] })).toMatchObject([{ endMs: NOW_MS }]);
  });
});

describe('a warning', () => {
  const phase = (id: number, atMs: number, what: 'began' | 'ended'): Occurrence => ({
    id,
    atMs,
    member: 'node-1',
    kind: 'warning',
    phase: what,
    warning: warning('w', { firstSeenAtMs: NOW_MS - 10 * MINUTE }),
  });
  const spans = (...occurrences: Occurrence[]) =>
    happeningsOf(told({ occurrences })).map(({ atMs, endMs }) => [
      NOW_MS - atMs,
      endMs === null ? null : NOW_MS - endMs,
    ]);

  it('lasts from its birth to its end, and may come again', () => {
    expect(
      spans(
        phase(1, NOW_MS - 9000, 'began'),
        phase(2, NOW_MS - 6000, 'ended'),
        phase(3, NOW_MS - 3000, 'began'),
      ),
    ).toEqual([
      [9000, 6000],
      [3000, null],
    ]);
  });

  it('whose birth is not told of has been there since it was first seen', () => {
    expect(spans(phase(2, NOW_MS - 6000, 'ended'))).toEqual([[10 * MINUTE, 6000]]);
    const present = { ...NOTHING, warnings: [warning('x')] };
    expect(happeningsOf(told({ present }))).toMatchObject([{ atMs: NOW_MS - MINUTE, endMs: null }]);
  });
});

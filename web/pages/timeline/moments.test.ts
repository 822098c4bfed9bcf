import { describe, expect, it } from 'vitest';
import type { RecordedChange } from '~wire/change.ts';
import { MAX_CHANGES } from '~wire/delta.ts';
import { MINUTE, NOW_MS, lifecycle, snapshotOf } from '~wire/testing/scenes.ts';
import { byMember, completeSinceMs, happeningsOf } from './moments.ts';

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

describe('what happened', () => {
  it('is told of both, the oldest first, and not of what is drawn as a stretch', () => {
    const happenings = happeningsOf({
      changes: [
        change(9),
        change(5, { kind: 'status' }),
        change(2, { member: null, kind: 'cluster-groups' }),
      ],
      events: [lifecycle(7), lifecycle(1, { requestor: null })],
    });
    expect(happenings.map(({ key, member, by }) => [key, member, by])).toEqual([
      ['event-1', 'node-1', null],
      ['change-2', null, null],
      ['event-7', 'node-1', 'ops (tls)'],
      ['change-9', 'node-1', null],
    ]);
    expect(happenings.map(({ text }) => text)).toEqual([
      'started web-1',
      'cluster groups database → none',
      'started web-1',
      'roles database → none',
    ]);
  });

  it('to a member is on its lane, and anything else on that of the one that acted', () => {
    const told = happeningsOf({
      changes: [change(3)],
      events: [
        lifecycle(1, {
          action: 'cluster-member-evacuated',
          source: '/1.0/cluster/members/node-3',
          subject: 'node-3',
        }),
        lifecycle(2, { location: null }),
      ],
    });
    const lanes = byMember(told);
    expect([...lanes.keys()]).toEqual(['node-3', 'node-1']);
    expect(told[1]?.member).toBeNull();
  });
});

describe('what is kept', () => {
  const snapshot = snapshotOf({ watchedSinceMs: NOW_MS - MINUTE });

  it('is all of it until there is too much', () => {
    expect(completeSinceMs({ seq: 1, snapshot, changes: [change(1)], events: [] })).toBe(NOW_MS - MINUTE);
  });

  it('begins with the oldest that is left', () => {
    const changes = Array.from({ length: MAX_CHANGES }, (_, index) => change(MAX_CHANGES - index));
    expect(completeSinceMs({ seq: 1, snapshot, changes, events: [] })).toBe(NOW_MS + 1);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '~wire/assess.ts';
import type { ClusterSnapshot, Member } from '~wire/snapshot.ts';
import { snapshots } from '~wire/testing/arbitraries.ts';
import { NOW_MS, offline, online, snapshotOf } from '~wire/testing/scenes.ts';
import { voterSpread } from '~wire/voter-spread.ts';
import { type Lane, domainLanes, groupLanes } from './lanes.ts';

const domains = (snapshot: ClusterSnapshot, shown: readonly Member[] = snapshot.members): Lane[] => {
  const { quorum } = assess(snapshot, NOW_MS);
  return domainLanes(snapshot, voterSpread(snapshot, quorum, NOW_MS).domains, shown, NOW_MS);
};
const read = (lanes: readonly Lane[]) =>
  lanes.map(({ name, members, count, voters }) => [
    name,
    members.map(({ server_name }) => server_name),
    count,
    voters,
  ]);

const snapshot = snapshotOf({
  members: [
    online('node-10', [], { failure_domain: 'rack-2', groups: ['gpu', 'default'] }),
    online('node-2', ['database'], { failure_domain: 'rack-10', groups: ['default'] }),
    online('node-1', ['database-leader'], { failure_domain: 'rack-2', groups: [] }),
    offline('node-3', undefined, {
      failure_domain: 'rack-2',
      groups: ['default'],
      roles: ['database-standby'],
    }),
  ],
  groups: [{ name: 'gpu', description: 'With graphics cards', members: [] }],
});

describe('lanes', () => {
  it('of failure domains stand by name as people count, the troubled first, then those that vote', () => {
    expect(read(domains(snapshot))).toEqual([
      ['rack-2', ['node-3', 'node-1', 'node-10'], 3, 1],
      ['rack-10', ['node-2'], 1, 1],
    ]);
  });

  it('of groups have a member in each of its groups, and those in none last', () => {
    const lanes = groupLanes(snapshot, snapshot.members, NOW_MS);
    expect(read(lanes)).toEqual([
      ['default', ['node-3', 'node-2', 'node-10'], 3, 1],
      ['gpu', ['node-10'], 1, 0],
      [null, ['node-1'], 1, 1],
    ]);
    expect(lanes.map(({ description }) => description)).toEqual(['', 'With graphics cards', '']);
  });

  it('count who is in them, whoever a filter lets through, and go with the last of those', () => {
    const [one] = snapshot.members;
    const shown = one === undefined ? [] : [one];
    expect(read(domains(snapshot, shown))).toEqual([['rack-2', ['node-10'], 3, 1]]);
    expect(read(groupLanes(snapshot, shown, NOW_MS))).toEqual([
      ['default', ['node-10'], 3, 1],
      ['gpu', ['node-10'], 1, 0],
    ]);
  });

  it('leave nobody out, and have keys of their own', () => {
    fc.assert(
      fc.property(snapshots, (some) => {
        for (const lanes of [domains(some), groupLanes(some, some.members, NOW_MS)]) {
          const names = new Set(
            lanes.flatMap(({ members }) => members.map(({ server_name }) => server_name)),
          );
          expect(names).toEqual(new Set(some.members.map(({ server_name }) => server_name)));
          expect(new Set(lanes.map(({ key }) => key)).size).toBe(lanes.length);
        }
      }),
    );
  });
});

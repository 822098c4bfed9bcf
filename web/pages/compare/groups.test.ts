import { expect, test } from 'vitest';
import type { Difference } from '~wire/difference.ts';
import { groupsOf } from './groups.ts';

const difference = (member: string | null, label: string): Difference => ({
  kind: 'fact',
  path: [],
  member,
  label,
  before: 'a',
  after: 'b',
});

test('the cluster comes first, then the members as people sort them', () => {
  const differences = [
    difference('node-10', 'status'),
    difference('node-2', 'status'),
    difference(null, 'leader'),
    difference('node-2', 'message'),
  ];
  expect(
    groupsOf(differences).map(({ member, differences: own }) => [member, own.map(({ label }) => label)]),
  ).toEqual([
    [null, ['leader']],
    ['node-2', ['status', 'message']],
    ['node-10', ['status']],
  ]);
});

test('nothing makes no group', () => expect(groupsOf([])).toEqual([]));

import { describe, expect, it } from 'vitest';
import { member, offline, online, silent } from '../wire/testing/scenes.ts';
import type { Member } from '../wire/snapshot.ts';
import { staleView } from './stale-view.ts';

const LEADER = ['database-leader', 'database'];

/** Three members that were well a moment ago. */
const [leader, two, three] = [online('node-1', LEADER), online('node-2'), online('node-3')];
const before = [leader, two, three];
const calm = { answeringMember: 'node-2', before, unsettled: false };
const afterTrouble = { ...calm, unsettled: true };

const down = (name: string, roles = ['database']): Member => offline(name, 0, { roles });

describe('a view is believed', () => {
  it.each([
    ['all are online', before, calm],
    [
      'one that is silent is Offline',
      [leader, two, down('node-3')],
      {
        ...calm,
        before: [
          online('node-1', LEADER),
          online('node-2'),
          online('node-3', undefined, { probe: silent() }),
        ],
      },
    ],
    ['one that answers us has become Offline in quiet times', [leader, two, down('node-3')], calm],
    [
      'one that answers us was Offline before',
      [leader, two, down('node-3')],
      {
        ...afterTrouble,
        before: [
          online('node-1', LEADER),
          online('node-2'),
          offline('node-3', 0, { probe: online('x').probe }),
        ],
      },
    ],
    [
      'a leader that is silent is Offline',
      [down('node-1', LEADER), two, three],
      {
        ...afterTrouble,
        before: [online('node-1', LEADER, { probe: silent() }), online('node-2'), online('node-3')],
      },
    ],
    ['the answering one is not known', [leader, two, down('node-3')], { ...calm, answeringMember: null }],
    ['the answering one is evacuated', [leader, member('node-2', { status: 'Evacuated' }), three], calm],
    ['nothing is known of before', [leader, down('node-3')], { ...afterTrouble, before: [] }],
    ['the list is empty', [], calm],
  ])('where %s', (_what, listed, circumstances) => {
    expect(staleView(listed, circumstances)).toBeNull();
  });
});

describe('a view is from before', () => {
  it.each([
    [
      'all are Offline',
      before.map(({ server_name, roles }) => down(server_name, roles)),
      calm,
      'every member',
    ],
    ['the only one is Offline', [down('node-1')], { ...calm, answeringMember: null }, 'every member'],
    ['the one that gave it is Offline', [leader, down('node-2'), three], calm, 'node-2, which gave it,'],
    ['a leader that answers us is Offline', [down('node-1', LEADER), two, three], calm, 'the leader node-1'],
    [
      'one that answers us has become Offline after trouble',
      [leader, two, down('node-3')],
      afterTrouble,
      'node-3',
    ],
  ])('where %s', (_what, listed, circumstances, who) => {
    const failure = staleView(listed, circumstances);
    expect(failure?.kind).toBe('stale-view');
    expect(failure?.message).toContain(who);
  });
});

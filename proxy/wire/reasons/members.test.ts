import { cutOff, one, silentNow, testReasons, third, three, two } from '../testing/reasons.ts';
import {
  DAY,
  MINUTE,
  NOW_MS,
  SECOND,
  TOO_OLD_MS,
  answering,
  blocked,
  evacuated,
  failed,
  member,
  memberRow,
  notProbed,
  offline,
  online,
  silent,
  threeWell,
  presentedBy,
  wrong,
} from '../testing/scenes.ts';

testReasons(
  {
    offline: [
      ['one member', third(offline('node-3')), 'degraded', 'node-3 has been offline for 4 min.', ['node-3']],
      [
        'two members for the same time',
        { members: [one, two, three, offline('node-4'), offline('node-5')] },
        'degraded',
        'node-4 and node-5 have been offline for 4 min.',
        ['node-4', 'node-5'],
      ],
      [
        'two members for different times',
        { members: [one, two, three, offline('node-4', 9 * SECOND), offline('node-5')] },
        'degraded',
        'node-4 and node-5 have been offline, the longest for 4 min.',
        ['node-4', 'node-5'],
      ],
      [
        'many members',
        { members: [one, ...memberRow(7, (name) => offline(name.replace('node', 'rack')))] },
        'degraded',
        'rack-1, rack-2 and 5 others have been offline for 4 min.',
        memberRow(7, (name) => offline(name)).map(({ server_name }) => server_name.replace('node', 'rack')),
      ],
      [
        'a member that was so before we looked',
        third(offline('node-3', MINUTE, { statusSince: { atMs: NOW_MS - MINUTE, witnessed: false } })),
        'degraded',
        'node-3 has been offline for at least 1 min.',
        ['node-3'],
      ],
      [
        'a member that we have not probed',
        third(offline('node-3', MINUTE, { probe: notProbed() })),
        'degraded',
        'node-3 has been offline for 1 min.',
        ['node-3'],
      ],
    ],
    'offline-yet-answering': [
      [
        'one member',
        third(offline('node-3', MINUTE, { probe: answering() })),
        'degraded',
        'LXD says node-3 is offline, but it answers us: heartbeats do not arrive, or a clock is wrong.',
        ['node-3'],
      ],
      [
        'two members',
        {
          members: [
            one,
            ...['node-2', 'node-3'].map((name) => offline(name, MINUTE, { probe: answering() })),
          ],
        },
        'degraded',
        'LXD says node-2 and node-3 are offline, but they answer us: heartbeats do not arrive, or a clock is wrong.',
        ['node-2', 'node-3'],
      ],
    ],
    silent: [
      [
        'members at addresses that we cannot reach, while another address answers',
        {
          members: threeWell().map((each) => ({ ...each, ...silentNow })),
          parts: { server: failed('timeout', MINUTE) },
        },
        'degraded',
        'LXD says node-1, node-2 and node-3 are Online, but they have not answered us for 12 s.',
        ['node-1', 'node-2', 'node-3'],
      ],
      [
        'a member that LXD still calls Online',
        third({ ...three, ...silentNow }),
        'degraded',
        'LXD says node-3 is Online, but it has not answered us for 12 s.',
        ['node-3'],
      ],
      [
        'two of them, one since before we looked',
        {
          members: [
            one,
            { ...two, ...silentNow },
            { ...three, probe: silent({ forMs: 12 * SECOND, witnessed: false }) },
          ],
        },
        'degraded',
        'LXD says node-2 and node-3 are Online, but they have not answered us for at least 12 s.',
        ['node-2', 'node-3'],
      ],
      [
        'a member of which LXD has nothing new to say',
        {
          members: [one, two, { ...three, ...silentNow }],
          parts: { members: failed('blocked', 12 * SECOND) },
        },
        'degraded',
        'node-3 has not answered us for 12 s.',
        ['node-3'],
      ],
      [
        'a member that is really gone while LXD calls everyone Offline',
        {
          members: [one, two, { ...three, ...silentNow }].map((each) => ({ ...each, status: 'Offline' })),
        },
        'degraded',
        'node-3 has not answered us for 12 s.',
        ['node-3'],
      ],
    ],
    'evacuated-silent': [
      [
        'one member',
        { members: [one, two, three, evacuated('node-4', DAY, silentNow)] },
        'degraded',
        'node-4 is evacuated and has not answered us for 12 s; LXD would not report it as Offline.',
        ['node-4'],
      ],
      [
        'two members',
        {
          members: [one, two, three, ...['node-4', 'node-5'].map((name) => evacuated(name, DAY, silentNow))],
        },
        'degraded',
        'node-4 and node-5 are evacuated and have not answered us for 12 s; LXD would not report them as Offline.',
        ['node-4', 'node-5'],
      ],
    ],
    'wrong-answer': [
      [
        'one member',
        third({ ...three, probe: wrong('other-member') }),
        'degraded',
        'node-3 does not answer as it should: another member answers there.',
        ['node-3'],
      ],
      [
        'two members in the same way',
        { members: [one, ...[two, three].map((each) => ({ ...each, probe: wrong('pin-mismatch') }))] },
        'degraded',
        'node-2 and node-3 do not answer as they should: not the pinned certificate.',
        ['node-2', 'node-3'],
      ],
    ],
    'probe-stale': [
      [
        'a member not probed lately',
        third({ ...three, probe: answering({ ageMs: 12 * SECOND }) }),
        'unknown',
        'node-3 has not been probed for 12 s, so whether it answers us is unknown.',
        ['node-3'],
      ],
      [
        'members whose first probe does not end',
        { members: [one, ...[two, three].map((each) => ({ ...each, probe: notProbed(TOO_OLD_MS) }))] },
        'unknown',
        'node-2 and node-3 have not been probed for 6 s, so whether they answer us is unknown.',
        ['node-2', 'node-3'],
      ],
    ],
    blocked: [
      [
        'one member',
        third(blocked('node-3', 'LXD version is older than other members')),
        'degraded',
        'node-3 is blocked: LXD version is older than other members.',
        ['node-3'],
      ],
      [
        'both sides of a mixed cluster',
        {
          members: [
            blocked('node-1', 'LXD version is older than other members', { roles: ['database-leader'] }),
            two,
            blocked('node-3', 'LXD version is newer than other members'),
          ],
        },
        'degraded',
        'node-1 and node-3 are blocked: LXD version is older than other members; LXD version is newer than other members.',
        ['node-1', 'node-3'],
      ],
      ['without a message', third(blocked('node-3', '')), 'degraded', 'node-3 is blocked.', ['node-3']],
    ],
    'unknown-status': [
      [
        'in its own words',
        third(member('node-3', { status: 'Hibernating', message: 'Back at 04:00.' })),
        'degraded',
        'LXD says node-3 is "Hibernating": Back at 04:00.',
        ['node-3'],
      ],
      [
        'without the messages where all differ',
        {
          members: [
            one,
            ...memberRow(3, (name) => member(`${name}x`, { status: 'Odd', message: `of ${name}` })),
          ],
        },
        'degraded',
        'LXD says node-1x, node-2x and node-3x are "Odd".',
        ['node-1x', 'node-2x', 'node-3x'],
      ],
    ],
    evacuated: [
      [
        'one member that answers',
        third(evacuated('node-3')),
        'notice',
        'node-3 has been evacuated for 4 min.',
        ['node-3'],
      ],
      [
        'two members under way',
        {
          members: [
            one,
            two,
            three,
            ...['node-4', 'node-5'].map((name) => evacuated(name, 9 * SECOND, { status: 'Evacuating' })),
          ],
        },
        'notice',
        'node-4 and node-5 have been evacuating for 9 s.',
        ['node-4', 'node-5'],
      ],
    ],
    'mixed-versions': [
      [
        'two of them',
        third(online('node-3', [], { probe: { ...answering(), version: '6.2' } })),
        'notice',
        'Members run different versions: 6.1 on node-1 and node-2; 6.2 on node-3.',
      ],
      [
        'oldest first',
        {
          members: [
            one,
            { ...two, probe: { ...answering(), version: '5.21.3' } },
            { ...three, probe: { ...answering(), version: '5.9' } },
          ],
        },
        'notice',
        'Members run different versions: 5.9 on node-3; 5.21.3 on node-2; 6.1 on node-1.',
      ],
    ],
  },
  [
    [
      'wrong-answer',
      'of each member when the certificate of the cluster was changed',
      {
        members: [one, two, three].map((each) => ({ ...each, probe: wrong('pin-mismatch') })),
        trust: presentedBy('node-1', 'node-2', 'node-3'),
      },
    ],
    ['silent', 'when nothing answers: that is said already', cutOff],
    [
      'probe-stale',
      'when nothing answers',
      { ...cutOff, members: threeWell().map((each) => ({ ...each, probe: answering({ ageMs: MINUTE }) })) },
    ],
    ['offline', 'when everyone is', { members: memberRow(3, (name) => offline(name)) }],
    [
      'offline',
      'on an old list',
      { members: [one, two, offline('node-3')], parts: { members: failed('blocked', MINUTE) } },
    ],
    [
      'mixed-versions',
      'of a member that no longer answers',
      third(offline('node-3', MINUTE, { probe: { ...silent(), version: '5.0.2' } })),
    ],
    [
      'evacuated',
      'of a member that is silent',
      { members: [one, two, three, evacuated('node-4', DAY, silentNow)] },
    ],
  ],
);

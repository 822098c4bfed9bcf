import { cutOff, listFailing, one, silentNow, spare, testReasons, three, two } from '../testing/reasons.ts';
import { DAY, MINUTE, NOW_MS, SECOND, failed, notProbed, online, threeWell } from '../testing/scenes.ts';

const everyone = threeWell().map((each) => ({ ...each, status: 'Offline' }));

testReasons(
  {
    'quorum-lost': [
      [
        'with one of three voters left',
        listFailing('lxd-error', 1, 10 * SECOND),
        'critical',
        'Quorum is lost: 1 of 3 voters answers us, 2 needed.',
      ],
      [
        'with none of them left, while a spare answers',
        {
          members: [one, two, three].map((each) => ({ ...each, ...silentNow })).concat(spare('node-4')),
          parts: { members: failed('blocked', SECOND) },
        },
        'critical',
        'Quorum is lost: none of 3 voters answers us, 2 needed.',
      ],
    ],
    electing: [
      [
        'while the list is kept waiting',
        listFailing('blocked', 2, 4 * SECOND),
        'degraded',
        'The cluster database is electing a leader; until it has one, only our own probes are live.',
      ],
      [
        'while the list is outdated',
        listFailing('stale-view', 3, 30 * SECOND),
        'degraded',
        'The cluster database is electing a leader; until it has one, only our own probes are live.',
      ],
    ],
    'database-silent': [
      [
        'with no more voters than are needed',
        listFailing('lxd-error', 2, 2 * MINUTE),
        'critical',
        'The cluster database has not answered for 2 min, although 2 of 3 voters answer us.',
      ],
      [
        'with voters of whom nothing is known',
        {
          members: [one, ...[two, three].map((each) => ({ ...each, probe: notProbed() }))],
          parts: { members: failed('lxd-error', 2 * MINUTE) },
        },
        'critical',
        'The cluster database has not answered for 2 min.',
      ],
      [
        'when no election takes that long',
        listFailing('lxd-error', 3, 2 * MINUTE),
        'critical',
        'The cluster database has not answered for 2 min, although 3 of 3 voters answer us.',
      ],
      [
        'also when no voter was ever known',
        { members: [], parts: { members: failed('lxd-error', null, 2 * MINUTE) } },
        'critical',
        'The cluster database has not answered for 2 min.',
      ],
    ],
    'all-offline': [
      [
        'when every member is listed as Offline',
        { members: threeWell().map((each) => ({ ...each, status: 'Offline' })) },
        'degraded',
        'LXD calls every member Offline, even the one that answers: no heartbeats are recorded.',
      ],
      [
        'when outdated lists do not end',
        listFailing('stale-view', 3, 2 * MINUTE),
        'degraded',
        'The member list is outdated, for it calls even the member that answers Offline: no heartbeats are recorded.',
      ],
    ],
    'no-leader': [
      [
        'when cutOff leads',
        { members: [online('node-1'), two, three] },
        'degraded',
        'LXD names no member as leader of the cluster database.',
      ],
    ],
    'few-voters': [
      [
        'a single member',
        { members: [one] },
        'notice',
        'Only 1 voter: losing it stops the cluster database.',
      ],
      [
        'of two members',
        { members: [one, spare('node-2')] },
        'notice',
        'Only 1 voter: losing it stops the cluster database.',
      ],
      [
        'of three members',
        { members: [one, two, spare('node-3')] },
        'degraded',
        'Only 2 voters: losing either stops the cluster database.',
      ],
      [
        'none at all',
        { members: [spare('node-1'), spare('node-2')] },
        'degraded',
        'LXD names no member as a voter of the cluster database.',
      ],
    ],
    'failure-domain': [
      [
        'that holds a majority of the voters',
        { members: [one, two, { ...three, failure_domain: 'rack-2' }] },
        'notice',
        'Failure domain default holds 2 of 3 voters: losing it stops the cluster database.',
        ['node-1', 'node-2'],
      ],
    ],
    'leader-changed': [
      [
        'within five minutes',
        {
          leadership: {
            member: 'node-1',
            previous: 'node-2',
            since: { atMs: NOW_MS - 5 * MINUTE, witnessed: true },
          },
        },
        'notice',
        'The leader changed 5 min ago, from node-2 to node-1.',
        ['node-1'],
      ],
    ],
  },
  [
    ['all-offline', 'on an old list', { members: everyone, parts: { members: failed('garbage', MINUTE) } }],
    [
      'all-offline',
      'during an election',
      { members: everyone, parts: { members: failed('blocked', SECOND) } },
    ],
    ['quorum-lost', 'when it is we who are cut off', cutOff],
    ['quorum-lost', 'when the list is outdated', listFailing('stale-view', 1, 10 * SECOND)],
    [
      'quorum-lost',
      'before any voter is known',
      { members: [], parts: { members: failed('lxd-error', null, DAY) } },
    ],
    [
      'electing',
      'before any voter is known',
      { members: [], parts: { members: failed('lxd-error', null, SECOND) } },
    ],
    ['failure-domain', 'where there is only one', {}],
    [
      'failure-domain',
      'where none holds a majority',
      { members: threeWell().map((each, index) => ({ ...each, failure_domain: `rack-${index}` })) },
    ],
    [
      'leader-changed',
      'after five minutes',
      {
        leadership: {
          member: 'node-1',
          previous: 'node-2',
          since: { atMs: NOW_MS - 5 * MINUTE - 1, witnessed: true },
        },
      },
    ],
    ['leader-changed', 'when this run saw no change', {}],
    ['few-voters', 'on an old list', { members: [one], parts: { members: failed('blocked', MINUTE) } }],
  ],
);

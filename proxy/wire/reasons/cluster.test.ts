import { expect, it } from 'vitest';
import { cutOff, one, testReasons, verdictOf } from '../testing/reasons.ts';
import {
  DAY,
  MINUTE,
  NOW_MS,
  SECOND,
  STILL_FRESH_MS,
  answering,
  failed,
  ok,
  pendingPart,
  presentedBy,
  silent,
  threeWell,
} from '../testing/scenes.ts';

testReasons(
  {
    waiting: [
      [
        'before anything has answered',
        { members: [], parts: { members: pendingPart, server: pendingPart } },
        'unknown',
        'Waiting for the first answer of the cluster.',
      ],
    ],
    unreachable: [
      [
        'not counted from when we began to find them silent',
        {
          members: threeWell().map((each) => ({
            ...each,
            probe: silent({ forMs: 20 * SECOND, witnessed: false }),
          })),
          parts: { members: failed('blocked', MINUTE), server: failed('timeout', 40 * SECOND) },
        },
        'unknown',
        'No member of the cluster has answered for 40 s.',
      ],
      [
        'counted from the last probe that was answered',
        {
          members: threeWell().map((each) => ({ ...each, probe: answering({ ageMs: 20 * SECOND }) })),
          parts: { members: failed('blocked', MINUTE), server: failed('timeout', 40 * SECOND) },
        },
        'unknown',
        'No member of the cluster has answered for 20 s.',
      ],
      [
        'when nothing ever answered',
        { members: [], parts: { members: failed('refused', null), server: failed('refused', null) } },
        'unknown',
        'No member of the cluster answers.',
      ],
      ['as soon as nothing answers', cutOff, 'unknown', 'No member of the cluster has answered for 5 s.'],
      [
        'counted from the last answer of any kind',
        {
          members: threeWell().map((each) => ({ ...each, probe: silent({ forMs: 20 * SECOND }) })),
          parts: { members: failed('blocked', MINUTE), server: failed('timeout', 40 * SECOND) },
        },
        'unknown',
        'No member of the cluster has answered for 20 s.',
      ],
      [
        'when the snapshot itself has grown old, of which the members are not to blame',
        {
          observedAtMs: NOW_MS - 30 * SECOND,
          members: threeWell().map((each) => ({ ...each, probe: answering({ ageMs: 30 * SECOND }) })),
          parts: { members: ok(30 * SECOND), server: ok(30 * SECOND) },
        },
        'unknown',
        'Nothing has been heard of the cluster for 30 s.',
      ],
    ],
    'certificate-mismatch': [
      [
        'when the pin does not match',
        {
          members: [],
          parts: { members: failed('pin-mismatch', null), server: failed('pin-mismatch', null) },
        },
        'unknown',
        'The server presents another certificate than the pinned one, so it is asked nothing.',
      ],
      [
        'with both fingerprints, once most members present another',
        {
          parts: { members: failed('pin-mismatch', MINUTE), server: failed('pin-mismatch', MINUTE) },
          trust: presentedBy('node-1', 'node-2'),
        },
        'unknown',
        'The members present another certificate (bbbbbbbbbbbb) than the pinned one (aaaaaaaaaaaa), so they are asked nothing.',
      ],
      [
        'before any member is known, by the server that is asked',
        {
          members: [],
          parts: { members: failed('pin-mismatch', null), server: failed('pin-mismatch', null) },
          trust: presentedBy('https://10.0.0.1:8443'),
        },
        'unknown',
        'The server presents another certificate (bbbbbbbbbbbb) than the pinned one (aaaaaaaaaaaa), so it is asked nothing.',
      ],
      [
        'while connections from before go on',
        { trust: presentedBy('node-1', 'node-2', 'node-3') },
        'degraded',
        'The members present another certificate (bbbbbbbbbbbb) than the pinned one (aaaaaaaaaaaa); only connections from before go on.',
      ],
    ],
    'not-trusted': [
      [
        'when our certificate is unknown there',
        { members: [], parts: { members: failed('untrusted', null) } },
        'unknown',
        'The cluster does not trust our client certificate.',
      ],
      [
        'when our certificate is known but may not read the list',
        { members: [], parts: { members: failed('forbidden', null) } },
        'unknown',
        'Our client certificate may not read the member list.',
      ],
    ],
    'not-clustered': [
      [
        'when the server stands alone',
        { members: [], parts: { members: failed('not-clustered', null) } },
        'unknown',
        'The server answers but is not part of a cluster.',
      ],
    ],
    'list-failing': [
      [
        'once the list is too old, while members answer',
        { parts: { members: failed('garbage', 12 * SECOND) } },
        'unknown',
        'The member list has not been read for 12 s: unreadable answer.',
      ],
      [
        'when the list is old without having failed',
        { parts: { members: ok(12 * SECOND) } },
        'unknown',
        'The member list has not been read for 12 s.',
      ],
      [
        'when the database fails before any member is known',
        { members: [], parts: { members: failed('lxd-error', null, 10 * SECOND) } },
        'unknown',
        'The member list has never been read: the server answers with an error.',
      ],
      ['when the list is empty', { members: [] }, 'unknown', 'LXD lists no members at all.'],
    ],
    'certificate-expiring': [
      [
        'ours in a month',
        { certificates: { clientNotAfterMs: NOW_MS + 30 * DAY, serverNotAfterMs: null } },
        'notice',
        'Our client certificate expires in 30 d.',
      ],
      [
        'at the limit of trouble',
        { certificates: { clientNotAfterMs: NOW_MS + 7 * DAY, serverNotAfterMs: null } },
        'degraded',
        'Our client certificate expires in 7 d.',
      ],
      [
        'at its end',
        { certificates: { clientNotAfterMs: NOW_MS, serverNotAfterMs: null } },
        'degraded',
        'Our client certificate expired 0 s ago.',
      ],
      [
        'ours within a month',
        { certificates: { clientNotAfterMs: NOW_MS + 12 * DAY, serverNotAfterMs: null } },
        'notice',
        'Our client certificate expires in 12 d.',
      ],
      [
        'the cluster’s within a week',
        { certificates: { clientNotAfterMs: NOW_MS + 31 * DAY, serverNotAfterMs: NOW_MS + 3 * DAY } },
        'degraded',
        'The cluster certificate expires in 3 d.',
      ],
      [
        'ours that has ended',
        { certificates: { clientNotAfterMs: NOW_MS - 2 * DAY, serverNotAfterMs: null } },
        'degraded',
        'Our client certificate expired 2 d ago.',
      ],
    ],
    'groups-failing': [
      [
        'while the list is read',
        { parts: { groups: failed('lxd-error', 12 * SECOND) } },
        'notice',
        'Cluster groups could not be read: the server answers with an error.',
      ],
    ],
  },
  [
    ['groups-failing', 'for three beats', { parts: { groups: failed('lxd-error', STILL_FRESH_MS) } }],
    [
      'unreachable',
      'while a single member answers',
      { ...cutOff, members: [one, ...cutOff.members.slice(1)] },
    ],
    ['certificate-mismatch', 'where one member alone presents another', { trust: presentedBy('node-1') }],
    ['list-failing', 'for three beats', { parts: { members: failed('garbage', STILL_FRESH_MS) } }],
    [
      'certificate-expiring',
      'more than a month ahead',
      { certificates: { clientNotAfterMs: NOW_MS + 30 * DAY + 1, serverNotAfterMs: null } },
    ],
    [
      'groups-failing',
      'where groups are not offered',
      {
        parts: { groups: { status: 'unsupported', failure: null, observedAtMs: null, failingSinceMs: null } },
      },
    ],
    [
      'groups-failing',
      'while the database fails as a whole',
      { parts: { members: failed('blocked', SECOND), groups: failed('blocked', MINUTE) } },
    ],
  ],
);

it('since when the list is empty is not known, and it is not since it was read last', () => {
  expect(verdictOf({ members: [] }).reasons).toMatchObject([{ code: 'list-failing', sinceMs: null }]);
});

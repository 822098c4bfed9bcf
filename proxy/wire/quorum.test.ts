import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFresh } from './freshness.ts';
import { assessQuorum, everyoneOffline } from './quorum.ts';
import type { ClusterSnapshot, FailureKind, Member } from './snapshot.ts';
import { VOTER_ROLES, snapshots } from './testing/arbitraries.ts';
import {
  MINUTE,
  NOW_MS,
  SECOND,
  STILL_FRESH_MS,
  TOO_OLD_MS,
  answering,
  evacuated,
  failed,
  memberRow,
  member,
  notProbed,
  offline,
  ok,
  online,
  pendingPart,
  silent,
  snapshotOf,
  threeWell,
  wrong,
} from './testing/scenes.ts';

const quorumOf = (scene: Parameters<typeof snapshotOf>[0]) => assessQuorum(snapshotOf(scene), NOW_MS);
const row = (present: number, voters: number): Member[] =>
  memberRow(voters, (name, number) => (number > present ? offline(name) : online(name)));

describe('an answered list', () => {
  it.each([
    [1, 1, 'Quorum holds, 1 of 1 voter: losing it stops the cluster database.'],
    [2, 2, 'Quorum holds, 2 of 2 voters: losing one stops the cluster database.'],
    [3, 3, 'Quorum holds, 3 of 3 voters: the cluster database survives losing one.'],
    [2, 3, 'Quorum holds, 2 of 3 voters: losing one more stops the cluster database.'],
    [4, 4, 'Quorum holds, 4 of 4 voters: the cluster database survives losing one.'],
    [5, 5, 'Quorum holds, 5 of 5 voters: the cluster database survives losing 2.'],
    [4, 5, 'Quorum holds, 4 of 5 voters: the cluster database survives losing one more.'],
    [6, 7, 'Quorum holds, 6 of 7 voters: the cluster database survives losing 2 more.'],
    [1, 3, 'Quorum holds, for the member list is answered, but only 1 of 3 voters is certain to be up.'],
    [2, 5, 'Quorum holds, for the member list is answered, but only 2 of 5 voters are certain to be up.'],
  ])('with %i of %i voters present', (present, voters, sentence) => {
    const headroom = Math.max(0, present - Math.floor(voters / 2) - 1);
    expect(quorumOf({ members: row(present, voters) })).toMatchObject({
      state: 'holds',
      voters,
      present,
      headroom,
      sentence,
    });
  });

  it('counts a voter that only we do not hear as doubtful, and an evacuated one as present', () => {
    const [one, two] = threeWell();
    const away = evacuated('node-3');
    const members = [one, two, away].flatMap((each) => each ?? []);
    expect(quorumOf({ members }).present).toBe(3);
    expect(quorumOf({ members: [...members.slice(0, 2), { ...away, probe: silent() }] }).present).toBe(2);
    expect(
      quorumOf({ members: [...members.slice(0, 2), { ...away, probe: wrong('garbage') }] }).present,
    ).toBe(2);
  });

  it('takes no vote of stand-bys, spares and what may come', () => {
    const others = [['database-standby'], [], ['event-hub'], ['database-client'], ['control-plane']];
    const members = [...threeWell(), ...others.map((roles, index) => online(`other-${index}`, roles))];
    expect(quorumOf({ members })).toMatchObject({ voters: 3, present: 3 });
  });

  it('knows no quorum where LXD names no voter', () => {
    expect(quorumOf({ members: [online('node-1', [])] })).toMatchObject({
      state: 'unknown',
      voters: 0,
      sentence: 'Whether quorum holds is unknown: no voter is known.',
    });
  });

  it('in which everyone is Offline leaves our own probes to count', () => {
    const members = [
      offline('node-1', MINUTE, { probe: answering() }),
      offline('node-2', MINUTE, { probe: answering() }),
      offline('node-3'),
    ];
    expect(quorumOf({ members })).toMatchObject({ state: 'holds', present: 2, headroom: 0 });
  });
});

describe('a list that fails while servers answer', () => {
  const failing = (kind: FailureKind, probes: Member['probe'][], ageMs = SECOND) =>
    quorumOf({
      members: probes.map((probe, index) => online(`node-${index + 1}`, undefined, { probe })),
      parts: { members: failed(kind, ageMs) },
    });

  it.each<FailureKind>(['blocked', 'timeout', 'lxd-error', 'stale-view'])(
    'by %s is an election as long as enough voters answer us',
    (kind) => {
      expect(failing(kind, [answering(), answering(), silent()])).toMatchObject({
        state: 'electing',
        present: 2,
        sentence: 'The cluster database is electing a leader: 2 of 3 voters answer us, 2 needed.',
      });
    },
  );

  it.each<FailureKind>(['blocked', 'timeout', 'lxd-error'])(
    'by %s is a lost quorum when too few answer',
    (kind) => {
      expect(failing(kind, [answering(), silent(), wrong('not-clustered')])).toMatchObject({
        state: 'lost',
        present: 1,
        needed: 2,
        headroom: 0,
        sentence: 'Quorum is lost: 1 of 3 voters answers us, 2 needed. The cluster database has stopped.',
      });
    },
  );

  it('is no lost quorum when it is only outdated: somebody made it', () => {
    expect(failing('stale-view', [answering(), silent(), silent()]).state).toBe('electing');
  });

  it('is no lost quorum while voters have not been probed lately', () => {
    expect(failing('blocked', [answering(), silent(), notProbed()]).state).toBe('electing');
    expect(failing('blocked', [answering(), silent(), silent({ ageMs: TOO_OLD_MS })]).state).toBe('electing');
  });

  it('is no election after a minute', () => {
    const probes = [answering(), answering(), answering()];
    expect(failing('blocked', probes, MINUTE).state).toBe('electing');
    expect(failing('blocked', probes, MINUTE + 1)).toMatchObject({
      state: 'unknown',
      sentence: 'Whether quorum holds is unknown: it takes 2 of 3 voters.',
    });
    expect(failing('blocked', [answering(), silent(), silent()], MINUTE + 1).state).toBe('lost');
  });

  it('says nothing while no voter is known', () => {
    expect(quorumOf({ members: [], parts: { members: failed('blocked', null) } }).state).toBe('unknown');
  });

  it('says nothing of quorum when it fails for another reason', () => {
    for (const kind of ['refused', 'reset', 'garbage', 'forbidden'] as const) {
      expect(failing(kind, [answering(), silent(), silent()], TOO_OLD_MS).state).toBe('unknown');
    }
  });

  it('speaks of none and of the only voter', () => {
    const none = failing('blocked', [silent(), silent(), silent()]);
    expect(none.sentence).toContain('none of 3 voters answers us, 2 needed');
    expect(failing('blocked', [silent()]).sentence).toContain('the only voter does not answer us, 1 needed');
    expect(failing('blocked', [answering()]).sentence).toContain('the only voter answers us, 1 needed');
  });
});

describe('with nobody to be heard', () => {
  it('nothing is known, though the last list and the last answer are seconds old', () => {
    const members = threeWell().map((each) => ({ ...each, probe: silent({ forMs: SECOND }) }));
    const parts = { members: failed('timeout', 2 * SECOND), server: failed('timeout', 2 * SECOND) };
    expect(quorumOf({ members, parts })).toMatchObject({ state: 'unknown', present: 0, headroom: 0 });
  });

  it('nothing is known before the first list', () => {
    expect(quorumOf({ members: [], parts: { members: pendingPart, server: pendingPart } }).state).toBe(
      'unknown',
    );
  });

  it('a list counts for three beats and no longer', () => {
    const stale = { probe: answering({ ageMs: TOO_OLD_MS }) };
    const members = threeWell().map((each) => ({ ...each, ...stale }));
    const at = (ageMs: number) => quorumOf({ members, parts: { members: ok(ageMs), server: ok(ageMs) } });
    expect(at(STILL_FRESH_MS)).toMatchObject({ state: 'holds', present: 3 });
    expect(at(TOO_OLD_MS)).toMatchObject({ state: 'unknown', present: 0 });
  });
});

describe('everyoneOffline', () => {
  it('is not said of nobody, nor of all but one', () => {
    expect(everyoneOffline([])).toBe(false);
    expect(everyoneOffline(row(0, 3))).toBe(true);
    expect(everyoneOffline(row(1, 3))).toBe(false);
  });
});

const at = (snapshot: ClusterSnapshot) => assessQuorum(snapshot, NOW_MS);

/** Any number of voters of whom each witness says the same, in any vocabulary. */
const undoubted = fc
  .array(
    fc.tuple(fc.constantFrom(...VOTER_ROLES), fc.constantFrom('Online', 'Evacuated', 'Blocked', 'Odd')),
    {
      minLength: 1,
      maxLength: 7,
    },
  )
  .map((voters) =>
    voters.map(([roles, status], i) => member(`node-${i + 1}`, { roles: [...roles], status })),
  );

describe('for every mix of voters, statuses, probes and lists', () => {
  it('the numbers are those of a majority', () => {
    fc.assert(
      fc.property(snapshots, (snapshot) => {
        const quorum = at(snapshot);
        const names = ['database', 'database-voter', 'database-leader'];
        const voters = snapshot.members.filter(({ roles }) => roles.some((role) => names.includes(role)));
        expect(quorum.voters).toBe(voters.length);
        expect(quorum.needed).toBe(Math.floor(quorum.voters / 2) + 1);
        expect(quorum.present).toBeGreaterThanOrEqual(0);
        expect(quorum.present).toBeLessThanOrEqual(quorum.voters);
        expect(quorum.headroom).toBe(Math.max(0, quorum.present - quorum.needed));
      }),
    );
  });

  it('present are only voters that one witness vouches for now and none denies', () => {
    fc.assert(
      fc.property(snapshots, (snapshot) => {
        const fresh = snapshot.members.filter(({ probe }) => isFresh(probe, snapshot, NOW_MS));
        const missing = fresh.filter(({ probe }) => probe.state === 'silent' || probe.state === 'wrong');
        const voters = snapshot.members.filter(({ roles }) =>
          roles.some((role) => /^database(-voter|-leader)?$/.test(role)),
        );
        const missingVoters = voters.filter((voter) => missing.includes(voter));
        expect(at(snapshot).present).toBeLessThanOrEqual(voters.length - missingVoters.length);
      }),
    );
  });

  it('never holds on a list older than three beats, and holds on any that was just read', () => {
    fc.assert(
      fc.property(snapshots, (snapshot) => {
        const { state, voters } = at(snapshot);
        const list = snapshot.parts.members;
        if (!isFresh(list, snapshot, NOW_MS)) expect(state).not.toBe('holds');
        else if (list.status === 'ok' && voters > 0) expect(state).toBe('holds');
      }),
    );
  });

  it('is lost only when the list fails, somebody answers, and too few voters can be there', () => {
    fc.assert(
      fc.property(snapshots, (snapshot) => {
        const quorum = at(snapshot);
        if (quorum.state !== 'lost') return;
        const notGone = snapshot.members.filter(
          ({ roles, probe }) =>
            roles.some((role) => /^database(-voter|-leader)?$/.test(role)) &&
            (!isFresh(probe, snapshot, NOW_MS) || probe.state === 'answering' || probe.state === 'pending'),
        );
        expect(notGone.length).toBeLessThan(quorum.needed);
        expect(quorum.voters).toBeGreaterThan(0);
        expect(snapshot.parts.members.status).toBe('failed');
        expect(snapshot.parts.members.failure?.kind).not.toBe('stale-view');
      }),
    );
  });

  it('says the numbers that it has counted', () => {
    fc.assert(
      fc.property(snapshots, (snapshot) => {
        const { state, voters, present, needed, headroom, sentence } = at(snapshot);
        expect(sentence).toMatch(/^[A-Z].*[^.]\.$/);
        if (state === 'holds') expect(sentence).toContain(`${present} of ${voters} voter`);
        if (state === 'holds' && headroom > 1) expect(sentence).toContain(`losing ${headroom}`);
        if (state === 'lost' || state === 'electing') expect(sentence).toContain(`${needed} needed`);
        if (state === 'unknown' && voters > 0) expect(sentence).toContain(`${needed} of ${voters} voter`);
      }),
    );
  });

  it('losing as many voters as the headroom keeps quorum, and one more loses it', () => {
    fc.assert(
      fc.property(undoubted, fc.infiniteStream(fc.nat()), (members, random) => {
        const { headroom } = at(snapshotOf({ members }));
        const order = members
          .map((each) => ({ name: each.server_name, key: random.next().value }))
          .toSorted((a, b) => a.key - b.key);
        const without = (count: number): ClusterSnapshot => {
          const lost = new Set(order.slice(0, count).map(({ name }) => name));
          const left = members.map((each) =>
            lost.has(each.server_name) ? { ...each, probe: silent() } : each,
          );
          return snapshotOf({ members: left, parts: { members: failed('blocked', SECOND) } });
        };
        expect(at(without(headroom)).state).toBe('electing');
        expect(at(without(headroom + 1)).state).toBe('lost');
      }),
    );
  });
});

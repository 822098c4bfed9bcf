import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from './assess.ts';
import type { ClusterSnapshot, Member } from './snapshot.ts';
import { listFailing } from './testing/reasons.ts';
import { snapshots } from './testing/arbitraries.ts';
import {
  MINUTE,
  NOW_MS,
  type SceneDiffers,
  failed,
  memberRow,
  offline,
  online,
  snapshotOf,
} from './testing/scenes.ts';
import { type Loss, voterSpread } from './voter-spread.ts';

const spreadOf = (snapshot: ClusterSnapshot) =>
  voterSpread(snapshot, assess(snapshot, NOW_MS).quorum, NOW_MS);

/** `a1 b0`: a voter in rack-a, a member of rack-b that does not vote; `b!`: a voter that is offline. */
const placed = (plan: string): Member[] => {
  const places = plan.split(' ');
  return memberRow(places.length, (name, number) => {
    const [rack = '', role = ''] = places[number - 1] ?? '';
    const failure_domain = `rack-${rack}`;
    if (role === '!') return offline(name, MINUTE, { failure_domain });
    const roles = role === '1' ? [number === 1 ? 'database-leader' : 'database'] : [];
    return online(name, roles, { failure_domain });
  });
};
const spread = (plan: string, differs: SceneDiffers = {}) =>
  spreadOf(snapshotOf({ members: placed(plan), ...differs }));

describe('where the voters are', () => {
  it.each<[string, string, Loss[], boolean]>([
    ['a1 b1 c1', 'No failure domain alone can stop the cluster database.', ['holds', 'holds', 'holds'], true],
    [
      'a1 a1 b1',
      'rack-a holds 2 of 3 voters: if it goes, the cluster database stops.',
      ['stops', 'holds'],
      false,
    ],
    ['a1 a1 b1 b1', 'If rack-a or rack-b goes, the cluster database stops.', ['stops', 'stops'], false],
    [
      'a1 b0 c0',
      'rack-a holds 1 of 1 voter: if it goes, the cluster database stops.',
      ['stops', 'holds', 'holds'],
      false,
    ],
    [
      'a1 a1 a1',
      'All members are in one failure domain, rack-a: nothing is known of what would fail together.',
      ['stops'],
      false,
    ],
    [
      'a1 b1 c!',
      'While voters are missing, the loss of rack-a or rack-b stops the cluster database.',
      ['stops-now', 'stops-now', 'holds'],
      false,
    ],
    [
      'a1 a1 b1 b1 c!',
      'While voters are missing, the loss of rack-a or rack-b stops the cluster database.',
      ['stops-now', 'stops-now', 'holds'],
      false,
    ],
    [
      'a1 a! b1 b1 c1',
      'While voters are missing, the loss of rack-b stops the cluster database.',
      ['holds', 'stops-now', 'holds'],
      false,
    ],
    ['a0 b0', 'No voter of the cluster database is known.', ['unknown', 'unknown'], false],
  ])('%s', (plan, sentence, losses, sound) => {
    const found = spread(plan);
    expect(found).toMatchObject({ sentence, sound });
    expect(found.domains.map(({ loss }) => loss)).toEqual(losses);
  });

  it('names each place once, with its members and voters in the order of the list', () => {
    const { domains } = spread('b1 a1 b0 a1 b1');
    expect(domains.map(({ name, members, voters }) => [name, members.length, voters.length])).toEqual([
      ['rack-b', 3, 2],
      ['rack-a', 2, 2],
    ]);
  });

  it('is of no use to know once quorum is lost, or while it is not known', () => {
    const members = placed('a1 b1 c1');
    const { parts } = listFailing('lxd-error', 1, MINUTE / 6);
    const lost = members.map((each, index) => (index === 0 ? each : { ...each, probe: offline('x').probe }));
    expect(spreadOf(snapshotOf({ members: lost, ...(parts && { parts }) })).sentence).toBe(
      'Quorum is lost: every voter that comes back counts, wherever it is.',
    );
    const old = failed('unreachable', MINUTE);
    expect(spreadOf(snapshotOf({ members, parts: { members: old, server: old } })).sentence).toBe(
      'What the loss of a failure domain would mean is not known now.',
    );
  });
});

describe('of any cluster', () => {
  it('every member is in one place, and the verdict warns of the same places', () => {
    fc.assert(
      fc.property(snapshots, (snapshot) => {
        const { reasons, quorum } = assess(snapshot, NOW_MS);
        const { domains, sound, sentence } = spreadOf(snapshot);
        const names = domains.flatMap(({ members }) => members.map(({ server_name }) => server_name));
        expect(names.toSorted()).toEqual(snapshot.members.map(({ server_name }) => server_name).toSorted());
        expect(sentence).toMatch(/^\S.*[^.]\.$/);
        if (domains.length < 2 || quorum.voters < 3) return;
        const stopping = domains.filter(({ loss }) => loss === 'stops');
        const warned = reasons.filter(({ code }) => code === 'failure-domain');
        expect(warned.map(({ members }) => members)).toEqual(
          stopping.map(({ voters }) => voters.map(({ server_name }) => server_name)),
        );
        if (sound) expect(stopping).toEqual([]);
      }),
    );
  });

  it('what is called sound outlives the loss of any one place', () => {
    fc.assert(
      fc.property(snapshots, (snapshot) => {
        const { domains, sound } = spreadOf(snapshot);
        if (!sound) return;
        for (const { name } of domains) {
          const members = snapshot.members.map((member) =>
            member.failure_domain === name ? { ...member, status: 'Offline' } : member,
          );
          if (members.every(({ status }) => status === 'Offline')) continue;
          const { present, needed } = assess({ ...snapshot, members }, NOW_MS).quorum;
          expect(present).toBeGreaterThanOrEqual(needed);
        }
      }),
    );
  });
});

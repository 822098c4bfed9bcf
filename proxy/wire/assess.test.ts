import { describe, expect, it } from 'vitest';
import { assess } from './assess.ts';
import { codesOf, listFailing, one, spare, three, two, verdictOf } from './testing/reasons.ts';
import {
  type SceneDiffers,
  DAY,
  MINUTE,
  NOW_MS,
  SECOND,
  answering,
  evacuated,
  failed,
  notProbed,
  offline,
  silent,
  snapshotOf,
  threeWell,
} from './testing/scenes.ts';

describe('the level and the sentence', () => {
  it.each<[string, SceneDiffers, string]>([
    ['one member', { members: [one] }, 'The only member is online and answers us.'],
    ['two', { members: [one, spare('node-2')] }, 'Both members are online and answer us.'],
    ['three', {}, 'All 3 members are online and answer us.'],
    [
      'one away',
      { members: [one, two, evacuated('node-3')] },
      '2 of 3 members are online and answer us; node-3 is in maintenance.',
    ],
    [
      'all but one away',
      { members: [one, evacuated('node-2'), evacuated('node-3')] },
      '1 of 3 members is online and answers us; node-2 and node-3 are in maintenance.',
    ],
    [
      'one not probed yet',
      { members: [one, two, three, spare('node-4', { probe: notProbed() })] },
      'All 4 members are online; node-4 has not been probed yet.',
    ],
    [
      'one away and not probed yet',
      { members: [one, two, evacuated('node-3', MINUTE, { probe: notProbed() })] },
      '2 of 3 members are online; node-3 is in maintenance; node-3 has not been probed yet.',
    ],
  ])('all well with %s', (_what, scene, sentence) => {
    expect(verdictOf(scene)).toMatchObject({ level: 'ok', sentence });
  });

  it('are those of the worst reason, with a count of the other problems', () => {
    const members = [one, two, offline('node-3')];
    expect(verdictOf({ members })).toMatchObject({
      level: 'degraded',
      sentence: 'node-3 has been offline for 4 min.',
    });
    const certificates = { clientNotAfterMs: NOW_MS + DAY, serverNotAfterMs: null };
    expect(verdictOf({ members, certificates }).sentence).toBe(
      'node-3 has been offline for 4 min. 1 more problem.',
    );
    const both = { clientNotAfterMs: NOW_MS + DAY, serverNotAfterMs: NOW_MS + DAY };
    expect(verdictOf({ members, certificates: both }).sentence).toBe(
      'node-3 has been offline for 4 min. 2 more problems.',
    );
  });

  it('do not count notices', () => {
    const verdict = verdictOf({ members: [one, two, evacuated('node-3'), offline('node-4')] });
    expect(verdict.reasons.map(({ code, level }) => `${level} ${code}`)).toEqual([
      'degraded offline',
      'notice evacuated',
    ]);
    expect(verdict.sentence).toBe('node-4 has been offline for 4 min.');
  });

  it('put critical before unknown before degraded before notices', () => {
    const members = [
      { ...one, probe: answering() },
      { ...two, probe: silent() },
      { ...three, probe: silent() },
      spare('node-4', { probe: answering({ ageMs: MINUTE }) }),
    ];
    const leadership = { member: 'node-1', previous: 'node-2', since: { atMs: NOW_MS, witnessed: true } };
    const verdict = verdictOf({ members, leadership, parts: { members: failed('blocked', SECOND) } });
    expect(verdict.reasons.map(({ level }) => level)).toEqual(['critical', 'unknown', 'degraded', 'notice']);
    expect(verdict.level).toBe('critical');
  });

  it('of a lost quorum leave every member its own probe', () => {
    const verdict = verdictOf(listFailing('lxd-error', 1, 10 * SECOND));
    expect(verdict.level).toBe('critical');
    expect(verdict.reasons).toContainEqual({
      code: 'silent',
      level: 'degraded',
      members: ['node-2', 'node-3'],
      text: 'node-2 and node-3 have not answered us for 10 s.',
      sinceMs: NOW_MS - 10 * SECOND,
    });
  });

  it('never make an outage of outdated lists', () => {
    const everyone = threeWell().map((each) => ({ ...each, status: 'Offline' }));
    expect(codesOf({ members: everyone })).toEqual(['all-offline']);
    expect(codesOf(listFailing('stale-view', 3, SECOND))).toEqual(['electing']);
    expect(verdictOf({ members: everyone }).level).toBe('degraded');
  });

  it('name the product that the cluster runs', () => {
    const silentOne = [one, two, { ...three, probe: silent({ forMs: SECOND }) }];
    const snapshot = snapshotOf({ members: silentOne });
    const incus = { ...snapshot, cluster: { ...snapshot.cluster, product: 'incus' as const } };
    expect(assess(snapshot, NOW_MS).sentence).toMatch(/^LXD says node-3 is Online/);
    expect(assess(incus, NOW_MS).sentence).toMatch(/^Incus says node-3 is Online/);
  });
});

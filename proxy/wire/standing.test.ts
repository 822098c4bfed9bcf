import { describe, expect, it } from 'vitest';
import type { FailureKind } from './snapshot.ts';
import { databaseFails, listStands, somebodyAnswers } from './standing.ts';
import { cutOff, listFailing } from './testing/reasons.ts';
import {
  NOW_MS,
  SECOND,
  STILL_FRESH_MS,
  type SceneDiffers,
  TOO_OLD_MS,
  answering,
  failed,
  ok,
  snapshotOf,
  threeWell,
} from './testing/scenes.ts';

const standing = (scene: SceneDiffers) => {
  const snapshot = snapshotOf(scene);
  return {
    answers: somebodyAnswers(snapshot, NOW_MS),
    lists: listStands(snapshot, NOW_MS),
    databaseFails: databaseFails(snapshot, NOW_MS),
  };
};
const ofAge = (ageMs: number): SceneDiffers => ({
  members: threeWell().map((each) => ({ ...each, probe: answering({ ageMs }) })),
  parts: { server: ok(ageMs), members: ok(ageMs) },
});

describe('who answers', () => {
  it.each<[string, SceneDiffers, { answers: boolean; lists: boolean }]>([
    ['a cluster that is well', {}, { answers: true, lists: true }],
    ['one of three beats ago', ofAge(STILL_FRESH_MS), { answers: true, lists: true }],
    ['one of longer ago', ofAge(TOO_OLD_MS), { answers: false, lists: false }],
    ['one that is cut off, though its list is 5 s old', cutOff, { answers: false, lists: false }],
    [
      'one that only its members’ probes reach',
      { ...ofAge(0), parts: { server: failed('timeout', SECOND), members: failed('refused', SECOND) } },
      { answers: true, lists: true },
    ],
    [
      'one that only another address reaches',
      { members: cutOff.members, parts: { server: failed('timeout', null) } },
      { answers: true, lists: true },
    ],
    [
      'one whose /1.0 alone answers',
      { members: cutOff.members, parts: { members: failed('garbage', TOO_OLD_MS) } },
      { answers: true, lists: false },
    ],
  ])('in %s', (_what, scene, expected) => {
    expect(standing(scene)).toMatchObject({ ...expected, databaseFails: false });
  });
});

describe('the database fails', () => {
  it.each<[FailureKind, boolean]>([
    ['blocked', true],
    ['timeout', true],
    ['lxd-error', true],
    ['stale-view', true],
    ['refused', false],
    ['tls-timeout', false],
    ['forbidden', false],
    ['garbage', false],
    ['pin-mismatch', false],
  ])('by a list that fails as %s: %s', (kind, fails) => {
    expect(standing(listFailing(kind, 3, SECOND)).databaseFails).toBe(fails);
  });

  it('only while somebody answers what needs no database', () => {
    expect(standing(cutOff).databaseFails).toBe(false);
    expect(standing({ ...cutOff, parts: { ...cutOff.parts, server: ok() } }).databaseFails).toBe(true);
  });
});

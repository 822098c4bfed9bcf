/** How rules are tested: each by scenes, with the sentence that it says of them or none. */
import { describe, expect, it } from 'vitest';
import { assess } from '../assess.ts';
import type { FailureKind, Member } from '../snapshot.ts';
import type { Reason, ReasonCode, Verdict } from '../verdict.ts';
import {
  NOW_MS,
  SECOND,
  type SceneDiffers,
  failed,
  online,
  silent,
  snapshotOf,
  threeWell,
} from './scenes.ts';

/** A scene, and the reason that must come of it; `members` where it is about some. */
export type Said = [
  when: string,
  scene: SceneDiffers,
  level: Reason['level'],
  text: string,
  members?: string[],
];

/** A reason that must not come of a scene. */
export type Unsaid = [code: ReasonCode, when: string, scene: SceneDiffers];

export const verdictOf = (scene: SceneDiffers): Verdict => assess(snapshotOf(scene), NOW_MS);
export const codesOf = (scene: SceneDiffers): ReasonCode[] =>
  verdictOf(scene).reasons.map(({ code }) => code);

export function testReasons(said: Partial<Record<ReasonCode, Said[]>>, unsaid: Unsaid[]): void {
  describe.each(Object.entries(said))('%s', (code, rows) => {
    it.each(rows)('%s', (_when, scene, level, text, members = []) => {
      const found = verdictOf(scene).reasons.filter((reason) => reason.code === code);
      expect(found).toMatchObject([{ level, text, members }]);
    });
  });
  it.each(unsaid)('%s is not said %s', (code, _when, scene) => {
    expect(codesOf(scene)).not.toContain(code);
  });
}

/** Three voters of which the first leads, and all are well. */
export const one = online('node-1', ['database-leader', 'database']);
export const two = online('node-2');
export const three = online('node-3');

/** A cluster of which two members are well, and the third one is this. */
export const third = (member: Member): SceneDiffers => ({ members: [one, two, member] });

/** A member that is well and has no part in the cluster database. */
export const spare = (name: string, differs: Partial<Member> = {}): Member => online(name, [], differs);

/** What makes a member one that stopped answering us 12 s ago. */
export const silentNow = { probe: silent({ forMs: 12 * SECOND }) };

/** A cluster none of which answers us any more. */
export const cutOff = {
  members: threeWell().map((each) => ({ ...each, probe: silent({ forMs: 5 * SECOND }) })),
  parts: { members: failed('timeout', 5 * SECOND), server: failed('timeout', 5 * SECOND) },
};

/** A cluster whose list has failed for `forMs`, while the first `up` of its three voters answer us. */
export const listFailing = (kind: FailureKind, up: number, forMs: number): SceneDiffers => ({
  members: threeWell().map((each, index) => (index < up ? each : { ...each, probe: silent({ forMs }) })),
  parts: { members: failed(kind, forMs) },
});

import { describe, expect, it } from 'vitest';
import { assess } from './assess.ts';
import { type MemberVerdict, assessMember } from './member-verdict.ts';
import type { Member } from './snapshot.ts';
import {
  GIB,
  MINUTE,
  NOW_MS,
  SECOND,
  type SceneDiffers,
  blocked,
  evacuated,
  failed,
  notProbed,
  offline,
  online,
  ring,
  silent,
  snapshotOf,
  vitals,
  wrong,
} from './testing/scenes.ts';

const one = online('node-1', ['database-leader', 'database']);
const two = online('node-2');

/** What is said of the third member of a cluster in which the two others are well. */
function judge(third: Member, differs: SceneDiffers = {}): MemberVerdict {
  const snapshot = snapshotOf({ members: [one, two, third], ...differs });
  return assessMember(third, snapshot, assess(snapshot, NOW_MS).quorum, NOW_MS);
}

const used = (differs: Parameters<typeof vitals>[0]): Member =>
  online('node-3', undefined, { vitals: vitals(differs) });
const memory = (usedGib: number) => ({
  memory: { totalBytes: 64 * GIB, usedBytes: usedGib * GIB, freeBytes: null },
});

describe('a member that is well', () => {
  it.each([
    ['with no numbers', online('node-3'), 'node-3 is online and answers us in 2.4 ms.'],
    ['that idles', used({}), 'node-3 is online, answers us in 2.4 ms, and is little used.'],
    ['with some memory used', used(memory(40)), 'node-3 is online, answers us in 2.4 ms, and is in use.'],
    [
      'with a high load',
      used({ load: [9, 5, 3] }),
      'node-3 is online, answers us in 2.4 ms, and is heavily used.',
    ],
    [
      'with a pool that is nearly full',
      used({ fullestPool: { name: 'local', usedBytes: 92 * GIB, totalBytes: 100 * GIB } }),
      'node-3 is online; storage pool local is 92% full.',
    ],
    ['with little memory left', used(memory(60)), 'node-3 is online; memory is 94% used.'],
    [
      'that was not probed yet',
      online('node-3', undefined, { probe: notProbed() }),
      'node-3 is online and has not been probed yet.',
    ],
    ['in maintenance', evacuated('node-3'), 'node-3 has been evacuated for 4 min and answers us in 2.4 ms.'],
  ])('%s', (_what, member, sentence) => {
    expect(judge(member)).toMatchObject({ level: 'ok', sentence });
  });

  it('is judged by fresh numbers alone', () => {
    const old = { stateAtMs: NOW_MS - 31 * SECOND, resourcesAtMs: NOW_MS - 31 * SECOND };
    expect(judge(used({ ...old, load: [9, 9, 9] })).sentence).toBe(
      'node-3 is online and answers us in 2.4 ms.',
    );
    const slow = { rings: { state: { ...ring(), everyMs: MINUTE } } };
    expect(judge(used({ ...old, load: [9, 9, 9] }), slow).sentence).toContain('heavily used');
  });
});

describe('a member that is not well', () => {
  it.each([
    ['offline', offline('node-3'), 'node-3 has been offline for 4 min; no answer to us.'],
    [
      'offline and refusing',
      offline('node-3', 4 * MINUTE, { probe: silent({ forMs: 4 * MINUTE }, 'refused') }),
      'node-3 has been offline for 4 min; no answer to us (connection refused).',
    ],
    [
      'offline and hanging',
      offline('node-3', 4 * MINUTE, { probe: silent({ forMs: 4 * MINUTE }, 'tls-timeout') }),
      'node-3 has been offline for 4 min; no answer to us (TLS never finishes).',
    ],
    [
      'silent though listed',
      online('node-3', undefined, { probe: silent({ forMs: 12 * SECOND }) }),
      'LXD says node-3 is Online, but it has not answered us for 12 s.',
    ],
    [
      'somebody else',
      online('node-3', undefined, { probe: wrong('other-member') }),
      'node-3 does not answer as it should: another member answers there.',
    ],
    ['blocked', blocked('node-3', 'Too old'), 'node-3 is blocked: Too old.'],
    [
      'blocked and silent',
      blocked('node-3', 'Too old', { probe: silent({ forMs: 12 * SECOND }) }),
      'LXD says node-3 is Blocked, but it has not answered us for 12 s. 1 more problem.',
    ],
  ])('%s', (_what, member, sentence) => {
    expect(judge(member)).toMatchObject({ level: 'degraded', sentence });
  });

  it('is not blamed for its neighbours', () => {
    const snapshot = snapshotOf({ members: [one, offline('node-2'), offline('node-3')] });
    const { quorum } = assess(snapshot, NOW_MS);
    expect(assessMember(one, snapshot, quorum, NOW_MS)).toMatchObject({ level: 'ok', reasons: [] });
    const [, second] = snapshot.members;
    if (second === undefined) throw new Error('no second member in the scene');
    expect(assessMember(second, snapshot, quorum, NOW_MS).sentence).toBe(
      'node-2 has been offline for 4 min; no answer to us.',
    );
  });
});

describe('a member of which one witness says nothing', () => {
  const listOld = { parts: { members: failed('lxd-error', 20 * SECOND) } };

  it('says what we see while the list is old', () => {
    expect(judge(online('node-3'), listOld)).toMatchObject({
      level: 'unknown',
      sentence: 'node-3 answers us in 2.4 ms; what LXD says of it is 20 s old.',
    });
  });

  it('says that LXD calls everybody Offline', () => {
    const members = [one, two, online('node-3')].map((each) => ({ ...each, status: 'Offline' }));
    const snapshot = snapshotOf({ members });
    const [first] = members;
    if (first === undefined) throw new Error('no member in the scene');
    expect(assessMember(first, snapshot, assess(snapshot, NOW_MS).quorum, NOW_MS)).toMatchObject({
      level: 'unknown',
      sentence: 'node-1 answers us in 2.4 ms; LXD calls every member Offline, which says nothing of it.',
    });
  });

  it('is unknown when nobody answers', () => {
    const cutOff = [one, two, online('node-3')].map((each) => ({
      ...each,
      probe: silent({ forMs: 20 * SECOND }),
    }));
    const lost = failed('timeout', 20 * SECOND);
    const snapshot = snapshotOf({ members: cutOff, parts: { members: lost, server: lost } });
    const [first] = cutOff;
    if (first === undefined) throw new Error('no member in the scene');
    expect(assessMember(first, snapshot, assess(snapshot, NOW_MS).quorum, NOW_MS)).toMatchObject({
      level: 'unknown',
      sentence:
        'Whether node-1 is there is unknown: what LXD says of it is 20 s old, and it does not answer us.',
    });
  });
});

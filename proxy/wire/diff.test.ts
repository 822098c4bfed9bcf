import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change, ChangeKind } from './change.ts';
import { diff } from './diff.ts';
import type { ClusterSnapshot, Member } from './snapshot.ts';
import { snapshots } from './testing/arbitraries.ts';
import { one, three, two } from './testing/reasons.ts';
import {
  NOW_MS,
  OTHER_PIN,
  PIN,
  SECOND,
  type SceneDiffers,
  answering,
  failed,
  member,
  notProbed,
  offline,
  pendingPart,
  presentedBy,
  silent,
  snapshotOf,
  wrong,
} from './testing/scenes.ts';

/** What changes from one scene to another, without the verdict, which has tests of its own. */
const changesOf = (before: SceneDiffers, after: SceneDiffers): Change[] =>
  diff(snapshotOf(before), snapshotOf(after)).filter(({ kind }) => kind !== 'verdict');

/** What changes as node-3 comes to differ. */
const turning = (differs: Partial<Member>, from: Partial<Member> = {}): Change[] =>
  changesOf(
    { members: [one, two, { ...three, ...from }] },
    { members: [one, two, { ...three, ...differs }] },
  );

const change = (
  kind: ChangeKind,
  about: string | null,
  before: string | null,
  after: string | null,
  note: string | null = null,
): Change => ({
  atMs: NOW_MS,
  kind,
  member: about,
  before,
  after,
  note,
  sinceMs: null,
});

describe('a member', () => {
  it.each<[ChangeKind, Partial<Member>, string, string]>([
    ['status', { status: 'Evacuated', message: '' }, 'Online', 'Evacuated'],
    ['roles', { roles: ['database', 'ovn-chassis'] }, 'database', 'database, ovn-chassis'],
    ['roles', { roles: [] }, 'database', ''],
    ['groups', { groups: ['gpu', 'default'] }, 'default', 'default, gpu'],
    ['failure-domain', { failure_domain: 'rack-2' }, 'default', 'rack-2'],
    ['description', { description: 'loud' }, '', 'loud'],
    ['config', { config: { b: '2', a: '1' } }, '', 'a=1, b=2'],
    ['architecture', { architecture: 'aarch64' }, 'x86_64', 'aarch64'],
    ['url', { url: 'https://10.0.0.3:8443' }, three.url, 'https://10.0.0.3:8443'],
  ])('changes its %s', (kind, differs, before, after) => {
    expect(turning(differs)).toMatchObject([{ kind, member: 'node-3', before, after }]);
  });

  it('changes its status with its message as evidence', () => {
    const { message } = offline('node-3');
    expect(turning({ status: 'Offline', message })).toEqual([
      change('status', 'node-3', 'Online', 'Offline', 'No heartbeat for 20.465676514s'),
    ]);
  });

  it('changes its message where it reads otherwise, and not by the figures in it', () => {
    const from = { status: 'Offline', message: 'No heartbeat for 20.4s (2026-11-23 03:12:07)' };
    expect(turning({ ...from, message: 'No heartbeat for 21s (2026-11-23 03:12:07)' }, from)).toEqual([]);
    expect(turning({ ...from, message: 'Waiting for other members' }, from)).toEqual([
      change('message', 'node-3', from.message, 'Waiting for other members'),
    ]);
  });

  it('does not change by its latency, its times, nor the order of its roles and groups', () => {
    expect(turning({ statusSince: { atMs: NOW_MS, witnessed: true } })).toEqual([]);
    expect(turning({ probe: { ...answering({ forMs: 0, ageMs: SECOND }), latencyMs: 900 } })).toEqual([]);
    const lists = { roles: ['event-hub', 'database'], groups: ['b', 'a'], config: { a: '1', b: '2' } };
    const reversed = { roles: ['database', 'event-hub'], groups: ['a', 'b'], config: { b: '2', a: '1' } };
    expect(turning(reversed, lists)).toEqual([]);
  });

  it('changes its config also where both read the same', () => {
    expect(turning({ config: { a: '1', b: '2' } }, { config: { a: '1, b=2' } })).toHaveLength(1);
  });

  it('does not change its roles by leading', () => {
    expect(turning({ roles: ['database-leader', 'database'] })).toEqual([]);
  });

  it('stops and starts answering us', () => {
    expect(turning({ probe: silent() })).toEqual([
      change('answering', 'node-3', 'answering', 'silent', 'timeout happened'),
    ]);
    expect(turning({ probe: answering() }, { probe: wrong('garbage') })).toEqual([
      change('answering', 'node-3', 'wrong', 'answering'),
    ]);
  });

  it('changes its version, once both are known', () => {
    expect(turning({ probe: { ...answering(), version: '6.2' } })).toEqual([
      change('version', 'node-3', '6.1', '6.2'),
    ]);
    expect(turning({ probe: { ...answering(), version: null } })).toEqual([]);
  });

  it('does not change by being probed for the first time', () => {
    expect(turning({ probe: silent() }, { probe: notProbed() })).toEqual([]);
  });
});

describe('the member list', () => {
  it('gains and loses members', () => {
    const four = member('node-4', { roles: [] });
    expect(changesOf({}, { members: [one, two, three, four] })).toEqual([
      change('member-added', 'node-4', null, four.url),
    ]);
    expect(changesOf({}, { members: [one, two] })).toEqual([
      change('member-removed', 'node-3', three.url, null),
    ]);
  });

  it('renames a member that keeps its URL, and tells what else became of it', () => {
    const renamed = { ...three, server_name: 'node-c', status: 'Blocked', message: 'old' };
    expect(changesOf({}, { members: [renamed, one, two] })).toEqual([
      change('member-renamed', 'node-c', 'node-3', 'node-c'),
      change('status', 'node-c', 'Online', 'Blocked', 'old'),
    ]);
  });

  it('takes a member that was given the URL of one that stayed for a new one', () => {
    const twin = member('node-4', { url: three.url });
    expect(changesOf({}, { members: [one, two, three, twin] })).toEqual([
      change('member-added', 'node-4', null, three.url),
    ]);
  });

  it('means nothing by its order', () => {
    expect(changesOf({}, { members: [three, one, two] })).toEqual([]);
  });

  it('is no news when it is read for the first time', () => {
    expect(changesOf({ members: [], parts: { members: pendingPart } }, {})).toEqual([]);
  });
});

describe('the cluster', () => {
  const leads = (name: string) => ({
    leadership: { member: name, previous: null, since: { atMs: NOW_MS, witnessed: true } },
  });

  it('changes its leader, unless the same one has another name now', () => {
    expect(changesOf(leads('node-1'), leads('node-2'))).toEqual([
      change('leader', 'node-2', 'node-1', 'node-2'),
    ]);
    expect(changesOf(leads('node-1'), { leadership: null })).toEqual([]);
    expect(changesOf({ leadership: null }, leads('node-1'))).toEqual([]);
    const renamed = { members: [{ ...one, server_name: 'node-a' }, two, three] };
    expect(changesOf(leads('node-1'), { ...renamed, ...leads('node-a') }).map(({ kind }) => kind)).toEqual([
      'member-renamed',
    ]);
  });

  it('changes its groups, once they are known', () => {
    const gpu = { groups: ['gpu', 'default'].map((name) => ({ name, description: '', members: [] })) };
    expect(changesOf({}, gpu)).toEqual([change('cluster-groups', null, 'default', 'default, gpu')]);
    expect(changesOf({ groups: [], parts: { groups: pendingPart } }, gpu)).toEqual([]);
    expect(changesOf({ groups: gpu.groups.toReversed() }, gpu)).toEqual([]);
  });

  it('presents another certificate, and is known by it when that was accepted', () => {
    const trust = (pin: string | null) => ({ trust: { pin, grant: null, others: [] } });
    const changed = { trust: presentedBy('node-1', 'node-2') };
    const kinds = (before: SceneDiffers, after: SceneDiffers) =>
      changesOf(before, after).filter(({ kind }) => kind === 'certificate' || kind === 'pin');
    const seen = change('certificate', null, PIN, OTHER_PIN, expect.stringContaining('sent nothing'));
    expect(kinds(trust(PIN), changed)).toEqual([seen]);
    expect(kinds(changed, changed)).toEqual([]);
    const accepted = change('pin', null, PIN, OTHER_PIN, 'accepted in the settings');
    expect(kinds(changed, trust(OTHER_PIN))).toEqual([accepted]);
    expect(kinds(changed, trust(PIN)).map(({ after }) => after)).toEqual([PIN]);
    // One member alone is no cluster, and what was not recorded is no change.
    expect(kinds(trust(PIN), { trust: presentedBy('node-1') })).toEqual([]);
    expect(kinds(trust(null), trust(PIN))).toEqual([]);
  });

  it.each([
    ['server', '/1.0'],
    ['cluster', 'cluster'],
    ['members', 'member list'],
    ['groups', 'cluster groups'],
  ] as const)('stops and starts letting us read its %s', (part, name) => {
    const failing = { parts: { [part]: failed('lxd-error', SECOND) } };
    expect(changesOf({}, failing)).toEqual([change('part', null, name, 'failed', 'lxd-error happened')]);
    expect(changesOf(failing, {})).toEqual([change('part', null, name, 'answered again')]);
    expect(changesOf({ parts: { [part]: pendingPart } }, failing)).toEqual([]);
  });

  it('changes its verdict, with the new sentence, unless there was none before', () => {
    const after = snapshotOf({ members: [one, two, offline('node-3')] });
    const verdicts = (before: SceneDiffers) =>
      diff(snapshotOf(before), after).filter(({ kind }) => kind === 'verdict');
    expect(verdicts({})).toEqual([
      change('verdict', null, 'ok', 'degraded', 'node-3 has been offline for 4 min.'),
    ]);
    expect(verdicts({ members: [], parts: { members: pendingPart, server: pendingPart } })).toEqual([]);
  });
});

describe('for any two snapshots', () => {
  const later = snapshots.map((snapshot) => ({ ...snapshot, observedAtMs: NOW_MS + SECOND }));
  const names = (snapshot: ClusterSnapshot) => snapshot.members.map((each) => each.server_name).toSorted();

  /** Members under other names and addresses, so that some stay, some are renamed and some are new. */
  const shuffled = fc
    .tuple(later, fc.array(fc.tuple(fc.nat(12), fc.nat(12)), { minLength: 10, maxLength: 10 }))
    .map(([snapshot, spots]) => {
      const taken = new Map(
        snapshot.members.map((each, i) => {
          const [name, host] = spots[i] ?? [i, i];
          return [
            name,
            { ...each, server_name: `node-${name}`, url: `https://node-${host}.example:8443` },
          ] as const;
        }),
      );
      return { ...snapshot, members: [...taken.values()] };
    });

  it('nothing changes from one to itself', () => {
    fc.assert(
      fc.property(snapshots, (snapshot) => {
        expect(diff(snapshot, structuredClone(snapshot))).toEqual([]);
      }),
    );
  });

  it('who came, went and was renamed leads from the names before to the names after', () => {
    fc.assert(
      fc.property(snapshots, shuffled, (before, after) => {
        fc.pre(before.parts.members.observedAtMs !== null);
        const left = new Set(names(before));
        for (const { kind, member: name, before: was } of diff(before, after)) {
          if (kind === 'member-removed') expect(left.delete(name ?? '')).toBe(true);
          if (kind === 'member-renamed') expect(left.delete(was ?? '')).toBe(true);
        }
        for (const { kind, member: name } of diff(before, after)) {
          if (kind !== 'member-added' && kind !== 'member-renamed') continue;
          expect(left).not.toContain(name);
          left.add(name ?? '');
        }
        expect([...left].toSorted()).toEqual(names(after));
      }),
    );
  });

  it('who came one way went the other', () => {
    const count = (changes: Change[], wanted: ChangeKind) =>
      changes.filter(({ kind }) => kind === wanted).length;
    fc.assert(
      fc.property(snapshots, shuffled, (before, after) => {
        fc.pre(before.parts.members.observedAtMs !== null && after.parts.members.observedAtMs !== null);
        const [there, back] = [diff(before, after), diff(after, before)];
        expect(count(there, 'member-added')).toBe(count(back, 'member-removed'));
        expect(count(there, 'member-removed')).toBe(count(back, 'member-added'));
        expect(count(there, 'member-renamed')).toBe(count(back, 'member-renamed'));
      }),
    );
  });

  it('all changes have the later time, and none says that what is the same differs', () => {
    fc.assert(
      fc.property(snapshots, shuffled, (before, after) => {
        for (const each of diff(before, after)) {
          expect(each.atMs).toBe(after.observedAtMs);
          if (each.kind !== 'config') expect(each.before).not.toBe(each.after);
        }
      }),
    );
  });
});

describe('what happened while nobody looked', () => {
  const HOUR = 3600 * SECOND;
  const seen = snapshotOf({ members: [one, two, three], leadership: null });
  const later = (differs: SceneDiffers = {}): ClusterSnapshot => {
    const { members, ...parts } = snapshotOf({ members: [one, two, three], leadership: null, ...differs });
    const observedAtMs = NOW_MS + HOUR;
    return {
      ...parts,
      observedAtMs,
      parts: { ...parts.parts, members: { ...parts.parts.members, observedAtMs } },
      members: members.map((each) => ({ ...each, probe: { ...each.probe, observedAtMs } })),
    };
  };

  it('is told with when it was last seen not to have happened', () => {
    const moved = { ...three, description: 'moved', probe: { ...silent(), observedAtMs: NOW_MS } };
    expect(
      diff(seen, later({ members: [one, moved] })).filter(({ kind }) => kind !== 'verdict'),
    ).toMatchObject([
      { kind: 'member-removed', member: 'node-2', atMs: NOW_MS + HOUR, sinceMs: NOW_MS },
      { kind: 'description', member: 'node-3', atMs: NOW_MS + HOUR, sinceMs: NOW_MS },
      { kind: 'answering', member: 'node-3', atMs: NOW_MS + HOUR, sinceMs: NOW_MS },
    ]);
  });

  it('is compared with the last judgement, however long ago that was', () => {
    const was = { atMs: NOW_MS, level: 'critical', sentence: 'Quorum is lost.' } as const;
    const is = { atMs: NOW_MS + HOUR, level: 'ok', sentence: 'All is well.' } as const;
    expect(diff(later(), later(), was, is)).toMatchObject([
      { kind: 'verdict', before: 'critical', after: 'ok', sinceMs: NOW_MS },
    ]);
    expect(diff(later(), later(), null, is)).toEqual([]);
  });
});

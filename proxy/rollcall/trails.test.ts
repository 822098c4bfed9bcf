import { describe, expect, it } from 'vitest';
import type { ClusterSnapshot } from '../wire/snapshot.ts';
import {
  BEAT_MS,
  NOW_MS,
  failed,
  member,
  offline,
  ok,
  online,
  silent,
  snapshotOf,
} from '../wire/testing/scenes.ts';
import { createTrails } from './trails.ts';

/** What was seen `beats` after `NOW_MS`, when all of it was observed then. */
const at = (beats: number, differs: Parameters<typeof snapshotOf>[0] = {}): ClusterSnapshot => {
  const nowMs = NOW_MS + beats * BEAT_MS;
  const snapshot = snapshotOf({ observedAtMs: nowMs, ...differs });
  const fresh = { ...ok(), observedAtMs: nowMs };
  return {
    ...snapshot,
    parts:
      differs.parts === undefined ? { ...snapshot.parts, members: fresh, server: fresh } : snapshot.parts,
    members: snapshot.members.map((each) => ({ ...each, probe: { ...each.probe, observedAtMs: nowMs } })),
  };
};
const after = (beats: number): number => NOW_MS + beats * BEAT_MS;

function recorded(...snapshots: ClusterSnapshot[]) {
  const recorder = createTrails(NOW_MS);
  for (const snapshot of snapshots) recorder.record(snapshot);
  return recorder;
}

describe('a trail', () => {
  it('has one stretch for as long as nothing changes', () => {
    const trails = recorded(at(0), at(1), at(2)).trails(after(2));
    expect(trails?.members['node-2']).toEqual([{ fromMs: NOW_MS, status: 'Online', ours: 'answering' }]);
    expect(trails?.leaders).toEqual([{ fromMs: NOW_MS, member: 'node-1' }]);
    expect(trails?.levels).toEqual([{ fromMs: NOW_MS, level: 'ok' }]);
  });

  it('begins anew with either witness', () => {
    const members = [online('node-1'), offline('node-2'), member('node-3', { probe: silent() })];
    const trails = recorded(at(0), at(1, { members })).trails(after(1));
    expect(trails?.members['node-2']?.at(-1)).toEqual({
      fromMs: after(1),
      status: 'Offline',
      ours: 'silent',
    });
    expect(trails?.members['node-3']?.at(-1)).toEqual({ fromMs: after(1), status: 'Online', ours: 'silent' });
    expect(trails?.members['node-1']).toHaveLength(1);
  });

  it("does not go on with LXD's word once that is too old to stand", () => {
    const parts = { members: failed('blocked', 0, 0) };
    const old = {
      ...at(5, { parts }),
      parts: { ...at(5).parts, members: { ...ok(), observedAtMs: NOW_MS } },
    };
    const trails = recorded(at(0), old).trails(after(5));
    expect(trails?.members['node-2']?.at(-1)).toEqual({ fromMs: after(5), status: null, ours: 'answering' });
  });

  it('is blind where nothing was recorded, from the third missed beat on', () => {
    const trails = recorded(at(0), at(100)).trails(after(100));
    expect(trails?.members['node-2']).toEqual([
      { fromMs: NOW_MS, status: 'Online', ours: 'answering' },
      { fromMs: after(3), status: null, ours: 'unknown' },
      { fromMs: after(100), status: 'Online', ours: 'answering' },
    ]);
    expect(trails?.leaders.map(({ member: leader }) => leader)).toEqual(['node-1', null, 'node-1']);
    expect(trails?.levels.map(({ level }) => level)).toEqual(['ok', 'unknown', 'ok']);
  });

  it('stays with a member that is renamed, and ends with one that leaves', () => {
    const renamed = online('node-x', undefined, { url: 'https://node-2.example:8443' });
    const trails = recorded(at(0), at(1, { members: [online('node-1'), renamed] })).trails(after(1));
    expect(Object.keys(trails?.members ?? {})).toEqual(['node-1', 'node-x']);
    expect(trails?.members['node-x']).toEqual([{ fromMs: NOW_MS, status: 'Online', ours: 'answering' }]);
  });

  it('is told of one member alone, and of nobody who is not there', () => {
    const recorder = recorded(at(0));
    expect(Object.keys(recorder.trails(after(0), 'node-3')?.members ?? {})).toEqual(['node-3']);
    expect(recorder.trails(after(0), 'nobody')).toBeUndefined();
  });

  it('forgets its beginning rather than grow without end', () => {
    const flapping = [at(0), at(1, { members: [online('node-1'), offline('node-2')] })];
    const recorder = createTrails(NOW_MS);
    for (let beat = 0; beat < 3000; beat += 1) {
      const snapshot = flapping[beat % 2] ?? at(0);
      recorder.record({ ...snapshot, observedAtMs: after(beat) });
    }
    expect(recorder.trails(after(3000))?.members['node-2']?.length).toBeLessThanOrEqual(2000);
  });
});

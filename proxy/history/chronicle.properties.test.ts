import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { assess } from '../wire/assess.ts';
import { type ClusterView, deltaOf } from '../wire/delta.ts';
import { isFresh, isProbeFresh } from '../wire/freshness.ts';
import { ClusterSnapshot } from '../wire/snapshot.ts';
import { steadyWords } from '../wire/steady-words.ts';
import { BEAT_MS, NOW_MS, snapshotOf } from '../wire/testing/scenes.ts';
import { snapshots } from '../wire/testing/arbitraries.ts';
import { NO_VITALS } from '../wire/vitals.ts';
import { lxdWord, ourWord } from '../wire/witness.ts';
import { createChronicle } from './chronicle.ts';
import { VERDICT_LANE, VerdictLane } from './facts.ts';
import { parsed } from './decode.ts';
import { createPast } from './past.ts';
import { openMemory } from './testing/memory-store.ts';

const TIME = /(?:^a|A)tMs$|SinceMs$|NotAfterMs$|SeenAtMs$/;

/** A scene as it would be `byMs` later. Numbers are left out: what follows from them is only as exact as samples are. */
function moved(scene: ClusterSnapshot, byMs: number): ClusterSnapshot {
  const text = JSON.stringify({
    ...scene,
    members: scene.members.map((member) => ({ ...member, vitals: NO_VITALS })),
  });
  return ClusterSnapshot.parse(
    JSON.parse(text, (key, value: unknown) =>
      typeof value === 'number' && TIME.test(key) ? value + byMs : value,
    ),
  );
}

/** Scenes one after the other, at least a beat apart, and at most a long time. */
const histories = fc
  .array(fc.tuple(snapshots, fc.constantFrom(BEAT_MS, 3 * BEAT_MS, 60_000)), { minLength: 1, maxLength: 8 })
  .map((steps) => {
    let atMs = 0;
    return steps.map(([scene, pauseMs]) => moved(scene, (atMs += pauseMs)));
  });

/** What of a snapshot is kept as it was, however old: all but figures that move with every read. */
const steadyOf = (snapshot: ClusterSnapshot) => {
  const { observedAtMs: nowMs, cluster, leadership, groups, parts, members, warnings } = snapshot;
  const part = (name: keyof typeof parts) => {
    const { status, failure, failingSinceMs, observedAtMs } = parts[name];
    const fresh = status === 'ok' && isFresh(parts[name], snapshot, nowMs);
    return [status, failure?.kind, failingSinceMs, fresh || observedAtMs];
  };
  return {
    nowMs,
    cluster,
    leadership,
    groups,
    parts: [part('server'), part('members')],
    members: members.map((member) => {
      const { statusSince, probe, vitals: _vitals, message, ...listed } = member;
      return {
        ...listed,
        words: [lxdWord(member, snapshot, nowMs).word, ourWord(probe, snapshot, nowMs).state],
        message: steadyWords(message),
        statusSince,
        probe: [probe.state, probe.version, probe.failure?.kind, probe.since],
        probed: isProbeFresh(probe, snapshot, nowMs) || probe.observedAtMs,
      };
    }),
    warnings: warnings.map(({ uuid, status, severity }) => [uuid, status, severity]),
  };
};

/** Writes a history down, in one go or with a new start of the recorder in the middle. */
async function recorded(history: readonly ClusterSnapshot[], restartAt: number) {
  const store = openMemory();
  const make = () =>
    createChronicle({ detail: () => undefined, hardware: () => undefined, allInstances: () => null });
  let chronicle = make();
  let before: ClusterView = {
    seq: 0,
    snapshot: snapshotOf({ members: [] }),
    changes: [],
    events: [],
    flapping: [],
  };
  for (const [index, snapshot] of history.entries()) {
    if (index === restartAt) {
      chronicle = make();
      const facts = await store.at(
        'prod',
        ['frame', 'rings', 'member', 'warning', 'lane', 'counts'],
        snapshot.observedAtMs,
      );
      if (facts.ok) chronicle.restore(facts.value);
    }
    const view = { ...before, seq: index + 1, snapshot };
    const told = chronicle.hear(view, deltaOf(before, view));
    before = view;
    const batch = { cluster: 'prod', run: 'run', seq: index + 1, atMs: snapshot.observedAtMs };
    await store.write({ ...batch, ...told, changes: [], samples: [] });
  }
  const past = createPast({
    store,
    cluster: 'prod',
    empty: () => snapshotOf({ members: [] }),
    underWay: () => [],
    now: () => history.at(-1)?.observedAtMs ?? NOW_MS,
  });
  return { store, past };
}

/** A scene that has not been heard yet is no sight of anything, and nothing is kept of it. */
const heard = (history: readonly ClusterSnapshot[]): ClusterSnapshot[] =>
  history.filter(({ parts }) => parts.members.status !== 'pending');

it('reads back at any moment what was seen last by then, and judges it as it was judged', async () => {
  await fc.assert(
    fc.asyncProperty(histories, fc.nat(8), async (history, restartAt) => {
      const { past, store } = await recorded(history, restartAt);
      for (const snapshot of heard(history)) {
        const atMs = snapshot.observedAtMs;
        const then = await past.view(atMs);
        if (!then.ok) throw new Error(then.error.message);
        expect(steadyOf(then.value.view.snapshot)).toEqual(steadyOf(snapshot));
        const lanes = await store.at('prod', ['lane'], atMs);
        const lane = lanes.ok ? lanes.value.find(({ name }) => name === VERDICT_LANE) : undefined;
        const level = lane === undefined ? undefined : parsed(VerdictLane, lane.value)?.level;
        expect(level).toBe(assess(snapshot, atMs).level);
        expect(assess(then.value.view.snapshot, atMs).level).toBe(level);
      }
    }),
    { numRuns: 300 },
  );
});

it('holds between two moments what was seen at the first', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      const { past } = await recorded(history, -1);
      const seen = heard(history);
      for (const [index, snapshot] of seen.entries()) {
        const next = seen[index + 1]?.observedAtMs ?? snapshot.observedAtMs + 1;
        const atMs = Math.floor((snapshot.observedAtMs + next) / 2);
        const then = await past.view(atMs);
        if (!then.ok) throw new Error(then.error.message);
        const { members, leadership, groups } = then.value.view.snapshot;
        expect({ leadership, groups }).toEqual({ leadership: snapshot.leadership, groups: snapshot.groups });
        expect(
          members.map(({ server_name, status, statusSince }) => [server_name, status, statusSince]),
        ).toEqual(
          snapshot.members.map(({ server_name, status, statusSince }) => [server_name, status, statusSince]),
        );
      }
    }),
    { numRuns: 100 },
  );
});

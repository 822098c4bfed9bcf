import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClusterAnswer, ClustersAnswer, STREAM_EVENTS } from './api.ts';
import { assess } from './assess.ts';
import { ClusterView, deltaOf } from './delta.ts';
import { diff } from './diff.ts';
import { snapshots } from './testing/arbitraries.ts';
import { NOW_MS, lifecycle, member, silent, snapshotOf } from './testing/scenes.ts';

const overTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const views = fc.tuple(snapshots, snapshots, fc.nat()).map(([before, snapshot, seq]): ClusterView => {
  const changes = diff(before, snapshot).map((change, i) => ({ ...change, id: i + 1 }));
  const flapping = [{ member: 'node-1', times: 3, atLeast: seq % 2 === 0, lastAtMs: NOW_MS }];
  return { seq, snapshot, changes: changes.toReversed(), events: [lifecycle(1)], flapping };
});

describe('what is sent arrives as it was', () => {
  it('a view, alone and in its event', () => {
    fc.assert(
      fc.property(views, (view) => {
        expect(ClusterView.parse(overTheWire(view))).toEqual(view);
        const event = { nowMs: NOW_MS, cluster: 'prod', view };
        expect(STREAM_EVENTS.view.parse(overTheWire(event))).toEqual(event);
      }),
    );
  });

  it('a delta', () => {
    fc.assert(
      fc.property(views, views, (before, after) => {
        const event = { nowMs: NOW_MS, cluster: 'prod', delta: deltaOf(before, after) };
        expect(STREAM_EVENTS.delta.parse(overTheWire(event))).toEqual(event);
      }),
    );
  });

  it('an answer with its verdict', () => {
    fc.assert(
      fc.property(views, (view) => {
        const answer = { ...view, verdict: assess(view.snapshot, NOW_MS), moment: null };
        expect(ClusterAnswer.parse(overTheWire(answer))).toEqual(answer);
      }),
    );
  });

  it('the list of clusters, a greeting and a beat', () => {
    const { cluster } = snapshotOf();
    const verdict = assess(snapshotOf(), NOW_MS);
    const clusters = {
      nowMs: NOW_MS,
      clusters: [
        {
          key: cluster.key,
          name: cluster.name,
          demo: false,
          product: cluster.product,
          serverVersion: null,
          level: verdict.level,
          sentence: verdict.sentence,
          quorumSentence: verdict.quorum.sentence,
          memberCount: 3,
          statuses: { Online: 3 },
          observedAtMs: null,
          rollCallIntervalMs: 2000,
        },
      ],
    };
    expect(ClustersAnswer.parse(overTheWire(clusters))).toEqual(clusters);
    expect(STREAM_EVENTS.clusters.parse(overTheWire(clusters))).toEqual(clusters);
    const hello = { nowMs: NOW_MS, version: '0.1.0', build: 'b1', beatMs: 2000 };
    expect(STREAM_EVENTS.hello.parse(overTheWire(hello))).toEqual(hello);
    expect(STREAM_EVENTS.beat.parse({ nowMs: NOW_MS })).toEqual({ nowMs: NOW_MS });
  });
});

describe('what arrives is checked', () => {
  const view = { seq: 1, snapshot: snapshotOf(), changes: [], events: [], flapping: [] };

  it.each<[string, unknown]>([
    ['no members', { ...view, snapshot: { ...view.snapshot, members: undefined } }],
    ['a time in words', { ...view, snapshot: { ...view.snapshot, observedAtMs: '2026-11-23' } }],
    [
      'a probe in a state of its own',
      {
        ...view,
        snapshot: {
          ...view.snapshot,
          members: [{ ...member('a'), probe: { ...silent(), state: 'asleep' } }],
        },
      },
    ],
    ['a part without its failure', { ...view, snapshot: { ...view.snapshot, parts: {} } }],
    ['nothing', null],
  ])('%s is refused', (_what, value) => {
    expect(ClusterView.safeParse(value).success).toBe(false);
  });

  it('any status and any role are let through', () => {
    const odd = {
      ...view,
      snapshot: snapshotOf({ members: [member('a', { status: 'Hibernating', roles: ['oracle'] })] }),
    };
    expect(ClusterView.parse(overTheWire(odd))).toEqual(odd);
  });

  it('fields of a later version are dropped', () => {
    expect(ClusterView.parse({ ...view, mood: 'good' })).toEqual(view);
  });
});

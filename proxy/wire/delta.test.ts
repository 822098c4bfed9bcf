import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_CHANGES, type RecordedChange } from './change.ts';
import { type ClusterView, Delta, applyDelta, deltaOf } from './delta.ts';
import { MAX_EVENTS, type RecordedEvent } from './event.ts';
import type { Flapping } from './flapping.ts';
import { snapshots } from './testing/arbitraries.ts';
import { one, three, two } from './testing/reasons.ts';
import {
  NOW_MS,
  SECOND,
  answering,
  lifecycle,
  member,
  operation,
  snapshotOf,
  vitals,
  warning,
} from './testing/scenes.ts';

const recorded = (id: number): RecordedChange => ({
  id,
  atMs: NOW_MS + id,
  kind: 'status',
  member: 'node-1',
  before: 'Online',
  after: 'Offline',
  note: null,
  sinceMs: null,
});

/** The newest changes of a run that has recorded `count`, newest first. */
const changesAfter = (count: number): RecordedChange[] =>
  Array.from({ length: Math.min(count, MAX_CHANGES) }, (_, i) => recorded(count - i));

const eventsAfter = (count: number): RecordedEvent[] =>
  Array.from({ length: Math.min(count, MAX_EVENTS) }, (_, i) => lifecycle(count - i));

/** One that flaps so often, once that is often. */
const flappingAfter = (times: number): Flapping[] =>
  times < 3 ? [] : [{ member: 'node-1', times, atLeast: false, lastAtMs: NOW_MS }];

const viewOf = (seq: number, members = [one, two, three], changes = 0): ClusterView => ({
  seq,
  snapshot: snapshotOf({ members, observedAtMs: NOW_MS + seq }),
  changes: changesAfter(changes),
  events: eventsAfter(changes),
  flapping: flappingAfter(changes),
});

/** Through the wire, as a browser gets it. */
const sent = (delta: Delta): Delta => Delta.parse(JSON.parse(JSON.stringify(delta)));

describe('a step', () => {
  it('in which nothing changed carries no members, no order and no changes', () => {
    expect(deltaOf(viewOf(1), viewOf(2))).toMatchObject({
      from: 1,
      seq: 2,
      order: null,
      members: [],
      probes: {},
      pulses: {},
      vitals: {},
      operations: null,
      warnings: null,
      changes: [],
      events: [],
      flapping: null,
    });
  });

  it('carries only the numbers of a member of which LXD says nothing new', () => {
    const busy = vitals({ load: [9, 5, 1] });
    const delta = deltaOf(viewOf(1), viewOf(2, [one, { ...two, vitals: busy }, three]));
    expect(delta).toMatchObject({ members: [], probes: {}, pulses: {}, vitals: { 'node-2': busy } });
  });

  it('carries operations and warnings whole where they changed, and only then', () => {
    const [before, after] = [viewOf(1), viewOf(2)];
    after.snapshot = { ...after.snapshot, operations: [operation('a')] };
    expect(deltaOf(before, after)).toMatchObject({ operations: [operation('a')], warnings: null });
    after.snapshot = { ...before.snapshot, warnings: [warning('w')] };
    expect(deltaOf(before, after)).toMatchObject({ operations: null, warnings: [warning('w')] });
  });

  it('carries only latency and time of a probe that found nothing new', () => {
    const probe = { ...two.probe, latencyMs: 9, observedAtMs: NOW_MS + SECOND };
    const delta = deltaOf(viewOf(1), viewOf(2, [one, { ...two, probe }, three]));
    const pulses = { 'node-2': [9, NOW_MS + SECOND] };
    expect(delta).toMatchObject({ order: null, members: [], probes: {}, pulses });
  });

  it('carries only the probe of a member of which LXD says nothing new', () => {
    const probe = { ...two.probe, state: 'silent' as const, latencyMs: null };
    const delta = deltaOf(viewOf(1), viewOf(2, [one, { ...two, probe }, three]));
    expect(delta).toMatchObject({ order: null, members: [], probes: { 'node-2': probe }, pulses: {} });
  });

  it('carries the whole of a member of which LXD says something new', () => {
    const evacuated = { ...two, status: 'Evacuated' };
    expect(deltaOf(viewOf(1), viewOf(2, [one, evacuated, three]))).toMatchObject({
      order: null,
      members: [evacuated],
      probes: {},
    });
  });

  it('carries the order where members came, went or moved', () => {
    const four = member('node-4');
    expect(deltaOf(viewOf(1), viewOf(2, [one, two, three, four]))).toMatchObject({
      order: ['node-1', 'node-2', 'node-3', 'node-4'],
      members: [four],
    });
    expect(deltaOf(viewOf(1), viewOf(2, [one, three]))).toMatchObject({
      order: ['node-1', 'node-3'],
      members: [],
    });
    expect(deltaOf(viewOf(1), viewOf(2, [two, one, three]))).toMatchObject({
      order: ['node-2', 'node-1', 'node-3'],
      members: [],
    });
  });

  it('carries the changes and events since, newest first', () => {
    const { changes, events } = deltaOf(viewOf(1, [one], 3), viewOf(2, [one], 5));
    expect(changes.map(({ id }) => id)).toEqual([5, 4]);
    expect(events.map(({ id }) => id)).toEqual([5, 4]);
  });

  it('does not follow a view that it was not made from', () => {
    const delta = deltaOf(viewOf(2), viewOf(3));
    expect(applyDelta(viewOf(1), delta)).toBeNull();
    expect(applyDelta(viewOf(3), delta)).toBeNull();
    expect(applyDelta(viewOf(2), delta)).toEqual(viewOf(3));
  });

  it('passes over a probe and numbers of a member that is not there', () => {
    const strangers = {
      probes: { nobody: answering() },
      pulses: { nobody: [1, NOW_MS] as [number, number] },
      vitals: { nobody: vitals() },
    };
    const delta = { ...deltaOf(viewOf(1), viewOf(2)), ...strangers };
    expect(applyDelta(viewOf(1), delta)).toEqual(viewOf(2));
  });
});

describe('for any two views of one run', () => {
  /** Some of the members, in any order, so that members come, go and move. */
  const someView = fc.tuple(snapshots, fc.infiniteStream(fc.nat(9))).map(([snapshot, random]) => ({
    ...snapshot,
    members: snapshot.members
      .map((each) => ({ each, key: random.next().value }))
      .filter(({ key }) => key > 1)
      .toSorted((a, b) => a.key - b.key)
      .map(({ each }) => each),
  }));
  const steps = fc.record({
    before: someView,
    after: someView,
    seq: fc.nat(),
    changes: fc.nat(2 * MAX_CHANGES),
    more: fc.nat(2 * MAX_CHANGES),
  });

  it('the step from one to the other leads there, changes beyond the cap included', () => {
    fc.assert(
      fc.property(steps, ({ before, after, seq, changes, more }) => {
        const recordedAfter = (count: number) => ({
          changes: changesAfter(count),
          events: eventsAfter(count),
          flapping: flappingAfter(count),
        });
        const from: ClusterView = { seq, snapshot: before, ...recordedAfter(changes) };
        const to: ClusterView = { seq: seq + 1, snapshot: after, ...recordedAfter(changes + more) };
        const kept = structuredClone(from);
        expect(applyDelta(from, sent(deltaOf(from, to)))).toEqual(to);
        expect(from).toEqual(kept);
      }),
    );
  });

  it('a step carries no member that it need not', () => {
    fc.assert(
      fc.property(someView, fc.nat(), (snapshot, seq) => {
        const view = { seq, snapshot, changes: [], events: [], flapping: flappingAfter(3) };
        const { frame: _frame, ...delta } = deltaOf(view, { ...structuredClone(view), seq: seq + 1 });
        expect(delta).toEqual({
          from: seq,
          seq: seq + 1,
          order: null,
          members: [],
          probes: {},
          pulses: {},
          vitals: {},
          operations: null,
          warnings: null,
          changes: [],
          events: [],
          flapping: null,
        });
      }),
    );
  });
});

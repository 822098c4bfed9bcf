import { describe, expect, it } from 'vitest';
import { QueryClient } from '@tanstack/react-query';
import type { ClusterView } from '~wire/delta.ts';
import {
  NOW_MS,
  STILL_FRESH_MS,
  TOO_OLD_MS,
  notProbed,
  ok,
  online,
  ring,
  snapshotOf,
  vitals,
} from '~wire/testing/scenes.ts';
import { markOutdated } from './outdated.ts';

const viewOf = (differs: Parameters<typeof snapshotOf>[0] = {}, changes: ClusterView['changes'] = []) => ({
  seq: 1,
  snapshot: snapshotOf({ members: [online('node-1'), online('node-2')], ...differs }),
  changes,
  events: [],
  flapping: [],
});

/** The topics, with the member where there is one, of which `after` makes an answer old. */
function outdated(before: ClusterView, after: ClusterView): string[] {
  const client = new QueryClient();
  const keys = [
    ...['node-1', 'node-2'].flatMap((name) => [
      ['cluster', 'prod', 'detail', name],
      ['cluster', 'prod', 'hardware', name],
      ['cluster', 'prod', 'instances', name],
      ['cluster', 'prod', 'series', name, 'hour'],
      ['cluster', 'prod', 'trails', name],
    ]),
    ['cluster', 'lab', 'trails', null],
  ];
  for (const queryKey of keys) client.setQueryData(queryKey, {});
  markOutdated(client, before, after);
  return keys
    .filter((queryKey) => client.getQueryState(queryKey)?.isInvalidated)
    .map((key) => key.slice(2).join(' '));
}

describe('what a new view makes old', () => {
  it('is nothing when nothing is new', () => {
    expect(outdated(viewOf(), viewOf())).toEqual([]);
  });

  it('is the detail of the member whose numbers are new', () => {
    const after = viewOf({ members: [online('node-1'), online('node-2', undefined, { vitals: vitals() })] });
    expect(outdated(viewOf(), after)).toEqual(['detail node-2', 'hardware node-2']);
    const later = { ...vitals(), stateAtMs: NOW_MS + 1 };
    expect(outdated(after, viewOf({ members: [online('node-2', undefined, { vitals: later })] }))).toEqual([
      'detail node-2',
    ]);
  });

  it('is every list of instances when they were read again', () => {
    expect(outdated(viewOf({ rings: { instances: ring(1) } }), viewOf())).toEqual([
      'instances node-1',
      'instances node-2',
    ]);
  });

  it('is what turns out to be refused, or not to be offered', () => {
    const turned = (status: 'refused' | 'unsupported') => ({ ...ring(), status });
    const pending = { ...ring(), status: 'pending' as const };
    expect(
      outdated(
        viewOf({ rings: { instances: pending } }),
        viewOf({ rings: { instances: turned('refused') } }),
      ),
    ).toEqual(['instances node-1', 'instances node-2']);
    expect(
      outdated(viewOf({ rings: { state: pending } }), viewOf({ rings: { state: turned('unsupported') } })),
    ).toEqual(['detail node-1', 'detail node-2']);
    expect(
      outdated(
        viewOf({ rings: { resources: pending } }),
        viewOf({ rings: { resources: turned('refused') } }),
      ),
    ).toEqual(['hardware node-1', 'hardware node-2']);
  });

  it('is the detail of a member that runs another version', () => {
    const upgraded = online('node-2');
    const after = viewOf({
      members: [online('node-1'), { ...upgraded, probe: { ...upgraded.probe, version: '6.2' } }],
    });
    expect(outdated(viewOf(), after)).toContain('detail node-2');
    expect(outdated(viewOf(), after)).not.toContain('detail node-1');
  });

  it('is every series with each of its steps', () => {
    const at = (observedAtMs: number) => viewOf({ observedAtMs });
    expect(outdated(at(25_001), at(29_999))).toEqual([]);
    expect(outdated(at(29_999), at(30_000))).toEqual(['series node-1 hour', 'series node-2 hour']);
  });

  it('is the past of everybody when something changed', () => {
    const change = {
      id: 1,
      atMs: 0,
      kind: 'status',
      member: 'node-1',
      before: null,
      after: null,
      note: null,
      sinceMs: null,
    } as const;
    expect(outdated(viewOf(), viewOf({}, [change]))).toEqual(['trails node-1', 'trails node-2']);
  });

  it('is the past of everybody when a witness fell silent, although nothing changed', () => {
    const trails = ['trails node-1', 'trails node-2'];
    const pending = online('node-2', undefined, { probe: notProbed() });
    expect(outdated(viewOf(), viewOf({ members: [online('node-1'), pending] }))).toEqual(trails);
    expect(outdated(viewOf(), viewOf({ parts: { members: ok(TOO_OLD_MS) } }))).toEqual(trails);
    expect(outdated(viewOf(), viewOf({ watchedSinceMs: 1 }))).toEqual(trails);
  });

  it('is the past of everybody after a while in which nothing came', () => {
    const gap = (ms: number) => outdated(viewOf({ observedAtMs: NOW_MS - ms }), viewOf());
    expect(gap(TOO_OLD_MS)).toContain('trails node-1');
    expect(gap(STILL_FRESH_MS)).not.toContain('trails node-1');
  });
});

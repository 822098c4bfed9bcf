import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordedChange } from '~wire/change.ts';
import type { RecordedEvent } from '~wire/event.ts';
import { MINUTE, NOW_MS, SECOND, lifecycle } from '~wire/testing/scenes.ts';
import { type Activity, FOLDED_WITHIN_MS, mergeActivity } from './activity.ts';

const change = (id: number, atMs: number): RecordedChange => ({
  id,
  atMs,
  kind: 'status',
  member: 'node-1',
  before: 'Online',
  after: 'Offline',
  note: null,
  sinceMs: null,
});
const event = (id: number, ageMs: number, differs: Partial<RecordedEvent> = {}): RecordedEvent =>
  lifecycle(id, { atMs: NOW_MS - ageMs, ...differs });

/** Each line by the ids of what is in it. */
const idsOf = (lines: readonly Activity[]) =>
  lines.map((line) =>
    line.kind === 'changes' ? `change ${line.change.id}` : line.events.map(({ id }) => id),
  );

describe('the list', () => {
  it('is newest first, whoever told', () => {
    const lines = mergeActivity(
      [change(2, NOW_MS - SECOND), change(1, NOW_MS - 3 * MINUTE)],
      [event(2, 0), event(1, 2 * MINUTE)],
    );
    expect(idsOf(lines)).toEqual([[2], 'change 2', [1], 'change 1']);
  });

  it('has a change before the event of the same moment', () => {
    expect(idsOf(mergeActivity([change(1, NOW_MS)], [event(7, 0)]))).toEqual(['change 1', [7]]);
  });
});

describe('the same done again', () => {
  const root = { username: 'root', protocol: 'unix', address: '@' };
  it.each<[string, RecordedEvent[], number[][]]>([
    ['is one line', [event(3, 0), event(2, 20 * SECOND), event(1, MINUTE)], [[3, 2, 1]]],
    [
      'after a minute is another',
      [event(3, 0), event(2, 50 * SECOND), event(1, MINUTE + SECOND)],
      [[3], [2, 1]],
    ],
    ['by another actor is another', [event(2, 0, { requestor: root }), event(1, SECOND)], [[2], [1]]],
    ['by nobody is another', [event(2, 0, { requestor: null }), event(1, SECOND)], [[2], [1]]],
    ['on another member is another', [event(2, 0, { location: 'node-2' }), event(1, SECOND)], [[2], [1]]],
    ['is another action', [event(2, 0, { action: 'instance-stopped' }), event(1, SECOND)], [[2], [1]]],
    [
      'is one line also between others',
      [event(3, 0), event(2, SECOND, { action: 'instance-stopped' }), event(1, 2 * SECOND)],
      [[3, 1], [2]],
    ],
  ])('%s', (_what, events, ids) => {
    expect(idsOf(mergeActivity([], events))).toEqual(ids);
  });

  it('keeps the key of its line', () => {
    const before = mergeActivity([], [event(1, SECOND)]);
    const after = mergeActivity([], [event(2, 0), event(1, SECOND)]);
    expect(after.map(({ key }) => key)).toEqual(before.map(({ key }) => key));
  });
});

describe('of any changes and events', () => {
  const times = fc.integer({ min: 0, max: 5 * MINUTE });
  const events = fc
    .array(fc.tuple(times, fc.constantFrom('instance-started', 'instance-stopped'), fc.boolean()))
    .map((rows) =>
      rows.map(([ageMs, action, there], index) =>
        event(index, ageMs, { action, location: there ? 'node-1' : 'node-2' }),
      ),
    );
  const changes = fc.array(times).map((ages) => ages.map((ageMs, index) => change(index, NOW_MS - ageMs)));

  it('every one is told once, in order, and no line tells of more than a minute', () => {
    fc.assert(
      fc.property(changes, events, (seen, told) => {
        const lines = mergeActivity(seen, told);
        const atMs = lines.map((line) => line.atMs);
        expect(atMs).toEqual(atMs.toSorted((a, b) => b - a));
        expect(new Set(lines.map(({ key }) => key)).size).toBe(lines.length);
        const ids = lines.flatMap((line) => (line.kind === 'events' ? line.events.map(({ id }) => id) : []));
        expect(ids.toSorted((a, b) => a - b)).toEqual(told.map(({ id }) => id));
        expect(lines.filter(({ kind }) => kind === 'changes')).toHaveLength(seen.length);
        for (const line of lines) {
          if (line.kind === 'changes') continue;
          const those = line.events.map((each) => each.atMs);
          expect(Math.max(...those) - Math.min(...those)).toBeLessThanOrEqual(FOLDED_WITHIN_MS);
          expect(line.atMs).toBe(Math.max(...those));
          expect(new Set(line.events.map(({ action, location }) => action + location)).size).toBe(1);
        }
      }),
    );
  });

  it('what comes later changes nothing but the line that it joins', () => {
    fc.assert(
      fc.property(events, (told) => {
        const [newest, ...older] = told.toSorted((a, b) => b.atMs - a.atMs || b.id - a.id);
        if (newest === undefined) return;
        const before = mergeActivity([], older).filter(({ atMs }) => newest.atMs - atMs > FOLDED_WITHIN_MS);
        expect(mergeActivity([], told)).toEqual(expect.arrayContaining(before));
      }),
    );
  });
});

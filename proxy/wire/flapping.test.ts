import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_CHANGES, type RecordedChange } from './change.ts';
import { FLAP_WINDOW_MS, type Flapping, flapCount, watchFlaps } from './flapping.ts';
import { NOW_MS, SECOND } from './testing/scenes.ts';

let lastId = 0;
const change = (
  agoMs: number,
  kind: RecordedChange['kind'],
  member: string | null,
  before: string | null,
  after: string | null,
): RecordedChange => {
  lastId += 1;
  return { id: lastId, atMs: NOW_MS - agoMs, kind, member, before, after, note: null, sinceMs: null };
};

/** Silent, Offline, answering again and Online: one absence, by both witnesses. */
const absence = (agoMs: number, member = 'node-3'): RecordedChange[] => [
  change(agoMs - 15 * SECOND, 'status', member, 'Offline', 'Online'),
  change(agoMs - 12 * SECOND, 'answering', member, 'silent', 'answering'),
  change(agoMs - 10 * SECOND, 'status', member, 'Online', 'Offline'),
  change(agoMs, 'answering', member, 'answering', 'silent'),
];

const absences = (count: number, everyMs = 60 * SECOND): RecordedChange[] =>
  Array.from({ length: count }, (_, index) => absence((index + 1) * everyMs)).flat();

/** By name, of changes whose newest is the first. */
const flappingMembers = (changes: readonly RecordedChange[], nowMs: number): ReadonlyMap<string, Flapping> =>
  new Map(
    watchFlaps(changes)
      .flapping(nowMs)
      .flatMap((each) => (each.member === null ? [] : [[each.member, each] as const])),
  );

describe('a member flaps', () => {
  it('when it has gone away three times in ten minutes, and each absence counts once', () => {
    expect(flappingMembers(absences(2), NOW_MS).size).toBe(0);
    expect([...flappingMembers(absences(6), NOW_MS).values()]).toEqual([
      { member: 'node-3', times: 6, atLeast: false, lastAtMs: NOW_MS - 45 * SECOND },
    ]);
  });

  it('no longer once it has been steady for a while', () => {
    const changes = absences(3);
    expect(flappingMembers(changes, NOW_MS + 7 * 60 * SECOND).size).toBe(1);
    expect(flappingMembers(changes, NOW_MS + 8 * 60 * SECOND).size).toBe(0);
  });

  it('by one witness alone, too', () => {
    const probes = [10, 20, 30, 40, 50, 60].map((seconds, index) =>
      index % 2 === 0
        ? change(seconds * SECOND, 'answering', 'a', 'silent', 'answering')
        : change(seconds * SECOND, 'answering', 'a', 'answering', 'silent'),
    );
    expect(flappingMembers(probes, NOW_MS).get('a')?.times).toBe(3);
  });

  it('not by what somebody does on purpose, nor by what says nothing of its presence', () => {
    const kept = [1, 2, 3, 4, 5].flatMap((minute) => [
      change(minute * 60 * SECOND, 'status', 'a', 'Evacuated', 'Online'),
      change(minute * 60 * SECOND + 1, 'status', 'a', 'Online', 'Evacuated'),
      change(minute * 60 * SECOND + 2, 'roles', 'a', 'database', 'none'),
    ]);
    expect(flappingMembers(kept, NOW_MS).size).toBe(0);
  });

  it('not once more for an absence that had begun before the ten minutes', () => {
    const long = [
      change(FLAP_WINDOW_MS - 10 * SECOND, 'status', 'node-3', 'Online', 'Offline'),
      change(FLAP_WINDOW_MS + 5 * SECOND, 'answering', 'node-3', 'answering', 'silent'),
    ];
    expect(flappingMembers([...absences(2), ...long], NOW_MS).size).toBe(0);
  });

  it('at least so often where the list is cut off within the ten minutes', () => {
    const many = absences(50, 10 * SECOND);
    expect(many).toHaveLength(200);
    const flapping = flappingMembers(many, NOW_MS).get('node-3');
    expect(flapping?.atLeast).toBe(true);
    expect(flapping === undefined ? '' : flapCount(flapping)).toMatch(/^at least \d+x in 10 min$/);
  });

  it('never more often than it changed, whatever happens', () => {
    const any = fc.array(
      fc.record({
        agoMs: fc.integer({ min: 0, max: 2 * FLAP_WINDOW_MS }),
        kind: fc.constantFrom<RecordedChange['kind']>('status', 'answering', 'leader', 'roles'),
        member: fc.constantFrom('a', 'b', null),
        after: fc.constantFrom('Online', 'Offline', 'answering', 'silent', 'Blocked', null),
      }),
    );
    fc.assert(
      fc.property(any, (list) => {
        const changes = list
          .map(({ agoMs, kind, member, after }) => change(agoMs, kind, member, null, after))
          .toSorted((a, b) => b.atMs - a.atMs);
        for (const [member, { times, lastAtMs }] of flappingMembers(changes, NOW_MS)) {
          const own = changes.filter(
            (each) => each.member === member && NOW_MS - each.atMs <= FLAP_WINDOW_MS,
          );
          expect(times).toBeLessThanOrEqual(own.length);
          expect(lastAtMs).toBeLessThanOrEqual(NOW_MS);
        }
      }),
    );
  });
});

describe('leadership flaps', () => {
  const moves = (count: number) =>
    Array.from({ length: count }, (_, index) => change((index + 1) * 60 * SECOND, 'leader', 'a', 'b', 'a'));

  it('when it has moved three times in ten minutes', () => {
    expect(watchFlaps(moves(2)).flapping(NOW_MS)).toEqual([]);
    expect(watchFlaps(moves(4)).flapping(NOW_MS)).toEqual([
      { member: null, times: 4, atLeast: false, lastAtMs: NOW_MS - 60 * SECOND },
    ]);
  });
});

describe('what is counted as it happens', () => {
  const names = Array.from({ length: 100 }, (_, index) => `node-${index}`);
  /** All of them at once, six times; the oldest first. */
  const storm = [6, 5, 4, 3, 2, 1].flatMap((minute) =>
    names.flatMap((name) => absence(minute * 60 * SECOND, name).toReversed()),
  );

  it('is right however many do it at once', () => {
    expect(storm.length).toBeGreaterThan(10 * MAX_CHANGES);
    const watch = watchFlaps();
    for (const each of storm) watch.take([each]);
    const flapping = watch.flapping(NOW_MS);
    expect(flapping.map(({ member }) => member)).toEqual(names);
    expect(new Set(flapping.map(({ times, atLeast }) => `${times} ${atLeast}`))).toEqual(
      new Set(['6 false']),
    );
    expect(flapCount(...flapping)).toBe('6x in 10 min');
  });

  it('is what a list of the same gives', () => {
    const few = absences(5);
    const watch = watchFlaps(few.slice(8));
    watch.take(few.slice(0, 8).toReversed());
    expect(watch.flapping(NOW_MS)).toEqual(watchFlaps(few).flapping(NOW_MS));
  });

  it('is forgotten once it is over, and goes by a clock that was set back only for what that one has seen', () => {
    const watch = watchFlaps();
    watch.take(storm);
    expect(watch.flapping(NOW_MS - 60 * 60 * SECOND)).toEqual([]);
    watch.take(storm);
    expect(watch.flapping(NOW_MS + 20 * 60 * SECOND)).toEqual([]);
    expect(watch.flapping(NOW_MS)).toEqual([]);
  });
});

describe('how often', () => {
  const flapping = (times: number, atLeast = false): Flapping => ({
    member: 'a',
    times,
    atLeast,
    lastAtMs: NOW_MS,
  });

  it('is one number, or from where to where', () => {
    expect(flapCount(flapping(4))).toBe('4x in 10 min');
    expect(flapCount(flapping(6), flapping(3), flapping(4))).toBe('3 to 6x in 10 min');
    expect(flapCount(flapping(6), flapping(3, true))).toBe('at least 3x in 10 min');
  });
});

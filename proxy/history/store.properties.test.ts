import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RecordedChange } from '../wire/change.ts';
import { openSqlite } from './sqlite.ts';
import { rollUp } from './sql/points.ts';
import { pack, unpack } from './sql/packing.ts';
import type { Batch, Fact, HistoryStore, Json, Sample } from './store.ts';
import { DAY, DAY_0, HOUR, MINUTE, SECOND, batch, change, fact, sample } from './testing/batches.ts';
import { keepUp, valueOf } from './testing/store-suite.ts';

async function withStore(use: (store: HistoryStore) => Promise<void>): Promise<void> {
  const store = valueOf(await openSqlite(':memory:'));
  try {
    await use(store);
  } finally {
    await store.close();
  }
}

const KINDS = ['member', 'lane'] as const;
const time = fc.integer({ min: 0, max: 40 }).map((ms) => DAY_0 + ms);
const aFact: fc.Arbitrary<Fact> = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    name: fc.constantFrom('a', 'b', 'ü', ''),
    fromMs: time,
    value: fc.constantFrom<Json>(null, 0, 'x', { y: [1, null] }),
  })
  .map(({ name, fromMs, value, kind }) => fact(name, fromMs, value, kind));
const someBatches = fc
  .array(fc.array(aFact, { maxLength: 6 }), { maxLength: 8 })
  .map((all) => all.map((facts, index) => batch(index + 1, DAY_0 + index, { facts })));

/** The last fact of each thing up to a moment, found by looking at all of them in the order in which they were written. */
function modelAt(batches: readonly Batch[], kind: string, atMs: number): Map<string, Fact> {
  const held = new Map<string, Fact>();
  for (const one of batches.flatMap(({ facts }) => facts)) {
    const before = held.get(one.name);
    if (one.kind !== kind || one.fromMs > atMs || (before !== undefined && before.fromMs > one.fromMs))
      continue;
    held.set(one.name, one);
  }
  return held;
}

const byName = (a: Fact, b: Fact): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : a.fromMs - b.fromMs;

test('facts at any moment, and over any range, are those of a naive model', async () => {
  await fc.assert(
    fc.asyncProperty(someBatches, time, time, async (batches, one, other) => {
      const [fromMs, toMs] = [Math.min(one, other), Math.max(one, other)];
      await withStore(async (store) => {
        for (const each of batches) valueOf(await store.write(each));
        for (const kind of KINDS) {
          const held = [...modelAt(batches, kind, fromMs).values()].filter(({ value }) => value !== null);
          expect(valueOf(await store.at('prod', [kind], fromMs))).toEqual(held.toSorted(byName));
          const begun = new Map<string, Fact>();
          for (let atMs = fromMs + 1; atMs < toMs; atMs += 1)
            for (const [name, last] of modelAt(batches, kind, atMs))
              if (last.fromMs === atMs) begun.set(`${name} ${atMs}`, last);
          expect(valueOf(await store.over('prod', [kind], fromMs, toMs))).toEqual(
            [...held, ...begun.values()].toSorted(byName),
          );
        }
      });
    }),
    { numRuns: 60 },
  );
});

const whole = fc.integer({ min: 0, max: 2 ** 40 });
const timesIn = (stepMs: number) =>
  fc
    .uniqueArray(fc.integer({ min: 0, max: 59 }), { maxLength: 60 })
    .map((list) => list.toSorted((a, b) => a - b).map((step) => DAY_0 + step * stepMs));
const somePoints = timesIn(MINUTE).chain((times) =>
  fc.tuple(
    ...times.map((atMs) =>
      fc
        .record({ count: fc.integer({ min: 1, max: 100 }), min: whole, spread: whole, extra: fc.nat(1000) })
        .map(({ count, min, spread, extra }) => ({
          atMs,
          count,
          min,
          sum: min * count + extra,
          max: min + spread,
        })),
    ),
  ),
);

test('packed points come back as they were', () => {
  fc.assert(
    fc.property(somePoints, (points) => {
      expect(unpack(pack(points, DAY_0, MINUTE), DAY_0, MINUTE)).toEqual(points);
    }),
  );
});

test('what is no whole number is refused', () => {
  for (const min of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
    expect(() => pack([{ atMs: DAY_0, count: 1, min, sum: min, max: min }], DAY_0, MINUTE)).toThrow(
      RangeError,
    );
});

/** Some of two days, in steps of 10 s, with hours in which much is measured. */
const aSample: fc.Arbitrary<Sample> = fc
  .record({
    member: fc.constantFrom('node-1', 'node-2'),
    atMs: fc.oneof(fc.integer({ min: 0, max: 17_279 }), fc.integer({ min: 360, max: 500 })),
    count: fc.integer({ min: 1, max: 5 }),
    min: fc.integer({ min: -5, max: 1000 }),
    spread: fc.integer({ min: 0, max: 100 }),
  })
  .map(({ member, atMs, count, min, spread }) => {
    const sum = min * count + (count > 1 ? spread : 0);
    return sample(DAY_0 + atMs * 10 * SECOND, { member, count, min, sum, max: min + spread });
  });
type Event = { samples: Sample[] } | { upkeepAtMs: number };
const someEvents: fc.Arbitrary<Event[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ samples: fc.array(aSample, { minLength: 1, maxLength: 30 }) }) },
    { weight: 1, arbitrary: fc.record({ upkeepAtMs: fc.integer({ min: DAY_0, max: DAY_0 + 3 * DAY }) }) },
  ),
  { maxLength: 12 },
);

test('roll-ups are the sums of what was measured, whenever it came and whenever it was rolled up', async () => {
  // The finer steps go soon, so that late samples come after that, too.
  const retention = {
    changesMs: 400 * DAY,
    rawMs: 2 * HOUR,
    minuteMs: 8 * HOUR,
    quarterMs: 400 * DAY,
    maxBytes: 2 ** 40,
  };
  await fc.assert(
    fc.asyncProperty(someEvents, fc.constantFrom(15 * MINUTE, HOUR, DAY), async (events, stepMs) => {
      await withStore(async (store) => {
        const all: Sample[] = [];
        let seq = 0;
        for (const event of events) {
          if ('upkeepAtMs' in event) await keepUp(store, event.upkeepAtMs, retention);
          else {
            all.push(...event.samples);
            seq += 1;
            valueOf(await store.write(batch(seq, DAY_0, { samples: event.samples })));
          }
        }
        for (const member of ['node-1', 'node-2']) {
          const expected = rollUp(
            all.filter((one) => one.member === member),
            stepMs,
          );
          const range = { cluster: 'prod', members: [member], fromMs: DAY_0, toMs: DAY_0 + 2 * DAY, stepMs };
          const found = valueOf(await store.samples(range));
          expect(found.map(({ member: _member, metric: _metric, ...point }) => point)).toEqual(
            expected.map(({ atMs, count, min, sum, max }) => ({ atMs, count, min, sum, max })),
          );
        }
      });
    }),
    { numRuns: 60 },
  );
});

test('pages have every change exactly once, in order, while new ones are added', async () => {
  const times = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(times, fc.integer({ min: 1, max: 7 }), async (steps, limit) => {
      await withStore(async (store) => {
        const changes: RecordedChange[] = [];
        let atMs = DAY_0;
        for (const [index, step] of steps.entries()) changes.push(change(index + 1, (atMs += step)));
        valueOf(await store.write(batch(1, atMs, { changes })));
        const seen: RecordedChange[] = [];
        let cursor: string | undefined;
        let seq = 1;
        do {
          const query = { cluster: 'prod', fromMs: 0, toMs: DAY_0 + DAY, limit, cursor };
          const { items, next } = valueOf(await store.changes(query));
          expect(items.length).toBe(next === null ? items.length : limit);
          seen.push(...items);
          cursor = next ?? undefined;
          seq += 1;
          valueOf(await store.write(batch(seq, atMs, { changes: [change(100 + seq, atMs)] })));
        } while (cursor !== undefined);
        expect(seen).toEqual(changes.toReversed());
      });
    }),
    { numRuns: 60 },
  );
});

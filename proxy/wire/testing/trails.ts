/** Trails for tests: written out, and random ones with short times, so that a naive model can walk every millisecond. */
import * as fc from 'fast-check';
import type { BlindSpot } from '../moment.ts';
import type { Span, Trails } from '../series.ts';

/** Trails of the first second of 1970, recorded from its beginning and seen from its end. */
export const trailsOf = (differs: Partial<Trails> = {}): Trails => ({
  nowMs: 1000,
  fromMs: 0,
  toMs: 1000,
  firstMs: 0,
  members: {},
  blind: [],
  leaders: [],
  levels: [],
  ...differs,
});

export const span = (
  fromMs: number,
  status: string | null = 'Online',
  ours: Span['ours'] = 'answering',
): Span => ({ fromMs, status, ours });

const moments = fc.integer({ min: 0, max: 100 });

/** Things that begin at rising moments. */
const rising = <T extends object>(of: fc.Arbitrary<T>): fc.Arbitrary<(T & { fromMs: number })[]> =>
  fc
    .uniqueArray(moments, { maxLength: 8 })
    .chain((starts) =>
      fc.tuple(
        ...starts
          .toSorted((a, b) => a - b)
          .map((fromMs) => of.map((value) => Object.assign({}, value, { fromMs }))),
      ),
    );

const words = fc.record({
  status: fc.constantFrom(null, 'Online', 'Offline', 'Evacuated', 'Restoring', 'Blocked', 'Sleeping'),
  ours: fc.constantFrom<Span['ours']>('pending', 'answering', 'silent', 'wrong', 'unknown', 'absent'),
});

const blindLists: fc.Arbitrary<BlindSpot[]> = fc
  .array(
    fc.record({
      fromMs: moments,
      ms: fc.integer({ min: 1, max: 30 }),
      open: fc.boolean(),
      cause: fc.constantFrom<BlindSpot['cause']>('not-running', 'unanswered', 'asleep', 'not-recorded'),
    }),
    { maxLength: 4 },
  )
  .map((spots) =>
    spots
      .toSorted((a, b) => a.fromMs - b.fromMs)
      .map(({ fromMs, ms, open, cause }) => ({ fromMs, toMs: open ? null : fromMs + ms, cause })),
  );

/** Of 0 to 100 ms. */
export const someTrails: fc.Arbitrary<Trails> = fc.record({
  nowMs: fc.integer({ min: 60, max: 140 }),
  fromMs: fc.constant(0),
  toMs: fc.constant(100),
  firstMs: fc.option(moments),
  members: fc.dictionary(fc.constantFrom('node-1', 'node-2', 'node-3'), rising(words)),
  blind: blindLists,
  leaders: rising(fc.record({ member: fc.constantFrom(null, 'node-1', 'node-2') })),
  levels: rising(
    fc.record({
      level: fc.constantFrom<Trails['levels'][number]['level']>('ok', 'degraded', 'critical', 'unknown'),
    }),
  ),
});

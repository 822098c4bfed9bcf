import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askedOf } from './asked.ts';

const HOUR = 3_600_000;
const NOW_MS = Date.UTC(2026, 10, 23, 3, 12, 7);
const memory = { firstMs: NOW_MS - 90 * 24 * HOUR, nowMs: NOW_MS };

describe('what is asked for', () => {
  it('is all that is shown, in two parts that meet', () => {
    const lengths = fc.integer({ min: 10_000, max: 40 * 24 * HOUR });
    const ends = fc.integer({ min: 0, max: 40 * 24 * HOUR });
    fc.assert(
      fc.property(lengths, ends, (lengthMs, agoMs) => {
        const bounds = { fromMs: NOW_MS - agoMs - lengthMs, toMs: NOW_MS - agoMs };
        const { over, tail } = askedOf(bounds, memory);
        const [fromMs, toMs] = [
          over?.fromMs ?? tail?.fromMs ?? NaN,
          tail === null ? (over?.toMs ?? NaN) : NOW_MS,
        ];
        expect(fromMs).toBeLessThanOrEqual(bounds.fromMs);
        expect(toMs).toBeGreaterThanOrEqual(bounds.toMs);
        expect(toMs - fromMs).toBeLessThanOrEqual(3 * lengthMs + HOUR + 1);
        if (over !== null && tail !== null) expect(over.toMs).toBe(tail.fromMs);
      }),
    );
  });

  it('stays the same while the time goes on, and with small steps', () => {
    const at = (nowMs: number) => askedOf({ fromMs: nowMs - HOUR, toMs: nowMs }, { ...memory, nowMs });
    expect(at(NOW_MS + 60_000)).toEqual(at(NOW_MS));
    expect(askedOf({ fromMs: NOW_MS - 50 * HOUR, toMs: NOW_MS - 49 * HOUR }, memory).tail).toBeNull();
    expect(askedOf({ fromMs: NOW_MS - 60_000, toMs: NOW_MS }, memory).over).toBeNull();
  });

  it('begins with the record', () => {
    const young = { firstMs: NOW_MS - HOUR, nowMs: NOW_MS };
    expect(askedOf({ fromMs: NOW_MS - 30 * HOUR, toMs: NOW_MS }, young).over?.fromMs).toBe(young.firstMs);
  });
});

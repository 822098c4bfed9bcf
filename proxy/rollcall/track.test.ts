import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTrack } from './track.ts';

const STEP_MS = 1000;
const LENGTH = 5;
const at = (step: number): number => step * STEP_MS + 400;

describe('a track', () => {
  it('is all gaps before anything was put', () => {
    const track = createTrack(STEP_MS, LENGTH);
    expect(track.read('load', at(10))).toEqual([null, null, null, null, null]);
    expect(track.fromMs(at(10))).toBe(6000);
    expect(track.columns()).toEqual([]);
  });

  it('leaves steps in which nothing was put as gaps, also those since', () => {
    const track = createTrack(STEP_MS, LENGTH);
    track.put('load', at(7), 1.5);
    track.put('load', at(9), 2);
    expect(track.read('load', at(11))).toEqual([1.5, null, 2, null, null]);
  });

  it('keeps the last value of a step', () => {
    const track = createTrack(STEP_MS, LENGTH);
    track.put('load', at(7), 1);
    track.put('load', at(7) + 100, 2);
    expect(track.at('load', at(7))).toBe(2);
  });

  it('takes what comes late as long as the step is on it', () => {
    const track = createTrack(STEP_MS, LENGTH);
    track.put('load', at(10), 1);
    track.put('free', at(6), 2);
    track.put('free', at(5), 3);
    expect(track.read('free', at(10))).toEqual([2, null, null, null, null]);
  });

  it('never shows a value of a round ago, in no column', () => {
    const track = createTrack(STEP_MS, LENGTH);
    track.put('load', at(1), 1);
    track.put('free', at(1), 9);
    track.put('load', at(6), 2);
    expect(track.read('load', at(6))).toEqual([null, null, null, null, 2]);
    expect(track.read('free', at(6))).toEqual([null, null, null, null, null]);
  });

  it('reads as a map from steps to their last values would', () => {
    const puts = fc.array(fc.record({ step: fc.nat(30), value: fc.integer({ min: 0, max: 1000 }) }));
    fc.assert(
      fc.property(puts, fc.nat(40), (list, nowStep) => {
        const track = createTrack(STEP_MS, LENGTH);
        const model = new Map<number, number>();
        let newest = -Infinity;
        for (const { step, value } of list) {
          track.put('x', at(step), value);
          newest = Math.max(newest, step);
          if (step > newest - LENGTH) model.set(step, value);
        }
        const expected = Array.from({ length: LENGTH }, (_, index) => {
          const step = nowStep - LENGTH + 1 + index;
          return step > newest - LENGTH && step <= newest ? (model.get(step) ?? null) : null;
        });
        expect(track.read('x', at(nowStep))).toEqual(expected);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emWidth } from '../../lib/text-fit.ts';
import { type HeadWords, headLayout } from './wall-head.ts';

const FRESH: HeadWords = {
  word: 'Degraded',
  since: 'since 03:12:07 UTC',
  name: 'prod',
  demo: false,
  stale: false,
};
const OLD: HeadWords = {
  ...FRESH,
  word: 'No fresh data',
  since: 'since 22 Nov 2026, 03:12:07 UTC',
  stale: true,
};
/** Of a screen of 1920x1080, and of the same upright. */
const [WIDE_EM, TALL_EM] = [77, 22.7];

describe('the head of a verdict', () => {
  it('says all in one line where there is room', () => {
    const name = 'prod-eu-central-1';
    expect(headLayout(WIDE_EM, false, { ...FRESH, name })).toEqual({
      lines: 1,
      wordEm: 1.35,
      sinceEm: 1,
      name,
    });
    expect(headLayout(WIDE_EM, false, { ...OLD, name })).toMatchObject({ lines: 1, sinceEm: 1.2, name });
    expect(headLayout(TALL_EM, true, FRESH)).toMatchObject({ lines: 1, sinceEm: 1, name: 'prod' });
  });

  it('names the cluster on an upright screen, and says since when below', () => {
    const name = 'prod-eu-central';
    expect(headLayout(TALL_EM, true, { ...FRESH, name })).toMatchObject({ lines: 2, sinceEm: 1, name });
  });

  it('names it rather than saying since when where there is one line', () => {
    const name = 'prod-eu-central';
    expect(headLayout(TALL_EM, false, { ...FRESH, name })).toMatchObject({ lines: 1, sinceEm: null, name });
  });

  it('always says since when there are no fresh data, in letters that can be read', () => {
    for (const tall of [true, false]) {
      const { lines, sinceEm } = headLayout(TALL_EM, tall, OLD);
      expect([lines, sinceEm]).toEqual([2, expect.any(Number)]);
      expect(sinceEm).toBeGreaterThanOrEqual(1);
    }
  });

  it('is never longer than its lines', () => {
    const words = fc.record({
      word: fc.constantFrom('Healthy', 'Critical', 'No fresh data'),
      since: fc.constantFrom(null, FRESH.since, OLD.since),
      name: fc.string({ minLength: 1, maxLength: 63 }),
      demo: fc.boolean(),
      stale: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.double({ min: 5, max: 120, noNaN: true }), fc.boolean(), words, (em, tall, said) => {
        const { lines, wordEm, sinceEm, name } = headLayout(em, tall, said);
        const since = sinceEm === null ? 0 : sinceEm * emWidth(said.since ?? '');
        const nameEm = name === null ? 0 : 1.2 * emWidth(name) + (said.demo ? 4.5 : 0);
        const first = 1.9 + wordEm * emWidth(said.word) + (lines === 1 ? since : 0) + nameEm;
        expect(first).toBeLessThanOrEqual(em + 0.001);
        if (lines === 2) expect(since).toBeLessThanOrEqual(em + 0.001);
        if (said.stale && said.since !== null) expect(sinceEm).not.toBeNull();
        if (!said.stale && !tall) expect(lines).toBe(1);
      }),
    );
  });
});

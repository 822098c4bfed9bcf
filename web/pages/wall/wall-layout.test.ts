import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineCount } from '../../lib/text-fit.ts';
import { WALL_PARTS } from '../../url/wall-settings.ts';
import { SENTENCE_LINE, type Size, type WallWords, readablePx, wallLayout } from './wall-layout.ts';

const WELL: WallWords = {
  head: { word: 'Healthy', since: null, name: 'prod', demo: false, stale: false },
  sentence: 'All 12 members are online and answer us.',
  quorum: 'Quorum holds, 3 of 3 voters: the cluster database survives losing one.',
};
const screen = { widthPx: 1920, heightPx: 1080 };
const on = (size: Size, scale = 1, words = WELL, show: readonly (typeof WALL_PARTS)[number][] = WALL_PARTS) =>
  wallLayout(size, readablePx(size, scale), { show, words });

const sizes = fc.record({
  widthPx: fc.integer({ min: 320, max: 7680 }),
  heightPx: fc.integer({ min: 320, max: 4320 }),
});
const scales = fc.double({ min: 0.5, max: 3, noNaN: true });
const shows = fc.subarray([...WALL_PARTS]);
const sentences = fc
  .array(fc.string({ minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 40 })
  .map((words) => words.join(' '));
const heads = fc.record({
  word: fc.constantFrom('Healthy', 'Critical', 'No fresh data'),
  since: fc.constantFrom(null, 'since 03:12:07 UTC', 'since 22 Nov 2026, 03:12:07 GMT+5:30'),
  name: fc.string({ minLength: 1, maxLength: 63 }),
  demo: fc.boolean(),
  stale: fc.boolean(),
});
const wordings = fc.record({
  head: heads,
  sentence: sentences,
  quorum: fc.option(sentences, { nil: null }),
});

describe('a board', () => {
  it('has room for the verdict, the members and the age on any screen, whatever it says', () => {
    fc.assert(
      fc.property(sizes, scales, wordings, shows, (size, scale, words, show) => {
        const { verdict, foot, members, padPx } = on(size, scale, words, show);
        const usedPx = verdict.heightPx + foot.heightPx + foot.agePx + members.heightPx + 2 * padPx;
        expect(Math.abs(usedPx - size.heightPx)).toBeLessThanOrEqual(1);
        expect(members.heightPx).toBeGreaterThan(size.heightPx / 8);
        expect(members.widthPx).toBeGreaterThan(size.widthPx / 2);
        expect(foot.rows.flat().every((part) => show.includes(part))).toBe(true);
      }),
    );
  });

  it('shows all of the sentence where it can, and whole lines where it cannot', () => {
    fc.assert(
      fc.property(sizes, scales, wordings, (size, scale, words) => {
        const { verdict, unitPx } = on(size, scale, words);
        const { heightPx, sentencePx, sentenceLines, padPx, barPx, headPx, gapPx } = verdict;
        expect(sentencePx).toBeGreaterThanOrEqual(Math.min(unitPx * 0.5, size.heightPx / 45));
        const roomPx = heightPx - 2 * padPx - headPx - gapPx;
        expect((sentenceLines - 0.03) * sentencePx * SENTENCE_LINE).toBeLessThanOrEqual(
          Math.max(roomPx, sentencePx * SENTENCE_LINE),
        );
        const innerPx = size.widthPx - 2 * padPx - 2 * barPx;
        const needed = lineCount(words.sentence, innerPx / sentencePx);
        // Only if it has taken all that the members can spare.
        if (needed > sentenceLines) expect(heightPx).toBeGreaterThan(size.heightPx * 0.3);
      }),
    );
  });

  it('gives what is not asked for to the members', () => {
    const all = on(screen);
    const none = on(screen, 1, WELL, []);
    expect(all.foot.rows).toEqual([['activity', 'quorum', 'clock']]);
    expect(none.foot).toMatchObject({ rows: [], heightPx: 0 });
    expect(none.members.heightPx).toBe(all.members.heightPx + all.foot.heightPx);
    expect(on({ widthPx: 1080, heightPx: 1920 }).foot.rows).toEqual([['activity'], ['quorum', 'clock']]);
    expect(on({ widthPx: 390, heightPx: 844 }).foot.rows).toEqual([['activity'], ['quorum'], ['clock']]);
  });

  it('leaves out the quorum first, which the verdict tells, and the time last', () => {
    const shown = [1, 2, 3].map((scale) => on(screen, scale).foot.rows.flat());
    expect(shown).toEqual([['activity', 'quorum', 'clock'], ['activity', 'clock'], []]);
    expect(on({ widthPx: 1200, heightPx: 1080 }, 2.2).foot.rows).toEqual([['clock']]);
  });

  it('has the same parts whatever has happened, and more room for what takes more words', () => {
    const long = { ...WELL, sentence: `${WELL.sentence} `.repeat(24) };
    const [usual, longer] = [on(screen), on(screen, 1, long)];
    expect(longer.foot).toEqual(usual.foot);
    expect(longer.verdict.heightPx).toBeGreaterThan(usual.verdict.heightPx);
    expect(longer.verdict.sentencePx).toBeLessThan(usual.verdict.sentencePx);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emWidth, fitPx, lineCount } from './text-fit.ts';

describe('the width of text', () => {
  it('is the sum of its letters, and nothing of what is not seen', () => {
    expect(emWidth('')).toBe(0);
    expect(emWidth('ab')).toBeCloseTo(emWidth('a') + emWidth('b'));
    expect(emWidth('a\u202Eb')).toBeCloseTo(emWidth('ab'));
    expect(emWidth('文字')).toBeGreaterThan(2);
    expect(emWidth('lllll')).toBeLessThan(emWidth('mmmmm'));
  });
});

describe('the size of text', () => {
  const boxes = fc.record({
    widthPx: fc.integer({ min: 100, max: 4000 }),
    heightPx: fc.integer({ min: 20, max: 1000 }),
  });

  const texts = fc.array(fc.string({ maxLength: 20 }), { maxLength: 30 }).map((words) => words.join(' '));

  it('is between its limits, and grows with the box', () => {
    fc.assert(
      fc.property(boxes, texts, (box, text) => {
        const px = fitPx(text, box, 12, 90);
        expect(px).toBeGreaterThanOrEqual(12);
        expect(px).toBeLessThanOrEqual(90);
        expect(fitPx(text, { ...box, heightPx: box.heightPx + 50 }, 12, 90)).toBeGreaterThanOrEqual(px);
      }),
    );
  });

  it('is the largest that fits, in whole words where they fit into a line', () => {
    const word = '文'.repeat(10);
    const wordEm = emWidth(word);
    const wide = (ems: number, px: number): number => Math.ceil(ems * px);
    expect(fitPx(word, { widthPx: wide(wordEm, 50), heightPx: 60 }, 12, 90, 1.2)).toBe(50);
    expect(fitPx(word, { widthPx: wide(wordEm, 90), heightPx: 200 }, 12, 60, 1.2)).toBe(60);
    // Two words of which one and a half would fit take two lines.
    const two = { widthPx: wide(wordEm * 1.5, 50), heightPx: 119 };
    expect(fitPx(`${word} ${word}`, two, 12, 50, 1.2)).toBe(49);
    expect(fitPx(`${word} ${word}`, { ...two, heightPx: 120 }, 12, 50, 1.2)).toBe(50);
    expect(fitPx(word.repeat(50), { widthPx: 100, heightPx: 20 }, 12, 60, 1.2)).toBe(12);
  });

  it('keeps together what must not be torn apart', () => {
    expect(emWidth('4\u00a0d')).toBe(emWidth('4 d'));
    expect(lineCount('aa b c d', emWidth('aa b'))).toBe(2);
    expect(lineCount('aa b\u00a0c d', emWidth('aa b'))).toBe(3);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clip, splitAtNames } from './foreign.ts';
import { formatDay, formatInstant } from './instant.ts';
import { compareNatural } from './natural.ts';

describe('clip', () => {
  it('never exceeds the limit and never leaves half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 20 }), (text, max) => {
        const clipped = clip(text, max);
        expect(clipped.length).toBeLessThanOrEqual(max);
        expect(clipped.isWellFormed()).toBe(true);
        if (text.length <= max) expect(clipped).toBe(text);
      }),
    );
  });
});

describe('splitAtNames', () => {
  const namesIn = (sentence: string, names: string[]): string[] =>
    splitAtNames(sentence, names).flatMap(({ name, text }) => (name ? [text] : []));

  it('finds whole names, the longest first', () => {
    expect(namesIn('node-1 and node-12 left node-1.', ['node-1', 'node-12'])).toEqual([
      'node-1',
      'node-12',
      'node-1',
    ]);
    expect(namesIn('node-12 left.', ['node-1'])).toEqual([]);
    expect(namesIn('my-node-1 left.', ['node-1'])).toEqual([]);
  });

  it('loses nothing of a sentence', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(fc.array(text), fc.array(text), (words, names) => {
        const sentence = [...words, ...names].join(' ');
        const pieces = splitAtNames(sentence, names);
        expect(pieces.map((piece) => piece.text).join('')).toBe(sentence);
      }),
    );
  });
});

describe('moments', () => {
  const at = Date.UTC(2026, 10, 23, 3, 12, 7);
  it('name their zone, and their day where it is another', () => {
    expect(formatInstant(at, 'utc', at + 60_000)).toBe('03:12:07 UTC');
    expect(formatInstant(at, 'utc', at + 86_400_000)).toBe('23 Nov 2026, 03:12:07 UTC');
    expect(formatDay(at, 'utc', at)).toBeNull();
  });
});

describe('compareNatural', () => {
  it('counts as people do', () => {
    expect(['node-10', 'node-9', 'node-1'].toSorted(compareNatural)).toEqual(['node-1', 'node-9', 'node-10']);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankOf, toTarget } from './rank.ts';

/** Of these names those that fit, the best first. */
const found = (typed: string, ...names: string[]): string[] =>
  names
    .map((name) => ({ name, rank: rankOf(typed, toTarget(name, 'prod cluster')) }))
    .filter((each) => each.rank !== null)
    .toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
    .map(({ name }) => name);

describe('rankOf', () => {
  it('prefers the beginning of a name to that of a word, and that to its inside, and that to scattered letters', () => {
    expect(found('db', 'dolby', 'feedback', 'my-db', 'db-1', 'db', 'web')).toEqual([
      'db',
      'db-1',
      'my-db',
      'feedback',
      'dolby',
    ]);
  });

  it('sees words begin at digits and after signs', () => {
    expect(found('12', 'x112', 'node12', 'a.12')).toEqual(['node12', 'a.12', 'x112']);
  });

  it('finds every word, in the name or around it, in any order', () => {
    expect(found('prod 12', 'node-12', 'node-21')).toEqual(['node-12']);
    expect(found('12 node', 'node-12')).toEqual(['node-12']);
    expect(found('node lab', 'node-1')).toEqual([]);
  });

  it('finds names that have spaces', () => {
    expect(rankOf('dark col', toTarget('Dark colours', ''))).toBe(1);
  });

  it('puts what is only around the name last, if it begins a word there', () => {
    expect(found('uste', 'node-1')).toEqual([]);
    expect(found('prod', 'node-1', 'web-prod', 'p-r-o-d')).toEqual(['web-prod', 'p-r-o-d', 'node-1']);
  });

  const text = fc.string({ unit: 'grapheme' });

  it('fits everything when nothing is typed, and every name when that is typed', () => {
    fc.assert(
      fc.property(text, text, (name, around) => {
        expect(rankOf(' ', toTarget(name, around))).toBe(0);
        expect(rankOf(name, toTarget(name.trim(), around))).toBe(0);
      }),
    );
  });

  it('fits any beginning of a name, and no name that lacks a letter of it', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z]{1,12}$/),
        fc.nat(),
        fc.stringMatching(/^[0-9]{1,3}$/),
        (name, cut, other) => {
          const beginning = name.slice(0, 1 + (cut % name.length));
          expect(rankOf(beginning, toTarget(name, ''))).toBeLessThanOrEqual(1);
          expect(rankOf(beginning + other, toTarget(name, ''))).toBeNull();
        },
      ),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emWidth } from '../../lib/text-fit.ts';
import { STRIP, type StripLayout, stripLayout } from './wall-strip.ts';
import type { WallSummary } from './wall-summary.ts';

type Cluster = Pick<WallSummary, 'key' | 'name' | 'level' | 'told'>;
const cluster = (name: string, level: Cluster['level'] = 'ok'): Cluster => ({
  key: name,
  name,
  level,
  told: { level, sentence: '' },
});
const long = (end: string, level?: Cluster['level']) =>
  cluster(`kubernetes-production-frankfurt-${end}`, level);
const FOUR = [long('alpha', 'degraded'), long('beta', 'degraded'), long('gamma'), long('delta')];
const namesOf = ({ entries }: StripLayout<Cluster>) => entries.map(({ name }) => name);

const widthOf = ({ entries, rest }: StripLayout<Cluster>): number => {
  const widths = entries.map(
    ({ name, word }) =>
      STRIP.form + STRIP.between + emWidth(name) * 1.05 + (word === null ? 0 : STRIP.between + emWidth(word)),
  );
  if (rest !== '') widths.push(emWidth(rest));
  return widths.reduce((sum, em) => sum + em + STRIP.gap, 2 * STRIP.pad - STRIP.gap);
};

describe('the strip of all clusters', () => {
  it('names all of them where there is room, by the ends in which they differ', () => {
    const strip = stripLayout(FOUR, FOUR[0]?.key ?? '', 80);
    expect(strip.rest).toBe('');
    expect(namesOf(strip)).toEqual([
      expect.stringMatching(/….*alpha$/),
      expect.stringMatching(/….*beta$/),
      expect.stringMatching(/….*gamma$/),
      expect.stringMatching(/….*delta$/),
    ]);
  });

  it('always has the one that is shown, and counts the others', () => {
    const strip = stripLayout(FOUR, FOUR[1]?.key ?? '', 20.5);
    expect(namesOf(strip)).toEqual([expect.stringMatching(/^kub.*….*beta$/)]);
    expect(strip.entries[0]?.word).toBe('Degraded');
    expect(strip.rest).toBe('+3');
    expect(stripLayout(FOUR, FOUR[1]?.key ?? '', 27).rest).toBe('and 3 more');
  });

  it('has the name before the level in words', () => {
    const strip = stripLayout([cluster('beta', 'degraded'), cluster('alpha'), cluster('gamma')], 'beta', 8);
    expect(strip.entries).toMatchObject([{ name: 'beta', word: null }]);
    expect(strip.rest).toBe('+2');
  });

  it('is never longer than its line, and names or counts each', () => {
    const clusters = fc.uniqueArray(
      fc.record({
        name: fc.string({ minLength: 1, maxLength: 40 }),
        level: fc.constantFrom<Cluster['level']>('ok', 'degraded', 'unknown'),
      }),
      { minLength: 1, maxLength: 20, selector: ({ name }) => name },
    );
    fc.assert(
      fc.property(clusters, fc.nat(), fc.double({ min: 8, max: 90, noNaN: true }), (all, at, widthEm) => {
        const named = all.map(({ name, level }) => cluster(name, level));
        const current = named[at % named.length]?.key ?? '';
        const strip = stripLayout(named, current, widthEm);
        expect(widthOf(strip)).toBeLessThanOrEqual(widthEm + 0.001);
        const rest = strip.rest === '' ? 0 : Number(/\d+/.exec(strip.rest)?.[0]);
        expect(strip.entries.length + rest).toBe(named.length);
        expect(strip.entries.some((entry) => entry.cluster.key === current)).toBe(true);
      }),
    );
  });
});

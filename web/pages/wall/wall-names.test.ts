import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emWidth } from '../../lib/text-fit.ts';
import { commonDomain, fittingName, restWords, shortName } from './wall-names.ts';

describe('names on a wall', () => {
  it('are without the domain that all of them have', () => {
    const names = ['rack1-node-07.dc2.example.net', 'rack12-node-01.dc2.example.net'];
    expect(commonDomain(names)).toBe('.dc2.example.net');
    expect(names.map((name) => shortName(name, commonDomain(names)))).toEqual([
      'rack1-node-07',
      'rack12-node-01',
    ]);
    expect(commonDomain(['a.x.net', 'a.y.net'])).toBe('.net');
  });

  it('are whole where they have none in common', () => {
    for (const names of [[], ['a.b.c'], ['node-1', 'node-2'], ['a.net', 'b'], ['.net', 'b.net']]) {
      expect(commonDomain(names)).toBe('');
    }
    expect(shortName('node-1', '')).toBe('node-1');
  });

  it('stay different, and are something', () => {
    const labels = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '.'), minLength: 1, maxLength: 8 }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(labels, (names) => {
        const domain = commonDomain(names);
        const short = names.map((name) => shortName(name, domain));
        expect(short.map((name) => name + domain)).toEqual(names);
        if (domain !== '') expect(short).not.toContain('');
      }),
    );
  });

  it('lose their middle where there is no room for all of them, and keep the end that differs', () => {
    expect(fittingName('node-1', 10)).toBe('node-1');
    expect(fittingName('prod-eu-compute-rack07-node12', 10)).toMatch(/^prod.*….*node12$/);
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.double({ min: 2, max: 40, noNaN: true }),
        (name, roomEm) => {
          expect(emWidth(fittingName(name, roomEm))).toBeLessThanOrEqual(roomEm + 1e-9);
        },
      ),
    );
  });
});

it('whoever is not named is counted, in as many words as fit', () => {
  expect(restWords(3, 20, ' in trouble')).toBe('and 3 more in trouble');
  expect(restWords(30, emWidth('and 30 more'), ' in trouble')).toBe('and 30 more');
  expect(restWords(30, 3)).toBe('+30');
});

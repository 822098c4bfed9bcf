import fc from 'fast-check';
import { expect, it } from 'vitest';
import { legible, legibleLines } from './legible.ts';

it.each([
  ['node-1', 'node-1'],
  ['büro 文字 👩‍👧', 'büro 文字 👩[U+200D]👧'],
  ['a\nrollcall: all is well', 'a[U+000A]rollcall: all is well'],
  ['\u001b[2J\u001b]0;owned\u0007', '[U+001B][2J[U+001B]]0;owned[U+0007]'],
  ['\u009b31m', '[U+009B]31m'],
  ['node\u202Eenilffo', 'node[U+202E]enilffo'],
  ['a\u2028b\u2029c\u0085d\rd', 'a[U+2028]b[U+2029]c[U+0085]d[U+000D]d'],
  ['no\u200Bde', 'no[U+200B]de'],
  ['\u{E0041}tag', '[U+E0041]tag'],
  ['half \uD83D', 'half [U+D83D]'],
])('%j reads %j', (text, line) => {
  expect(legible(text)).toBe(line);
});

it('is one line without controls, whatever comes, and once is enough', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const line = legible(text);
      expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
      expect(legible(line)).toBe(line);
      expect(legibleLines(`${line}\n`)).toBe(`${line}\n`);
    }),
  );
});

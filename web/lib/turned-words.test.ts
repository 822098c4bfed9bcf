import { expect, it } from 'vitest';
import { turnedWords } from './turned-words.ts';

it('names are found in a sentence where they would turn it round', () => {
  expect(turnedWords('שרת-2, שרת-7 and خادم.example.net: offline for 4 min.')).toEqual([
    'שרת-2',
    'שרת-7',
    'خادم.example.net',
  ]);
  expect(turnedWords('This is of node\u202Eenil-שרת.')).toEqual(['node\u202Eenil-שרת']);
  expect(turnedWords('All 12 members are online and answer us.')).toEqual([]);
});

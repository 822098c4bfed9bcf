import { expect, it } from 'vitest';
import { warmInTurns } from './rounds.ts';

it('measures in turns and forgets the first round', async () => {
  const order: string[] = [];
  let clock = 0;
  const contender = (name: 'a' | 'b') => ({
    name,
    measure: async () => {
      order.push(name);
      clock += 1;
      return clock;
    },
  });
  const samples = await warmInTurns([contender('a'), contender('b')], 2, () => {});
  expect(order.join('')).toBe('ababab');
  expect([...samples]).toEqual([
    ['a', [3, 5]],
    ['b', [4, 6]],
  ]);
});

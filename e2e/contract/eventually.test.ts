import { expect, it } from 'vitest';
import { eventually } from './eventually.ts';

it('gives the first answer that comes without an error', async () => {
  let tries = 0;
  const answer = await eventually(
    () => {
      tries += 1;
      if (tries < 3) throw new Error('not yet');
      return tries;
    },
    { withinMs: 5000 },
  );
  expect(answer).toBe(3);
});

it('gives up with the last error', async () => {
  const never = () => Promise.reject(new Error('no such luck'));
  await expect(eventually(never, { withinMs: 50 })).rejects.toThrow(
    /still not so after \d+ ms: Error: no such luck/,
  );
});

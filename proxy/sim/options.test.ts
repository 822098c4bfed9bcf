import { expect, it } from 'vitest';

import { startSim } from './sim.ts';

it.each([
  { members: 0 },
  { speed: 0 },
  { instances: -1 },
  { instances: 1.5 },
  { product: 'lxd', guise: 'incus-6' },
] as const)('%o makes no sense', async (options) => {
  await expect(startSim(options)).rejects.toThrow(RangeError);
});

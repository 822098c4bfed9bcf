import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { startSim } from './sim.ts';
import type { Sim } from './sim.ts';
import { ask } from './test-client.ts';

let sim: Sim;
beforeEach(async () => {
  sim = await startSim({ members: 3, speed: 20 });
});
afterEach(() => sim.close());

const Usage = z.object({ used: z.number(), total: z.number() });
const State = z.object({
  sysinfo: z.object({
    load_averages: z.array(z.number()),
    logical_cpus: z.number(),
    total_ram: z.number(),
    free_ram: z.number(),
  }),
  storage_pools: z.record(z.string(), z.object({ space: Usage })),
});

async function metadata<T>(schema: z.ZodType<T>, path: string): Promise<T> {
  const { json } = await ask(`${sim.endpoints[0]}${path}`, { client: sim.restricted });
  return z.object({ metadata: schema }).parse(json).metadata;
}
const stateOf = (name: string) => metadata(State, `/1.0/cluster/members/${name}/state`);

const shareOf = ({ used, total }: z.output<typeof Usage>): number => used / total;

describe('what a member has to do', () => {
  it('can be made too much, until it is let be', async () => {
    const { control } = sim;
    const before = await stateOf('node-2');
    await control.setLoad('node-2', 1.5);
    await control.setMemoryUse('node-2', 0.97);
    const { sysinfo } = await stateOf('node-2');
    const most = 1.5 * sysinfo.logical_cpus;
    expect(sysinfo.load_averages).toEqual([most, most, most]);
    expect(1 - sysinfo.free_ram / sysinfo.total_ram).toBeCloseTo(0.97, 4);
    const Memory = z.object({ memory: Usage });
    const { memory } = await metadata(Memory, '/1.0/resources?target=node-2');
    expect(shareOf(memory)).toBeCloseTo(0.97, 4);
    const other = await stateOf('node-1');
    expect(other.sysinfo.load_averages[0]).toBeLessThan(other.sysinfo.logical_cpus);
    await control.setLoad('node-2', null);
    await control.setMemoryUse('node-2', null);
    const { sysinfo: after } = await stateOf('node-2');
    expect(after.load_averages[0]).toBeLessThan(after.logical_cpus);
    expect(after.free_ram / before.sysinfo.free_ram).toBeCloseTo(1, 2);
  });

  it('can fill its own pool, and the one that all share', async () => {
    await sim.control.fillPool('node-2', 'local', 0.92);
    await sim.control.fillPool('node-2', 'remote', 0.81);
    const shares = await Promise.all(
      ['node-1', 'node-2', 'node-3'].map(async (name) => {
        const pools = (await stateOf(name)).storage_pools;
        return [pools.local, pools.remote].map((pool) => (pool ? shareOf(pool.space) : NaN));
      }),
    );
    expect(shares[1]?.[0]).toBeCloseTo(0.92, 4);
    expect(shares[0]?.[0]).toBeLessThan(0.75);
    for (const [, shared] of shares) expect(shared).toBeCloseTo(0.81, 4);
    await expect(sim.control.fillPool('node-2', 'puddle', 1)).rejects.toMatchObject({ kind: 'not-possible' });
  });

  it('is mended with everything else', async () => {
    await sim.control.setLoad('node-2', 3);
    await sim.control.fillPool('node-2', 'local', 1);
    await sim.control.mend();
    const { sysinfo, storage_pools } = await stateOf('node-2');
    expect(sysinfo.load_averages[0]).toBeLessThan(sysinfo.logical_cpus);
    expect(storage_pools.local && shareOf(storage_pools.local.space)).toBeLessThan(0.75);
  });
});

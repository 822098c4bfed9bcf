import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';

import { startSim } from './sim.ts';
import type { Sim } from './sim.ts';
import { ask } from './test-client.ts';

let sim: Sim;
const start = async (): Promise<void> => {
  sim = await startSim({ members: 3, speed: 40, guise: 'lxd-5.0', instances: 0 });
};
afterEach(() => sim.close());

const Warning = z.strictObject({
  status: z.enum(['new', 'acknowledged', 'resolved']),
  uuid: z.uuid(),
  location: z.string(),
  project: z.string(),
  type: z.string(),
  count: z.number(),
  first_seen_at: z.iso.datetime(),
  last_seen_at: z.iso.datetime(),
  last_message: z.string(),
  severity: z.enum(['low', 'moderate', 'high']),
  entity_url: z.string(),
});
async function warnings(type?: string) {
  const { json } = await ask(`${sim.endpoints[0]}/1.0/warnings?recursion=1`, { client: sim.admin });
  const list = z.object({ metadata: z.array(Warning) }).parse(json).metadata;
  return list.filter((warning) => type === undefined || warning.type === type);
}

describe('a member that is away', () => {
  const type = 'Offline cluster member';

  it.each([
    ['kill', 'start', 'connection refused'],
    ['freeze', 'thaw', 'context deadline exceeded'],
  ] as const)('after %s is a warning of the leader, until %s', async (harm, heal, reason) => {
    await start();
    expect(await warnings(type)).toEqual([]);
    await sim.control[harm]('node-3');
    const address = new URL(sim.endpoints[2] ?? '').host;
    await vi.waitFor(async () => {
      expect(await warnings(type)).toMatchObject([
        { location: 'node-1', status: 'new', severity: 'low', entity_url: '', project: '' },
      ]);
    });
    const [first] = await warnings(type);
    expect(first?.last_message).toContain(`Put "https://${address}/internal/database"`);
    expect(first?.last_message).toContain(reason);
    await vi.waitFor(async () => expect((await warnings(type))[0]?.count).toBeGreaterThan(2));
    await sim.control[heal]('node-3');
    await vi.waitFor(async () => expect(await warnings(type)).toMatchObject([{ status: 'resolved' }]));
    const [last] = await warnings(type);
    expect(last).toMatchObject({ uuid: first?.uuid, first_seen_at: first?.first_seen_at });
  });
});

describe('any warning', () => {
  it('can be raised, again, and resolved', async () => {
    await start();
    const { control } = sim;
    const skew = { member: 'node-2', type: 'Time skew', message: '12 s ahead' };
    const uuid = await control.raiseWarning({
      ...skew,
      severity: 'high',
      entity: '/1.0/cluster',
      project: 'web',
    });
    expect(await control.raiseWarning({ ...skew, entity: '/1.0/cluster', project: 'web' })).toBe(uuid);
    expect(await warnings('Time skew')).toMatchObject([
      {
        uuid,
        count: 2,
        status: 'new',
        severity: 'high',
        location: 'node-2',
        entity_url: '/1.0/cluster',
        project: 'web',
      },
    ]);
    await control.resolveWarning('node-2', 'Time skew');
    expect(await warnings('Time skew')).toMatchObject([{ status: 'resolved', count: 2 }]);
    await expect(control.resolveWarning('node-2', 'Time skew')).rejects.toMatchObject({
      kind: 'not-possible',
    });
    const { json } = await ask(`${sim.endpoints[1]}/1.0/warnings/${uuid}`, { client: sim.admin });
    expect(json).toMatchObject({ metadata: { uuid } });
  });

  it('is there from the start, about the kernel', async () => {
    await start();
    expect(await warnings()).toMatchObject([
      { location: 'node-1', count: 1, last_message: 'disk priority will be ignored' },
      { location: 'node-1' },
    ]);
  });
});

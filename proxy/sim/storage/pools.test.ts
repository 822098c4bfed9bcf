import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { startSim } from '../sim.ts';
import type { PemPair, Sim, SimOptions } from '../sim.ts';
import { ask, error, success } from '../test-client.ts';

let sim: Sim;
const start = async (options: SimOptions): Promise<void> => {
  sim = await startSim({ members: 3, speed: 20, ...options });
};
afterEach(() => sim.close());

const json = async (path: string, client: PemPair, member = 1): Promise<unknown> =>
  (await ask(`${sim.endpoints[member - 1]}${path}`, { client })).json;

const usage = { space: { used: expect.any(Number), total: expect.any(Number) } };
const Usage = z.object({ metadata: z.object({ space: z.object({ used: z.number(), total: z.number() }) }) });
const usedOf = (answer: unknown): number => Usage.parse(answer).metadata.space.used;

describe('the storage pools', () => {
  it.each(['lxd-5.0', 'lxd-5.21', 'incus-6'] as const)('by %s are listed to an admin', async (guise) => {
    await start({ guise });
    expect(await json('/1.0/storage-pools', sim.admin)).toEqual(
      success(['/1.0/storage-pools/local', '/1.0/storage-pools/remote']),
    );
    const list = await json('/1.0/storage-pools?recursion=1', sim.admin);
    const locations = expect.arrayContaining(['node-1', 'node-2', 'node-3']);
    expect(list).toMatchObject(
      success([
        { name: 'local', driver: 'dir', status: 'Created', config: {}, locations },
        { name: 'remote', driver: 'ceph', config: { 'ceph.cluster_name': 'ceph' }, locations },
      ]),
    );
  });

  it.each([
    ['lxd-5.0', undefined],
    ['lxd-5.21', undefined],
    ['incus-6', error(500, 'Certificate is restricted')],
    ['incus-7', error(500, 'Certificate is restricted')],
  ] as const)('by %s are listed, or not, to a restricted certificate', async (guise, refusal) => {
    await start({ guise });
    for (const client of [sim.restricted, sim.restrictedWithProjects]) {
      for (const path of ['/1.0/storage-pools', '/1.0/storage-pools?recursion=1']) {
        const list = await json(path, client);
        if (refusal) expect(list).toEqual(refusal);
        else expect(list).toMatchObject({ metadata: [expect.anything(), expect.anything()] });
      }
      expect(await json('/1.0/storage-pools/remote', client)).toMatchObject(
        success({ name: 'remote', config: null }),
      );
      expect(await json('/1.0/storage-pools/local/resources', client)).toMatchObject(success(usage));
    }
  });

  it('are each for itself, or the same for all', async () => {
    await start({ guise: 'lxd-5.0' });
    const of = (pool: string, member: number) =>
      json(`/1.0/storage-pools/${pool}/resources`, sim.restricted, member).then(usedOf);
    expect(await of('local', 1)).not.toBe(await of('local', 2));
    // Figures wander with time.
    expect((await of('remote', 1)) / (await of('remote', 2))).toBeCloseTo(1, 3);
    const named = await json('/1.0/storage-pools/local/resources?target=node-2', sim.restricted);
    expect(usedOf(named) / (await of('local', 2))).toBeCloseTo(1, 3);
    expect(await json('/1.0/storage-pools/local/resources?target=nobody', sim.restricted)).toEqual(
      error(404, 'Cluster member not found'),
    );
  });

  it('are one alone in a small cluster', async () => {
    await start({ members: 2 });
    expect(await json('/1.0/storage-pools', sim.admin)).toEqual(success(['/1.0/storage-pools/local']));
    const noPool = 'Storage pool not found';
    expect(await json('/1.0/storage-pools/remote', sim.admin)).toEqual(error(404, noPool));
    expect(await json('/1.0/storage-pools/remote/resources', sim.admin)).toEqual(error(500, noPool));
  });

  it.each([
    ['lxd-5.21', 'restricted'],
    ['incus-6', 'restrictedWithProjects'],
  ] as const)('by %s are as the state of a member has them', async (guise, who) => {
    await start({ guise });
    const state = await json('/1.0/cluster/members/node-2/state', sim[who]);
    const inodes = { used: expect.any(Number), total: expect.any(Number) };
    expect(state).toMatchObject({
      metadata: { storage_pools: { local: { inodes }, remote: { inodes: { used: 0, total: 0 } } } },
    });
    const State = z.object({ metadata: z.object({ storage_pools: z.object({ local: z.unknown() }) }) });
    const { local } = State.parse(state).metadata.storage_pools;
    const alone = await json('/1.0/storage-pools/local/resources', sim[who], 2);
    expect(usedOf({ metadata: local }) / usedOf(alone)).toBeCloseTo(1, 3);
  });
});

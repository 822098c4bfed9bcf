import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { outcomeOf, read } from '../answers.ts';
import { MemberState } from '../shapes/member-state.ts';
import { PoolResources, StoragePool } from '../shapes/storage.ts';
import { firstOf, RESTRICTED, TRUSTED, type Subject } from '../subject.ts';

const POOLS = '/1.0/storage-pools';
const LOCAL = `${POOLS}/local`;

/** The storage pools of the cluster, and how full they are at each member. */
export function storageChecks(subject: () => Subject): void {
  const local = async (...[caller]: Parameters<Subject['as']>) =>
    StoragePool.parse(await read(subject().as(caller), LOCAL));

  describe('the storage pools', () => {
    it('are listed as paths, or in full, to an administrator', async () => {
      const { cluster, as } = subject();
      expect(z.array(z.string()).parse(await read(as('admin'), POOLS))).toContain(LOCAL);
      const pools = z.array(StoragePool).parse(await read(as('admin'), `${POOLS}?recursion=1`));
      for (const pool of pools) {
        expect(pool.status).toBe('Created');
        expect(pool.locations.toSorted()).toEqual([...cluster.memberNames].toSorted());
        expect(pool.config).not.toBeNull();
      }
    });

    it.each(RESTRICTED)(
      'are listed to %s in LXD, without their configuration, and not in Incus',
      async (caller) => {
        const { cluster, as } = subject();
        if (cluster.product === 'incus') {
          // Status 500, and not that it may not.
          expect(await outcomeOf(as(caller), POOLS)).toBe('500 Certificate is restricted');
          expect(await outcomeOf(as(caller), `${POOLS}?recursion=1`)).toBe('500 Certificate is restricted');
          return;
        }
        expect(z.array(z.string()).parse(await read(as(caller), POOLS))).toContain(LOCAL);
        const pools = z.array(StoragePool).parse(await read(as(caller), `${POOLS}?recursion=1`));
        expect(pools.map(({ config }) => config)).toEqual(pools.map(() => null));
      },
    );

    it.each(RESTRICTED)('can be read one by one by %s all the same', async (caller) => {
      expect(await local(caller)).toMatchObject({ name: 'local', status: 'Created', config: null });
      expect(await outcomeOf(subject().as(caller), `${POOLS}/nothing`)).toBe('404 Storage pool not found');
    });

    it('name of what uses them what the client may see', async () => {
      const { cluster } = subject();
      const theirs = { name: 'uses-local', project: 'web', member: firstOf(cluster.memberNames) };
      const path = '/1.0/instances/uses-local?project=web';
      await cluster.createInstance(theirs);
      try {
        expect((await local('admin')).used_by).toContain(path);
        for (const caller of RESTRICTED) expect((await local(caller)).used_by).not.toContain(path);
      } finally {
        await cluster.deleteInstance(theirs);
      }
    });

    it.each(TRUSTED)('tell %s at each member how full they are', async (caller) => {
      const { cluster, as } = subject();
      for (const name of cluster.memberNames) {
        const { space, inodes } = PoolResources.parse(await read(as(caller, name), `${LOCAL}/resources`));
        expect(space.used).toBeGreaterThan(0);
        expect(space.used).toBeLessThan(space.total);
        expect(inodes.used).toBeLessThan(inodes.total);
      }
    });

    it('are as full as the state of the member says, where there is one', async () => {
      const { cluster, as } = subject();
      if (cluster.product === 'lxd') return;
      for (const name of cluster.memberNames) {
        const state = await read(as('restricted', name), `/1.0/cluster/members/${name}/state`);
        const { space } = PoolResources.parse(await read(as('restricted', name), `${LOCAL}/resources`));
        expect(MemberState.parse(state).storage_pools.local?.space.total).toBe(space.total);
      }
    });
  });
}

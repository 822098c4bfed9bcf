import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';

import { startSim } from '../sim.ts';
import type { Sim, SimOptions } from '../sim.ts';
import { ask, error, success } from '../test-client.ts';

let sim: Sim;
const start = async (options: SimOptions): Promise<void> => {
  sim = await startSim({ members: 3, speed: 20, guise: 'lxd-5.0', ...options });
};
afterEach(() => sim.close());

const get = async (path: string): Promise<unknown> =>
  (await ask(`${sim.endpoints[0]}${path}`, { client: sim.admin })).json;

const listPath = '/1.0/instances?recursion=1&all-projects=true';
const Listed = z.looseObject({
  name: z.string(),
  project: z.string(),
  location: z.string(),
  status: z.string(),
  status_code: z.number(),
  config: z.record(z.string(), z.string()).nullable(),
});
const list = async () => z.object({ metadata: z.array(Listed) }).parse(await get(listPath)).metadata;

describe('GET /1.0/instances', () => {
  it('has as many as were asked for, six to a member unless told', async () => {
    await start({});
    expect(await list()).toHaveLength(18);
    await sim.close();
    await start({ instances: 0 });
    expect(await get(listPath)).toEqual(success([]));
  });

  it('is a list of paths, of objects, or of objects with their state', async () => {
    await start({ instances: 0 });
    await sim.control.createInstance({ name: 'c 1', member: 'node-2' });
    await sim.control.createInstance({
      name: 'v1',
      member: 'node-3',
      project: 'web',
      type: 'virtual-machine',
    });
    await sim.control.startInstance({ name: 'v1', project: 'web' });
    expect(await get('/1.0/instances?all-projects=true')).toEqual(
      success(['/1.0/instances/c%201', '/1.0/instances/v1?project=web']),
    );
    const objects = [
      {
        name: 'c 1',
        project: 'default',
        location: 'node-2',
        status: 'Stopped',
        status_code: 102,
        type: 'container',
      },
      {
        name: 'v1',
        project: 'web',
        location: 'node-3',
        status: 'Running',
        status_code: 103,
        type: 'virtual-machine',
      },
    ];
    const plain = await get(listPath);
    expect(plain).toMatchObject(success(objects));
    expect(plain).not.toHaveProperty('metadata.0.state');
    expect(await get('/1.0/instances?recursion=2&all-projects=true')).toMatchObject(
      success([
        { state: { status: 'Stopped', pid: 0 } },
        { state: { status: 'Running', network: { eth0: {} } } },
      ]),
    );
    expect(await get('/1.0/instances/v1?project=web')).toMatchObject(success(objects[1]));
    expect(await get('/1.0/instances/v1')).toEqual(error(404, 'Instance not found'));
    expect(await get('/1.0/instances/v1?project=none')).toEqual(error(404, 'Instance not found'));
  });

  it('follows what becomes of an instance, and of the name of its member', async () => {
    await start({ instances: 0 });
    const { control } = sim;
    await control.createInstance({ name: 'c1', member: 'node-2' });
    expect(await list()).toMatchObject([{ status: 'Stopped', location: 'node-2' }]);
    for (const [deed, status] of [
      ['startInstance', 'Running'],
      ['freezeInstance', 'Frozen'],
      ['startInstance', 'Running'],
      ['stopInstance', 'Stopped'],
      ['breakInstance', 'Error'],
    ] as const) {
      await control[deed]({ name: 'c1' });
      expect(await list()).toMatchObject([{ status }]);
    }
    await control.rename('node-2', 'node-two');
    expect(await list()).toMatchObject([{ location: 'node-two' }]);
    await control.deleteInstance({ name: 'c1' });
    expect(await list()).toEqual([]);
    await expect(control.startInstance({ name: 'c1' })).rejects.toMatchObject({ kind: 'not-possible' });
  });

  it('has errors in the place of those whose member is away', async () => {
    await start({ instances: 30 });
    const before = await list();
    await sim.control.kill('node-3');
    for (const instance of await list()) {
      const isAway = instance.location === 'node-3';
      if (isAway) {
        expect(instance).toMatchObject({ status: 'Error', status_code: 112, config: null, type: '' });
        expect(instance).not.toHaveProperty('expanded_config');
      } else expect(instance.config).not.toBeNull();
    }
    expect(await get('/1.0/instances?all-projects=true')).toMatchObject({ metadata: { length: 30 } });
    const [away] = before.filter(({ location }) => location === 'node-3');
    expect(await get(`/1.0/instances/${away?.name}?project=${away?.project}`)).toEqual(
      error(500, 'Missing event connection with target cluster member'),
    );
    await sim.control.start('node-3');
    await vi.waitFor(async () => expect(await list()).toEqual(before), { timeout: 4000 });
  });

  it('waits for a member that is frozen, until it is thawed or known to be away', async () => {
    await start({ instances: 30 });
    const url = `${sim.endpoints[0]}${listPath}`;
    await sim.control.freeze('node-3');
    await expect(ask(url, { client: sim.admin, timeoutMs: 200 })).rejects.toMatchObject({
      code: 'ETIMEDOUT',
    });
    const asked = ask(url, { client: sim.admin });
    await sim.control.thaw('node-3');
    expect((await asked).text).not.toContain('"config":null');
    const [there] = (await list()).filter(({ location }) => location === 'node-3');
    await sim.control.freeze('node-3');
    const one = ask(`${sim.endpoints[0]}/1.0/instances/${there?.name}?project=${there?.project}`, {
      client: sim.admin,
    });
    await vi.waitFor(
      async () => expect((await ask(url, { client: sim.admin })).text).toContain('"config":null'),
      { timeout: 4000 },
    );
    await sim.control.thaw('node-3');
    expect((await one).json).toMatchObject({ metadata: { name: there?.name } });
  });

  it('forgets those of a member that is removed', async () => {
    await start({ instances: 30 });
    await sim.control.remove('node-3');
    const left = await list();
    expect(left.length).toBeGreaterThan(0);
    expect(left.map(({ location }) => location)).not.toContain('node-3');
  });

  it('has room for thousands', async () => {
    await start({ members: 50, instances: 5000 });
    expect(await list()).toHaveLength(5000);
  });
});

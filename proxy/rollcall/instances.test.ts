import { describe, expect, it } from 'vitest';
import type { Instance } from '../wire/instance.ts';
import { createInstances } from './instances.ts';

const instance = (name: string, location: string, differs: Partial<Instance> = {}): Instance => ({
  name,
  project: 'default',
  type: 'container',
  status: 'Running',
  location,
  architecture: 'x86_64',
  description: '',
  ephemeral: false,
  stateful: false,
  profiles: ['default'],
  createdAtMs: 1,
  lastUsedAtMs: 2,
  ...differs,
});

describe('instances', () => {
  it('are unknown until there is a list, which is not the same as none', () => {
    const instances = createInstances();
    instances.put(instance('web', 'node-1'));
    expect(instances.counts('node-1')).toBeNull();
    instances.replace([]);
    expect(instances.counts('node-1')).toMatchObject({ running: 0, containers: 0 });
  });

  it('are counted by status and kind on the member that has them', () => {
    const instances = createInstances();
    instances.replace([
      instance('a', 'node-1'),
      instance('b', 'node-1', { status: 'Stopped', type: 'virtual-machine' }),
      instance('c', 'node-1', { status: 'Starting' }),
      instance('d', 'node-1', { status: 'Frozen' }),
      instance('e', 'node-2', { status: 'Error' }),
      instance('f', 'node-2', { status: 'constructor' }),
    ]);
    expect(instances.counts('node-1')).toEqual({
      running: 1,
      stopped: 1,
      frozen: 1,
      error: 0,
      other: 1,
      containers: 3,
      virtualMachines: 1,
    });
    expect(instances.counts('node-2')).toMatchObject({ error: 1, other: 1, containers: 2 });
  });

  it('of the same name in two projects are two', () => {
    const instances = createInstances();
    instances.replace([instance('web', 'node-1'), instance('web', 'node-1', { project: 'shop' })]);
    expect(instances.on('node-1').map(({ project }) => project)).toEqual(['default', 'shop']);
    instances.remove({ project: 'shop', name: 'web' });
    expect(instances.on('node-1').map(({ project }) => project)).toEqual(['default']);
  });

  it('move, change and go as events tell', () => {
    const instances = createInstances();
    instances.replace([instance('web', 'node-1')]);
    instances.put(instance('web', 'node-2', { status: 'Stopped' }));
    expect(instances.on('node-1')).toEqual([]);
    expect(instances.counts('node-2')).toMatchObject({ stopped: 1, running: 0 });
  });

  it('have the same count for as long as none of them is new', () => {
    const instances = createInstances();
    instances.replace([instance('web', 'node-1')]);
    const count = instances.counts('node-1');
    expect(instances.counts('node-1')).toBe(count);
  });
});

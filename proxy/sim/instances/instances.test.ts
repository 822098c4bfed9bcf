import { describe, expect, it, vi } from 'vitest';

import { maintain } from '../maintenance.ts';
import { named, scene } from '../test-scene.ts';
import type { Scene } from '../test-scene.ts';
import { apiInstance } from './api-instance.ts';
import type { Instance } from './instance.ts';
import { ListCache } from './list-cache.ts';
import { secretMark } from './settings.ts';

const on = ({ instances, world }: Scene, name: string): Instance[] =>
  instances.list().filter(({ memberId }) => memberId === named(world, name).id);

const passEvacuation = ({ clock }: Scene): void => clock.advance(3000);

describe('the instances at the start', () => {
  const stage = scene(3, 1, 200);
  const all = stage.instances.list();

  it('are as many as were asked for, of every kind, in three projects', () => {
    expect(all).toHaveLength(200);
    const kinds = (of: (instance: Instance) => unknown) => new Set(all.map(of));
    expect(kinds(({ project }) => project)).toEqual(new Set(['batch', 'default', 'web']));
    expect(kinds(({ status }) => status)).toEqual(new Set(['Running', 'Stopped', 'Frozen', 'Error']));
    expect(kinds(({ type }) => type)).toEqual(new Set(['container', 'virtual-machine']));
    expect(kinds(({ memberId }) => memberId)).toEqual(new Set([1, 2, 3]));
    expect(kinds(({ pool }) => pool)).toEqual(new Set(['local', 'remote']));
    expect(kinds(({ project, name }) => `${project}/${name}`).size).toBe(200);
  });

  it('come by project and name, and the same for the same seed', () => {
    const keys = all.map(({ project, name }) => `${project} ${name}`);
    expect(keys).toEqual(keys.toSorted());
    expect(scene(3, 1, 200).instances.list()).toEqual(all);
    expect(scene(3, 2, 200).instances.list()).not.toEqual(all);
  });

  it('were made before they were used', () => {
    for (const { createdAtMs, lastUsedAtMs } of all) {
      expect(createdAtMs).toBeLessThan(stage.clock.nowMs());
      if (lastUsedAtMs !== null) expect(lastUsedAtMs).toBeGreaterThanOrEqual(createdAtMs);
    }
  });

  it('have 2 to 4 kB of JSON each, with secrets in config, devices and user data', () => {
    const written = all.map((instance) => apiInstance(instance, { seed: 1, location: 'node-1' }));
    for (const each of written) {
      const { length } = JSON.stringify(each);
      expect(length).toBeGreaterThan(2000);
      expect(length).toBeLessThan(4100);
      expect(each.config['user.password']).toContain(secretMark);
      expect(each.expanded_config['cloud-init.user-data']).toContain(secretMark);
    }
    expect(written.some(({ devices }) => JSON.stringify(devices).includes(secretMark))).toBe(true);
  });
});

describe('an evacuation', () => {
  it('moves what is on the shared pool, stops the rest, and restoring undoes both', () => {
    const stage = scene(3, 1, 60);
    const member = named(stage.world, 'node-2');
    const before = on(stage, 'node-2');
    const actions: string[] = [];
    stage.events.subscribe(({ metadata }) => {
      if ('action' in metadata) actions.push(metadata.action);
    });
    maintain('evacuate', member, stage);
    expect(on(stage, 'node-2')).toEqual(before);
    passEvacuation(stage);
    const left = on(stage, 'node-2');
    expect(left.map(({ name }) => name)).toEqual(
      before.filter(({ pool }) => pool === 'local').map(({ name }) => name),
    );
    expect(left.length).toBeLessThan(before.length);
    expect(left.map(({ status }) => status)).not.toContain('Running');
    const moved = before.filter(({ pool }) => pool === 'remote');
    for (const { project, name, status } of moved) {
      expect(stage.instances.find(project, name)).toMatchObject({ status });
    }
    expect(actions).toContain('instance-stopped');
    expect(actions).toContain('instance-migrated');

    maintain('restore', member, stage);
    passEvacuation(stage);
    const facts = ({ name, project, status, memberId }: Instance) => ({ name, project, status, memberId });
    expect(on(stage, 'node-2').map(facts)).toEqual(before.map(facts));
  });

  it('leaves alone what somebody else has started or stopped meanwhile', () => {
    const stage = scene(3, 1, 60);
    const member = named(stage.world, 'node-2');
    maintain('evacuate', member, stage);
    passEvacuation(stage);
    const [stopped] = on(stage, 'node-2').filter(({ evacuation }) => evacuation?.wasRunning);
    if (!stopped) throw new Error('none was stopped');
    stage.instances.become(stopped, 'Running');
    stage.instances.become({ ...stopped, status: 'Running' }, 'Stopped');
    maintain('restore', member, stage);
    passEvacuation(stage);
    expect(stage.instances.find(stopped.project, stopped.name)?.status).toBe('Stopped');
  });
});

describe('an instance', () => {
  it('says what becomes of it, and is replaced then', () => {
    const { instances, events, world, clock } = scene(2);
    const heard = vi.fn();
    events.subscribe(heard);
    const member = named(world, 'node-1');
    const made = instances.create({ name: 'c1', project: 'web', type: 'container', member, pool: 'local' });
    clock.advance(1000);
    instances.become(made, 'Running');
    const running = instances.find('web', 'c1');
    expect(running).toMatchObject({ status: 'Running', lastUsedAtMs: clock.nowMs() });
    expect(made.status).toBe('Stopped');
    if (!running) throw new Error('it is gone');
    instances.become(running, 'Running');
    instances.remove(running);
    expect(instances.list()).toEqual([]);
    const source = '/1.0/instances/c1?project=web';
    expect(heard.mock.calls).toMatchObject(
      ['instance-created', 'instance-started', 'instance-deleted'].map((action) => [
        { type: 'lifecycle', location: 'node-1', project: 'web', metadata: { action, source } },
      ]),
    );
  });
});

describe('the list as JSON', () => {
  it('is made again only for what has changed', () => {
    const { instances, world } = scene(2, 1, 50);
    const cache = new ListCache(1, world.guise);
    const json = (): Buffer =>
      cache.json('all', {
        recursion: 1,
        instances: instances.list(),
        placeOf: ({ memberId }) => ({
          location: world.get(memberId)?.name ?? '',
          isAbsent: memberId === absentId,
        }),
      });
    let absentId = 0;
    const before = json();
    expect(JSON.parse(before.toString())).toHaveLength(50);
    expect(json()).toBe(before);
    const [first] = instances.list();
    if (!first) throw new Error('there is none');
    instances.become(first, first.status === 'Running' ? 'Stopped' : 'Running');
    const after = json();
    expect(after.equals(before)).toBe(false);
    expect(json()).toBe(after);
    absentId = 2;
    expect(json().equals(after)).toBe(false);
    absentId = 0;
    expect(json().equals(after)).toBe(true);
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { named, scene } from './test-scene.ts';

describe('joining and leaving', () => {
  it('keeps the roles right at every size', () => {
    const { clock, world } = scene(1);
    const voterCounts: number[] = [];
    for (let size = 2; size <= 5; size++) {
      world.add({ name: `node-${size}`, url: `https://node-${size}`, failureDomain: 'default' });
      voterCounts.push(world.members().filter(({ role }) => role === 'voter').length);
    }
    for (const name of ['node-1', 'node-2', 'node-3']) {
      world.remove(named(world, name));
      clock.advance(14_000);
      voterCounts.push(world.members().filter(({ role }) => role === 'voter').length);
      expect(world.leader()?.role).toBe('voter');
    }
    expect(voterCounts).toEqual([1, 3, 3, 3, 3, 3, 1]);
  });

  it('in LXD 5.0 takes a heartbeat, within 13 s, for the newcomer to know whom to trust', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 30_000 }), (seed, atMs) => {
        const { clock, world } = scene(3, seed);
        clock.advance(atMs);
        const member = world.add({ name: 'node-4', url: 'https://node-4', failureDomain: 'default' });
        const joinedAtMs = clock.nowMs();
        expect(member.knowsTrusted).toBe(false);
        while (!member.knowsTrusted && clock.nowMs() < joinedAtMs + 13_000) clock.advance(100);
        expect(member.knowsTrusted).toBe(true);
        // A round that had asked everybody before does not count.
        expect(member.heartbeatAtMs).toBeGreaterThanOrEqual(joinedAtMs);
        world.remove(member);
        expect(member.knowsTrusted).toBe(false);
        clock.advance(13_000);
        expect(member.knowsTrusted).toBe(false);
      }),
    );
  });

  it('is told to those who listen', () => {
    const { world, events } = scene(2);
    const actions: string[] = [];
    events.subscribe(({ metadata }) =>
      actions.push('action' in metadata ? metadata.action : metadata.status),
    );
    world.rename(world.add({ name: 'node-3', url: 'https://node-3', failureDomain: 'default' }), 'node-x');
    world.remove(named(world, 'node-x'));
    expect(actions).toEqual(['cluster-member-added', 'cluster-member-renamed', 'cluster-member-removed']);
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { apiMember } from './api-member.ts';
import { maintain } from './maintenance.ts';
import { named, scene } from './test-scene.ts';
import type { Scene } from './test-scene.ts';

const statuses = ({ world, clock }: Scene): string[] =>
  world.members().map((member) => apiMember(world, member, clock.nowMs()).status);

describe('heartbeats', () => {
  it('keep everybody Online for hours, no older than 13 s', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7 }),
        fc.nat(),
        fc.array(fc.integer({ min: 1, max: 20_000 })),
        (members, seed, waits) => {
          const { clock, world } = scene(members, seed);
          for (const wait of waits) {
            clock.advance(wait);
            for (const member of world.members()) {
              expect(clock.nowMs() - member.heartbeatAtMs).toBeLessThanOrEqual(13_000);
            }
          }
        },
      ),
    );
  });

  it.each(['kill', 'freeze', 'stop'] as const)('miss a follower after %s: Offline 7 to 20 s later', (how) => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 60_000 }), (seed, atMs) => {
        const stage = scene(3, seed);
        const { clock, world } = stage;
        clock.advance(atMs);
        const member = named(world, 'node-3');
        if (how === 'freeze') world.freeze(member);
        else world.powerOff(member, how);
        clock.advance(6500);
        expect(statuses(stage)).toEqual(['Online', 'Online', 'Online']);
        clock.advance(14_000);
        expect(statuses(stage)).toEqual(['Online', 'Online', 'Offline']);
      }),
    );
  });

  it('show a restarted follower Online only after the next round', () => {
    const stage = scene(3);
    const { clock, world } = stage;
    world.powerOff(named(world, 'node-3'), 'kill');
    clock.advance(30_000);
    world.powerOn(named(world, 'node-3'));
    expect(statuses(stage)[2]).toBe('Offline');
    clock.advance(13_000);
    expect(statuses(stage)[2]).toBe('Online');
  });

  it('take one timer for a thousand members', () => {
    const { clock, world } = scene(1000);
    clock.advance(60_000);
    expect(world.members().every((member) => !world.isOverdue(member))).toBe(true);
    expect(clock.pending()).toBe(1);
  });
});

describe('a leader that dies', () => {
  it('leaves no database for 5 s, then a view in which all are Offline, then the truth', async () => {
    const stage = scene(5);
    const { clock, world } = stage;
    clock.advance(30_000);
    world.powerOff(named(world, 'node-1'), 'kill');
    expect(world.databaseState()).toBe('electing');
    expect(world.leader()).toBeUndefined();
    const waiting = world.waitForDatabase('usual');
    clock.advance(4999);
    expect(world.databaseState()).toBe('electing');
    clock.advance(1);
    expect(await waiting).toEqual({ ok: true });
    expect(world.leader()?.name).not.toBe('node-1');
    expect(statuses(stage)).toEqual(Array.from({ length: 5 }, () => 'Offline'));
    clock.advance(3000);
    expect(statuses(stage)).toEqual(['Offline', 'Online', 'Online', 'Online', 'Online']);
  });

  it('takes twice as long to be missed when it is frozen', () => {
    const { clock, world } = scene(3);
    world.freeze(named(world, 'node-1'));
    clock.advance(9999);
    expect(world.databaseState()).toBe('electing');
    clock.advance(1);
    expect(world.databaseState()).toBe('ready');
  });

  it('hands over without a gap in the heartbeats when it is stopped', () => {
    const stage = scene(3);
    const { clock, world } = stage;
    clock.advance(12_000);
    world.powerOff(named(world, 'node-1'), 'stop');
    clock.advance(300);
    expect(world.leader()?.name).not.toBe('node-1');
    expect(statuses(stage)).toEqual(['Online', 'Online', 'Online']);
  });

  it('has its vote taken over by a stand-by', () => {
    const { clock, world } = scene(5);
    world.powerOff(named(world, 'node-1'), 'kill');
    clock.advance(40_000);
    const voters = world.members().filter(({ role }) => role === 'voter');
    expect(voters).toHaveLength(3);
    expect(voters.map(({ name }) => name)).not.toContain('node-1');
    world.powerOn(named(world, 'node-1'));
    clock.advance(13_000);
    expect(named(world, 'node-1').role).toBe('standby');
  });
});

describe('leadership', () => {
  it('moves to the voter that is named, and to no other', () => {
    const stage = scene(5);
    const { clock, world } = stage;
    expect(world.changeLeader(named(world, 'node-4'))).toBe(false);
    expect(world.changeLeader(named(world, 'node-3'))).toBe(true);
    clock.advance(300);
    expect(world.leader()?.name).toBe('node-3');
    expect(statuses(stage)).not.toContain('Offline');
  });
});

describe('a lost majority', () => {
  const withoutQuorum = (): Scene => {
    const stage = scene(3);
    for (const name of ['node-1', 'node-2']) stage.world.powerOff(named(stage.world, name), 'kill');
    return stage;
  };

  it('fails the first calls after 10.5 s and later ones after 5 s, each in its words', async () => {
    const { clock, world } = withoutQuorum();
    expect(world.databaseState()).toBe('lost');
    const first = world.waitForDatabase('usual');
    clock.advance(10_500);
    expect(await first).toEqual({ ok: false, error: 'no-leader' });
    const later = world.waitForDatabase('usual');
    clock.advance(5000);
    expect(await later).toEqual({ ok: false, error: 'deadline' });
    const patient = world.waitForDatabase('long');
    clock.advance(20_000);
    expect(await patient).toEqual({ ok: false, error: 'transaction-deadline' });
  });

  it('lasts until the majority is back, and then all are Offline for 3 s', () => {
    const stage = withoutQuorum();
    const { clock, world } = stage;
    clock.advance(100_000);
    expect(world.databaseState()).toBe('lost');
    world.powerOn(named(world, 'node-1'));
    clock.advance(1000);
    expect(world.databaseState()).toBe('ready');
    expect(statuses(stage)).toEqual(['Offline', 'Offline', 'Offline']);
    clock.advance(3000);
    expect(statuses(stage)).toEqual(['Online', 'Offline', 'Online']);
  });

  it('is a matter of the responsive voters alone', () => {
    const step = fc.tuple(
      fc.integer({ min: 1, max: 5 }),
      fc.constantFrom('kill', 'freeze', 'back'),
      fc.nat(30_000),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.array(step, { maxLength: 20 }), (members, steps) => {
        const { clock, world } = scene(members);
        for (const [index, what, waitMs] of steps) {
          const member = world.find(`node-${index}`);
          if (!member) continue;
          if (what === 'kill') world.powerOff(member, 'kill');
          else if (what === 'freeze' && member.power === 'up') world.freeze(member);
          else if (member.power === 'down') world.powerOn(member);
          else world.thaw(member);
          clock.advance(waitMs);
          const voters = world.members().filter(({ role }) => role === 'voter');
          const up = voters.filter(({ responsive }) => responsive);
          expect(world.databaseState() === 'lost').toBe(up.length * 2 <= voters.length);
          const leader = world.leader();
          if (leader) expect(up).toContain(leader);
        }
      }),
    );
  });
});

describe('maintenance', () => {
  it('masks Offline, and ends in Online', () => {
    const stage = scene(3);
    const { clock, world, operations } = stage;
    const member = named(world, 'node-2');
    const { id } = maintain('evacuate', member, stage);
    clock.advance(3000);
    expect(operations.get(id)?.operation.status).toBe('Success');
    world.powerOff(member, 'kill');
    clock.advance(100_000);
    expect(statuses(stage)[1]).toBe('Evacuated');
    world.powerOn(member);
    clock.advance(13_000);
    maintain('restore', member, stage);
    clock.advance(3000);
    expect(statuses(stage)[1]).toBe('Online');
  });

  it('fails for a member that is evacuated already', () => {
    const stage = scene(3);
    const member = named(stage.world, 'node-2');
    maintain('evacuate', member, stage);
    const { id } = maintain('evacuate', member, stage);
    expect(stage.operations.get(id)?.operation).toMatchObject({
      status: 'Failure',
      err: 'Cluster member is already evacuated',
    });
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { apiMember } from './api-member.ts';
import { fakeClock } from './fake-clock.ts';
import type { FakeClock } from './fake-clock.ts';
import { guises } from './guise.ts';
import { EventBus } from './lifecycle.ts';
import { maintain } from './maintenance.ts';
import type { Member } from './member.ts';
import { Operations } from './operations.ts';
import { seededRandom } from './random.ts';
import { timingsAt } from './timings.ts';
import { World } from './world.ts';

type Scene = { clock: FakeClock; world: World; events: EventBus; operations: Operations };

function scene(members: number, seed = 1): Scene {
  const clock = fakeClock();
  const events = new EventBus(clock);
  const random = seededRandom(seed);
  const guise = guises['lxd-5.0'];
  const names = Array.from({ length: members }, (_, index) => `node-${index + 1}`);
  const world = new World({
    clock,
    timings: timingsAt(1),
    random,
    guise,
    events,
    members: names.map((name) => ({ name, url: `https://${name}`, failureDomain: 'default' })),
  });
  const operations = new Operations({ clock, random, guise, keptMs: 5000, onChange: () => {} });
  return { clock, world, events, operations };
}

const named = (world: World, name: string): Member => {
  const member = world.find(name);
  if (!member) throw new Error(`no ${name}`);
  return member;
};

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
    expect(operations.get(id)?.status).toBe('Success');
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
    expect(stage.operations.get(id)).toMatchObject({
      status: 'Failure',
      err: 'Cluster member is already evacuated',
    });
  });
});

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
        clock.advance(13_000);
        expect(member.knowsTrusted).toBe(true);
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

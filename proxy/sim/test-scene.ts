import { fakeClock } from './fake-clock.ts';
import type { FakeClock } from './fake-clock.ts';
import { guises } from './guise.ts';
import { Instances } from './instances/instances.ts';
import { EventBus } from './lifecycle.ts';
import type { Member } from './member.ts';
import { Operations } from './operations.ts';
import { seededRandom } from './random.ts';
import { Pools } from './storage/pools.ts';
import { timingsAt } from './timings.ts';
import { World } from './world.ts';

export type Scene = {
  clock: FakeClock;
  world: World;
  events: EventBus;
  operations: Operations;
  instances: Instances;
};

/** A world of LXD 5.0 at speed 1 with no instances unless told, and with members `node-1`, `node-2`, ..., whose time stands still until told to pass. */
export function scene(members: number, seed = 1, instanceCount = 0): Scene {
  const clock = fakeClock();
  const guise = guises['lxd-5.0'];
  const events = new EventBus(clock, guise);
  const random = seededRandom(seed);
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
  const pools = new Pools({ clock, seed, memberCount: members }).list();
  const instances = new Instances(
    { clock, events, guise, seed, count: instanceCount, pools, memberOf: (id) => world.get(id) },
    world.members(),
  );
  return { clock, world, events, operations, instances };
}

/** Throws when there is no such member. */
export const named = (world: World, name: string): Member => {
  const member = world.find(name);
  if (!member) throw new Error(`no ${name}`);
  return member;
};

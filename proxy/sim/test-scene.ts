import { fakeClock } from './fake-clock.ts';
import type { FakeClock } from './fake-clock.ts';
import { guises } from './guise.ts';
import { EventBus } from './lifecycle.ts';
import type { Member } from './member.ts';
import { Operations } from './operations.ts';
import { seededRandom } from './random.ts';
import { timingsAt } from './timings.ts';
import { World } from './world.ts';

export type Scene = { clock: FakeClock; world: World; events: EventBus; operations: Operations };

/** A world of LXD 5.0 at speed 1 with members `node-1`, `node-2`, ..., whose time stands still until told to pass. */
export function scene(members: number, seed = 1): Scene {
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

/** Throws when there is no such member. */
export const named = (world: World, name: string): Member => {
  const member = world.find(name);
  if (!member) throw new Error(`no ${name}`);
  return member;
};

import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { startBustle } from './bustle.ts';
import type { BustleControl } from './bustle.ts';
import { fakeClock } from './fake-clock.ts';
import { startSim } from './sim.ts';
import type { Sim } from './sim.ts';

let sim: Sim;
beforeEach(async () => {
  sim = await startSim({ members: 3, speed: 100, instances: 30 });
});
afterEach(() => sim.close());

/** Lets promises that are ready go on, and the cluster, whose timers are real ones, too. */
const settle = async (): Promise<void> => {
  for (let round = 0; round < 50; round++) await Promise.resolve();
  await setImmediate();
};

it('does one thing after the other, and leaves as many instances as it found', async () => {
  const clock = fakeClock();
  const done: string[] = [];
  const spied = <Input, Output>(verb: string, act: (input: Input) => Promise<Output>) =>
    vi.fn((input: Input) => {
      done.push(verb);
      return act(input);
    });
  const { control } = sim;
  const watched: BustleControl = {
    members: control.members,
    instances: control.instances,
    startOperation: spied('operation', control.startOperation),
    createInstance: spied('create', control.createInstance),
    startInstance: spied('start', control.startInstance),
    stopInstance: spied('stop', control.stopInstance),
    deleteInstance: spied('delete', control.deleteInstance),
  };
  const before = await control.instances();
  const bustle = startBustle(watched, { clock });
  const until = async (verbs: number): Promise<void> => {
    while (done.length < verbs) {
      clock.advance(1000);
      await settle();
    }
  };
  const once = [
    'operation',
    'operation',
    'create',
    'start',
    'stop',
    'delete',
    'stop',
    'start',
    'operation',
    'operation',
  ];
  await until(2 * once.length);
  expect(done).toEqual([...once, ...once]);
  expect(await control.instances()).toEqual(before);
  bustle.stop();
  expect(clock.pending()).toBe(0);
});

it('goes on when there is nobody to do it', async () => {
  const clock = fakeClock();
  for (const name of ['node-1', 'node-2', 'node-3']) await sim.control.kill(name);
  const bustle = startBustle(sim.control, { clock });
  for (let second = 0; second < 100; second++) {
    clock.advance(1000);
    await settle();
  }
  expect(clock.pending()).toBe(1);
  bustle.stop();
});

import { startBustle } from './bustle.ts';
import { startSim } from './sim.ts';
import type { Sim, SimOptions } from './sim.ts';
import { startStory } from './story.ts';

const cast = [
  { name: 'ash', failureDomain: 'hall-a', description: 'Rack A2, top', groups: ['general'] },
  { name: 'birch', failureDomain: 'hall-b', description: 'Rack B1', groups: ['general'] },
  {
    name: 'cedar',
    failureDomain: 'hall-c',
    description: 'Rack C4, with two graphics cards',
    groups: ['gpu'],
  },
  { name: 'elm', failureDomain: 'hall-a', description: 'Rack A3', groups: ['general'] },
  { name: 'rowan', failureDomain: 'hall-b', description: 'Rack B2, with one graphics card', groups: ['gpu'] },
];

/** With this one the machines are as the cast says: two graphics cards in the third, one in the fifth, none elsewhere. */
const castingSeed = 788;

/** The cluster of the demo: five members in three halls, two groups, a few dozen instances, one pool that is getting full,
 *  and a story that goes on until it is closed. */
export async function startDemo(
  options: Pick<SimOptions, 'guise' | 'speed' | 'seed' | 'basePort'> = {},
): Promise<Sim> {
  const told = { seed: castingSeed, ...options };
  const memberNames = cast.map(({ name }) => name);
  const sim = await startSim({ ...told, name: 'demo', memberNames, instances: 36 });
  const { control } = sim;
  await control.setGroupDescription('general', 'Takes anything');
  await control.setGroupDescription('gpu', 'With graphics cards');
  for (const { name, failureDomain, description, groups } of cast) {
    await control.setFailureDomain(name, failureDomain);
    await control.setDescription(name, description);
    await control.setGroups(name, groups);
  }
  await control.fillPool('elm', 'local', 0.87);
  await control.clearRequests();
  const stories = [startStory(control, told), startBustle(control, told)];
  return {
    ...sim,
    async close() {
      for (const story of stories) story.stop();
      await sim.close();
    },
  };
}

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

/** The cluster of the demo: five members in three halls, two groups, and a story that goes on until it is closed. */
export async function startDemo(
  options: Pick<SimOptions, 'guise' | 'speed' | 'seed' | 'basePort'> = {},
): Promise<Sim> {
  const sim = await startSim({ ...options, name: 'demo', memberNames: cast.map(({ name }) => name) });
  const { control } = sim;
  await control.setGroupDescription('general', 'Takes anything');
  await control.setGroupDescription('gpu', 'With graphics cards');
  for (const { name, failureDomain, description, groups } of cast) {
    await control.setFailureDomain(name, failureDomain);
    await control.setDescription(name, description);
    await control.setGroups(name, groups);
  }
  await control.clearRequests();
  const story = startStory(control, options);
  return {
    ...sim,
    async close() {
      story.stop();
      await sim.close();
    },
  };
}

import type { TestCluster } from '../clusters/cluster.ts';

const CAST = [
  { name: 'alder', failureDomain: 'hall-a', description: 'Rack A2', groups: ['general'] },
  { name: 'birch', failureDomain: 'hall-b', description: 'Rack B1', groups: ['general'] },
  { name: 'cedar', failureDomain: 'hall-c', description: 'Rack C4, two graphics cards', groups: ['gpu'] },
];

/** Gives the members names and places that tell more than numbers. LXD 5.0 goes by the old name until it is started again. */
export async function cast(cluster: TestCluster): Promise<void> {
  for (const [index, name] of [...cluster.memberNames].entries()) {
    const part = CAST[index];
    if (part === undefined) return;
    await cluster.rename(name, part.name);
    await cluster.setFailureDomain(part.name, part.failureDomain);
    await cluster.setDescription(part.name, part.description);
    await cluster.setGroups(part.name, part.groups);
    await cluster.stop(part.name);
    await cluster.start(part.name);
    await cluster.leader();
  }
}

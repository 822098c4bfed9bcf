import { afterEach, expect, it } from 'vitest';

import type { MemberView } from './control.ts';
import { startDemo } from './demo.ts';
import { fakeClock } from './fake-clock.ts';
import type { Sim } from './sim.ts';
import { startStory } from './story.ts';
import { ask } from './test-client.ts';
import type { StoryControl } from './story.ts';

let demo: Sim | undefined;
afterEach(() => demo?.close());

/** Lets promises that are ready go on. */
const settle = async (): Promise<void> => {
  for (let round = 0; round < 20; round++) await Promise.resolve();
};

const member = (name: string, role: MemberView['role'], leader = false): MemberView => ({
  name,
  role,
  leader,
  url: `https://${name}`,
  power: 'up',
  frozen: false,
  status: 'Online',
  message: '',
  failureDomain: 'default',
  description: '',
  groups: [],
  slowMs: 0,
  garbage: null,
});

/** Writes down what the story does to a cluster that always looks well. */
function recorder(): { control: StoryControl; deeds: string[] } {
  const deeds: string[] = [];
  const members = [
    member('a', 'voter', true),
    member('b', 'voter'),
    member('c', 'voter'),
    member('d', 'standby'),
  ];
  const does =
    (deed: string) =>
    async (name = ''): Promise<void> => {
      deeds.push(`${deed} ${name}`);
    };
  const control: StoryControl = {
    members: async () => members,
    evacuate: does('evacuate'),
    restore: does('restore'),
    freeze: does('freeze'),
    thaw: does('thaw'),
    slow: does('slow'),
    stop: does('stop'),
    start: does('start'),
    changeLeader: async (to = '') => {
      await does('changeLeader')(to);
      return to;
    },
  };
  return { control, deeds };
}

it('has something to show soon, troubles one member at a time, and begins again', async () => {
  const clock = fakeClock();
  const { control, deeds } = recorder();
  const story = startStory(control, { clock, seed: 3 });
  for (let second = 0; second < 30; second++) {
    clock.advance(1000);
    await settle();
  }
  expect(deeds).toHaveLength(1);
  for (let second = 0; second < 800; second++) {
    clock.advance(1000);
    await settle();
  }
  const verbs = deeds.map((deed) => deed.split(' ')[0]);
  const once = ['evacuate', 'restore', 'freeze', 'thaw', 'changeLeader', 'slow', 'slow', 'stop', 'start'];
  expect(verbs.slice(0, 2 * once.length)).toEqual([...once, ...once]);
  story.stop();
  const told = deeds.length;
  clock.advance(1_000_000);
  await settle();
  expect(deeds).toHaveLength(told);
  expect(clock.pending()).toBe(0);
});

it('never harms the leader, save by moving its office', async () => {
  const clock = fakeClock();
  const { control, deeds } = recorder();
  const story = startStory(control, { clock, seed: 7 });
  for (let second = 0; second < 2000; second++) {
    clock.advance(1000);
    await settle();
  }
  story.stop();
  expect(deeds.filter((deed) => deed.endsWith(' a') && !deed.startsWith('slow'))).toEqual([]);
});

it('is played by five members in three halls', async () => {
  demo = await startDemo({ speed: 20 });
  const { members } = await demo.control.world();
  expect(members.map(({ name, failureDomain }) => [name, failureDomain])).toEqual([
    ['ash', 'hall-a'],
    ['birch', 'hall-b'],
    ['cedar', 'hall-c'],
    ['elm', 'hall-a'],
    ['rowan', 'hall-b'],
  ]);
  const { certPem, keyPem } = demo.restrictedWithProjects;
  const ofMember = async (name: string, path: string): Promise<string> => {
    const url = members.find((each) => each.name === name)?.url ?? '';
    return (await ask(`${url}${path}`, { client: { certPem, keyPem } })).text;
  };
  const cards = members.map(
    async ({ name }) => (await ofMember(name, '/1.0/resources')).split('"NVIDIA A10"').length - 1,
  );
  expect(await Promise.all(cards)).toEqual([0, 0, 2, 0, 1]);
  const pool = /"used":(\d+),"total":(\d+)/.exec(await ofMember('elm', '/1.0/storage-pools/local/resources'));
  expect(Number(pool?.[1]) / Number(pool?.[2])).toBeCloseTo(0.87, 3);
  expect(await demo.control.instances()).toHaveLength(36);
  expect(members.every(({ groups, description }) => groups.length > 0 && description !== '')).toBe(true);
});

import { closableClock, sleep, systemClock } from './clock.ts';
import type { InstanceView, SimControl } from './control.ts';
import { pick, seededRandom } from './random.ts';
import type { StoryOptions } from './story.ts';

/** What of the control it takes. */
export type BustleControl = Pick<
  SimControl,
  | 'members'
  | 'instances'
  | 'startOperation'
  | 'startInstance'
  | 'stopInstance'
  | 'createInstance'
  | 'deleteInstance'
>;

type Scene = {
  control: BustleControl;
  /** A member that may be given something to do. */
  member: string;
  /** An instance of the project default that runs there, if there is one. */
  instance: InstanceView | undefined;
  /** Waits for so many seconds at speed 1. */
  pass: (seconds: number) => Promise<void>;
  /** Grows with every deed. */
  number: number;
};

const project = 'default';

/** What people do to instances all day. Each deed leaves as many as it found. */
const deeds: readonly ((scene: Scene) => Promise<void>)[] = [
  async ({ control, member, pass }) => {
    await control.startOperation({
      member,
      description: 'Downloading image',
      seconds: 40,
      stage: 'download',
      project,
      mayCancel: true,
    });
    await pass(20);
  },
  async ({ control, member, pass, number }) => {
    const name = `build-${number}`;
    await control.startOperation({
      member,
      description: 'Creating instance',
      seconds: 20,
      stage: 'create_instance_from_image_unpack',
      project,
      instances: [name],
    });
    await pass(20);
    await control.createInstance({ name, member });
    await control.startInstance({ name });
    await pass(45);
    await control.stopInstance({ name });
    await control.deleteInstance({ name });
  },
  async ({ control, instance, pass }) => {
    if (!instance) return;
    const { name } = instance;
    await control.stopInstance({ name });
    await pass(12);
    await control.startInstance({ name });
  },
  async ({ control, member, instance, pass }) => {
    if (!instance) return;
    const work = { member, project, instances: [instance.name] };
    await control.startOperation({ ...work, description: 'Snapshotting instance', seconds: 8 });
    await pass(5);
    await control.startOperation({
      ...work,
      description: 'Backing up instance',
      seconds: 60,
      stage: 'create_backup',
    });
    await pass(30);
  },
];

/** Has instances come and go, and operations run, one deed after the other, over and over, beside whatever happens to the
 *  members. Ends with `stop`. A deed that can't be done is left. */
export function startBustle(control: BustleControl, options: StoryOptions = {}): { stop(): void } {
  const { speed = 1, seed = 1 } = options;
  const clock = closableClock(options.clock ?? systemClock);
  const random = seededRandom(seed);
  const pass = (seconds: number) => sleep(clock, (seconds * 1000) / speed);

  const act = async (number: number): Promise<void> => {
    const members = await control.members();
    const fit = members.filter(
      ({ status, frozen, power }) => status === 'Online' && !frozen && power === 'up',
    );
    const member = pick(random, fit)?.name;
    const deed = deeds[number % deeds.length];
    if (member === undefined || !deed) return;
    const running = (await control.instances()).filter(
      (each) => each.project === project && each.status === 'Running' && each.member === member,
    );
    await deed({ control, member, instance: pick(random, running), pass, number });
  };

  const go = async (): Promise<void> => {
    await pass(4);
    for (let number = 0; ; number++) {
      await act(number).catch(() => {});
      await pass(6);
    }
  };
  void go();

  return { stop: () => clock.close() };
}

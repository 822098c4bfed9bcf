import { closableClock, sleep, systemClock } from './clock.ts';
import type { Clock } from './clock.ts';
import type { MemberView, SimControl } from './control.ts';
import { pick, seededRandom } from './random.ts';

export type StoryOptions = {
  /** As of the cluster: 10 tells the story ten times as fast. */
  speed?: number;
  seed?: number;
  clock?: Clock;
};

/** What happens once, and how long all is quiet after it, seconds at speed 1. */
type Scene = { act: (stage: Stage) => Promise<void>; quietSeconds: number };

/** What of the control a story needs. */
export type StoryControl = Pick<
  SimControl,
  'members' | 'evacuate' | 'restore' | 'freeze' | 'thaw' | 'changeLeader' | 'slow' | 'stop' | 'start'
>;

type Stage = {
  control: StoryControl;
  /** Waits for so many seconds at speed 1. */
  pass: (seconds: number) => Promise<void>;
  /** A member that is well and for which `fits` holds; undefined when there is none. */
  someone: (fits: (member: MemberView) => boolean) => Promise<MemberView | undefined>;
};

const follower = (member: MemberView): boolean => !member.leader;

/** Each scene leaves the cluster as well as it found it and troubles one member at a time, so the majority is never at
 *  risk. The first has something to show within half a minute. */
const scenes: readonly Scene[] = [
  {
    quietSeconds: 25,
    async act({ control, someone, pass }) {
      const member = await someone(follower);
      if (!member) return;
      await control.evacuate(member.name);
      await pass(35);
      await control.restore(member.name);
    },
  },
  {
    quietSeconds: 40,
    async act({ control, someone, pass }) {
      const member = await someone((candidate) => follower(candidate) && candidate.role === 'voter');
      if (!member) return;
      await control.freeze(member.name);
      await pass(40);
      await control.thaw(member.name);
    },
  },
  {
    quietSeconds: 30,
    async act({ control, someone }) {
      const heir = await someone((candidate) => follower(candidate) && candidate.role === 'voter');
      if (heir) await control.changeLeader(heir.name);
    },
  },
  {
    quietSeconds: 35,
    async act({ control, someone, pass }) {
      const member = await someone(() => true);
      if (!member) return;
      await control.slow(member.name, 400);
      await pass(30);
      await control.slow(member.name, 0);
    },
  },
  {
    quietSeconds: 60,
    async act({ control, someone, pass }) {
      const member = await someone((candidate) => follower(candidate) && candidate.role !== 'voter');
      if (!member) return;
      await control.stop(member.name);
      await pass(45);
      await control.start(member.name);
    },
  },
];

/** Tells a gentle story to whoever watches, over and over: somebody is evacuated and comes back, hangs for a while, is
 *  slow, restarts, leadership moves; mostly all is well. Ends with `stop`, in the middle of a scene if need be, which is
 *  then left as it is. A scene that can't be played, because somebody else plays with the cluster too, is left out. */
export function startStory(control: StoryControl, options: StoryOptions = {}): { stop(): void } {
  const { speed = 1, seed = 1 } = options;
  const clock = closableClock(options.clock ?? systemClock);
  const random = seededRandom(seed);

  const pass = (seconds: number) => sleep(clock, (seconds * 1000) / speed);
  const someone: Stage['someone'] = async (fits) => {
    const members = await control.members();
    return pick(
      random,
      members.filter((member) => member.status === 'Online' && !member.frozen && fits(member)),
    );
  };

  const tell = async (): Promise<void> => {
    await pass(15);
    for (;;) {
      for (const { act, quietSeconds } of scenes) {
        await act({ control, pass, someone }).catch(() => {});
        await pass(quietSeconds);
      }
    }
  };
  void tell();

  return { stop: () => clock.close() };
}

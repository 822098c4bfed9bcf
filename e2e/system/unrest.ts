/** A simulated cluster that never comes to rest, and the truth of everything that it went through. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { SimControl } from '../../proxy/sim/control.ts';

/** From `atMs` (ms UTC, when it was done) on, LXD has this to say of the member. */
export type Turn = { atMs: number; member: string; description: string };

export type Unrest = {
  /** Of all members, oldest first; what each had at the beginning is in it. */
  readonly turns: readonly Turn[];
  /** Ends it; what is under way is finished, and every member is up and restored. */
  stop(): Promise<void>;
};

/** Between one thing that is done and the next: several in each roll call. */
const PACE_MS = 60;

/**
 * Gives one member after the other a new description, which nobody else ever had, and meanwhile kills, starts, evacuates
 * and restores them, one at a time, so that the others go on telling.
 */
export async function makeUnrest(control: SimControl): Promise<Unrest> {
  const views = await control.members();
  const names = views.map(({ name }) => name);
  const turns: Turn[] = views.map(({ name, description }) => ({
    atMs: Date.now(),
    member: name,
    description,
  }));
  let stopped = false;

  const describe = async (): Promise<void> => {
    for (let number = 1; !stopped; number += 1) {
      const member = names[number % names.length] ?? '';
      const description = `v${number}`;
      turns.push({ atMs: Date.now(), member, description });
      await control.setDescription(member, description);
      await sleep(PACE_MS);
    }
  };
  const until = async (member: string, status: string): Promise<void> => {
    for (;;) {
      const view = (await control.members()).find(({ name }) => name === member);
      if (view?.status === status) return;
      await sleep(PACE_MS);
    }
  };
  const trouble = async (): Promise<void> => {
    for (let round = 0; !stopped; round += 1) {
      const leader = await control.leader();
      const followers = names.filter((name) => name !== leader);
      const member = followers[round % followers.length] ?? '';
      if (round % 2 === 0) {
        await control.kill(member);
        await until(member, 'Offline');
        await control.start(member);
        await until(member, 'Online');
      } else {
        await control.evacuate(member);
        await control.restore(member);
      }
    }
  };
  const both = Promise.all([describe(), trouble()]);
  // Whoever stops it hears of it; until then it must not end the process.
  both.catch(() => undefined);
  return {
    turns,
    async stop() {
      stopped = true;
      await both;
    },
  };
}

import { setTimeout as sleep } from 'node:timers/promises';

const DEADLINE_MS = 60_000;

/** Asks until there is an answer. After a minute it throws that the cluster `lacks` something; and whatever `ask` throws. */
export async function pollFor<T>(ask: () => Promise<T | undefined>, lacks: string): Promise<T> {
  const deadlineAtMs = Date.now() + DEADLINE_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadlineAtMs) throw new Error(`the cluster ${lacks}`);
    await sleep(100);
  }
}

/** An incident with something of everything, made on a cluster of three: what was done, and when the cluster itself said so. */
import { isGood, statusIn, type Truth, type Word } from '../system/lxd-truth.ts';
import type { TestCluster } from './cluster.ts';

/**
 * What truly happened, seen from outside of Rollcall. `atMs`: ms UTC.
 * `daemon`: whether one answers; the moment of the signal, or when its address took connections again.
 * `status`, `leader`: when the cluster's own list first said so. `rollcall`: `member` is null.
 */
export type Happening =
  | { atMs: number; kind: 'daemon'; member: string; word: 'silent' | 'answering' }
  | { atMs: number; kind: 'status'; member: string; word: string }
  | { atMs: number; kind: 'leader'; member: string; word: 'leads' }
  | { atMs: number; kind: 'rollcall'; member: null; word: 'stopped' | 'killed' | 'started' };

/** The Rollcall that watches. `noticed` resolves when its live board says of a member what was just recorded. */
export type Watch = {
  stop(): Promise<unknown>;
  kill(): Promise<unknown>;
  start(): Promise<unknown>;
  noticed(happening: Happening): Promise<unknown>;
};

export type Stage = {
  cluster: TestCluster;
  truth: Truth;
  /** Null: whoever watches is not ours to stop. */
  watch: Watch | null;
  /** Waited for before something is mended or the next thing goes wrong; else each lasts until it was noticed, and no longer. */
  linger?: () => Promise<unknown>;
  /** Called with each as it happens. */
  tell?: (happening: Happening) => void;
};

/** Longer than LXD takes for anything that it notices or mends by itself. */
const NOTICED_WITHIN_MS = 60_000;

/**
 * A follower hangs and comes back. The leader crashes and is started again. Another member is evacuated, Rollcall is
 * stopped, the member is restored, Rollcall starts and finds that. Rollcall crashes, a member is stopped, Rollcall starts
 * and finds that too, and the member returns. All are Online before and after. A minute and a half, and ten times as long as is lingered.
 */
export async function playIncident({ cluster, truth, watch, linger, tell }: Stage): Promise<Happening[]> {
  const happenings: Happening[] = [];
  let missed: Happening[] = [];
  let watching = watch !== null;
  const record = async (happening: Happening): Promise<number> => {
    happenings.push(happening);
    tell?.(happening);
    if (watching) await watch?.noticed(happening);
    else missed.push(happening);
    return happening.atMs;
  };
  const says = (what: string, sinceMs: number, condition: (word: Word) => boolean): Promise<Word> =>
    truth.until(condition, { what, sinceMs, withinMs: NOTICED_WITHIN_MS });

  /** The moment of a signal is taken before it is sent: nothing that comes of it can be earlier. */
  const silence = async (member: string, how: 'freeze' | 'kill' | 'stop'): Promise<number> => {
    const atMs = Date.now();
    await cluster[how](member);
    return record({ atMs, kind: 'daemon', member, word: 'silent' });
  };
  const mend = async (member: string, how: 'thaw' | 'start'): Promise<number> => {
    await linger?.();
    await cluster[how](member);
    return record({ atMs: Date.now(), kind: 'daemon', member, word: 'answering' });
  };
  const becomes = async (member: string, status: string, sinceMs: number): Promise<void> => {
    const gone = status === 'Offline' ? member : '';
    const right = (word: Word): boolean => isGood(word, gone) && statusIn(word, member) === status;
    const { atMs } = await says(`${member} is ${status}`, sinceMs, right);
    await record({ atMs, kind: 'status', member, word: status });
  };
  const others = async (...not: string[]): Promise<string[]> => {
    const leader = await cluster.leader();
    return cluster.memberNames.filter((name) => name !== leader && !not.includes(name));
  };
  const end = async (word: 'stopped' | 'killed'): Promise<void> => {
    if (watch === null) return;
    // It is there until it has ended.
    const atMs = Date.now();
    watching = false;
    await (word === 'stopped' ? watch.stop() : watch.kill());
    await record({ atMs, kind: 'rollcall', member: null, word });
  };
  const begin = async (): Promise<void> => {
    if (watch === null) return;
    await watch.start();
    watching = true;
    await record({ atMs: Date.now(), kind: 'rollcall', member: null, word: 'started' });
    for (const happening of missed) await watch.noticed(happening);
    missed = [];
  };

  const [hangs = ''] = await others();
  await becomes(hangs, 'Offline', await silence(hangs, 'freeze'));
  await becomes(hangs, 'Online', await mend(hangs, 'thaw'));

  await linger?.();
  const leader = await cluster.leader();
  const killedAtMs = await silence(leader, 'kill');
  const next = await says('a list with another leader', killedAtMs, (word) => isGood(word, leader));
  const heir = next.list.find(({ roles }) => roles.includes('database-leader'))?.server_name ?? '';
  await record({ atMs: next.atMs, kind: 'leader', member: heir, word: 'leads' });
  await becomes(leader, 'Offline', killedAtMs);
  await becomes(leader, 'Online', await mend(leader, 'start'));

  await linger?.();
  const [leaves = ''] = await others(leader);
  const evacuatedAtMs = Date.now();
  await cluster.evacuate(leaves);
  await becomes(leaves, 'Evacuated', evacuatedAtMs);

  await linger?.();
  await end('stopped');
  const restoredAtMs = Date.now();
  await cluster.restore(leaves);
  await becomes(leaves, 'Online', restoredAtMs);
  await linger?.();
  await begin();

  await linger?.();
  await end('killed');
  const [falls = ''] = await others();
  await becomes(falls, 'Offline', await silence(falls, 'stop'));
  await begin();
  await becomes(falls, 'Online', await mend(falls, 'start'));
  return happenings;
}

/** A line for people: `18:03:12.481 lxd-2 Offline`. */
export function describeHappening({ atMs, kind, member, word }: Happening): string {
  const subject = kind === 'rollcall' ? 'Rollcall' : member;
  return `${new Date(atMs).toISOString().slice(11, 23)} ${subject} ${word}`;
}

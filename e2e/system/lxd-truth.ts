/** What LXD itself says meanwhile: every member asked directly, again and again, by the same certificate as the proxy's. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestCluster } from '../clusters/cluster.ts';
import { connectTo, type Client } from '../contract/https.ts';
import { Members, type Member } from '../contract/shapes/cluster.ts';
import { Success } from '../contract/shapes/envelope.ts';

/** The list as one member gave it. `atMs`: when it arrived, ms UTC. */
export type Word = { atMs: number; by: string; list: Member[] };

/** `what`: in words, for the error when it is not said. */
export type Awaited = { what: string; sinceMs: number; withinMs: number };

export type Truth = {
  since(sinceMs: number): Word[];
  /** The first of its kind from `sinceMs` on; throws when there is none in time. */
  until(condition: (word: Word) => boolean, awaited: Awaited): Promise<Word>;
  close(): Promise<void>;
};

const ASK_EVERY_MS = 250;
const DEADLINE_MS = 4000;
/** Questions wait while a leader is elected. So many for each member keep the times exact and do not pile up. */
const MAX_WAITING = 4;

export function listenToLxd(cluster: TestCluster): Truth {
  const words: Word[] = [];
  const clients = new Map<string, Client>();
  const waiting = new Map<string, number>();

  const clientOf = (endpoint: string): Client => {
    const client = clients.get(endpoint) ?? connectTo(endpoint, cluster.restricted);
    clients.set(endpoint, client);
    return client;
  };
  const ask = async (by: string): Promise<void> => {
    const endpoint = cluster.endpointOf(by);
    const already = waiting.get(endpoint) ?? 0;
    if (already >= MAX_WAITING) return;
    waiting.set(endpoint, already + 1);
    try {
      const options = { deadlineMs: DEADLINE_MS };
      const { body } = await clientOf(endpoint).ask('/1.0/cluster/members?recursion=1', options);
      const answer = Success.safeParse(body);
      if (answer.success) words.push({ atMs: Date.now(), by, list: Members.parse(answer.data.metadata) });
    } catch {
      // Dead, frozen or without a leader: it has nothing to say.
    } finally {
      waiting.set(endpoint, (waiting.get(endpoint) ?? 1) - 1);
    }
  };
  const timer = setInterval(() => {
    for (const name of cluster.memberNames) void ask(name);
  }, ASK_EVERY_MS);

  const since = (sinceMs: number): Word[] => words.filter(({ atMs }) => atMs >= sinceMs);
  return {
    since,
    async until(condition, { what, sinceMs, withinMs }) {
      const deadlineAtMs = Date.now() + withinMs;
      for (;;) {
        const found = since(sinceMs).find(condition);
        if (found !== undefined) return found;
        if (Date.now() > deadlineAtMs) throw new Error(`LXD has not said within ${withinMs} ms: ${what}`);
        await sleep(20);
      }
    },
    async close() {
      clearInterval(timer);
      await Promise.all([...clients.values()].map((client) => client.close()));
    },
  };
}

/** The status of a member by this word; undefined when it is not in the list. */
export const statusIn = ({ list }: Word, name: string): string | undefined =>
  list.find(({ server_name }) => server_name === name)?.status;

/**
 * Whether a word is of use when `gone` is the only member that is away: it names another leader and calls nobody else
 * Offline, as they do between an election and the new leader's first heartbeats.
 */
export const isGood = ({ by, list }: Word, gone: string): boolean => {
  const others = list.filter(({ server_name }) => server_name !== gone);
  return (
    by !== gone &&
    others.every(({ status }) => status !== 'Offline') &&
    others.some(({ roles }) => roles.includes('database-leader'))
  );
};

/** Every member is asked four times in it. */
const SILENCE_MS = 1000;

/**
 * Since when LXD has given good words without a break, by what it said until `untilMs`; null when it has given none.
 * Right after an election a single good one may come before seconds of outdated ones.
 */
export function goodSince(words: readonly Word[], gone: string, untilMs: number): number | null {
  let since: number | null = null;
  let lastAtMs = Number.NEGATIVE_INFINITY;
  for (const word of words) {
    if (word.atMs > untilMs) break;
    if (!isGood(word, gone)) continue;
    if (word.atMs - lastAtMs > SILENCE_MS) since = word.atMs;
    lastAtMs = word.atMs;
  }
  return since;
}

/**
 * Makes guessing slow: who has failed often waits, twice as long each time. Of an address for long; of an account only a
 * little, since whoever knows a name could otherwise keep its owner out.
 */
import { type Result, err, ok } from '../result.ts';
import { netOf } from './client.ts';

/** Failures that cost nothing. */
const FREE = 5;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = { address: 15 * 60_000, account: 30_000 } as const;
/** After so long without a failure it is as if there had been none. */
const FORGOTTEN_AFTER_MS = 60 * 60_000;
/** Addresses, and accounts, that are remembered; beyond that the longest untouched is forgotten. */
const MOST_KEPT = 10_000;
/** Names of one address of which failures can be taken back. */
const MOST_NAMES = 64;

type Bucket = { failures: number; lastAtMs: number; byName: Map<string, number> };
type Kind = keyof typeof LONGEST_WAIT_MS;

export type Attempt = {
  /** It was the right password: what failed with this name counts no longer. */
  succeeded(): void;
  /** Nothing was tried, after all. */
  withdrawn(): void;
};

export type Throttle = {
  /** Counts as a failure until something else is known, so that many at once get no further. The error: how long to wait, ms. */
  admit(name: string, address: string): Result<Attempt, number>;
};

export function createThrottle(now: () => number): Throttle {
  const kept: Record<Kind, Map<string, Bucket>> = { address: new Map(), account: new Map() };

  const bucketOf = (kind: Kind, key: string): Bucket => {
    const buckets = kept[kind];
    const held = buckets.get(key);
    const isStale = held === undefined || now() - held.lastAtMs > FORGOTTEN_AFTER_MS;
    return isStale ? { failures: 0, lastAtMs: 0, byName: new Map() } : held;
  };
  const waitOf = (kind: Kind, { failures, lastAtMs }: Bucket): number => {
    if (failures < FREE) return 0;
    const wait = Math.min(FIRST_WAIT_MS * 2 ** (failures - FREE), LONGEST_WAIT_MS[kind]);
    return Math.max(0, lastAtMs + wait - now());
  };
  const put = (kind: Kind, key: string, bucket: Bucket): void => {
    const buckets = kept[kind];
    // The order of a map is that of putting in: the first is the longest untouched.
    buckets.delete(key);
    if (bucket.failures > 0) buckets.set(key, bucket);
    if (buckets.size <= MOST_KEPT) return;
    const [oldest] = buckets.keys();
    if (oldest !== undefined) buckets.delete(oldest);
  };
  const count = (kind: Kind, key: string, name: string): void => {
    const { failures, byName } = bucketOf(kind, key);
    if (byName.size < MOST_NAMES || byName.has(name)) byName.set(name, (byName.get(name) ?? 0) + 1);
    put(kind, key, { failures: failures + 1, lastAtMs: now(), byName });
  };
  const takeBack = (kind: Kind, key: string, name: string, howMany: number): void => {
    const { failures, lastAtMs, byName } = bucketOf(kind, key);
    const own = byName.get(name) ?? 0;
    const taken = Math.min(own, howMany);
    if (own > taken) byName.set(name, own - taken);
    else byName.delete(name);
    put(kind, key, { failures: failures - taken, lastAtMs, byName });
  };

  return {
    admit(name, address) {
      const buckets = [
        ['address', netOf(address)],
        ['account', name],
      ] as const;
      const waits = buckets.map(([kind, key]) => waitOf(kind, bucketOf(kind, key)));
      const waitMs = Math.max(...waits);
      if (waitMs > 0) return err(waitMs);
      for (const [kind, key] of buckets) count(kind, key, name);
      const forgive = (howMany: number): void => {
        for (const [kind, key] of buckets) takeBack(kind, key, name, howMany);
      };
      return ok({
        succeeded: () => forgive(Number.POSITIVE_INFINITY),
        withdrawn: () => forgive(1),
      });
    },
  };
}

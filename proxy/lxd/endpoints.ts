/** Which servers of a cluster may be asked, and in what order. */

/** More than any cluster has members; keeps the memory of one whose members come and go bounded. */
const MAX_LEARNED = 4096;

export type Endpoints = {
  /**
   * Best first: the one that answered last, then the others, configured before learned. Without those known to be
   * silent, each of which would cost a connection's whole deadline, unless there is no other.
   */
  order(silent: ReadonlySet<string>): string[];
  /** Remembers the URLs of the members of a list; returns whether any was new. URLs that are not https are passed over. */
  learn(urls: readonly string[]): boolean;
  /** The endpoints learned so far, to be remembered over a restart. */
  learned(): string[];
  answered(origin: string): void;
};

/** The origin of a member's `url`, or null if it is not an https URL. */
export function originOf(url: string): string | null {
  const parsed = URL.parse(url);
  return parsed?.protocol === 'https:' ? parsed.origin : null;
}

export function createEndpoints(configured: readonly string[], remembered: readonly string[]): Endpoints {
  const known = new Set<string>();
  const learned = new Set<string>();
  let best: string | null = null;
  const add = (url: string): boolean => {
    const origin = originOf(url);
    if (origin === null || known.has(origin)) return false;
    known.add(origin);
    return true;
  };
  for (const url of configured) add(url);
  const learn = (urls: readonly string[]): boolean => {
    let anyNew = false;
    for (const url of urls) {
      if (learned.size >= MAX_LEARNED) break;
      const origin = originOf(url);
      if (origin === null || !add(url)) continue;
      learned.add(origin);
      anyNew = true;
    }
    return anyNew;
  };
  learn(remembered);
  return {
    learn,
    learned: () => [...learned],
    answered(origin) {
      best = origin;
    },
    order(silent) {
      const all = best === null ? [...known] : [best, ...[...known].filter((origin) => origin !== best)];
      const answering = all.filter((origin) => !silent.has(origin));
      return answering.length === 0 ? all : answering;
    },
  };
}

/** What becomes of a page once the proxy serves another build of it: that is loaded at once, unless somebody holds it back. */

export type Updates = {
  /** The proxy serves another build. */
  found(): void;
  /** Has it wait until it is taken, or until the returned function is called. */
  hold(): () => void;
  /** Since when one has been waiting, ms by the clock it was made with; null: there is none. */
  waitingSinceMs(): number | null;
  /** Loads it now. */
  take(): void;
};

export function createUpdates(reload: () => void, now: () => number): Updates {
  let holders = 0;
  let sinceMs: number | null = null;
  const take = (): void => {
    sinceMs = null;
    reload();
  };
  return {
    found() {
      sinceMs ??= now();
      if (holders === 0) take();
    },
    hold() {
      holders += 1;
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        holders -= 1;
        if (holders === 0 && sinceMs !== null) take();
      };
    },
    waitingSinceMs: () => sinceMs,
    take,
  };
}

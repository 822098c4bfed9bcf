/**
 * Looks after a wall from outside of what draws it. A board that is not drawn any more, or that goes on to call old data live, is
 * covered, whatever the reason; and where no script runs at all, an animation does it that each sign of life begins anew.
 */

/** What a board has just drawn. Times are by the proxy's clock, ms UTC. */
export type Drawn = {
  /** Whose board it is. */
  cluster: string;
  /** Of the data on it. */
  observedAtMs: number;
  /** Whether the board calls them live. */
  fresh: boolean;
  /** The age from which data are no longer live, ms. */
  limitMs: number;
  /** `observedAtMs` in words, ready to be shown when nothing can be worked out any more. */
  since: string;
};

export type Watchdog = {
  /** A board was drawn, and the browser has made a frame of it. */
  drawn(what: Drawn): void;
};

/** Beyond three beats: a frame that comes in time must not find the cover up. */
const SLACK_MS = 1000;
const LOOK_EVERY_MS = 500;
/** A cover that stays may be gone with another page. */
const RECOVER_AFTER_MS = 15_000;

/** Data of a cluster, and when they were drawn first, by the clock of watching. */
type Newest = { observedAtMs: number; newAtMs: number };

/** When, by a clock that never stands still, the last sign of life was, and the last new data of each cluster were. */
export type Watched = {
  limitMs: number;
  drawnAtMs: number;
  fresh: boolean;
  /** Of the board that was drawn last. */
  newAtMs: number;
  /** Of every board that has had a turn: one that comes back with what it went with has brought nothing new. */
  newest: ReadonlyMap<string, Newest>;
};

export function afterDrawing(
  before: Watched | null,
  { cluster, observedAtMs, fresh, limitMs }: Drawn,
  atMs: number,
): Watched {
  const known = before?.newest.get(cluster);
  const newAtMs = known?.observedAtMs === observedAtMs ? known.newAtMs : atMs;
  const newest = new Map(before?.newest).set(cluster, { observedAtMs, newAtMs });
  return { limitMs, drawnAtMs: atMs, fresh, newAtMs, newest };
}

/** Whether the board can't be trusted: nothing is drawn any more, or what is called live has not been new for too long. */
export function isBroken({ limitMs, drawnAtMs, newAtMs, fresh }: Watched, atMs: number): boolean {
  return atMs - drawnAtMs > limitMs + SLACK_MS || (fresh && atMs - newAtMs > limitMs + SLACK_MS);
}

type WatchdogDeps = {
  /** Ms by a clock that goes on while the machine sleeps and is never set back. */
  now(): number;
  /** False: the page is no wall any more. */
  isWall(): boolean;
  /** False: a browser draws nothing of it, since nobody could see it. */
  isInSight(): boolean;
  /** The cover has been up for so long that only another page can help. */
  recover(): void;
};

/** Begins to watch with the first board that is drawn, and ends with the wall. */
export function createWatchdog({ now, isWall, isInSight, recover }: WatchdogDeps): Watchdog {
  let watched: Watched | null = null;
  let cover: HTMLElement | null = null;
  let since: HTMLElement | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;
  let coveredAtMs: number | null = null;

  const end = (): void => {
    clearInterval(timer);
    cover?.remove();
    watched = null;
    cover = null;
    coveredAtMs = null;
  };

  const look = (): void => {
    if (!isWall()) return end();
    if (watched === null || cover === null) return;
    const atMs = now();
    if (!isBroken(watched, atMs)) {
      coveredAtMs = null;
      delete cover.dataset['covers'];
      cover.setAttribute('aria-hidden', 'true');
      return;
    }
    coveredAtMs ??= atMs;
    cover.dataset['covers'] = '';
    // Until now it was not there for anybody.
    cover.removeAttribute('aria-hidden');
    // A tab in the background draws nothing, and nothing is wrong with that.
    if (!isInSight()) coveredAtMs = atMs;
    if (atMs - coveredAtMs < RECOVER_AFTER_MS) return;
    coveredAtMs = atMs;
    recover();
  };

  const begin = (): void => {
    cover = document.createElement('div');
    cover.dataset['watchdog'] = '';
    cover.className = 'wall-watchdog wall-hatched';
    cover.setAttribute('role', 'alert');
    cover.setAttribute('aria-hidden', 'true');
    const note = cover.appendChild(document.createElement('p'));
    note.append('No fresh data since ');
    since = note.appendChild(document.createElement('strong'));
    const small = note.appendChild(document.createElement('small'));
    small.append('This screen has stopped: what it shows is old.');
    document.body.append(cover);
    timer = setInterval(look, LOOK_EVERY_MS);
  };

  return {
    drawn(what) {
      if (!isWall()) return;
      if (cover === null) begin();
      if (cover === null || since === null) return;
      watched = afterDrawing(watched, what, now());
      since.textContent = what.since;
      // Only another name begins an animation anew without another element; this one waits for `limitMs`, then covers.
      cover.style.animationDelay = `${what.limitMs + SLACK_MS}ms`;
      if (isBroken(watched, now())) return;
      cover.style.animationName =
        cover.style.animationName === 'wall-frozen' ? 'wall-frozen-again' : 'wall-frozen';
    },
  };
}

/**
 * Links for walls: whoever has the token of one reads the walls of its clusters, for as long as it is not revoked. Tokens are
 * random and long, so that only their digests need to be known here, and nothing is gained by guessing.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { KeptDisplay, StoreFailure, Stored } from '../history/store.ts';
import { type Result, err, ok } from '../result.ts';
import type { Display, DisplayClusters } from '../wire/display.ts';
import type { SessionLimits } from './account.ts';
import { netOf } from './client.ts';
import type { Claims, Identity, Standing } from './sessions.ts';
import { type Throttle, createThrottle } from './throttle.ts';

/** As long as browsers keep a cookie at most; it is renewed while it is used. Source: RFC 6265bis, 5.5. */
const IDLE_MS = 400 * 86_400_000;
/** A wall never logs out: what ends it is that it is revoked, or that nobody looks for all of that time. */
export const DISPLAY_LIMITS: SessionLimits = { idleMs: IDLE_MS, longestMs: 1000 * IDLE_MS };
/** For how long a cookie of one that was revoked may turn up. */
const REMEMBERED_MS = IDLE_MS;
const TOKEN_BYTES = 32;
/** That are not revoked. */
export const MOST_DISPLAYS = 500;
/** What is written of when a screen was last there is as coarse as this. */
const SEEN_EVERY_MS = 3_600_000;

/** `unreadable`: it cannot be known now which links there are. */
export type EntryRefusal =
  | { kind: 'unknown' }
  | { kind: 'revoked' }
  | { kind: 'unreadable' }
  | { kind: 'throttled'; waitMs: number };

export type MakeRefusal =
  | { kind: 'too-many' }
  | { kind: 'unreadable' }
  | { kind: 'not-kept'; message: string };
export type RevokeRefusal =
  | { kind: 'not-found' }
  | { kind: 'unreadable' }
  /** It is revoked, and will not be after the next start. */
  | { kind: 'not-kept'; message: string };

export type Displays = {
  /** The newest first; null: that cannot be known now. */
  list(): readonly Display[] | null;
  /** Resolves once it is kept. The token is told here and nowhere else. */
  make(
    draft: { name: string; clusters: DisplayClusters },
    by: string | null,
  ): Promise<Result<{ display: Display; token: string }, MakeRefusal>>;
  /** Holds at once. One that was revoked before is left as it is. */
  revoke(id: string): Promise<Result<Display, RevokeRefusal>>;
  /** `first`: nobody did so before. */
  enter(token: string, address: string): Result<{ identity: Identity; first: boolean }, EntryRefusal>;
  /** What a session by a link is worth now. Whoever has one is seen by that. */
  standing(claims: Claims): Standing | null;
  /** Why such a session holds no longer; null: not because of the link. */
  whyEnded(claims: Claims): 'revoked' | 'unreadable' | null;
  /** Tries again to read which there are, where that failed. */
  look(): void;
};

export type DisplaysDeps = {
  store: {
    displays(): Stored<KeptDisplay[]>;
    putDisplay(display: KeptDisplay, forgetBeforeMs: number): Stored<void>;
  };
  /** Is told that something could not be read, or not be kept. */
  onTrouble(what: string, failure: StoreFailure): void;
  now(): number;
};

/** Resolves once it is known which there are, or that this cannot be read. */
export async function openDisplays(deps: DisplaysDeps): Promise<Displays> {
  const { store, onTrouble, now } = deps;
  const throttle: Throttle = createThrottle(now);
  let kept: Map<string, KeptDisplay> | null = null;
  let reading = false;
  let told = false;

  const read = async (): Promise<void> => {
    if (kept !== null || reading) return;
    reading = true;
    const found = await store.displays();
    reading = false;
    if (found.ok) kept = new Map(found.value.map((display) => [display.id, display]));
    else if (!told)
      onTrouble('which display links there are could not be read, so that none holds', found.error);
    told = true;
  };
  const put = (display: KeptDisplay): Stored<void> => store.putDisplay(display, now() - REMEMBERED_MS);
  const change = (display: KeptDisplay, differs: Partial<KeptDisplay>): KeptDisplay => {
    const changed = { ...display, ...differs };
    kept?.set(display.id, changed);
    return changed;
  };
  /** That a screen is there is not worth holding it up. */
  const see = (display: KeptDisplay, differs: Partial<KeptDisplay> = {}): void => {
    const seen = change(display, { lastSeenAtMs: now(), ...differs });
    void put(seen).then((written) => {
      if (!written.ok) onTrouble('when a display was last seen could not be kept', written.error);
    });
  };
  await read();

  return {
    list: () => (kept === null ? null : [...kept.values()].map(shown).toReversed()),
    async make({ name, clusters }, by) {
      if (kept === null) return err({ kind: 'unreadable' });
      const holding = [...kept.values()].filter(({ revokedAtMs }) => revokedAtMs === null);
      if (holding.length >= MOST_DISPLAYS) return err({ kind: 'too-many' });
      const token = randomBytes(TOKEN_BYTES).toString('base64url');
      const display: KeptDisplay = {
        id: randomUUID(),
        name,
        clusters,
        tokenSha256: digestOf(token),
        madeAtMs: now(),
        madeBy: by,
        firstUsedAtMs: null,
        lastSeenAtMs: null,
        revokedAtMs: null,
      };
      const written = await put(display);
      if (!written.ok) return err({ kind: 'not-kept', message: written.error.message });
      kept.set(display.id, display);
      return ok({ display: shown(display), token });
    },
    async revoke(id) {
      if (kept === null) return err({ kind: 'unreadable' });
      const display = kept.get(id);
      if (display === undefined) return err({ kind: 'not-found' });
      // Also one that is revoked already: that may not have been kept.
      const revoked = change(display, { revokedAtMs: display.revokedAtMs ?? now() });
      const written = await put(revoked);
      if (!written.ok) return err({ kind: 'not-kept', message: written.error.message });
      return ok(shown(revoked));
    },
    enter(token, address) {
      if (kept === null) return err({ kind: 'unreadable' });
      const digest = digestOf(token);
      const display = [...kept.values()].find(({ tokenSha256 }) => tokenSha256 === digest);
      if (display === undefined) {
        // Only tokens that are none are slowed: a right one is not to wait for what its neighbours try.
        const admitted = throttle.admit(netOf(address), address);
        return err(admitted.ok ? { kind: 'unknown' } : { kind: 'throttled', waitMs: admitted.error });
      }
      const { id, name, firstUsedAtMs, revokedAtMs } = display;
      if (revokedAtMs !== null) return err({ kind: 'revoked' });
      see(display, { firstUsedAtMs: firstUsedAtMs ?? now() });
      // Which clusters is looked up each time: all of their names would be too much for a cookie.
      const identity: Identity = { by: 'display', name, role: 'viewer', clusters: [], mark: id };
      return ok({ identity, first: firstUsedAtMs === null });
    },
    standing({ mark }) {
      const display = mark === null ? undefined : kept?.get(mark);
      if (display === undefined || display.revokedAtMs !== null) return null;
      if (now() - (display.lastSeenAtMs ?? 0) >= SEEN_EVERY_MS) see(display);
      return { role: 'viewer', clusters: display.clusters, limits: DISPLAY_LIMITS };
    },
    whyEnded({ mark }) {
      if (kept === null) return 'unreadable';
      const display = mark === null ? undefined : kept.get(mark);
      return display === undefined || display.revokedAtMs !== null ? 'revoked' : null;
    },
    look: () => void read(),
  };
}

const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex');

const shown = ({ tokenSha256: _digest, ...display }: KeptDisplay): Display => display;

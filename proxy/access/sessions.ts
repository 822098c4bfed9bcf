/**
 * Sessions, which nothing is kept of here: a cookie says whose it is and since when. What is kept is which of them have
 * been ended before their time.
 */
import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import type { Ending } from '../history/store.ts';
import { Role, type Way } from '../wire/session.ts';
import type { SessionLimits } from './account.ts';
import { open, seal } from './seal.ts';
import type { SessionKeys } from './session-keys.ts';
import type { Sight, Viewer } from './viewer.ts';

/** What is sealed. */
const Claims = z.object({
  id: z.string(),
  by: z.enum(['account', 'oidc', 'display']),
  name: z.string(),
  role: Role,
  clusters: z.union([z.literal('all'), z.array(z.string())]),
  /** Of the log-in. */
  startedAtMs: z.int(),
  /** Of this cookie: of the last use, as far as that is told apart. */
  usedAtMs: z.int(),
  /** Of what it rests on, such as a password: where that has changed, the session holds no longer. */
  mark: z.nullable(z.string()),
});
export type Claims = z.infer<typeof Claims>;

/** What somebody who just became known is told to be. */
export type Identity = Pick<Claims, 'by' | 'name' | 'role' | 'clusters' | 'mark'>;

/** What a session is worth now, by whatever it rests on. */
export type Standing = { role: Role; clusters: Sight; limits: SessionLimits };

/** For each way to log in; null: such a session holds no longer. What has no entry is never known. */
export type Standings = Partial<Record<Claims['by'], (claims: Claims) => Standing | null>>;

export type SessionsDeps = {
  keys: SessionKeys;
  standings: Standings;
  /** Those of before that have not been forgotten. */
  endings: readonly Ending[];
  /** Keeps one over a restart. */
  keep(ending: Ending): void;
  now(): number;
};

export type Sessions = {
  /** A new session, and the sealed text that stands for it. */
  begin(identity: Identity): { viewer: Viewer; sealed: string };
  /** Null: the text stands for no session that holds. */
  find(sealed: string): Viewer | null;
  /** What the text says, whether or not that still holds; null: it is none of ours. */
  read(sealed: string): Claims | null;
  /** The text that has it hold on from now; null: there is no need yet, or it is no session of ours. */
  renew(viewer: Viewer): { sealed: string; forMs: number } | null;
  end(viewer: Viewer): void;
  /** All sessions of the same person. */
  endAll(viewer: Viewer): void;
  /** Tells once when the session holds no longer. Returns the way to stop listening. */
  whenEnded(viewer: Viewer, listener: () => void): () => void;
  /** Looks whether any has ended that is listened for; to be called from time to time. */
  look(): void;
};

/** Of the time without use, the part after which a cookie is renewed. */
const RENEWED_AFTER = 0.1;

export function createSessions({ keys, standings, endings, keep, now }: SessionsDeps): Sessions {
  const ended = new Map(endings.map((ending) => [keyOf(ending), ending]));
  const listeners = new Set<{ claims: Claims; listener: () => void }>();
  /** What of a viewer was sealed, and of sessions that are listened for, when they were last used. */
  const claimsOf = new WeakMap<Viewer, Claims>();

  const wasEnded = ({ id, by, name, startedAtMs }: Claims): boolean => {
    if (ended.has(keyOf({ kind: 'session', subject: id }))) return true;
    const everywhere = ended.get(keyOf({ kind: 'everywhere', subject: personOf(by, name) }));
    return everywhere !== undefined && startedAtMs <= everywhere.atMs;
  };
  const endOf = ({ startedAtMs, usedAtMs }: Claims, { idleMs, longestMs }: SessionLimits): number =>
    Math.min(startedAtMs + longestMs, usedAtMs + idleMs);

  const standingOf = (claims: Claims): Standing | null => {
    if (wasEnded(claims)) return null;
    const standing = standings[claims.by]?.(claims) ?? null;
    return standing === null || now() >= endOf(claims, standing.limits) ? null : standing;
  };
  const read = (sealed: string): Claims | null => {
    const parsed = Claims.safeParse(open(sealed, keys.all()));
    return parsed.success ? parsed.data : null;
  };
  const viewerOf = (claims: Claims, { role, clusters, limits }: Standing): Viewer => {
    const { id, by, name } = claims;
    const viewer: Viewer = {
      name,
      role,
      by,
      clusters,
      session: { id, endsAtMs: endOf(claims, limits) },
    };
    claimsOf.set(viewer, claims);
    return viewer;
  };
  const look = (): void => {
    for (const entry of [...listeners]) {
      if (standingOf(entry.claims) !== null || !listeners.delete(entry)) continue;
      entry.listener();
    }
  };
  const endEarly = (viewer: Viewer, kind: Ending['kind'], subjectOf: (claims: Claims) => string): void => {
    const claims = claimsOf.get(viewer);
    const standing = claims === undefined ? null : standingOf(claims);
    if (claims === undefined || standing === null) return;
    const atMs = Math.max(now(), claims.startedAtMs);
    const ending = { kind, subject: subjectOf(claims), atMs, untilMs: atMs + standing.limits.longestMs };
    for (const [key, { untilMs }] of ended) if (untilMs < atMs) ended.delete(key);
    ended.set(keyOf(ending), ending);
    keep(ending);
    look();
  };

  return {
    begin(identity) {
      const everywhere = ended.get(
        keyOf({ kind: 'everywhere', subject: personOf(identity.by, identity.name) }),
      );
      // Also within the same ms, or where the clock was put back, a new session is none of those that were ended.
      const startedAtMs = Math.max(now(), (everywhere?.atMs ?? -1) + 1);
      const claims: Claims = { ...identity, id: randomUUID(), startedAtMs, usedAtMs: startedAtMs };
      const standing = standingOf(claims);
      if (standing === null) throw new Error(`nobody is known by ${identity.by}`);
      return { viewer: viewerOf(claims, standing), sealed: seal(claims, keys.current(now())) };
    },
    find(sealed) {
      const claims = read(sealed);
      const standing = claims === null ? null : standingOf(claims);
      return claims === null || standing === null ? null : viewerOf(claims, standing);
    },
    read,
    renew(viewer) {
      const claims = claimsOf.get(viewer);
      const standing = claims === undefined ? null : standingOf(claims);
      if (claims === undefined || standing === null) return null;
      if (now() - claims.usedAtMs < standing.limits.idleMs * RENEWED_AFTER) return null;
      const used = { ...claims, usedAtMs: now() };
      // A stream that was opened before goes on for as long as the session does.
      for (const entry of listeners) if (entry.claims.id === used.id) entry.claims = used;
      return { sealed: seal(used, keys.current(now())), forMs: endOf(used, standing.limits) - now() };
    },
    end(viewer) {
      endEarly(viewer, 'session', ({ id }) => id);
    },
    endAll(viewer) {
      endEarly(viewer, 'everywhere', ({ by, name }) => personOf(by, name));
    },
    whenEnded(viewer, listener) {
      const claims = claimsOf.get(viewer);
      if (claims === undefined) return () => {};
      const entry = { claims, listener };
      listeners.add(entry);
      return () => listeners.delete(entry);
    },
    look,
  };
}

/** The same name may mean somebody else elsewhere. */
const personOf = (by: Way, name: string): string => `${by} ${name}`;

const keyOf = ({ kind, subject }: Pick<Ending, 'kind' | 'subject'>): string => `${kind} ${subject}`;

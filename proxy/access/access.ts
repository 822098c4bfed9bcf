/** Finds out who asks: what the HTTP side knows of it. How somebody proves who they are is the business of others here. */
import type { IncomingMessage } from 'node:http';
import type { Ending } from '../history/store.ts';
import type { LogInWay, VouchingRefusal } from '../wire/log-in.ts';
import type { Account, SessionLimits } from './account.ts';
import { type ClientOf, createClientOf } from './client.ts';
import { clearCookie, readCookie, writeCookie } from './cookie.ts';
import type { Displays } from './displays.ts';
import type { Oidc } from './oidc/oidc.ts';
import { type Passwords, createPasswords } from './passwords.ts';
import type { SessionKeys } from './session-keys.ts';
import { type Claims, type Identity, type Standing, type Standings, createSessions } from './sessions.ts';
import { OPEN_VIEWER, type Viewer } from './viewer.ts';
import type { Vouching } from './vouching.ts';

export type Access = {
  /** How somebody can log in; none: nobody has to. */
  ways: readonly LogInWay[];
  clientOf: ClientOf;
  /** Null: nobody who is known. Costs no waiting: it is asked at every request, and before each websocket. */
  viewerOf(request: IncomingMessage): Viewer | null;
  /** Why somebody whom a reverse proxy named is nobody who is known; null: nobody was named, or they are. */
  refusalOf(request: IncomingMessage): VouchingRefusal | null;
  /** A header `Set-Cookie` that has the viewer stay known for longer; null: there is no need yet. */
  renewal(request: IncomingMessage, viewer: Viewer): string | null;
  /** Tells once when what made the viewer known holds no longer. Returns the way to stop listening. */
  whenEnded(viewer: Viewer, listener: () => void): () => void;
  /** Null: nobody logs in by a password. */
  passwords: Passwords | null;
  /** Null: nobody has to log in, walls neither. */
  displays: Displays | null;
  /** Of a request by nobody who is known: whether it is that of a wall, and why it is no longer. */
  lapsedDisplay(request: IncomingMessage): 'revoked' | 'unreadable' | null;
  /** Null: nobody logs in by a provider. */
  oidc: Oidc | null;
  /** Begins a session; gives the header `Set-Cookie` for it. */
  begin(request: IncomingMessage, identity: Identity): { viewer: Viewer; cookie: string };
  /** Ends the viewer's session, or all of the same person; gives the header `Set-Cookie` that forgets it. */
  end(request: IncomingMessage, viewer: Viewer | null, which: 'this' | 'all'): string;
  /** Looks at once whether anything has ended that goes on; otherwise that is done from time to time. */
  look(): void;
  close(): void;
};

/** Where nobody has to log in. `trustedProxies`: whose word is taken for where a request comes from. */
export const openAccess = (trustedProxies: readonly string[] = []): Access => {
  const clientOf = createClientOf(trustedProxies, null);
  return {
    ways: [],
    clientOf,
    viewerOf: () => OPEN_VIEWER,
    refusalOf: () => null,
    renewal: () => null,
    whenEnded: () => () => {},
    passwords: null,
    displays: null,
    lapsedDisplay: () => null,
    oidc: null,
    begin() {
      throw new Error('nobody has to log in');
    },
    end: (request) => clearCookie(clientOf(request).secure),
    look: () => {},
    close: () => {},
  };
};

export type AccessDeps = {
  limits: SessionLimits;
  accounts: readonly Account[];
  displays: Displays;
  /** Null: nobody's word is taken for who somebody is. */
  vouching: Vouching | null;
  /** Null: nobody logs in by a provider. */
  oidc: Oidc | null;
  publicUrl: string | null;
  trustedProxies: readonly string[];
  keys: SessionKeys;
  /** Sessions that were ended before their time; null: that could not be read, so what began before now holds no longer. */
  endings: readonly Ending[] | null;
  /** Keeps one over a restart. */
  keep(ending: Ending): void;
  /** How often it is looked whether a session has ended by itself, ms. */
  lookEveryMs: number;
  now(): number;
};

export function startAccess(deps: AccessDeps): Access {
  const { accounts, displays, vouching, oidc, limits, keys, keep, now } = deps;
  const clientOf = createClientOf(deps.trustedProxies, deps.publicUrl);
  const passwords = accounts.length === 0 ? null : createPasswords(accounts, limits, now);
  const startedAtMs = now();
  /** Where it could not be read what was ended, what began before counts for nothing. */
  const unlessUnread =
    (standing: (claims: Claims) => Standing | null) =>
    (claims: Claims): Standing | null =>
      deps.endings === null && claims.startedAtMs < startedAtMs ? null : standing(claims);
  const standings: Standings = {
    ...(passwords !== null && { account: unlessUnread(passwords.standing) }),
    ...(oidc !== null && { oidc: unlessUnread(oidc.standing) }),
    // What was ended of these is in no other place than which of them there are.
    display: displays.standing,
  };
  const sessions = createSessions({ keys, standings, endings: deps.endings ?? [], keep, now });
  const looking = setInterval(() => {
    displays.look();
    sessions.look();
  }, deps.lookEveryMs);
  const sealedIn = (request: IncomingMessage): string | null =>
    readCookie(request.headers, clientOf(request).secure);
  const sessionIn = (request: IncomingMessage): Viewer | null => {
    const sealed = sealedIn(request);
    return sealed === null ? null : sessions.find(sealed);
  };
  return {
    ways: [...(passwords === null ? [] : ['password' as const]), ...(oidc === null ? [] : ['oidc' as const])],
    clientOf,
    viewerOf(request) {
      const vouched = vouching?.(request) ?? null;
      if (vouched === null) return sessionIn(request);
      if (vouched.ok) return vouched.value;
      // Whoever may nothing by that may have logged in otherwise; what nobody can make sense of is nobody's.
      return vouched.error === 'no-role' ? sessionIn(request) : null;
    },
    refusalOf(request) {
      const vouched = vouching?.(request) ?? null;
      return vouched === null || vouched.ok ? null : vouched.error;
    },
    renewal(request, viewer) {
      const renewed = sessions.renew(viewer);
      return renewed && writeCookie(renewed.sealed, renewed.forMs, clientOf(request).secure);
    },
    whenEnded: sessions.whenEnded,
    passwords,
    displays,
    lapsedDisplay(request) {
      const sealed = sealedIn(request);
      const claims = sealed === null ? null : sessions.read(sealed);
      return claims?.by === 'display' ? displays.whyEnded(claims) : null;
    },
    oidc,
    begin(request, identity) {
      const { viewer, sealed } = sessions.begin(identity);
      const forMs = (viewer.session?.endsAtMs ?? 0) - now();
      return { viewer, cookie: writeCookie(sealed, forMs, clientOf(request).secure) };
    },
    end(request, viewer, which) {
      if (viewer !== null) sessions[which === 'this' ? 'end' : 'endAll'](viewer);
      return clearCookie(clientOf(request).secure);
    },
    look: sessions.look,
    close: () => clearInterval(looking),
  };
}

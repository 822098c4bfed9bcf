/** Who asks, and what that person may see and do. */
import type { Role, SessionViewer, Way } from '../wire/session.ts';

/** Which clusters somebody may see: all of them, or those with these keys. */
export type Sight = 'all' | readonly string[];

export type Viewer = {
  /** As it is told to others; null: nobody in particular. Text from outside. */
  name: string | null;
  role: Role;
  by: Way;
  clusters: Sight;
  /** What can be ended; null: there is nothing to log out from. */
  session: Session | null;
};

export type Session = {
  /** Names this log-in, and nothing of it can be guessed from another. */
  id: string;
  /** When it ends unless it is used before, ms. */
  endsAtMs: number;
};

/** Everybody, where nobody has to log in. */
export const OPEN_VIEWER: Viewer = {
  name: null,
  role: 'operator',
  by: 'open',
  clusters: 'all',
  session: null,
};

/**
 * What a route asks of whoever calls it. `display`: a wall may read it, too, and of people those who are known; `public`:
 * anybody at all.
 */
export const ROUTE_ACCESS = ['public', 'display', 'viewer', 'operator'] as const;
export type RouteAccess = (typeof ROUTE_ACCESS)[number];

/** Whether a known viewer may call a route. */
export function allows(access: RouteAccess, { role, by }: Pick<Viewer, 'role' | 'by'>): boolean {
  if (access === 'public' || access === 'display') return true;
  if (by === 'display') return false;
  return access === 'viewer' || role === 'operator';
}

export const sees = (sight: Sight, cluster: string): boolean => sight === 'all' || sight.includes(cluster);

/** What there is of a cluster, or, where none is named, of the first: as far as it may be seen. */
export function inSight<T>(
  byCluster: ReadonlyMap<string, T>,
  cluster: string | null,
  sight: Sight,
): T | undefined {
  const keys = cluster === null ? byCluster.keys() : [cluster];
  const key = [...keys].find((each) => sees(sight, each));
  return key === undefined ? undefined : byCluster.get(key);
}

/** As it is told to the viewer's own page. */
export const shown = ({ name, role, by }: Viewer): SessionViewer => ({ name, role, by });

/** The address of a wall that is being set up, as it stands in the address of the page on which that is done. */
import { type SettingProblem, type WallSettings, parseWallSettings, wallParams } from './wall-settings.ts';

/** `cluster` null: all of them. */
export type WallChoice = { cluster: string | null; settings: WallSettings };

/** Of a wall: a path with what has to be said of it. */
export function wallPath({ cluster, settings }: WallChoice): string {
  const query = wallParams(settings).toString();
  const path = cluster === null ? '/wall' : `/wall/${encodeURIComponent(cluster)}`;
  return query === '' ? path : `${path}?${query}`;
}

/** What a page's `?link=` says. Anything that is no path of a wall is that of all clusters. */
export function parseWallLink(params: URLSearchParams): WallChoice & { problems: SettingProblem[] } {
  const url = URL.parse(params.get('link') ?? '/wall', 'http://wall.invalid');
  const [, cluster = null] = /^\/wall(?:\/([^/]+))?\/?$/.exec(url?.pathname ?? '') ?? [];
  return { cluster: decoded(cluster), ...parseWallSettings(url?.searchParams ?? new URLSearchParams()) };
}

/** `params` for this choice; the usual wall of all clusters leaves no trace. */
export function withWallLink(params: URLSearchParams, choice: WallChoice): URLSearchParams {
  const next = new URLSearchParams(params);
  const path = wallPath(choice);
  if (path === '/wall') next.delete('link');
  else next.set('link', path);
  return next;
}

function decoded(segment: string | null): string | null {
  if (segment === null) return null;
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

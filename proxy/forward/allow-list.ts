/**
 * Which of LXD's endpoints are forwarded, and in what form. A request is taken apart by its raw URL and put together
 * anew from what was recognised: nothing of what a client wrote reaches a server but a checked name and two parameters.
 */

/** What may be asked. `name`: of the member or the group, decoded. */
export type Resource =
  | { kind: 'server' | 'cluster' | 'members' | 'groups' }
  | { kind: 'member' | 'state' | 'group'; name: string };

export type ForwardRequest = {
  /** The cluster of `/lxd/:cluster/1.0`; null for the bare path, which is the first one's. */
  cluster: string | null;
  resource: Resource;
  /** Path and query as they are sent upstream; equal for equal questions. */
  path: string;
};

export type Refusal = { status: 400 | 404; error: string };
export type Parsed = { ok: true; request: ForwardRequest } | { ok: false; refusal: Refusal };

/** Unreserved characters and percent-encoding: all that a path of these endpoints needs. */
const PLAIN_PATH = /^(?:\/(?:[A-Za-z0-9._~!$'()*+,;=:@-]|%[0-9A-Fa-f]{2})+)+$/;
/** One `key=value` of a query: the key literal, as fixed segments are; the value as RFC 3986 has it, without a second `?`. */
const PLAIN_PAIR = /^[^=%?#]+=(?:[A-Za-z0-9._~!$'()*+,;:@/=-]|%[0-9A-Fa-f]{2})*$/;
const MAX_NAME = 255;
const MAX_FILTER = 512;

const NOT_FOUND: Refusal = { status: 404, error: 'not found' };

/** Takes a raw request URL (`req.url`) apart. */
export function parseForward(rawUrl: string): Parsed {
  const refuse = (refusal: Refusal): Parsed => ({ ok: false, refusal });
  const mark = rawUrl.indexOf('?');
  const rawPath = mark < 0 ? rawUrl : rawUrl.slice(0, mark);
  const rawQuery = mark < 0 ? '' : rawUrl.slice(mark + 1);
  if (!PLAIN_PATH.test(rawPath)) return refuse(NOT_FOUND);
  let segments = rawPath.split('/').slice(1);
  let cluster: string | null = null;
  if (segments[0] === 'lxd') {
    cluster = decodeName(segments[1]);
    if (cluster === null) return refuse(NOT_FOUND);
    segments = segments.slice(2);
  }
  const resource = resourceOf(segments);
  if (resource === null) return refuse(NOT_FOUND);
  const query = queryOf(rawQuery, resource);
  if (typeof query !== 'string') return refuse(query);
  return { ok: true, request: { cluster, resource, path: pathOf(resource) + query } };
}

/** A name as one path segment gives it; null if it could mean more than a name. */
function decodeName(segment: string | undefined): string | null {
  if (segment === undefined) return null;
  let name: string;
  try {
    name = decodeURIComponent(segment);
  } catch {
    return null;
  }
  if (name === '' || name === '.' || name === '..' || name.length > MAX_NAME) return null;
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return /[/\\%\u0000-\u001f\u007f]/.test(name) ? null : name;
}

/** Fixed segments must stand literally: no encoding of them is recognised. */
function resourceOf(segments: readonly string[]): Resource | null {
  const [version, cluster, list, rawName, state, ...rest] = segments;
  if (version !== '1.0' || rest.length > 0) return null;
  if (cluster === undefined) return { kind: 'server' };
  if (cluster !== 'cluster') return null;
  if (list === undefined) return { kind: 'cluster' };
  if (list !== 'members' && list !== 'groups') return null;
  if (rawName === undefined) return { kind: list };
  const name = decodeName(rawName);
  if (name === null) return null;
  if (state === undefined) return { kind: list === 'members' ? 'member' : 'group', name };
  return list === 'members' && state === 'state' ? { kind: 'state', name } : null;
}

function pathOf(resource: Resource): string {
  switch (resource.kind) {
    case 'server':
      return '/1.0';
    case 'cluster':
      return '/1.0/cluster';
    case 'members':
    case 'groups':
      return `/1.0/cluster/${resource.kind}`;
    case 'member':
      return `/1.0/cluster/members/${encodeURIComponent(resource.name)}`;
    case 'state':
      return `/1.0/cluster/members/${encodeURIComponent(resource.name)}/state`;
    case 'group':
      return `/1.0/cluster/groups/${encodeURIComponent(resource.name)}`;
  }
}

/** The query to send, beginning with its mark, or why it is refused. Only lists take parameters. */
function queryOf(rawQuery: string, resource: Resource): string | Refusal {
  if (rawQuery === '') return '';
  const bad = (error: string): Refusal => ({ status: 400, error });
  if (!rawQuery.split('&').every((pair) => PLAIN_PAIR.test(pair))) return bad('malformed query');
  const given = new URLSearchParams(rawQuery);
  const allowed =
    resource.kind === 'members' ? ['recursion', 'filter'] : resource.kind === 'groups' ? ['recursion'] : [];
  for (const key of new Set(given.keys())) {
    if (!allowed.includes(key))
      return bad(`query parameter "${key.slice(0, 40)}" is not forwarded for this endpoint`);
    if (given.getAll(key).length > 1) return bad(`query parameter "${key}" is given more than once`);
  }
  const recursion = given.get('recursion');
  if (recursion !== null && recursion !== '0' && recursion !== '1') return bad('recursion must be 0 or 1');
  const filter = given.get('filter');
  if (filter !== null && filter.length > MAX_FILTER)
    return bad(`filter is longer than ${MAX_FILTER} characters`);
  const sent = new URLSearchParams();
  if (recursion === '1') sent.set('recursion', '1');
  if (filter !== null && filter !== '') sent.set('filter', filter);
  return sent.size === 0 ? '' : `?${sent.toString()}`;
}

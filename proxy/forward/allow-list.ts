/**
 * Which of LXD's endpoints are forwarded, and in what form. A request is taken apart by its raw URL and put together
 * anew from what was recognised: nothing of what a client wrote reaches a server but checked names and parameters.
 */
import { UUID } from './redact/operation.ts';
import { type Parameter, formatQuery, isName, parametersOf } from './query.ts';

/** What may be asked. `name`: of the member or the group, decoded. `target`: the member whose resources; null: any. */
export type Resource =
  | { kind: 'server' | 'cluster' | 'members' | 'groups' | 'operations' | 'warnings' }
  | { kind: 'member' | 'state' | 'group'; name: string }
  | { kind: 'operation' | 'warning'; uuid: string }
  | { kind: 'resources'; target: string | null };

/** Which events. `project`: those of one project and of none; null: those of all. */
export type EventFilter = { types: ReadonlySet<string>; project: string | null };

/** The cluster of `/lxd/:cluster/1.0`; null for the bare path, which is the first one's. */
type Addressed = { cluster: string | null };

export type ForwardRequest = Addressed & {
  kind: 'read';
  resource: Resource;
  /** Path and query as they are sent upstream. */
  path: string;
  /** The question as a URL: equal for equal questions. */
  key: string;
};

export type EventsRequest = Addressed & { kind: 'listen'; filter: EventFilter };

export type Refusal = { status: number; error: string };
export type Parsed = { ok: true; request: ForwardRequest | EventsRequest } | { ok: false; refusal: Refusal };

/** An endpoint as its path alone gives it. */
type Readable = Exclude<Resource, { kind: 'resources' }> | { kind: 'resources' };
type Endpoint = Readable | { kind: 'events' };

/** Unreserved characters and percent-encoding: all that a path of these endpoints needs. */
const PLAIN_PATH = /^(?:\/(?:[A-Za-z0-9._~!$'()*+,;=:@-]|%[0-9A-Fa-f]{2})+)+$/;

const PARAMETERS: Partial<Record<Endpoint['kind'], readonly Parameter[]>> = {
  members: ['recursion', 'filter'],
  groups: ['recursion'],
  operations: ['recursion', 'all-projects'],
  warnings: ['recursion'],
  resources: ['target'],
  events: ['type', 'all-projects', 'project'],
};

/** LXD's own default. */
const DEFAULT_TYPES = 'lifecycle,operation';
const DEFAULT_PROJECT = 'default';

const refused = (status: number, error: string): Parsed => ({ ok: false, refusal: { status, error } });
const NOT_FOUND = refused(404, 'not found');

/** Takes a raw request URL (`req.url`) apart. */
export function parseForward(rawUrl: string): Parsed {
  const mark = rawUrl.indexOf('?');
  const rawPath = mark < 0 ? rawUrl : rawUrl.slice(0, mark);
  if (!PLAIN_PATH.test(rawPath)) return NOT_FOUND;
  let segments = rawPath.split('/').slice(1);
  let cluster: string | null = null;
  if (segments[0] === 'lxd') {
    cluster = decodeName(segments[1]);
    if (cluster === null) return NOT_FOUND;
    segments = segments.slice(2);
  }
  const endpoint = endpointOf(segments);
  if (endpoint === null) return NOT_FOUND;
  const parameters = parametersOf(mark < 0 ? '' : rawUrl.slice(mark + 1), PARAMETERS[endpoint.kind] ?? []);
  if (!parameters.ok) return refused(400, parameters.error);
  return endpoint.kind === 'events'
    ? listening(cluster, parameters.value)
    : { ok: true, request: reading(cluster, endpoint, parameters.value) };
}

function reading(
  cluster: string | null,
  endpoint: Readable,
  parameters: Map<Parameter, string>,
): ForwardRequest {
  const path = pathOf(endpoint);
  const key = path + formatQuery(parameters);
  if (endpoint.kind !== 'resources') return { kind: 'read', cluster, resource: endpoint, path: key, key };
  // Never sent: a member is asked at its own address, since another would ask it for ever while it is away.
  const target = parameters.get('target') ?? null;
  return { kind: 'read', cluster, resource: { kind: 'resources', target }, path, key };
}

function listening(cluster: string | null, parameters: Map<Parameter, string>): Parsed {
  const project = parameters.get('project');
  const all = parameters.has('all-projects');
  if (all && project !== undefined)
    return refused(400, 'Cannot specify a project when requesting all projects');
  const types = new Set((parameters.get('type') ?? DEFAULT_TYPES).split(','));
  const filter = { types, project: all ? null : (project ?? DEFAULT_PROJECT) };
  return { ok: true, request: { kind: 'listen', cluster, filter } };
}

/** A name as one path segment gives it; null if it could mean more than a name. */
function decodeName(segment: string | undefined): string | null {
  if (segment === undefined) return null;
  try {
    const name = decodeURIComponent(segment);
    return isName(name) ? name : null;
  } catch {
    return null;
  }
}

/** Fixed segments must stand literally: no encoding of them is recognised. */
function endpointOf([version, first, ...rest]: readonly string[]): Endpoint | null {
  if (version !== '1.0') return null;
  if (first === 'cluster') return clusterEndpointOf(rest);
  const [uuid, ...more] = rest;
  if (uuid === undefined) {
    switch (first) {
      case undefined:
        return { kind: 'server' };
      case 'resources':
      case 'operations':
      case 'warnings':
      case 'events':
        return { kind: first };
      default:
        return null;
    }
  }
  if (!UUID.test(uuid) || more.length > 0) return null;
  if (first === 'operations') return { kind: 'operation', uuid };
  return first === 'warnings' ? { kind: 'warning', uuid } : null;
}

/** Of what lies below `/1.0/cluster`. */
function clusterEndpointOf([list, rawName, state, ...more]: readonly string[]): Endpoint | null {
  if (list === undefined) return { kind: 'cluster' };
  if ((list !== 'members' && list !== 'groups') || more.length > 0) return null;
  if (rawName === undefined) return { kind: list };
  const name = decodeName(rawName);
  if (name === null) return null;
  if (state === undefined) return { kind: list === 'members' ? 'member' : 'group', name };
  return list === 'members' && state === 'state' ? { kind: 'state', name } : null;
}

function pathOf(endpoint: Readable): string {
  switch (endpoint.kind) {
    case 'server':
      return '/1.0';
    case 'cluster':
      return '/1.0/cluster';
    case 'members':
    case 'groups':
      return `/1.0/cluster/${endpoint.kind}`;
    case 'member':
      return `/1.0/cluster/members/${encodeURIComponent(endpoint.name)}`;
    case 'state':
      return `/1.0/cluster/members/${encodeURIComponent(endpoint.name)}/state`;
    case 'group':
      return `/1.0/cluster/groups/${encodeURIComponent(endpoint.name)}`;
    case 'resources':
    case 'operations':
    case 'warnings':
      return `/1.0/${endpoint.kind}`;
    case 'operation':
    case 'warning':
      return `/1.0/${endpoint.kind}s/${endpoint.uuid}`;
  }
}

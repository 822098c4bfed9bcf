import { databaseFailure } from './database-failure.ts';
import { failure, notAuthorized, notFound, notImplemented } from './envelope.ts';
import type { Answer } from './envelope.ts';
import { getCluster, getGroup, getGroups } from './handlers/cluster.ts';
import { getInstance, getInstances } from './handlers/instances.ts';
import { getMember, getMemberState, getMembers, postMemberState } from './handlers/members.ts';
import { deleteOperation, getOperation, getOperations, waitForOperation } from './handlers/operations.ts';
import { getProject, getProjects } from './handlers/projects.ts';
import { getResources } from './handlers/resources.ts';
import { getRoot, getServer } from './handlers/server.ts';
import { getStoragePool, getStoragePoolResources, getStoragePools } from './handlers/storage-pools.ts';
import {
  deleteCertificate,
  getCertificate,
  patchCertificate,
  postCertificates,
} from './handlers/certificates.ts';
import { getOwnIdentity, patchIdentity, postIdentities } from './handlers/identities.ts';
import { postMembers } from './handlers/tokens.ts';
import { getWarning, getWarnings } from './handlers/warnings.ts';
import type { Guise } from './guise.ts';
import type { SimRequest } from './request.ts';
import type { Client } from './trust.ts';

type Handler = (request: SimRequest) => Answer | Promise<Answer>;

type Route = {
  /** Path with `*` for a part that is open. */
  path: string;
  /** Verb for strangers, too. */
  isOpen?: 'GET' | 'POST';
  /** API extension without which there is no such path. */
  needs?: string;
  /** What is there is in the project `default`, and those may change it who may change that. */
  isInProject?: boolean;
  /** Whether it reads the cluster database, and how long it waits for it. */
  database?: 'usual' | 'long';
  get?: Handler;
  /** Verbs that change something: for the unrestricted only. */
  post?: Handler;
  delete?: Handler;
  /** A client may change what is its own; the handler looks whether it is. */
  patch?: Handler;
  /** Verb missing in this guise: answered as not implemented. */
  getNeeds?: (guise: Guise) => boolean;
};

/** Little can be deleted; of what there is not, one that may is told so. */
const deleteNobody: Handler = () => notFound();

const identities = 'access_management_tls';

/** Every path that is simulated. What is not here is 404, as a path unknown to the daemons is. */
const routes: readonly Route[] = [
  { path: '/', isOpen: 'GET', get: getRoot },
  { path: '/1.0', isOpen: 'GET', get: getServer },
  { path: '/1.0/cluster', database: 'long', get: getCluster },
  { path: '/1.0/cluster/certificate' },
  { path: '/1.0/cluster/members', database: 'usual', get: getMembers, post: postMembers },
  { path: '/1.0/certificates', isOpen: 'POST', database: 'usual', post: postCertificates },
  {
    path: '/1.0/certificates/*',
    database: 'usual',
    get: getCertificate,
    patch: patchCertificate,
    delete: deleteCertificate,
  },
  {
    path: '/1.0/auth/identities/tls',
    needs: identities,
    isOpen: 'POST',
    database: 'usual',
    post: postIdentities,
  },
  { path: '/1.0/auth/identities/tls/*', needs: identities, database: 'usual', patch: patchIdentity },
  { path: '/1.0/auth/identities/current', needs: identities, database: 'usual', get: getOwnIdentity },
  { path: '/1.0/cluster/members/*', database: 'usual', get: getMember, delete: deleteNobody },
  {
    path: '/1.0/cluster/members/*/state',
    database: 'usual',
    get: getMemberState,
    getNeeds: (guise) => guise.memberState,
    post: postMemberState,
  },
  { path: '/1.0/cluster/groups', database: 'usual', get: getGroups },
  { path: '/1.0/cluster/groups/*', database: 'usual', get: getGroup, delete: deleteNobody },
  { path: '/1.0/resources', get: getResources },
  { path: '/1.0/storage-pools', database: 'usual', get: getStoragePools },
  { path: '/1.0/storage-pools/*', database: 'usual', get: getStoragePool, delete: deleteNobody },
  { path: '/1.0/storage-pools/*/resources', database: 'usual', get: getStoragePoolResources },
  { path: '/1.0/projects', database: 'usual', get: getProjects },
  { path: '/1.0/projects/*', database: 'usual', get: getProject },
  { path: '/1.0/instances', database: 'usual', get: getInstances },
  { path: '/1.0/instances/*', isInProject: true, database: 'usual', get: getInstance, delete: deleteNobody },
  { path: '/1.0/profiles/*', isInProject: true, database: 'usual', delete: deleteNobody },
  { path: '/1.0/warnings', database: 'usual', get: getWarnings },
  { path: '/1.0/warnings/*', database: 'usual', get: getWarning },
  { path: '/1.0/operations', database: 'usual', get: getOperations },
  { path: '/1.0/operations/*', get: getOperation, delete: deleteOperation },
  { path: '/1.0/operations/*/wait', get: waitForOperation },
];

const splitRoutes = routes.map((route) => ({ route, parts: route.path.split('/') }));

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/** The route of a path and its open parts. A path with an empty or malformed part belongs to none. */
function match(pathname: string): { route: Route; params: string[] } | undefined {
  const given = pathname.split('/');
  for (const { route, parts } of splitRoutes) {
    if (parts.length !== given.length) continue;
    const params: string[] = [];
    const fits = parts.every((part, index) => {
      const value = given[index] ?? '';
      if (part !== '*') return part === value;
      const name = decoded(value);
      if (!name) return false;
      params.push(name);
      return true;
    });
    if (fits) return { route, params };
  }
  return undefined;
}

/** A daemon's answer to a request: unknown paths first, then strangers, verbs, restricted clients, the database. */
export async function answer(
  method: string,
  pathname: string,
  request: Omit<SimRequest, 'params'>,
): Promise<Answer> {
  const found = match(pathname);
  const { world } = request.cluster;
  if (!found || !isThere(found.route, world.guise)) return notFound();
  const { route, params } = found;
  const isForStrangers = route.isOpen === method;
  if (!isForStrangers && request.client.trust === 'untrusted') return notAuthorized();
  const handler = handlerFor(route, method, world.guise);
  if (!handler) return notImplemented();
  if (!isForStrangers && !mayUse(route, method, request.client))
    return failure(403, world.guise.restrictedError);
  if (route.database) {
    const database = await world.waitForDatabase(route.database);
    if (!database.ok) return databaseFailure(database.error, world.guise);
  }
  return handler({ ...request, params });
}

function handlerFor(route: Route, method: string, guise: Guise): Handler | undefined {
  if (method === 'GET') return route.getNeeds?.(guise) === false ? undefined : route.get;
  if (method === 'DELETE') return route.delete;
  if (method === 'PATCH') return route.patch;
  return method === 'POST' ? route.post : undefined;
}

const isThere = ({ needs }: Route, { extensions }: Guise): boolean =>
  needs === undefined || extensions.includes(needs);

function mayUse(route: Route, method: string, { trust, projects }: Client): boolean {
  if (method === 'GET' || method === 'PATCH' || trust === 'admin') return true;
  return method === 'DELETE' && route.isInProject === true && projects.includes('default');
}

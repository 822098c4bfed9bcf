/** Nobody gets at anything but by what its route declares. What declares nothing keeps the proxy from starting. */
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import type { Access } from '../access/access.ts';
import { type RouteAccess, type Viewer, allows, sees } from '../access/viewer.ts';
import { ApiError } from '../wire/api.ts';
import type { VouchingRefusal } from '../wire/log-in.ts';
import { apiError, isPagePath, refuse, unknownCluster } from './errors.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call this route. */
    access?: RouteAccess;
  }
  interface FastifyRequest {
    /** Null where nobody is known, which only a public route gets to see. */
    viewer: Viewer | null;
    /** Whether the browser is known to ask by https. */
    secure: boolean;
  }
}

/** Whoever calls a route that is not public. */
export function viewerOf({ viewer }: FastifyRequest): Viewer {
  if (viewer === null) throw new Error('a route that is public asked for its viewer');
  return viewer;
}

const NOT_LOGGED_IN = apiError('not-logged-in', 'Nobody is logged in.', 'Log in at /login.');
export const NOT_ALLOWED = apiError(
  'not-allowed',
  'This is not allowed to whoever is logged in.',
  'An operator may: see access in rollcall.yaml.',
);

export const DISPLAY_REVOKED = apiError(
  'display-revoked',
  'The link of this display was revoked.',
  'An operator makes another one at /help/wall.',
);
export const DISPLAYS_UNREADABLE = apiError(
  'displays-unreadable',
  'Rollcall cannot read which displays there are.',
  'The log says why. It tries again by itself.',
);
const PRESENT_ONLY = apiError('not-allowed', 'A display sees the present, and all of it.');

/** What a wall asks with: of which clusters the stream is to be. */
const DISPLAY_ASKS: ReadonlySet<string> = new Set(['cluster']);
const VOUCHING_REFUSALS: Record<VouchingRefusal, ApiError> = {
  'no-role': apiError(
    'no-role',
    'Whoever the reverse proxy says that you are may see nothing here.',
    'An operator gives people and groups a role: see access in rollcall.yaml.',
  ),
  'doubled-header': apiError(
    'doubled-header',
    'The reverse proxy named more than one user, or groups twice.',
    'It has to replace the header that browsers send, and not to add to it.',
  ),
  'garbled-header': apiError(
    'garbled-header',
    'What the reverse proxy named as the user is no name.',
    'It is one name of up to 64 characters that can be seen, in UTF-8, without commas.',
  ),
};

/** What is said to somebody who is not known. */
export function unknownTo(access: Access, request: IncomingMessage): { status: 401 | 403; error: ApiError } {
  const refusal = access.refusalOf(request);
  return refusal === null
    ? { status: 401, error: NOT_LOGGED_IN }
    : { status: 403, error: VOUCHING_REFUSALS[refusal] };
}

/** `clusters`: the keys of all there are. */
export function registerAccess(
  app: FastifyInstance,
  { access, clusters }: { access: Access; clusters(): readonly string[] },
): void {
  const routes: RouteOptions[] = [];
  app.decorateRequest('viewer', null);
  app.decorateRequest('secure', false);
  app.addHook('onRoute', (route) => {
    routes.push(route);
    publishRefusals(route);
  });
  app.addHook('onReady', async () => {
    const undeclared = routes.filter(({ config }) => config?.access === undefined);
    const named = undeclared.map(({ method, url }) => `${String(method)} ${url}`);
    if (named.length > 0) throw new Error(`no access is declared for ${named.join(', ')}`);
  });

  // What a browser has kept is for the session that it was kept in: going back after a log-out must not show it again.
  app.addHook('onSend', async ({ viewer }, reply) => {
    if (viewer === null || viewer.session === null) return;
    const vary = reply.getHeader('vary');
    void reply.header('vary', vary === undefined ? 'cookie' : `${String(vary)}, cookie`);
  });

  app.addHook('onRequest', async (request, reply) => {
    const viewer = access.viewerOf(request.raw);
    request.viewer = viewer;
    request.secure = access.clientOf(request.raw).secure;
    const asked = accessOf(request);
    if (asked === 'public') return undefined;
    if (viewer === null) return refuseStranger(request, reply, access);
    if (!allows(asked, viewer)) return refuse(request, reply, 403, NOT_ALLOWED);
    if (
      viewer.by === 'display' &&
      Object.keys(new Object(request.query)).some((each) => !DISPLAY_ASKS.has(each))
    )
      return refuse(request, reply, 403, PRESENT_ONLY);
    const renewed = access.renewal(request.raw, viewer);
    if (renewed !== null) void reply.header('set-cookie', renewed);
    return refuseUnseen(request, reply, viewer, clusters());
  });
}

/** A wall is told why it is none any more: nobody may be there to find out. */
function refuseStranger(request: FastifyRequest, reply: FastifyReply, access: Access): FastifyReply {
  const lapsed = access.lapsedDisplay(request.raw);
  if (lapsed === 'unreadable') return refuse(request, reply, 503, DISPLAYS_UNREADABLE);
  if (lapsed === 'revoked') return refuse(request, reply, 401, DISPLAY_REVOKED);
  const { status, error } = unknownTo(access, request.raw);
  return refuse(request, reply, status, error);
}

/** What is published of a route says how it refuses those who may not call it. */
function publishRefusals(route: RouteOptions): void {
  const { config, schema } = route;
  if (config?.access === undefined || config.access === 'public') return;
  if (typeof schema?.response !== 'object' || schema.response === null) return;
  route.schema = { ...schema, response: { 401: ApiError, 403: ApiError, ...schema.response } };
}

/** Where there is no route, there may still be a page that says so; everything else is told to those who are known. */
function accessOf(request: FastifyRequest): RouteAccess {
  const { config } = request.routeOptions;
  if (!request.is404) return config.access ?? 'operator';
  return isPagePath(request) ? 'public' : 'viewer';
}

/** To whoever may not see a cluster, it is none that there is. */
function refuseUnseen(
  request: FastifyRequest,
  reply: FastifyReply,
  { clusters }: Viewer,
  known: readonly string[],
): FastifyReply | undefined {
  const { params } = request;
  if (clusters === 'all' || typeof params !== 'object' || params === null || !('cluster' in params)) {
    return undefined;
  }
  const cluster = String(params.cluster);
  if (clusters.includes(cluster)) return undefined;
  const theirs = known.filter((key) => sees(clusters, key));
  return refuse(request, reply, 404, unknownCluster(cluster, theirs));
}

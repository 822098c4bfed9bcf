/** `/api/session`: who is logged in, logging in and logging out. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Access } from '../access/access.ts';
import type { Audit } from '../access/audit.ts';
import type { LogInRefusal } from '../access/passwords.ts';
import { type Viewer, shown } from '../access/viewer.ts';
import { viewerOf } from '../plugins/access.ts';
import { apiError } from '../plugins/errors.ts';
import { requireOwnOrigin } from '../plugins/same-origin.ts';
import { ApiError } from '../wire/api.ts';
import { LogInDraft, SessionAnswer } from '../wire/log-in.ts';
import { requireJson } from './body.ts';

export type SessionRoutesDeps = { access: Access; audit: Audit };

/** Room for the longest name and password in any script. */
const BODY_LIMIT = 8 * 1024;
const WRITES = ' A page of ours proves itself by its Origin; a program sends the header X-Rollcall: 1.';
const REFUSALS = { 400: ApiError, 403: ApiError };

export function registerSession(app: FastifyInstance, { access, audit }: SessionRoutesDeps): void {
  const send = (reply: FastifyReply, viewer: Viewer | null): FastifyReply =>
    sendSession(reply, access, viewer);

  app.get(
    '/api/session',
    {
      config: { access: 'public' },
      schema: {
        tags: ['session'],
        summary: 'Who is logged in, and how that can be done',
        description: 'viewer: null where nobody is. ways: empty where nobody has to log in.',
        response: { 200: SessionAnswer },
      },
    },
    (request, reply) => send(reply, request.viewer),
  );

  app.post(
    '/api/session',
    {
      config: { access: 'public' },
      schema: {
        tags: ['session'],
        summary: 'Logs in',
        description: `With a name and a password; the session is in a cookie. retry-after says how many seconds to wait after 429 and 503.${WRITES}`,
        body: LogInDraft,
        response: {
          200: SessionAnswer,
          401: ApiError,
          404: ApiError,
          413: ApiError,
          415: ApiError,
          429: ApiError,
          503: ApiError,
          ...REFUSALS,
        },
      },
      bodyLimit: BODY_LIMIT,
      onRequest: [requireOwnOrigin, requireJson],
    },
    async (request, reply) => {
      const { passwords } = access;
      if (passwords === null) return reply.code(404).send(NO_PASSWORDS);
      const given = LogInDraft.parse(request.body);
      const identity = await passwords.logIn(given, access.clientOf(request.raw).address);
      if (!identity.ok) {
        if (identity.error.kind === 'wrong') {
          const who = { name: given.name, by: 'account' } as const;
          audit.add('log-in-refused', who, request.raw, identity.error.why);
        }
        return refuseLogIn(reply, identity.error);
      }
      if (request.viewer !== null) access.end(request.raw, request.viewer, 'this');
      const { viewer, cookie } = access.begin(request.raw, identity.value);
      audit.add('log-in', viewer, request.raw);
      setCookie(reply, cookie);
      return send(reply, viewer);
    },
  );

  app.delete(
    '/api/session',
    {
      config: { access: 'public' },
      schema: {
        tags: ['session'],
        summary: 'Logs out',
        description: `Streams and websockets of the session end, too.${WRITES}`,
        response: { 200: SessionAnswer, ...REFUSALS },
      },
      onRequest: requireOwnOrigin,
    },
    (request, reply) => {
      const { viewer } = request;
      setCookie(reply, access.end(request.raw, viewer, 'this'));
      // Nobody, or somebody who has nothing to log out from.
      if (viewer === null || viewer.session === null) return send(reply, viewer);
      audit.add('log-out', viewer, request.raw);
      return send(reply, null);
    },
  );

  app.delete(
    '/api/sessions',
    {
      config: { access: 'viewer' },
      schema: {
        tags: ['session'],
        summary: 'Logs out everywhere: ends all sessions of whoever asks',
        description: WRITES.trim(),
        response: { 200: SessionAnswer, 401: ApiError, 409: ApiError, ...REFUSALS },
      },
      onRequest: requireOwnOrigin,
    },
    (request, reply) => {
      const viewer = viewerOf(request);
      if (viewer.session === null) return reply.code(409).send(NO_SESSION);
      setCookie(reply, access.end(request.raw, viewer, 'all'));
      audit.add('log-out-everywhere', viewer, request.raw);
      return send(reply, null);
    },
  );
}

/** Who is logged in now. */
export const sendSession = (reply: FastifyReply, access: Access, viewer: Viewer | null): FastifyReply =>
  reply.header('cache-control', 'no-store').send({
    viewer: viewer === null ? null : shown(viewer),
    ways: [...access.ways],
    canLogOut: viewer !== null && viewer.session !== null,
    provider: access.oidc?.label ?? null,
    refused: viewer === null ? access.refusalOf(reply.request.raw) : null,
  } satisfies SessionAnswer);

/** In the place of what may have been set to renew the session. */
export const setCookie = (reply: FastifyReply, cookie: string): void => {
  void reply.removeHeader('set-cookie').header('set-cookie', cookie);
};

const NO_PASSWORDS = apiError('no-log-in', 'Nobody logs in here with a password.');
const NO_SESSION = apiError('no-session', 'There is no session to log out from.');
const WRONG = apiError(
  'wrong-credentials',
  'The name or the password is wrong.',
  'Capitals and small letters differ.',
);
const BUSY_S = 5;

function refuseLogIn(reply: FastifyReply, refusal: LogInRefusal): FastifyReply {
  void reply.header('cache-control', 'no-store');
  if (refusal.kind === 'wrong') return reply.code(401).send(WRONG);
  const waitS = refusal.kind === 'busy' ? BUSY_S : Math.ceil(refusal.waitMs / 1000);
  void reply.header('retry-after', String(waitS));
  const remedy = `Try again in ${waitS} s.`;
  return refusal.kind === 'busy'
    ? reply.code(503).send(apiError('busy', 'Too many are logging in at this moment.', remedy))
    : reply.code(429).send(apiError('too-many-attempts', 'Too many log-ins have failed.', remedy));
}

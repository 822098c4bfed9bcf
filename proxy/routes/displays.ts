/** `/api/displays`: links by which a screen reads the walls of some clusters, and nothing else. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import * as z from 'zod/mini';
import type { Access } from '../access/access.ts';
import type { Audit } from '../access/audit.ts';
import {
  type EntryRefusal,
  type MakeRefusal,
  MOST_DISPLAYS,
  type RevokeRefusal,
} from '../access/displays.ts';
import { type Sight, sees } from '../access/viewer.ts';
import { DISPLAYS_UNREADABLE, DISPLAY_REVOKED, viewerOf } from '../plugins/access.ts';
import { apiError, unknownCluster } from '../plugins/errors.ts';
import { requireOwnOrigin } from '../plugins/same-origin.ts';
import { err, ok } from '../result.ts';
import { ApiError } from '../wire/api.ts';
import {
  Display,
  type DisplayClusters,
  DisplayDraft,
  DisplayLogIn,
  DisplayMade,
  DisplaysAnswer,
} from '../wire/display.ts';
import { SessionAnswer } from '../wire/log-in.ts';
import { requireJson } from './body.ts';
import type { Asked } from './query.ts';
import { sendSession, setCookie } from './session.ts';

export type DisplayRoutesDeps = { access: Access; audit: Audit; clusters(): readonly string[] };

const Params = z.object({ id: z.string() });

/** Room for the keys of many clusters. */
const BODY_LIMIT = 32 * 1024;
const WRITES = ' A page of ours proves itself by its Origin; a program sends the header X-Rollcall: 1.';
const WRITTEN = { 400: ApiError, 403: ApiError, 413: ApiError, 415: ApiError };

export function registerDisplays(
  app: FastifyInstance,
  { access, audit, clusters: allKeys }: DisplayRoutesDeps,
): void {
  const { displays } = access;

  app.get(
    '/api/displays',
    {
      config: { access: 'operator' },
      schema: {
        tags: ['displays'],
        summary: 'Which links for walls there are, the newest first',
        description:
          'For operators. Also those that were revoked, of the last 400 days. Tokens are never told.',
        response: { 200: DisplaysAnswer, 404: ApiError, 503: ApiError },
      },
    },
    (request, reply) => {
      if (displays === null) return reply.code(404).send(NO_LOG_IN);
      const list = displays.list();
      if (list === null) return reply.code(503).send(DISPLAYS_UNREADABLE);
      const { clusters } = viewerOf(request);
      const answer: DisplaysAnswer = {
        displays: list.filter((display) => covers(clusters, display.clusters)),
      };
      return reply.header('cache-control', 'no-store').send(answer);
    },
  );

  app.post(
    '/api/displays',
    {
      config: { access: 'operator' },
      schema: {
        tags: ['displays'],
        summary: 'Makes a link for a wall',
        description: `For operators. clusters: "all", or keys. The token is in this answer and never told again; the link is /wall#display=TOKEN.${WRITES}`,
        body: DisplayDraft,
        response: { 201: DisplayMade, 404: ApiError, 409: ApiError, 503: ApiError, ...WRITTEN },
      },
      bodyLimit: BODY_LIMIT,
      onRequest: [requireOwnOrigin, requireJson],
    },
    async (request, reply) => {
      if (displays === null) return reply.code(404).send(NO_LOG_IN);
      const viewer = viewerOf(request);
      const draft = draftOf(DisplayDraft.parse(request.body), allKeys(), viewer.clusters);
      if (!draft.ok) return reply.code(400).send(draft.error);
      const made = await displays.make(draft.value, viewer.name);
      if (!made.ok) return refuseMaking(reply, made.error);
      const { display } = made.value;
      audit.add('display-link-made', viewer, request.raw, detailOf(display));
      return reply.code(201).header('cache-control', 'no-store').send(made.value);
    },
  );

  app.delete(
    '/api/displays/:id',
    {
      config: { access: 'operator' },
      schema: {
        tags: ['displays'],
        summary: 'Revokes a link for a wall',
        description: `For operators. Whatever was opened by it ends at once.${WRITES}`,
        params: Params,
        response: { 200: Display, 400: ApiError, 403: ApiError, 404: ApiError, 503: ApiError },
      },
      onRequest: requireOwnOrigin,
    },
    async (request, reply) => {
      if (displays === null) return reply.code(404).send(NO_LOG_IN);
      const viewer = viewerOf(request);
      const { id } = Params.parse(request.params);
      const display = displays.list()?.find((each) => each.id === id);
      if (display !== undefined && !covers(viewer.clusters, display.clusters)) {
        return refuseRevoking(reply, { kind: 'not-found' });
      }
      const revoked = await displays.revoke(id);
      // Also what could not be kept was done.
      access.look();
      if (display?.revokedAtMs === null) {
        audit.add('display-link-revoked', viewer, request.raw, detailOf(display));
      }
      if (!revoked.ok) return refuseRevoking(reply, revoked.error);
      return reply.header('cache-control', 'no-store').send(revoked.value);
    },
  );

  app.post(
    '/api/displays/session',
    {
      config: { access: 'public' },
      schema: {
        tags: ['displays'],
        summary: 'Begins the session of a wall',
        description: `By the token of a link; the session is in a cookie, and takes the place of any other. Tokens that are none are slowed by address: retry-after says how many seconds to wait after 429.${WRITES}`,
        body: DisplayLogIn,
        response: {
          200: SessionAnswer,
          401: ApiError,
          404: ApiError,
          429: ApiError,
          503: ApiError,
          ...WRITTEN,
        },
      },
      onRequest: [requireOwnOrigin, requireJson],
    },
    (request, reply) => {
      if (displays === null) return reply.code(404).send(NO_LOG_IN);
      const { token } = DisplayLogIn.parse(request.body);
      const entered = displays.enter(token, access.clientOf(request.raw).address);
      if (!entered.ok) {
        if (entered.error.kind === 'unknown') {
          audit.add('log-in-refused', { name: null, by: 'display' }, request.raw, 'no such display link');
        }
        return refuseEntry(reply, entered.error);
      }
      // The session of a person ends here; that of a wall has only been forgotten, as with each start of a kiosk.
      if (request.viewer !== null && request.viewer.by !== 'display') {
        access.end(request.raw, request.viewer, 'this');
      }
      const { viewer, cookie } = access.begin(request.raw, entered.value.identity);
      if (entered.value.first) audit.add('display-link-used', viewer, request.raw);
      setCookie(reply, cookie);
      return sendSession(reply, access, viewer);
    },
  );
}

const NO_LOG_IN = apiError(
  'no-log-in',
  'Nobody has to log in here, and walls need no link of their own.',
  'See access in rollcall.yaml.',
);

/** Whether somebody may decide about a link for these clusters. */
const covers = (sight: Sight, clusters: DisplayClusters): boolean =>
  sight === 'all' || (clusters !== 'all' && clusters.every((key) => sees(sight, key)));

const detailOf = ({ name, clusters }: Display): string =>
  `${name}, for ${clusters === 'all' ? 'all clusters' : clusters.join(', ')}`;

function draftOf(
  { name: given, clusters }: DisplayDraft,
  keys: readonly string[],
  sight: Sight,
): Asked<DisplayDraft> {
  const name = given.trim();
  if (name === '' || !name.isWellFormed()) {
    return err(
      apiError(
        'bad-name',
        'The display has no name.',
        'Name where it hangs, so that it can be told from others.',
      ),
    );
  }
  if (clusters === 'all') {
    if (sight === 'all') return ok({ name, clusters });
    return err(
      apiError('bad-clusters', 'All clusters are more than you may see.', 'Name those that are meant.'),
    );
  }
  const theirs = keys.filter((key) => sees(sight, key));
  const unknown = clusters.find((key) => !theirs.includes(key));
  if (unknown !== undefined) return err(unknownCluster(unknown, theirs));
  if (clusters.length === 0)
    return err(apiError('bad-clusters', 'No cluster is named.', 'Name one, or "all".'));
  return ok({ name, clusters: [...new Set(clusters)] });
}

function refuseMaking(reply: FastifyReply, refusal: MakeRefusal): FastifyReply {
  if (refusal.kind === 'unreadable') return reply.code(503).send(DISPLAYS_UNREADABLE);
  if (refusal.kind === 'not-kept') {
    return reply
      .code(503)
      .send(
        apiError('history-unavailable', `The link could not be kept: ${refusal.message}`, 'Try again later.'),
      );
  }
  const message = `There are ${MOST_DISPLAYS} display links already.`;
  return reply.code(409).send(apiError('too-many-displays', message, 'Revoke one that nobody uses.'));
}

function refuseRevoking(reply: FastifyReply, refusal: RevokeRefusal): FastifyReply {
  if (refusal.kind === 'unreadable') return reply.code(503).send(DISPLAYS_UNREADABLE);
  if (refusal.kind === 'not-found')
    return reply.code(404).send(apiError('unknown-display', 'There is no such display.'));
  return reply
    .code(503)
    .send(
      apiError(
        'history-unavailable',
        `It is revoked, but that could not be kept: ${refusal.message}`,
        'Revoke it again later: after the next start of Rollcall it would hold again.',
      ),
    );
}

const UNKNOWN_LINK = apiError(
  'unknown-display',
  'This link is not one of a display.',
  'Copy it whole; or an operator makes another one at /help/wall.',
);

function refuseEntry(reply: FastifyReply, refusal: EntryRefusal): FastifyReply {
  void reply.header('cache-control', 'no-store');
  if (refusal.kind === 'unreadable') return reply.code(503).send(DISPLAYS_UNREADABLE);
  if (refusal.kind === 'revoked') return reply.code(401).send(DISPLAY_REVOKED);
  if (refusal.kind === 'unknown') return reply.code(401).send(UNKNOWN_LINK);
  const waitS = Math.ceil(refusal.waitMs / 1000);
  return reply
    .code(429)
    .header('retry-after', String(waitS))
    .send(
      apiError('too-many-attempts', UNKNOWN_LINK.message, `${UNKNOWN_LINK.remedy} Try again in ${waitS} s.`),
    );
}

/** `/api/login/oidc`: logging in by a provider. Browsers come here as to pages, so what fails leads to a page that says so. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import type { Access } from '../access/access.ts';
import type { Audit } from '../access/audit.ts';
import { PENDING_COOKIE, clearCookie, readCookie, writeCookie } from '../access/cookie.ts';
import { PENDING_MS } from '../access/oidc/oidc.ts';
import { OIDC_CALLBACK_PATH, OIDC_PATH } from '../access/oidc/settings.ts';
import { apiError } from '../plugins/errors.ts';
import { ApiError } from '../wire/api.ts';
import { nextIn } from '../wire/next.ts';
import type { LogInProblem } from '../wire/log-in.ts';

export type LogInRoutesDeps = { access: Access; audit: Audit };

const NO_PROVIDER = apiError('no-log-in', 'Nobody logs in here by a provider.');
const Given = z.optional(z.unknown());
const Query = z.object({ next: Given, anew: Given, moved: Given });
const RESPONSES = { 303: z.null(), 404: ApiError };

export function registerLogIn(app: FastifyInstance, { access, audit }: LogInRoutesDeps): void {
  /** No log of a proxy in front, no cache and no other site gets to know where this leads. */
  const leadTo = (reply: FastifyReply, url: string): FastifyReply =>
    reply.header('cache-control', 'no-store').redirect(url, 303);
  const leadToProblem = (reply: FastifyReply, problem: LogInProblem, next: string): FastifyReply =>
    leadTo(reply, `/login?${new URLSearchParams({ problem, next }).toString()}`);

  app.get(
    OIDC_PATH,
    {
      config: { access: 'public' },
      exposeHeadRoute: false,
      schema: {
        tags: ['session'],
        summary: 'Begins a log-in by the provider of OpenID Connect, to which it leads a browser',
        description:
          'next: path of the page to show afterwards. anew: the provider is to ask also whoever is logged in there. What goes wrong leads to /login?problem=CODE. By another name than publicUrl has, it leads there first (moved).',
        querystring: Query,
        response: RESPONSES,
      },
    },
    async (request, reply) => {
      const { oidc } = access;
      if (oidc === null) return reply.code(404).send(NO_PROVIDER);
      const { next: asked, anew, moved } = Query.parse(request.query);
      const next = nextIn(asked);
      // The provider leads back to that name alone, and what is left in the browser here would be missing there. Once: what is in
      // front of us may call us by another name.
      if (moved === undefined && request.headers.host !== new URL(oidc.home).host)
        return leadTo(
          reply,
          `${oidc.home}${OIDC_PATH}?${new URLSearchParams({ next, ...(anew !== undefined && { anew: '1' }), moved: '1' }).toString()}`,
        );
      const begun = await oidc.begin(next, anew !== undefined);
      if (!begun.ok) {
        tell(request, begun.error);
        return leadToProblem(reply, begun.error.problem, next);
      }
      const { url, sealed } = begun.value;
      void reply.header('set-cookie', writeCookie(sealed, PENDING_MS, request.secure, PENDING_COOKIE));
      return leadTo(reply, url);
    },
  );

  app.get(
    OIDC_CALLBACK_PATH,
    {
      config: { access: 'public' },
      exposeHeadRoute: false,
      schema: {
        tags: ['session'],
        summary: 'Where the provider leads a browser back to',
        description:
          'Logs in, if the browser is the one that began it, and leads to the page that was asked for then.',
        response: RESPONSES,
      },
    },
    async (request, reply) => {
      const { oidc } = access;
      if (oidc === null) return reply.code(404).send(NO_PROVIDER);
      const { secure } = request;
      const sealed = readCookie(request.headers, secure, PENDING_COOKIE);
      const next = oidc.nextOf(sealed) ?? '/';
      const identity = await oidc.finish(sealed, new URLSearchParams(request.raw.url?.split('?')[1] ?? ''));
      // It is for one answer, whatever that is; an answer to none of ours, which anybody can have a browser bring, takes nothing away.
      if (identity.ok || identity.error.problem !== 'expired')
        void reply.header('set-cookie', clearCookie(secure, PENDING_COOKIE));
      if (!identity.ok) {
        const { problem, name } = identity.error;
        tell(request, identity.error);
        if (name !== null) audit.add('log-in-refused', { name, by: 'oidc' }, request.raw, problem);
        return leadToProblem(reply, problem, next);
      }
      if (request.viewer !== null) access.end(request.raw, request.viewer, 'this');
      const { viewer, cookie } = access.begin(request.raw, identity.value);
      audit.add('log-in', viewer, request.raw);
      void reply.header('set-cookie', cookie);
      return leadTo(reply, next);
    },
  );
}

/** Who is at fault is not known; those who merely gave up, or whom a browser brought twice, are not told of. */
function tell({ log }: FastifyRequest, { problem, reason }: { problem: LogInProblem; reason: string }): void {
  if (problem === 'cancelled' || problem === 'expired') return;
  log.warn({ problem, reason }, 'a log-in by the provider failed');
}

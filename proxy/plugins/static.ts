/** The single-page app: hashed assets for ever, the page itself asked for anew each time. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic, { type SendOptions } from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { apiError, isLxdPath, refuse } from './errors.ts';

/** Paths of pages that exist for some cluster; any other gets the app, too, which says so, with 404. */
const PAGES = [/^\/$/, /^\/clusters\/[^/]+$/, /^\/clusters\/[^/]+\/members\/[^/]+$/];

/** A 404 can't say that nothing was modified, or that it is a part: the page would be empty. */
const WHOLE: SendOptions = { etag: false, lastModified: false, acceptRanges: false };

export async function registerStatic(app: FastifyInstance, staticDir: string | null): Promise<void> {
  const built = staticDir !== null && existsSync(join(staticDir, 'index.html'));
  if (built) {
    await app.register(fastifyStatic, {
      root: staticDir,
      index: false,
      preCompressed: true,
      // Every file that the build names by its content's hash lies under /assets.
      setHeaders: (reply, path) => {
        const hashed = path.includes(`${staticDir}/assets/`);
        reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
    const page = (reply: FastifyReply, options: SendOptions = {}): FastifyReply =>
      reply.header('cache-control', 'no-cache').sendFile('index.html', { cacheControl: false, ...options });
    app.get('/', (_request, reply) => page(reply));
    app.setNotFoundHandler((request, reply) => {
      const path = (request.raw.url ?? '').split('?', 1)[0] ?? '';
      const reads = request.method === 'GET' || request.method === 'HEAD';
      const wantsPage = reads && /^\/(?!(?:api|assets)(?:\/|$))/.test(path) && !isLxdPath(path);
      if (!wantsPage) return notFound(request, reply);
      if (PAGES.some((known) => known.test(path))) return page(reply);
      return page(reply.code(404), WHOLE);
    });
    return;
  }
  app.setNotFoundHandler(notFound);
}

function notFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = isLxdPath(request.raw.url ?? '')
    ? apiError('not-found', 'not found')
    : apiError('not-found', 'There is nothing at this address.', 'See /api/openapi.json.');
  return refuse(request, reply, 404, error);
}

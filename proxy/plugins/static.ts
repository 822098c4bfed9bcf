/** The single-page app: hashed assets for ever, the page itself asked for anew each time. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic, { type SendOptions } from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { apiError, isLxdPath, isPagePath, refuse } from './errors.ts';
import { PAGE_HEADERS } from './headers.ts';

/** Paths of pages that exist for some cluster; any other gets the app, too, which says so, with 404. */
const PAGES = [
  /^\/$/,
  /^\/clusters\/[^/]+(?:\/(?:timeline|compare))?$/,
  /^\/wall(?:\/[^/]+)?$/,
  /^\/help\/wall$/,
  /^\/enrol$/,
  /^\/settings$/,
  /^\/login$/,
  /^\/clusters\/[^/]+\/members\/[^/]+(?:\/(?:hardware|instances|storage|events|raw))?$/,
];

/** A 404 can't say that nothing was modified, or that it is a part: the page would be empty. */
const WHOLE: SendOptions = { etag: false, lastModified: false, acceptRanges: false };

const pageIn = (staticDir: string): string => join(staticDir, 'index.html');

/** Names the build in `staticDir` by its page, which names every other file by its content; null: nothing is built. */
export function buildOf(staticDir: string | null): string | null {
  if (staticDir === null || !existsSync(pageIn(staticDir))) return null;
  return createHash('sha256')
    .update(readFileSync(pageIn(staticDir)))
    .digest('hex')
    .slice(0, 16);
}

export async function registerStatic(app: FastifyInstance, staticDir: string | null): Promise<void> {
  const built = staticDir !== null && existsSync(pageIn(staticDir));
  if (built) {
    // The plugin takes no configuration for the one route that it makes.
    app.addHook('onRoute', (route) => {
      if (route.url === '/*') route.config = { ...route.config, access: 'public' };
    });
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
      reply
        .headers(PAGE_HEADERS)
        .header('cache-control', 'no-cache')
        .sendFile('index.html', { cacheControl: false, ...options });
    app.get('/', { config: { access: 'public' } }, (_request, reply) => page(reply));
    app.setNotFoundHandler((request, reply) => {
      if (!isPagePath(request)) return notFound(request, reply);
      const [path = ''] = (request.raw.url ?? '').split('?', 1);
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

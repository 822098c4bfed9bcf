/** `/api/settings`: how this Rollcall is set up, for operators. */
import type { FastifyInstance } from 'fastify';
import { ApiError } from '../wire/api.ts';
import { SettingsAnswer } from '../wire/settings.ts';

/** `tell`: what the proxy runs with at present. */
export function registerSettings(app: FastifyInstance, tell: () => SettingsAnswer): void {
  app.get(
    '/api/settings',
    {
      config: { access: 'operator' },
      schema: {
        tags: ['settings'],
        summary: 'How this Rollcall is set up: clusters, access, record, program',
        description: 'For operators. What it runs with, and no secret of it.',
        response: { 200: SettingsAnswer, 401: ApiError, 403: ApiError },
      },
    },
    (_request, reply) => reply.header('cache-control', 'no-store').send(tell()),
  );
}

/** `/api/enrolment`: has a cluster trust Rollcall and writes it into the settings, from the page, while none is configured. */
import { finished } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { apiError } from '../plugins/errors.ts';
import { requireJson } from './body.ts';
import { requireOwnOrigin } from '../plugins/same-origin.ts';
import type { Result } from '../result.ts';
import { ApiError } from '../wire/api.ts';
import { Enrolment, EnrolmentDraft, EnrolmentOffer } from '../wire/enrolment.ts';

export type Enrolling = {
  /** Absolute. */
  configFile: string;
  /** `kind`: whether what was given is at fault, or what the cluster said of it. Words never repeat the token. */
  enrol(
    draft: EnrolmentDraft,
  ): Promise<Result<Enrolment, { kind: 'settings' | 'server'; what: string; remedy: string }>>;
  /** Serves what was enrolled, unless it takes a restart; called when the answer has gone out. */
  takeUp(): void;
};

/** A token, its name, and what JSON makes of them. */
const BODY_LIMIT = 16 * 1024;

/** `enrolling` null: not offered here. */
export function registerEnrolment(app: FastifyInstance, enrolling: Enrolling | null): void {
  let busy = false;
  let takenUp = false;

  app.get(
    '/api/enrolment',
    {
      config: { access: 'operator' },
      schema: {
        tags: ['enrolment'],
        summary: 'Whether a cluster can be enrolled from the page',
        description: '404 where clusters are configured already, or other machines can reach this one.',
        response: { 200: EnrolmentOffer, 401: ApiError, 403: ApiError, 404: ApiError },
      },
    },
    async (_request, reply) => {
      void reply.header('cache-control', 'no-store');
      return enrolling === null
        ? reply.code(404).send(NOT_OFFERED)
        : reply.send({ configFile: enrolling.configFile } satisfies EnrolmentOffer);
    },
  );

  app.post(
    '/api/enrolment',
    {
      config: { access: 'operator' },
      schema: {
        tags: ['enrolment'],
        summary: 'Enrols a cluster by the token that it printed',
        description:
          'Makes a key and a certificate, has the cluster trust it, and writes settings and files. Takes effect once this is ' +
          'answered: the simulated cluster ends, and the same address serves the new one within seconds. From then on this is ' +
          '404, or 401 where the settings ask for a login. Where restart is not null it takes a restart. Body: JSON. A page of ours proves itself by its Origin; a program sends the header X-Rollcall: 1.',
        body: EnrolmentDraft,
        response: {
          201: Enrolment,
          400: ApiError,
          401: ApiError,
          403: ApiError,
          404: ApiError,
          409: ApiError,
          413: ApiError,
          415: ApiError,
          502: ApiError,
        },
      },
      bodyLimit: BODY_LIMIT,
      onRequest: [requireOwnOrigin, requireJson],
    },
    async (request, reply) => {
      void reply.header('cache-control', 'no-store');
      if (enrolling === null) return reply.code(404).send(NOT_OFFERED);
      if (busy) return reply.code(409).send(BUSY);
      busy = true;
      try {
        const outcome = await enrolling.enrol(EnrolmentDraft.parse(request.body));
        if (outcome.ok) {
          takenUp = outcome.value.restart === null;
          // Also if whoever asked has gone: the cluster trusts us by now.
          finished(reply.raw, () => enrolling.takeUp());
          return await reply.code(201).send(outcome.value);
        }
        const { kind, what, remedy } = outcome.error;
        return await reply
          .code(kind === 'settings' ? 400 : 502)
          .send(apiError('not-enrolled', sentence(what), sentence(remedy)));
      } finally {
        // Another token would be spent on a process that is about to close its doors.
        busy = takenUp;
      }
    },
  );
}

const sentence = (words: string): string => `${words.slice(0, 1).toUpperCase()}${words.slice(1)}.`;

const NOT_OFFERED = apiError(
  'not-offered',
  'Clusters are enrolled here only while none is configured, and no other machine can reach this address.',
  'Use the command: rollcall enroll TOKEN.',
);
const BUSY = apiError('busy', 'Another enrolment is under way.', 'Wait for its end.');

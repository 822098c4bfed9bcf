/** A simulated cluster, a place for the files, and an administrator who makes tokens. */
import { setTimeout as pause } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { z } from 'zod';
import type { GuiseName } from '../sim/guise.ts';
import { type PemPair, type Sim, startSim } from '../sim/sim.ts';
import { type EnrollRequest, enroll } from '../enroll/enroll.ts';
import { type MemoryPlace, memoryPlace } from '../enroll/testing/memory-place.ts';

export const CONFIG = '/etc/rollcall/rollcall.yaml';
export const at = (file: string): string => `/etc/rollcall/${file}`;

const MEMBERS = 3;
const NEVER = '0001-01-01T00:00:00Z';
const Operation = z.object({
  metadata: z.object({
    metadata: z.object({ secret: z.string(), fingerprint: z.string(), addresses: z.array(z.string()) }),
  }),
});
const Identity = z.object({ metadata: z.record(z.string(), z.unknown()) });

export type Scene = {
  sim: Sim;
  place: MemoryPlace;
  /** `projects` null: without any restriction. */
  token(projects: readonly string[] | null): Promise<string>;
  identityToken(groups: readonly string[]): Promise<string>;
  /** Asks the first member as this client. */
  ask(
    client: PemPair,
    method: 'GET' | 'POST',
    path: string,
    json?: object,
  ): Promise<{ status: number; json: unknown }>;
  enroll(token: string, more?: Partial<EnrollRequest>): ReturnType<typeof enroll>;
};

export async function scene(guise: GuiseName): Promise<Scene> {
  const sim = await startSim({ guise, members: MEMBERS, instances: 0, speed: 10 });
  const place = memoryPlace();
  const ask: Scene['ask'] = async (client, method, path, json) => {
    const dispatcher = new Agent({
      connect: { rejectUnauthorized: false, cert: client.certPem, key: client.keyPem },
    });
    try {
      const { body, statusCode } = await request(`${sim.endpoints[0]}${path}`, {
        method,
        dispatcher,
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      });
      return { status: statusCode, json: await body.json() };
    } finally {
      await dispatcher.close();
    }
  };
  const printed = (token: object): string => Buffer.from(JSON.stringify(token)).toString('base64');
  return {
    sim,
    place,
    ask,
    async token(projects) {
      const json = {
        name: 'rollcall',
        type: 'client',
        token: true,
        restricted: projects !== null,
        projects: projects ?? [],
      };
      const answer = await ask(sim.admin, 'POST', '/1.0/certificates', json);
      const { metadata } = Operation.parse(answer.json).metadata;
      return printed({ client_name: 'rollcall', ...metadata, expires_at: NEVER });
    },
    async identityToken(groups) {
      const json = { name: 'rollcall', token: true, groups };
      const answer = await ask(sim.admin, 'POST', '/1.0/auth/identities/tls', json);
      return printed(Identity.parse(answer.json).metadata);
    },
    enroll: (token, more = {}) =>
      enroll({ token, configPath: CONFIG, name: 'prod', nowMs: Date.now(), place, pause, ...more }),
  };
}

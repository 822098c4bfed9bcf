import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { Failure, Success } from '../shapes/envelope.ts';
import { Server } from '../shapes/server.ts';
import { firstOf, refusalOf, type Subject } from '../subject.ts';

const PROTECTED = [
  '/1.0/cluster',
  '/1.0/cluster/members',
  '/1.0/cluster/members?recursion=1',
  '/1.0/cluster/members/nobody',
  '/1.0/cluster/members/nobody/state',
  '/1.0/cluster/groups',
  '/1.0/cluster/groups/default',
  '/1.0/operations',
];

const UntrustedServer = z.object({ auth: z.literal('untrusted'), api_extensions: z.array(z.string()) });

/** Who may do what: with no certificate, an unknown, and a restricted one. */
export function accessChecks(subject: () => Subject): void {
  describe.each(['nobody', 'stranger'] as const)('%s', (caller) => {
    it('gets 200 at /1.0, with the word untrusted and nothing about the machine', async () => {
      for (const name of subject().cluster.memberNames) {
        const { status, body } = await subject().as(caller, name).ask('/1.0');
        expect(status).toBe(200);
        const { metadata } = Success.parse(body);
        UntrustedServer.parse(metadata);
        expect(metadata).not.toHaveProperty('environment');
      }
    });

    it.each(PROTECTED)('may not read %s', async (path) => {
      const { status, body } = await subject().as(caller).ask(path);
      expect(status).toBe(403);
      expect(Failure.parse(body)).toMatchObject({ error_code: 403, error: 'not authorized' });
    });

    it('gets 404 for an unknown path all the same', async () => {
      const { status } = await subject().as(caller).ask('/1.0/nothing-here');
      expect(status).toBe(404);
    });
  });

  describe('a restricted certificate without projects', () => {
    it.each([
      '/1.0',
      '/1.0/cluster',
      '/1.0/cluster/members?recursion=1',
      '/1.0/cluster/groups?recursion=1',
      '/1.0/operations',
    ])('reads %s at every member', async (path) => {
      for (const name of subject().cluster.memberNames) {
        const { status, body } = await subject().as('restricted', name).ask(path);
        expect(status).toBe(200);
        Success.parse(body);
      }
    });

    it('is not shown the configuration', async () => {
      const { cluster, as } = subject();
      const configSeenBy = async (caller: 'admin' | 'restricted') =>
        Server.parse(Success.parse((await as(caller).ask('/1.0')).body).metadata).config;
      expect(await configSeenBy('restricted')).toEqual(cluster.product === 'lxd' ? null : {});
      expect(await configSeenBy('admin')).toHaveProperty(['core.https_address']);
    });

    it('evacuates nobody', async () => {
      const { cluster, as } = subject();
      const path = `/1.0/cluster/members/${firstOf(cluster.memberNames)}/state`;
      const { status, body } = await as('restricted').ask(path, {
        method: 'POST',
        json: { action: 'evacuate' },
      });
      expect(status).toBe(403);
      expect(Failure.parse(body).error).toBe(refusalOf(cluster.product));
    });
  });
}

import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { Failure, Success } from '../shapes/envelope.ts';
import { firstOf, refusalOf, type Subject } from '../subject.ts';

const Tokens = z.object({ running: z.array(z.object({ metadata: z.object({ secret: z.string() }) })) });

/** How far a restricted certificate really reaches. For real clusters only: the simulation has neither warnings nor
 *  tokens nor edits. */
export function realityChecks(subject: () => Subject): void {
  describe('a restricted certificate without projects, at a real cluster', () => {
    it('changes no member and reads no warnings', async () => {
      const { cluster, as } = subject();
      const member = `/1.0/cluster/members/${firstOf(cluster.memberNames)}`;
      const calls = [
        { path: '/1.0/warnings', method: 'GET' },
        { path: member, method: 'PUT' },
        { path: member, method: 'PATCH' },
        { path: member, method: 'POST' },
        { path: member, method: 'DELETE' },
        { path: '/1.0/cluster/members', method: 'POST' },
        { path: '/1.0/cluster/groups/default', method: 'PUT' },
        { path: '/1.0/cluster/groups/default', method: 'DELETE' },
      ] as const;
      for (const { path, method } of calls) {
        const { status, body } = await as('restricted').ask(path, {
          method,
          ...(method !== 'GET' && { json: {} }),
        });
        expect(`${method} ${path}: ${status}`).toBe(`${method} ${path}: 403`);
        expect(Failure.parse(body).error).toBe(refusalOf(cluster.product));
      }
    });

    it('can make groups in LXD 5.0, the one thing that is not refused', async () => {
      const { cluster, as } = subject();
      const path = '/1.0/cluster/groups';
      const { status } = await as('restricted').ask(path, {
        method: 'POST',
        json: { name: 'made-by-restricted' },
      });
      expect(status).toBe(cluster.product === 'lxd' ? 201 : 403);
      await as('admin').ask(`${path}/made-by-restricted`, { method: 'DELETE' });
    });

    it('reads the secrets of join tokens in LXD 5.0', async () => {
      const { cluster, as } = subject();
      const json = { server_name: 'never-joins' };
      const { body } = await as('admin').ask('/1.0/cluster/members', { method: 'POST', json });
      const { operation } = z.object({ operation: z.string() }).parse(body);
      try {
        const seen = Success.parse((await as('restricted').ask('/1.0/operations?recursion=1')).body).metadata;
        expect(Tokens.safeParse(seen).success).toBe(cluster.product === 'lxd');
      } finally {
        await as('admin').ask(operation, { method: 'DELETE' });
      }
    });
  });
}

import { describe, expect, it } from 'vitest';
import { Failure } from '../shapes/envelope.ts';
import { firstOf, refusalOf, type Subject } from '../subject.ts';

/** What a restricted certificate can really change. For real clusters only: the simulation takes no edits. */
export function realityChecks(subject: () => Subject): void {
  describe('a restricted certificate without projects, at a real cluster', () => {
    it('changes no member', async () => {
      const { cluster, as } = subject();
      const member = `/1.0/cluster/members/${firstOf(cluster.memberNames)}`;
      const calls = [
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
          json: {},
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
  });
}

import { describe, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { listen } from '../events.ts';
import { Success } from '../shapes/envelope.ts';
import { firstOf, followers, rowOf, statuses, type Subject } from '../subject.ts';
import { shakeHands } from '../tls.ts';

/** What an administrator does to a member: nothing of it is a fault. */
export function maintenanceChecks(subject: () => Subject): void {
  describe('an evacuated member', () => {
    it('reads so at every member, until it is restored', async () => {
      const { cluster, list, patience } = subject();
      const name = firstOf(await followers(subject()));
      await cluster.evacuate(name);
      for (const asked of cluster.memberNames) {
        expect(rowOf(await list(asked), name)).toMatchObject({
          status: 'Evacuated',
          message: 'Unavailable due to maintenance',
        });
      }
      await cluster.restore(name);
      await eventually(async () => expect(rowOf(await list(), name).status).toBe('Online'), {
        withinMs: patience(5000),
      });
    });

    it('is announced by an event of its own in Incus, and by operations alone in LXD 5.0', async () => {
      const { cluster, as, patience } = subject();
      const name = firstOf(await followers(subject()));
      const listener = await listen(as('admin'), 'type=lifecycle,operation&all-projects=true');
      await cluster.evacuate(name);
      await cluster.restore(name);
      const operations = () =>
        listener.events.filter((each) => each.type === 'operation' && each.location === name);
      // What an earlier check did may still be told.
      const announced = () => listener.actions().filter((action) => action.startsWith('cluster-'));
      await eventually(() => firstOf(operations()), { withinMs: patience(5000) });
      if (cluster.product === 'incus') {
        const expected = ['cluster-member-evacuated', 'cluster-member-restored'];
        await eventually(() => expect(announced()).toEqual(expected), { withinMs: patience(5000) });
      }
      if (cluster.product === 'lxd') expect(announced()).toEqual([]);
      listener.close();
    });
  });

  describe('a fourth member', () => {
    const name = 'added-4';

    it('joins as the last, with its own line and database', async () => {
      const { cluster, list, patience } = subject();
      await cluster.add(name);
      expect(cluster.memberNames.at(-1)).toBe(name);
      await eventually(
        async () => {
          const members = await list();
          expect(members.map((each) => each.server_name)).toEqual(cluster.memberNames);
          expect(members.map((each) => each.url)).toEqual(cluster.endpoints);
          expect(statuses(members)).toHaveProperty([name], 'Online');
          expect(rowOf(members, name)).toMatchObject({ roles: ['database-standby'], database: true });
        },
        { withinMs: patience(20_000) },
      );
    });

    it('answers for the whole cluster too, in LXD only once a heartbeat has told it whom to trust', async () => {
      const { cluster, list, patience } = subject();
      const members = await eventually(() => list(name), { withinMs: patience(20_000) });
      expect(members.map((each) => each.server_name)).toEqual(cluster.memberNames);
    });

    it('goes on answering when it has been removed, but with a certificate of its own, and trusts nobody', async () => {
      const { cluster, as, list, patience } = subject();
      await cluster.remove(name);
      expect(statuses(await list())).not.toHaveProperty([name]);
      // It replaces itself: for a moment nobody listens there.
      await eventually(
        async () => {
          const handshake = await shakeHands(cluster.endpointOf(name), 1000);
          expect(handshake.outcome).toBe('secured');
          expect(handshake).not.toMatchObject({ fingerprint: cluster.serverFingerprint });
        },
        { withinMs: patience(10_000) },
      );
      const former = as('restricted', name);
      const { status, body } = await former.ask('/1.0');
      expect(status).toBe(200);
      expect(Success.parse(body).metadata).toMatchObject({ auth: 'untrusted' });
      expect((await former.ask('/1.0/cluster')).status).toBe(403);
    });
  });
}

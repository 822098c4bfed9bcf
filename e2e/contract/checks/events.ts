import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { listen, type Listener } from '../events.ts';
import type { Event } from '../shapes/event.ts';
import { firstOf, type Caller, type Subject } from '../subject.ts';

const QUERY = 'type=lifecycle,operation&all-projects=true';
const UPDATED = 'cluster-member-updated';

/** What an earlier check did may still be told. */
const isUpdate = ({ metadata }: Event) => metadata.action === UPDATED;

export function eventChecks(subject: () => Subject): void {
  const open: Listener[] = [];
  const listenAs = async (caller: Caller, member?: string, query = QUERY) => {
    const listener = await listen(subject().as(caller, member), query);
    open.push(listener);
    return listener;
  };
  afterEach(() => {
    for (const listener of open.splice(0)) listener.close();
  });

  const describeFirst = (description: string) => {
    const { cluster } = subject();
    return cluster.setDescription(firstOf(cluster.memberNames), description);
  };

  describe('the events', () => {
    afterEach(() => describeFirst(''));

    it('of a change arrive at every member', async () => {
      const { cluster, patience } = subject();
      const listeners = await Promise.all(cluster.memberNames.map((name) => listenAs('admin', name)));
      await describeFirst('changed');
      for (const listener of listeners) {
        const event = await eventually(() => firstOf(listener.events.filter(isUpdate)), {
          withinMs: patience(2000),
        });
        expect(event).toMatchObject({
          type: 'lifecycle',
          location: expect.stringMatching(/./),
          metadata: { action: UPDATED, source: `/1.0/cluster/members/${firstOf(cluster.memberNames)}` },
        });
      }
    });

    it('come to a restricted certificate without projects in LXD; in Incus its socket opens and stays silent', async () => {
      const { cluster, patience } = subject();
      const restricted = await listenAs('restricted');
      const admin = await listenAs('admin');
      await describeFirst('one');
      await describeFirst('two');
      // Once the second has come to one, the first has come to all who get it.
      const updates = () => admin.events.filter(isUpdate).length;
      await eventually(() => expect(updates()).toBeGreaterThanOrEqual(2), { withinMs: patience(2000) });
      expect(restricted.events.some(isUpdate)).toBe(cluster.product === 'lxd');
    });

    it('need all-projects=true for such a certificate in Incus', async () => {
      const opened = listenAs('restricted', undefined, 'type=lifecycle');
      if (subject().cluster.product === 'lxd') await expect(opened).resolves.toBeDefined();
      else await expect(opened).rejects.toThrow('refused');
    });

    it('of kinds that are for administrators are refused to it', async () => {
      await expect(listenAs('restricted', undefined, 'type=logging&all-projects=true')).rejects.toThrow(
        'refused',
      );
    });

    it('are refused to an unknown certificate', async () => {
      await expect(listenAs('stranger')).rejects.toThrow('refused');
    });
  });
}

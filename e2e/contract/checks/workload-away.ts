import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { outcomeOf, read } from '../answers.ts';
import { eventually } from '../eventually.ts';
import { Instances } from '../shapes/instance.ts';
import { Warning } from '../shapes/warning.ts';
import { firstOf, followers, type Subject } from '../subject.ts';

const NAME = 'left-behind';
const ALL = '/1.0/instances?recursion=1&all-projects=true';
const AWAY = 'Offline cluster member';

/** What becomes of what is on a member, and of what is known of it, while it does not answer. */
export function workloadAwayChecks(subject: () => Subject): void {
  describe('a member that is away', () => {
    let member = '';
    /** Another member than that. */
    const asked = () => firstOf(subject().cluster.memberNames.filter((each) => each !== member));
    const listed = async () => {
      const client = subject().as('admin', asked());
      const instances = Instances.parse(await read(client, ALL, { deadlineMs: 40_000 }));
      return firstOf(instances.filter(({ name }) => name === NAME));
    };
    const unresolved = async () => {
      const warnings = await read(subject().as('admin', asked()), '/1.0/warnings?recursion=1');
      return z
        .array(Warning)
        .parse(warnings)
        .filter(({ type, status }) => type === AWAY && status !== 'resolved');
    };
    const thereAgain = () =>
      eventually(async () => expect(await listed()).toMatchObject({ status: 'Stopped', location: member }), {
        withinMs: subject().patience(30_000),
      });
    beforeAll(async () => {
      member = firstOf(await followers(subject()));
      await subject().cluster.createInstance({ name: NAME, member });
    });
    afterAll(() => subject().cluster.deleteInstance({ name: NAME }));

    it('is waited for by the list of instances while it is frozen, but not by the list of their paths', async () => {
      const { cluster, as } = subject();
      await cluster.freeze(member);
      try {
        const client = as('admin', asked());
        await expect(client.ask(ALL, { deadlineMs: 1500 })).rejects.toThrow('timeout');
        const paths = z.array(z.string()).parse(await read(client, '/1.0/instances?all-projects=true'));
        expect(paths).toContain(`/1.0/instances/${NAME}`);
      } finally {
        await cluster.thaw(member);
      }
      await thereAgain();
    });

    it('leaves errors in the place of its instances as soon as it has crashed', async () => {
      const { cluster, as } = subject();
      await cluster.kill(member);
      const instance = await listed();
      expect(instance).toEqual({
        name: NAME,
        project: 'default',
        location: member,
        status: 'Error',
        status_code: 112,
        type: cluster.product === 'lxd' ? '' : 'container',
        architecture: '',
        description: '',
        created_at: '0001-01-01T00:00:00Z',
        last_used_at: '0001-01-01T00:00:00Z',
        ephemeral: false,
        stateful: false,
        profiles: null,
        config: null,
        devices: null,
      });
      // After 10 s.
      const alone = await outcomeOf(as('admin', asked()), `/1.0/instances/${NAME}`, { deadlineMs: 15_000 });
      expect(alone).toBe('500 Missing event connection with target cluster member');
    });

    it('is warned of by the leader, which names its address alone', async () => {
      const { cluster, patience } = subject();
      const warning = await eventually(
        async () => {
          const { host } = new URL(cluster.endpointOf(member));
          return firstOf((await unresolved()).filter(({ last_message }) => last_message.includes(host)));
        },
        { withinMs: patience(20_000) },
      );
      expect(warning).toMatchObject({ severity: 'low', status: 'new', entity_url: '', project: '' });
      expect(warning.location).toBe(await cluster.leader());
    });

    it('brings its instances back, and the warning is resolved', async () => {
      const { cluster, patience } = subject();
      await cluster.start(member);
      await thereAgain();
      await eventually(async () => expect(await unresolved()).toEqual([]), { withinMs: patience(30_000) });
    });
  });
}

import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { Cancellable } from '../../clusters/cluster.ts';
import { read } from '../answers.ts';
import { eventually } from '../eventually.ts';
import { Operation, Operations } from '../shapes/operation.ts';
import { firstOf, TRUSTED, type Caller, type Subject } from '../subject.ts';

const OPERATIONS = '/1.0/operations';
const FINAL = 200;

/** What runs in the background, and what an operation gives away. */
export function operationChecks(subject: () => Subject): void {
  const begun: Cancellable[] = [];
  const keep = <T extends Cancellable>(operation: T): T => {
    begun.push(operation);
    return operation;
  };
  afterEach(async () => {
    for (const operation of begun.splice(0)) await operation.cancel();
  });

  const listed = async (caller: Caller, query = '') =>
    Operations.parse(await read(subject().as(caller), `${OPERATIONS}?recursion=1${query}`));
  /** Who finds one among the operations; all three are asked. */
  const whoFinds = async (isIt: (operation: Operation) => boolean, query = '') => {
    const lists = await Promise.all(TRUSTED.map((caller) => listed(caller, query)));
    return TRUSTED.filter((_, index) =>
      Object.values(lists[index] ?? {})
        .flat()
        .some(isIt),
    );
  };

  describe('the operations', () => {
    it('are listed by status at every member, as paths or in full', async () => {
      const { cluster, as } = subject();
      const token = keep(await cluster.makeJoinToken('never-joins'));
      const download = keep(await cluster.startLongOperation());
      for (const name of cluster.memberNames) {
        const client = as('admin', name);
        const lists = Operations.parse(await read(client, `${OPERATIONS}?recursion=1`));
        for (const [status, operations] of Object.entries(lists)) {
          for (const operation of operations) expect(operation.status.toLowerCase()).toBe(status);
        }
        const running = lists.running?.map(({ id }) => `${OPERATIONS}/${id}`);
        expect(running).toEqual(expect.arrayContaining([token.operation, download.operation]));
        const paths = z.record(z.string(), z.array(z.string())).parse(await read(client, OPERATIONS));
        expect(paths.running).toEqual(expect.arrayContaining([token.operation, download.operation]));
      }
    });

    it('tell how far they have come, and end when they are cancelled', async () => {
      const { cluster, as } = subject();
      const download = keep(await cluster.startLongOperation());
      const current = async () => Operation.parse(await read(as('admin'), download.operation));
      expect(await current()).toMatchObject({
        class: 'task',
        description: 'Downloading image',
        status: 'Running',
        may_cancel: true,
        metadata: { download_progress: expect.stringMatching(/\d+%/) },
        err: '',
      });
      expect(cluster.memberNames).toContain((await current()).location);
      await download.cancel();
      expect((await current()).status_code).toBeGreaterThanOrEqual(FINAL);
    });

    it('stay listed when they have ended, for longer than one roll call takes', async () => {
      const { cluster, as, offlineThresholdMs, patience } = subject();
      const instance = { name: 'soon-made', member: firstOf(cluster.memberNames) };
      const ended = async () =>
        Object.values(Operations.parse(await read(as('admin'), `${OPERATIONS}?recursion=1`)))
          .flat()
          .filter((each) => JSON.stringify(each.resources).includes(instance.name))
          .filter(({ status_code }) => status_code >= FINAL);
      await cluster.createInstance(instance);
      const endedAtMs = Date.now();
      try {
        expect(await ended()).toMatchObject([{ description: 'Creating instance', status: 'Success' }]);
        await eventually(async () => expect(await ended()).toEqual([]), { withinMs: patience(10_000) });
        expect(Date.now() - endedAtMs).toBeGreaterThan(offlineThresholdMs / 5);
      } finally {
        await cluster.deleteInstance(instance);
      }
    });

    it('give the secrets of tokens away, to restricted certificates too', async () => {
      const { cluster } = subject();
      const tokens = [await cluster.makeJoinToken('never-joins'), await cluster.makeTrustToken('nobody')];
      for (const { secret } of tokens.map(keep)) {
        expect(secret).toMatch(/^[0-9a-f]{64}$/);
        // Tokens are in the project `default`.
        expect(await whoFinds(({ metadata }) => metadata?.secret === secret)).toEqual(
          cluster.product === 'lxd' ? TRUSTED : ['admin', 'restrictedWithProjects'],
        );
      }
    });

    it('of one project are no secret in LXD 5.0, and cannot be listed together there', async () => {
      const { cluster } = subject();
      const instance = { name: 'made-in-web', project: 'web', member: firstOf(cluster.memberNames) };
      const isIt = ({ resources }: Operation) =>
        JSON.stringify(resources).includes('/1.0/instances/made-in-web');
      const whoSees = async (query = '') => {
        // What is done to it stays listed for 5 s.
        await cluster.createInstance(instance);
        await cluster.deleteInstance(instance);
        return whoFinds(isIt, query);
      };
      const isLxd = cluster.product === 'lxd';
      expect(await whoSees('&project=web')).toEqual(isLxd ? TRUSTED : ['admin']);
      expect(await whoSees('&all-projects=true')).toEqual(isLxd ? [] : ['admin']);
      expect(await whoSees()).toEqual([]);
    });
  });
}

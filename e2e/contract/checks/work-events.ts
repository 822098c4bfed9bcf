import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { listen, type Listener } from '../events.ts';
import { LifecycleEvent, OperationEvent } from '../shapes/event.ts';
import { firstOf, TRUSTED, type Caller, type Subject } from '../subject.ts';

const TYPES = 'type=lifecycle,operation';
const EVERYTHING = `${TYPES}&all-projects=true`;

/** The events of instances and operations. */
export function workEventChecks(subject: () => Subject): void {
  const open: Listener[] = [];
  const listenAs = async (caller: Caller, query = EVERYTHING) => {
    const listener = await listen(subject().as(caller), query);
    open.push(listener);
    return listener;
  };
  afterEach(() => {
    for (const listener of open.splice(0)) listener.close();
  });

  const made = (name: string, project: string) => ({
    name,
    project,
    member: subject().cluster.memberNames.at(-1) ?? '',
  });
  const makeAndDelete = async (instance: ReturnType<typeof made>) => {
    await subject().cluster.createInstance(instance);
    await subject().cluster.deleteInstance(instance);
  };
  /** All that has come of it, once its end has. */
  const heardOf = (listener: Listener, name: string) =>
    eventually(
      () => {
        const ofIt = listener.events.filter((event) => JSON.stringify(event).includes(name));
        firstOf(ofIt.filter(({ metadata }) => metadata.action === 'instance-deleted'));
        return ofIt;
      },
      { withinMs: subject().patience(3000) },
    );

  describe('the events of work', () => {
    it('tell of an instance that is made and deleted what, where, and by whom', async () => {
      const { cluster } = subject();
      const admin = await listenAs('admin');
      const instance = made('short-lived', 'web');
      await makeAndDelete(instance);
      const lifecycle = (await heardOf(admin, instance.name))
        .filter(({ type }) => type === 'lifecycle')
        .map((event) => LifecycleEvent.parse(event));
      expect(lifecycle.map(({ metadata }) => metadata.action)).toEqual([
        'instance-created',
        'instance-deleted',
      ]);
      for (const { location, project, metadata } of lifecycle) {
        expect({ location, project }).toEqual({ location: instance.member, project: 'web' });
        expect(metadata.source).toBe('/1.0/instances/short-lived?project=web');
        // LXD 5.0 says of no instance who it was, nor its name by itself.
        const isIncus = cluster.product === 'incus';
        expect(metadata.requestor !== undefined).toBe(isIncus);
        expect(metadata.name).toBe(isIncus ? instance.name : undefined);
        expect(metadata.project).toBe(isIncus ? 'web' : undefined);
      }
      expect(lifecycle[0]?.metadata.context).toMatchObject({ 'storage-pool': 'local', type: 'container' });
    });

    it('tell of each operation on it, to its end', async () => {
      const admin = await listenAs('admin');
      const instance = made('operated-on', 'web');
      await makeAndDelete(instance);
      const ends = await eventually(
        () => {
          const succeeded = admin.events
            .filter((event) => event.type === 'operation' && JSON.stringify(event).includes(instance.name))
            .map((event) => OperationEvent.parse(event))
            .filter(({ metadata }) => metadata.status_code === 200);
          expect(succeeded).toHaveLength(2);
          return succeeded;
        },
        { withinMs: subject().patience(3000) },
      );
      expect(ends.map(({ metadata }) => metadata.description)).toEqual([
        'Creating instance',
        'Deleting instance',
      ]);
      for (const { location, project, metadata } of ends) {
        expect({ location, project }).toEqual({ location: instance.member, project: 'web' });
        expect(metadata.location).toBe(location);
      }
    });

    it('of other projects reach every certificate in LXD 5.0, and none that is restricted in Incus', async () => {
      const { cluster, patience } = subject();
      const listeners = await Promise.all(TRUSTED.map((caller) => listenAs(caller)));
      const narrow = await listenAs('restrictedWithProjects', TYPES);
      await makeAndDelete(made('in-web', 'web'));
      await makeAndDelete(made('in-default', 'default'));
      const hears = ({ events }: Listener, name: string) => JSON.stringify(events).includes(name);
      // What came first has come once the second has.
      const [admin, restricted, withProjects] = listeners;
      if (!admin || !restricted || !withProjects) throw new Error('too few listeners');
      for (const listener of [admin, withProjects, narrow]) {
        await eventually(() => expect(hears(listener, 'in-default')).toBe(true), {
          withinMs: patience(3000),
        });
      }
      const isLxd = cluster.product === 'lxd';
      expect(hears(admin, 'in-web')).toBe(true);
      expect(hears(withProjects, 'in-web')).toBe(isLxd);
      expect(hears(narrow, 'in-web')).toBe(false);
      if (isLxd) {
        await eventually(() => expect(hears(restricted, 'in-default')).toBe(true), {
          withinMs: patience(3000),
        });
      } else expect(restricted.events).toEqual([]);
    });

    it('give the secrets of tokens away, to restricted certificates too', async () => {
      const { cluster, patience } = subject();
      const listeners = await Promise.all(TRUSTED.map((caller) => listenAs(caller)));
      const tokens = [await cluster.makeJoinToken('never-joins'), await cluster.makeTrustToken('nobody')];
      for (const token of tokens) await token.cancel();
      const knowing = () =>
        TRUSTED.filter((_, index) => {
          const heard = JSON.stringify(listeners[index]?.events);
          return tokens.every(({ secret }) => heard.includes(secret));
        });
      const expected = cluster.product === 'lxd' ? TRUSTED : ['admin', 'restrictedWithProjects'];
      await eventually(() => expect(knowing()).toEqual(expected), { withinMs: patience(3000) });
    });

    it('are refused in Incus, for a project that the certificate does not name', async () => {
      const { cluster, as } = subject();
      const isLxd = cluster.product === 'lxd';
      const statusOf = async (caller: Caller, query: string) =>
        (await as(caller).ask(`/1.0/events?${TYPES}${query}`)).status;
      // 400: it would have been a socket.
      expect(await statusOf('restricted', '')).toBe(isLxd ? 400 : 403);
      expect(await statusOf('restricted', '&all-projects=true')).toBe(400);
      expect(await statusOf('restrictedWithProjects', '')).toBe(400);
      expect(await statusOf('restrictedWithProjects', '&project=web')).toBe(isLxd ? 400 : 403);
    });
  });
}

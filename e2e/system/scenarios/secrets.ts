import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { listen, type Listener } from '../../contract/events.ts';
import { eventually } from '../../contract/eventually.ts';
import { connectTo, type Client } from '../../contract/https.ts';
import { apiPaths, readAll, recordSocket, recordStream, type Recording } from '../everything.ts';
import { KEY, type Scene } from '../scene.ts';

const Begun = z.object({
  metadata: z.object({ id: z.string(), metadata: z.object({ secret: z.string().check(z.minLength(32)) }) }),
});

/** A token that can be used as long as its operation is there. */
type Token = { what: string; id: string; secret: string };

const HEARD_WITHIN_MS = 10_000;
const QUERY = 'type=lifecycle,operation&all-projects=true';

export function secretsScenario(scene: () => Scene): void {
  describe('the secrets of join and trust tokens', () => {
    const clients: Client[] = [];
    const recordings: Recording[] = [];
    let upstream: Listener;
    let tokens: Token[] = [];
    const as = (who: 'admin' | 'restricted'): Client => {
      const { cluster } = scene();
      const client = connectTo(cluster.endpoints[0] ?? '', cluster[who]);
      clients.push(client);
      return client;
    };

    beforeAll(async () => {
      const { proxy, cluster, settled } = scene();
      await settled();
      const [admin, restricted] = [as('admin'), as('restricted')];
      upstream = await listen(restricted, QUERY);
      recordings.push(
        await recordStream(proxy.url, KEY),
        await recordSocket(proxy.url, '/1.0/events'),
        await recordSocket(proxy.url, `/lxd/${KEY}/1.0/events?${QUERY}`),
      );
      // Whether the proxy itself listens already can't be seen from outside; what it hears can.
      const [name = ''] = cluster.memberNames;
      await eventually(
        async () => {
          await cluster.setDescription(name, `heard at ${Date.now()}`);
          expect(recordings.slice(1).every(({ text }) => text().includes('cluster-member-updated'))).toBe(
            true,
          );
        },
        { withinMs: HEARD_WITHIN_MS },
      );
      await cluster.setDescription(name, '');

      const make = async (what: string, path: string, json: object): Promise<Token> => {
        const { metadata } = Begun.parse((await admin.ask(path, { method: 'POST', json })).body);
        return { what, id: metadata.id, secret: metadata.metadata.secret };
      };
      const trust = { name: 'nobody', type: 'client', token: true, restricted: true, projects: [] };
      tokens = [
        await make('join', '/1.0/cluster/members', { server_name: 'never-joins' }),
        await make('trust', '/1.0/certificates', trust),
      ];
    });

    afterAll(async () => {
      for (const recording of recordings.splice(0)) recording.stop();
      upstream.close();
      await Promise.all(clients.splice(0).map((client) => client.close()));
    });

    const cancelAll = async (): Promise<void> => {
      const admin = as('admin');
      for (const { id } of tokens) await admin.ask(`/1.0/operations/${id}`, { method: 'DELETE' });
    };
    /** Of each text whether it tells of every token, and that it has no secret. */
    const expectNoSecret = (where: string, text: string): void => {
      expect(text.length, where).toBeGreaterThan(0);
      for (const { what, secret } of tokens)
        expect(text.includes(secret), `${where} has the secret of a ${what} token`).toBe(false);
    };
    const tellsOfAll = (text: string): boolean => tokens.every(({ id }) => text.includes(id));

    it('are shown by LXD to the certificate of the proxy, in its operations and in its events', async () => {
      const { body } = await as('restricted').ask('/1.0/operations?recursion=1');
      for (const { secret } of tokens) expect(JSON.stringify(body)).toContain(secret);
      const heard = (): string => JSON.stringify(upstream.events);
      await expect.poll(heard, { timeout: HEARD_WITHIN_MS }).toContain(tokens[0]?.secret);
      await expect.poll(heard, { timeout: HEARD_WITHIN_MS }).toContain(tokens[1]?.secret);
    });

    it('are in nothing that the proxy tells as it happens', async () => {
      for (const { text } of recordings) {
        await expect.poll(() => tellsOfAll(text()), { timeout: HEARD_WITHIN_MS }).toBe(true);
        expectNoSecret('what comes by itself', text());
      }
    });

    it('are in nothing that the proxy answers', async () => {
      const { proxy, cluster } = scene();
      const operations = ['/1.0/operations?recursion=1', '/1.0/operations?recursion=1&all-projects=true'];
      for (const path of operations) {
        const [answer] = await readAll(proxy.url, [path]);
        expect(tellsOfAll(answer?.text ?? ''), path).toBe(true);
      }
      const names = cluster.memberNames;
      const members = names.flatMap((name) => [
        `/1.0/cluster/members/${name}`,
        `/1.0/cluster/members/${name}/state`,
        `/1.0/resources?target=${name}`,
      ]);
      const paths = [
        ...(await apiPaths(proxy.url, { cluster: [KEY], member: names, id: ['1'] })),
        ...['export?format=json', 'export?format=csv', 'events?format=csv', 'changes?limit=1000'].map(
          (path) => `/api/clusters/${KEY}/${path}`,
        ),
        ...operations,
        ...tokens.map(({ id }) => `/1.0/operations/${id}`),
        ...members,
        '/1.0',
        '/1.0/cluster',
        '/1.0/cluster/members?recursion=1',
        '/1.0/cluster/groups?recursion=1',
        '/1.0/operations',
        '/1.0/warnings?recursion=1',
        '/1.0/resources',
        '/1.0/events',
      ];
      for (const { path, text } of await readAll(proxy.url, paths)) expectNoSecret(path, text);
      expectNoSecret('the log', proxy.output());
    });

    it('stay so when the tokens are cancelled, which LXD tells with the secret once more', async () => {
      const before = upstream.events.length;
      await cancelAll();
      const cancelled = (text: string): boolean =>
        tokens.every(({ id }) =>
          text.split('\n').some((line) => line.includes(id) && line.includes('"status":"Cancelled"')),
        );
      const heard = (): string =>
        upstream.events
          .slice(before)
          .map((event) => JSON.stringify(event))
          .join('\n');
      await expect.poll(() => cancelled(heard()), { timeout: HEARD_WITHIN_MS }).toBe(true);
      for (const { secret } of tokens) expect(heard()).toContain(secret);
      for (const { text } of recordings.slice(1))
        await expect.poll(() => cancelled(text()), { timeout: HEARD_WITHIN_MS }).toBe(true);
      const { proxy } = scene();
      const [answer] = await readAll(proxy.url, ['/1.0/operations?recursion=1']);
      for (const text of [
        ...recordings.map((recording) => recording.text()),
        answer?.text ?? '',
        proxy.output(),
      ])
        expectNoSecret('after that', text);
    });
  });
}

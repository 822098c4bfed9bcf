import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { ClusterAnswer, ClustersAnswer } from '../../../proxy/wire/api.ts';
import { connectTo } from '../../contract/https.ts';
import { getJson, getText } from '../http.ts';
import { KEY, type Scene } from '../scene.ts';

const Server = z.object({ metadata: z.looseObject({ environment: z.looseObject({}) }) });
const Total = z.looseObject({ total: z.number() });
const Resources = z.object({ metadata: z.looseObject({ cpu: Total, memory: Total }) });

export function healthyScenario(scene: () => Scene): void {
  /** What LXD answers to the proxy's own certificate. */
  const askLxd = async (path: string): Promise<{ status: number; body: unknown }> => {
    const { cluster } = scene();
    const client = connectTo(cluster.endpoints[0] ?? '', cluster.restricted);
    try {
      const { status, body } = await client.ask(path);
      return { status, body };
    } finally {
      await client.close();
    }
  };

  describe('a healthy cluster', () => {
    it('is shown with its members as LXD has them, each answering us with its version', async () => {
      const { proxy, settled, cluster } = scene();
      await settled();
      const answer = ClusterAnswer.parse((await getJson(`${proxy.url}/api/clusters/${KEY}`)).body);
      const listed = await askLxd('/1.0/cluster/members?recursion=1');
      const { cluster: identity, members, parts, leadership } = answer.snapshot;
      expect(listed.body).toMatchObject({
        metadata: members.map(({ probe: _probe, statusSince: _since, vitals: _vitals, ...member }) => member),
      });
      expect(members.map(({ server_name }) => server_name)).toEqual(cluster.memberNames);
      expect(leadership?.member).toBe(await cluster.leader());
      expect(identity).toMatchObject({ product: 'lxd', clustered: true, demo: false });
      expect(identity.serverVersion).toBe(cluster.label.replace('LXD ', ''));
      for (const { probe } of members) {
        expect(probe.version).toBe(identity.serverVersion);
        expect(probe.latencyMs).toBeGreaterThan(0);
      }
      expect(parts).toMatchObject({ server: OK, cluster: OK, members: OK, groups: OK });
      expect(answer.verdict).toMatchObject({
        level: 'ok',
        sentence: 'All 3 members are online and answer us.',
        quorum: { state: 'holds', voters: 3, present: 3, needed: 2, headroom: 1 },
      });
    });

    it('is ready, and listed with its verdict', async () => {
      const { proxy } = scene();
      expect(await getJson(`${proxy.url}/readyz`)).toEqual({ status: 200, body: { status: 'ok' } });
      expect(await getJson(`${proxy.url}/healthz`)).toEqual({ status: 200, body: { status: 'ok' } });
      const { clusters } = ClustersAnswer.parse((await getJson(`${proxy.url}/api/clusters`)).body);
      expect(clusters).toMatchObject([{ key: KEY, level: 'ok', memberCount: 3, statuses: { Online: 3 } }]);
    });

    it('answers forwarded reads as LXD does, errors too', async () => {
      const { proxy, cluster } = scene();
      const [name] = cluster.memberNames;
      for (const path of [
        '/1.0/cluster/members',
        '/1.0/cluster/members?recursion=1',
        `/1.0/cluster/members/${name}`,
        '/1.0/cluster/members/nobody',
        '/1.0/cluster/groups',
        '/1.0/cluster/groups?recursion=1',
        '/1.0/cluster/groups/default',
        // 5.0 does not have it: 501.
        `/1.0/cluster/members/${name}/state`,
        // Not for a restricted certificate: 403.
        '/1.0/warnings?recursion=1',
        '/1.0/resources?target=nobody',
        '/1.0/operations/31ad97bf-92b0-432f-b5cb-88faada719fb',
      ]) {
        const forwarded = await getJson(proxy.url + path);
        expect(forwarded, path).toEqual(await askLxd(path));
        expect(await getJson(`${proxy.url}/lxd/${KEY}${path}`), path).toEqual(forwarded);
      }
      // Which of the members answers is the proxy's choice, and it is named.
      const { body } = await getJson(`${proxy.url}/1.0/cluster`);
      expect(body).toMatchObject({ type: 'sync', metadata: { enabled: true } });
    });

    it('forwards the hardware of each member, as it says itself', async () => {
      const { proxy, cluster } = scene();
      for (const name of cluster.memberNames) {
        const path = `/1.0/resources?target=${name}`;
        const forwarded = Resources.parse((await getJson(proxy.url + path)).body).metadata;
        const { cpu, memory, ...rest } = Resources.parse((await askLxd(path)).body).metadata;
        // What is used of them changes from one moment to the next.
        expect(forwarded).toMatchObject({
          ...rest,
          cpu: { total: cpu.total },
          memory: { total: memory.total },
        });
      }
    });

    it('forwards /1.0 without what is no business of a viewer', async () => {
      const { proxy } = scene();
      const forwarded = Server.parse((await getJson(`${proxy.url}/1.0`)).body).metadata;
      const { config, environment, ...rest } = Server.parse((await askLxd('/1.0')).body).metadata;
      expect(forwarded).toMatchObject(rest);
      expect(Object.keys(forwarded.environment)).toEqual(Object.keys(environment));
      expect(forwarded['config'], `instead of ${JSON.stringify(config)}`).toEqual({});
    });

    it('lets no key material out, neither by the API nor into the log', async () => {
      const { proxy, cluster } = scene();
      const key = await readFile(cluster.files.clientKey, 'utf8');
      const secrets = key.split('\n').filter((line) => line !== '' && !line.startsWith('-----'));
      const paths = ['/api/clusters', `/api/clusters/${KEY}`, '/api/openapi.json', '/readyz', '/1.0/cluster'];
      const answers = await Promise.all(paths.map((path) => getText(proxy.url + path)));
      for (const text of [...answers, proxy.output()]) {
        expect(text.length).toBeGreaterThan(0);
        expect(text).not.toMatch(/-----BEGIN|PRIVATE KEY/);
        for (const secret of secrets) expect(text).not.toContain(secret);
      }
      // LXD's own certificate is public and part of what is forwarded; nothing else is.
      const server = await getText(`${proxy.url}/1.0`);
      expect(server.match(/-----BEGIN [A-Z ]+-----/g)).toEqual(['-----BEGIN CERTIFICATE-----']);
      for (const secret of secrets) expect(server).not.toContain(secret);
    });
  });
}

const OK = { status: 'ok', failure: null };

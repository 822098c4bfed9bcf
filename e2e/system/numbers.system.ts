// What the page of a member is made of, on real LXD and real Incus: one proxy for each kind of certificate.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClusterAnswer } from '../../proxy/wire/api.ts';
import { HardwareAnswer, InstancesAnswer, MemberDetail } from '../../proxy/wire/detail.ts';
import { SettingsAnswer } from '../../proxy/wire/settings.ts';
import type { ClusterSnapshot } from '../../proxy/wire/snapshot.ts';
import type { Identity, TestCluster } from '../clusters/cluster.ts';
import { writeFiles } from '../clusters/credentials.ts';
import { findIncus, startIncus } from '../clusters/incus.ts';
import { findLxd, startLxd } from '../clusters/lxd.ts';
import { connectTo } from '../contract/https.ts';
import { type ProxyProcess, startProxy } from '../proxy-process.ts';
import { getJson } from './http.ts';

const PRODUCTS = [
  { product: 'LXD', software: await findLxd(), start: startLxd },
  { product: 'Incus', software: await findIncus(), start: startIncus },
] as const;

const KEY = 'lxd';
/** A list that was refused is tried again after 15 s, the hardware of each member is read each minute. */
const SOON = { timeout: 30_000 };

/** One that hung so shortly that it was hardly missed is read again in its turn. */
const A_ROUND = { timeout: 90_000 };

type Who = 'admin' | 'restricted' | 'restrictedWithProjects';

for (const { product, software, start } of PRODUCTS) {
  describe(`the numbers of a real ${product} cluster`, () => {
    if ('missing' in software) {
      it.skip(`not here: ${software.missing}`);
      return;
    }
    const undo: (() => Promise<unknown>)[] = [];
    let cluster: TestCluster;
    const proxies = new Map<Who, ProxyProcess>();

    const proxyAs = async (home: string, who: Who, identity: Identity): Promise<void> => {
      const dir = await mkdtemp(join(home, `${who}-`));
      const files = await writeFiles(dir, identity, cluster.serverCertPem);
      const env = {
        LXD_ENDPOINTS: cluster.endpoints.join(','),
        LXD_CLIENT_CERT: files.clientCert,
        LXD_CLIENT_KEY: files.clientKey,
        LXD_SERVER_CERT: files.serverCert,
      };
      const proxy = await startProxy({ cwd: dir, env });
      undo.push(() => proxy.stop());
      proxies.set(who, proxy);
    };
    beforeAll(async () => {
      const home = await mkdtemp(join(tmpdir(), 'rollcall-numbers-'));
      undo.push(() => rm(home, { recursive: true, force: true }));
      cluster = await start();
      undo.push(() => cluster.close());
      const [first = '', second = ''] = cluster.memberNames;
      await cluster.createInstance({ name: 'web-1', member: first });
      await cluster.createInstance({ name: 'db-1', member: second });
      for (const who of ['admin', 'restricted', 'restrictedWithProjects'] as const) {
        await proxyAs(home, who, cluster[who]);
      }
    });
    afterAll(async () => {
      for (const step of undo.splice(0).toReversed()) await step();
    });

    const at = (who: Who, path = ''): string => `${proxies.get(who)?.url}/api/clusters/${KEY}${path}`;
    const snapshot = async (who: Who): Promise<ClusterSnapshot> =>
      ClusterAnswer.parse((await getJson(at(who))).body).snapshot;
    const statuses = async (who: Who): Promise<Record<string, string>> =>
      Object.fromEntries(
        Object.entries((await snapshot(who)).rings).map(([name, { status }]) => [name, status]),
      );
    const vitals = async (who: Who, name: string) =>
      (await snapshot(who)).members.find(({ server_name }) => server_name === name)?.vitals;
    const second = (): string => cluster.memberNames[1] ?? '';

    it.each([
      ['admin', 'unrestricted', []],
      ['restricted', 'restricted', []],
      ['restrictedWithProjects', 'restricted', ['default']],
    ] as const)('are asked for as %s, which the settings tell to be %s', async (who, kind, projects) => {
      const told = async () =>
        SettingsAnswer.parse((await getJson(`${proxies.get(who)?.url}/api/settings`)).body).clusters;
      await expect
        .poll(told, SOON)
        .toMatchObject([{ key: KEY, from: 'environment', grant: { kind, projects, groups: [] } }]);
    });

    it('are read in full with an unrestricted certificate, but for what the server does not offer', async () => {
      await expect
        .poll(() => statuses('admin'), SOON)
        .toEqual({
          state: product === 'LXD' ? 'unsupported' : 'ok',
          resources: 'ok',
          pools: 'ok',
          instances: 'ok',
          operations: 'ok',
          warnings: 'ok',
          events: 'ok',
        });
      for (const name of cluster.memberNames) {
        await expect.poll(async () => (await vitals('admin', name))?.fullestPool?.name, SOON).toBe('local');
        await expect.poll(async () => (await vitals('admin', name))?.cpuThreads, SOON).toBeGreaterThan(0);
        expect(await vitals('admin', name)).toMatchObject({
          memory: { totalBytes: expect.any(Number), usedBytes: expect.any(Number) },
          ...(product === 'LXD'
            ? { load: null, uptimeS: null }
            : {
                load: [expect.any(Number), expect.any(Number), expect.any(Number)],
                uptimeS: expect.any(Number),
              }),
        });
      }
    });

    it('count the instances of each member, none of which was ever started', async () => {
      const counted = async (who: Who) =>
        (await snapshot(who)).members.map(({ vitals: { instances } }) => instances?.stopped ?? null);
      await expect.poll(() => counted('admin'), SOON).toEqual([1, 1, 0]);
      await expect.poll(() => counted('restrictedWithProjects'), SOON).toEqual([1, 1, 0]);
      const { value } = InstancesAnswer.parse(
        (await getJson(at('admin', `/members/${second()}/instances`))).body,
      );
      expect(value).toMatchObject([
        { name: 'db-1', status: 'Stopped', type: 'container', lastUsedAtMs: null },
      ]);
      expect(JSON.stringify(value)).not.toMatch(/config|devices/);
    });

    it('follow an instance that is made and deleted, by the events of the cluster', async () => {
      const names = async (): Promise<string[]> => {
        const { body } = await getJson(at('admin', `/members/${second()}/instances`));
        return (InstancesAnswer.parse(body).value ?? []).map(({ name }) => name);
      };
      await cluster.createInstance({ name: 'late-1', member: second() });
      await expect.poll(names, { timeout: 10_000 }).toEqual(['db-1', 'late-1']);
      await cluster.deleteInstance({ name: 'late-1' });
      await expect.poll(names, { timeout: 10_000 }).toEqual(['db-1']);
      const told = async () =>
        ClusterAnswer.parse((await getJson(at('admin'))).body).events.map(({ action, subject }) => [
          action,
          subject,
        ]);
      await expect.poll(told, SOON).toContainEqual(['instance-deleted', 'late-1']);
    });

    it('say what a restricted certificate is refused, and never call that none', async () => {
      await expect
        .poll(() => statuses('restricted'), SOON)
        .toMatchObject({
          instances: 'refused',
          warnings: 'refused',
          resources: 'ok',
          pools: 'ok',
          ...(product === 'LXD' ? {} : { operations: 'refused', events: 'refused' }),
        });
      expect(await vitals('restricted', second())).toMatchObject({ instances: null });
      const instances = InstancesAnswer.parse(
        (await getJson(at('restricted', `/members/${second()}/instances`))).body,
      );
      expect(instances).toMatchObject({ part: { status: 'refused' }, value: null });
    });

    it('are those that the member tells itself', async () => {
      const client = connectTo(cluster.endpointOf(second()), cluster.admin);
      const metadataOf = async (path: string): Promise<unknown> => {
        const { body } = await client.ask(path);
        return typeof body === 'object' && body !== null && 'metadata' in body ? body.metadata : undefined;
      };
      try {
        const hardware = HardwareAnswer.parse(
          (await getJson(at('admin', `/members/${second()}/hardware`))).body,
        );
        const told = await metadataOf('/1.0/resources');
        expect(told).toMatchObject({
          cpu: { total: hardware.value?.cpu?.total },
          memory: { total: hardware.value?.memory?.total },
        });
        const detail = MemberDetail.parse((await getJson(at('admin', `/members/${second()}`))).body);
        const { kernel_version, os_name, driver, certificate_fingerprint, server_pid } =
          detail.server.value ?? {};
        expect(await metadataOf('/1.0')).toMatchObject({
          environment: { kernel_version, os_name, driver, certificate_fingerprint, server_pid },
        });
        expect(certificate_fingerprint).toBe(cluster.serverFingerprint);
        expect(detail.pools.value).toMatchObject([
          {
            name: 'local',
            pool: { driver: 'dir', status: 'Created' },
            remote: false,
            space: { total: expect.any(Number) },
          },
        ]);
      } finally {
        await client.close();
      }
    });

    it('stay, with their own time, when the member hangs, and are read again when it is back', async () => {
      const before = await vitals('admin', second());
      await cluster.freeze(second());
      const probe = async () =>
        (await snapshot('admin')).members.find(({ server_name }) => server_name === second())?.probe.state;
      await expect.poll(probe, SOON).toBe('silent');
      expect(await vitals('admin', second())).toMatchObject({
        cpuThreads: before?.cpuThreads,
        memory: { totalBytes: before?.memory?.totalBytes },
      });
      const frozenAtMs = (await vitals('admin', second()))?.resourcesAtMs ?? 0;
      await cluster.thaw(second());
      await expect.poll(probe, SOON).toBe('answering');
      await expect
        .poll(async () => (await vitals('admin', second()))?.resourcesAtMs ?? 0, A_ROUND)
        .toBeGreaterThan(frozenAtMs);
    });
  });
}

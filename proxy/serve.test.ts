import { createServer } from 'node:net';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ClusterConfig, Config } from './config/config.ts';
import { DEFAULT_RETENTION } from './history/retention.ts';
import { openMemory } from './history/testing/memory-store.ts';
import { type Service, serve } from './serve.ts';
import { NO_ENROLLING } from './testing/no-enrolling.ts';
import { type Sim, startSim } from './sim/sim.ts';
import { openStream } from './testing/stream-client.ts';
import { ClusterAnswer, ClustersAnswer } from './wire/api.ts';

// Several of these wait for deadlines of the proxy, on a machine that may be busy.
vi.setConfig({ testTimeout: 40_000, hookTimeout: 20_000 });

let dataDir: string;
let sims: Sim[] = [];
let services: Service[] = [];
const logged: unknown[] = [];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rollcall-serve-'));
});
afterEach(async () => {
  await Promise.all(services.map((service) => service.close()));
  await Promise.all(sims.map((sim) => sim.close()));
  await rm(dataDir, { recursive: true });
  [sims, services, logged.length] = [[], [], 0];
});

async function startCluster(key: string): Promise<{ sim: Sim; cluster: ClusterConfig }> {
  const sim = await startSim({ members: 3 });
  sims.push(sim);
  const cluster: ClusterConfig = {
    key,
    name: key,
    endpoints: sim.endpoints,
    clientCertPem: sim.restricted.certPem,
    clientKeyPem: sim.restricted.keyPem,
    serverFingerprint: sim.serverFingerprint,
    clientCertNotAfterMs: Date.now() + 86_400_000 * 365,
    files: null,
    from: 'file',
    serverCertNotAfterMs: null,
  };
  return { sim, cluster };
}

/** `later`: what the settings say of the clusters once they are read again. */
async function start(
  clusters: ClusterConfig[],
  port = 0,
  later: () => ClusterConfig[] = () => clusters,
): Promise<Service> {
  const config: Config = {
    listen: { host: '127.0.0.1', port },
    insecureListen: false,
    hosts: [],
    tls: null,
    publicUrl: null,
    trustedProxies: [],
    access: null,
    dataDir,
    logLevel: 'info',
    rollCallIntervalMs: 200,
    probeIntervalMs: 200,
    history: { retention: DEFAULT_RETENTION },
    clusters,
    file: null,
    source: 'test',
  };
  const log = pino({ level: 'info' }, { write: (line: string) => logged.push(JSON.parse(line)) });
  const service = await serve({
    config,
    log,
    version: '1.2.3',
    staticDir: null,
    enrolling: NO_ENROLLING,
    readSettings: () => ({ ok: true, config: { ...config, clusters: later() }, warnings: [] }),
    openStore: async () => openMemory(),
    now: Date.now,
    random: () => 0.5,
  });
  services.push(service);
  return service;
}

const clusterAt = async ({ url }: Service, key: string): Promise<ClusterAnswer> =>
  ClusterAnswer.parse(await (await fetch(`${url}/api/clusters/${key}`)).json());
const isReady = async ({ url }: Service): Promise<number> => (await fetch(`${url}/readyz`)).status;
const patience = { timeout: 20_000, interval: 30 };
const portOf = ({ url }: Service): number => Number(new URL(url).port);

/** Servers and sockets that are open. Not timers: those of the test runner come and go. */
const openHandles = (): string[] =>
  process
    .getActiveResourcesInfo()
    .filter((name) => name !== 'Timeout')
    .toSorted();

describe('a service', () => {
  it('shows the demo when no cluster is configured, and says so', async () => {
    const service = await start([]);
    await expect.poll(() => isReady(service), patience).toBe(200);
    const list = ClustersAnswer.parse(await (await fetch(`${service.url}/api/clusters`)).json());
    expect(list.clusters).toMatchObject([{ key: 'demo', demo: true, memberCount: 5, product: 'lxd' }]);
    expect((await fetch(`${service.url}/1.0/cluster`)).status).toBe(200);
    expect(logged).toContainEqual(expect.objectContaining({ msg: expect.stringMatching(/^DEMO: /) }));
  });

  it('is ready once the roll was called, and logs what changes, without secrets', async () => {
    const { sim, cluster } = await startCluster('prod');
    const service = await start([cluster]);
    await expect.poll(() => isReady(service), patience).toBe(200);
    await sim.control.setDescription('node-2', 'moved');
    await expect
      .poll(() => logged, patience)
      .toContainEqual(
        expect.objectContaining({ cluster: 'prod', kind: 'description', member: 'node-2', after: 'moved' }),
      );
    expect(JSON.stringify(logged)).not.toMatch(/PRIVATE KEY|BEGIN CERTIFICATE/);
  });

  it('logs once of each server that it does not present the pinned certificate', async () => {
    const { sim, cluster } = await startCluster('prod');
    const service = await start([{ ...cluster, serverFingerprint: 'ab'.repeat(32) }]);
    const seqOf = async (): Promise<number> => (await clusterAt(service, 'prod')).seq;
    await expect.poll(seqOf, patience).toBeGreaterThan(6);
    const told = logged.filter((line) => JSON.stringify(line).includes('not the pinned certificate'));
    expect(told).toHaveLength(sim.endpoints.length);
    for (const origin of sim.endpoints) {
      expect(told).toContainEqual(expect.objectContaining({ level: 50, cluster: 'prod', origin }));
    }
  });

  it('tells a changed certificate of the cluster, and goes on once the settings accept it', async () => {
    const { sim, cluster } = await startCluster('prod');
    let now = cluster;
    const service = await start([cluster], 0, () => [now]);
    await expect.poll(() => isReady(service), patience).toBe(200);
    // By which it is seen at once, and not within a minute.
    const events = async () => (await clusterAt(service, 'prod')).snapshot.rings.events.status;
    await expect.poll(events, patience).toBe('ok');
    const { serverFingerprint: before } = cluster;
    const after = await sim.control.updateCertificate();
    const kinds = async () =>
      (await clusterAt(service, 'prod')).changes.map((change) => [change.kind, change.before, change.after]);
    await expect.poll(kinds, patience).toContainEqual(['certificate', before, after]);
    now = { ...cluster, serverFingerprint: after };
    await expect.poll(kinds, patience).toContainEqual(['pin', before, after]);
    const { snapshot, verdict } = await clusterAt(service, 'prod');
    expect(snapshot.trust).toMatchObject({ pin: after, others: [] });
    expect(verdict.reasons.map(({ code }) => code)).not.toContain('certificate-mismatch');
  });

  it('goes on with a renewed certificate, although the old one is worth nothing any more', async () => {
    const { sim, cluster } = await startCluster('prod');
    let now = cluster;
    const service = await start([cluster], 0, () => [now]);
    await expect.poll(() => isReady(service), patience).toBe(200);
    now = {
      ...cluster,
      clientCertPem: sim.restrictedWithProjects.certPem,
      clientKeyPem: sim.restrictedWithProjects.keyPem,
    };
    const grantOf = async () => (await clusterAt(service, 'prod')).snapshot.trust.grant;
    await expect.poll(grantOf, patience).toMatchObject({ kind: 'restricted', projects: ['default'] });
    expect(logged).toContainEqual(expect.objectContaining({ msg: 'a new client certificate is in use' }));
  });

  it('remembers the members that it was not told of', async () => {
    const { sim, cluster } = await startCluster('prod');
    const service = await start([{ ...cluster, endpoints: sim.endpoints.slice(0, 1) }]);
    await expect.poll(() => isReady(service), patience).toBe(200);
    const remembered = async (): Promise<unknown> =>
      JSON.parse(await readFile(join(dataDir, 'prod.endpoints.json'), 'utf8'));
    await expect.poll(remembered, patience).toEqual({ endpoints: sim.endpoints.slice(1) });
    await service.close();
    await sim.control.stop('node-1');
    const next = await start([{ ...cluster, endpoints: sim.endpoints.slice(0, 1) }]);
    await expect.poll(() => isReady(next), patience).toBe(200);
  });

  it('rejects when its port is in use, and leaves nothing running', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { sim, cluster } = await startCluster('prod');
    const before = openHandles();
    await sim.control.clearRequests();
    await expect(start([cluster], port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await expect.poll(openHandles, patience).toEqual(before);
    expect(await sim.control.requests()).toEqual([]);
    await expect(start([], port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await expect.poll(openHandles, patience).toEqual(before);
    await new Promise((resolve) => other.close(resolve));
  });
});

describe('closing', () => {
  it('ends within 5 s with streams open, readers stuck, requests half said and all members frozen', async () => {
    const { sim, cluster } = await startCluster('prod');
    const service = await start([cluster]);
    await expect.poll(() => isReady(service), patience).toBe(200);
    const clients = Array.from({ length: 5 }, () => openStream(portOf(service), '?cluster=prod'));
    await expect.poll(() => clients.every((client) => client.events().length > 2), patience).toBe(true);
    clients[0]?.socket.pause();
    const half = openStream(portOf(service));
    half.socket.write('GET /1.0 HTTP/1.1\r\n');
    await sim.control.clearRequests();
    for (const name of ['node-1', 'node-2', 'node-3']) await sim.control.freeze(name);
    const asked = fetch(`${service.url}/1.0/cluster/members?filter=frozen`).then(
      (answer) => answer.status,
      () => 'broken off',
    );
    await expect.poll(() => sim.control.requests(), patience).not.toEqual([]);

    const startedMs = performance.now();
    await service.close();
    expect(performance.now() - startedMs).toBeLessThan(5000);
    expect([503, 'broken off']).toContain(await asked);
    await expect(fetch(`${service.url}/healthz`)).rejects.toThrow();
    await expect.poll(() => clients.slice(1).every((client) => client.ended()), patience).toBe(true);
    for (const client of [...clients, half]) client.socket.destroy();
  });

  it('can be asked for twice', async () => {
    const { cluster } = await startCluster('prod');
    const service = await start([cluster]);
    await Promise.all([service.close(), service.close()]);
  });
});

it('keeps one cluster live while another one hangs', async () => {
  const [well, hung] = await Promise.all([startCluster('well'), startCluster('hung')]);
  for (const name of ['node-1', 'node-2', 'node-3']) await hung.sim.control.freeze(name);
  const service = await start([hung.cluster, well.cluster]);
  const listAtMs = async (): Promise<number> =>
    (await clusterAt(service, 'well')).snapshot.parts.members.observedAtMs ?? 0;
  await expect.poll(listAtMs, patience).toBeGreaterThan(0);
  // Beat after beat, for longer than one question to the hung one takes.
  await expect
    .poll(async () => (await clusterAt(service, 'hung')).snapshot.parts.server.failure, patience)
    .not.toBeNull();
  const thenMs = Date.now();
  await expect.poll(listAtMs, patience).toBeGreaterThan(thenMs);
  expect((await clusterAt(service, 'well')).verdict.level).toBe('ok');
  expect((await clusterAt(service, 'hung')).verdict.level).not.toBe('ok');
  const readiness = await fetch(`${service.url}/readyz`);
  expect([readiness.status, await readiness.text()]).toEqual([503, expect.stringMatching(/"hung: [^"]+"\]/)]);
  // And a request that waits for the hung one keeps nobody from the other.
  const abort = new AbortController();
  const waiting = fetch(`${service.url}/1.0/cluster`, { signal: abort.signal }).catch(() => null);
  expect((await fetch(`${service.url}/lxd/well/1.0/cluster`)).status).toBe(200);
  abort.abort();
  await waiting;
});

/** What a cluster tells of, from its socket through the whole of a service to a client's. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { Config } from './config/config.ts';
import { DEFAULT_RETENTION } from './history/retention.ts';
import { openMemory } from './history/testing/memory-store.ts';
import { serve } from './serve.ts';
import { NO_ENROLLING } from './testing/no-enrolling.ts';
import { type Sim, startSim } from './sim/sim.ts';
import { ask } from './sim/test-client.ts';

const patience = { timeout: 10_000 };
const Token = z.object({
  operation: z.string(),
  metadata: z.object({ id: z.string(), metadata: z.object({ secret: z.string().min(32) }) }),
});

const configOf = (sim: Sim, dataDir: string): Config => ({
  listen: { host: '127.0.0.1', port: 0 },
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
  clusters: [
    {
      key: 'prod',
      name: 'prod',
      endpoints: sim.endpoints,
      clientCertPem: sim.restricted.certPem,
      clientKeyPem: sim.restricted.keyPem,
      serverFingerprint: sim.serverFingerprint,
      clientCertNotAfterMs: Number.POSITIVE_INFINITY,
      files: null,
      from: 'file',
      serverCertNotAfterMs: null,
    },
  ],
  file: null,
  source: 'test',
});

it('is heard by any number of clients over one socket to the cluster, without the secrets of tokens', async ({
  onTestFinished,
}) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'rollcall-serve-'));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  const sim = await startSim({ members: 1, guise: 'lxd-5.0' });
  onTestFinished(() => sim.close());
  const config = configOf(sim, dataDir);
  const service = await serve({
    config,
    log: pino({ level: 'silent' }),
    version: '1.2.3',
    staticDir: null,
    enrolling: NO_ENROLLING,
    readSettings: () => ({ ok: true, config, warnings: [] }),
    openStore: async () => openMemory(),
    now: Date.now,
    random: () => 0.5,
  });
  onTestFinished(() => service.close());

  const texts: string[][] = [];
  for (const path of ['/1.0/events', '/lxd/prod/1.0/events?all-projects=true&type=operation,lifecycle']) {
    const socket = new WebSocket(`${service.url.replace('http:', 'ws:')}${path}`);
    const heard: string[] = [];
    texts.push(heard);
    socket.on('message', (data: Buffer) => heard.push(data.toString()));
    await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  }
  // Nothing tells from outside when the socket to the cluster is open: what happens is repeated until it is heard of.
  const isHeard = async (): Promise<boolean> => {
    await sim.control.setDescription('node-1', `${Math.random()}`);
    return texts.every((heard) => heard.some((text) => text.includes('cluster-member-updated')));
  };
  await expect.poll(isHeard, patience).toBe(true);

  const [endpoint = ''] = sim.endpoints;
  const asked = { client: sim.admin, method: 'POST', body: { server_name: 'node-2' } };
  const { metadata } = Token.parse((await ask(`${endpoint}/1.0/cluster/members`, asked)).json);
  const {
    id,
    metadata: { secret },
  } = metadata;
  // The cluster does show it to the proxy.
  const listed = await ask(`${endpoint}/1.0/operations?recursion=1`, { client: sim.restricted });
  expect(listed.text).toContain(secret);

  await expect
    .poll(() => texts.every((heard) => heard.some((text) => text.includes(id))), patience)
    .toBe(true);
  for (const path of ['/1.0/operations?recursion=1', `/1.0/operations/${id}`, '/api/clusters/prod']) {
    // The list may have been asked for before there was a token.
    const read = async (): Promise<string> => (await fetch(service.url + path)).text();
    await expect.poll(read, patience).toContain(id);
    expect(await read()).not.toContain(secret);
  }
  expect(texts.join()).not.toContain(secret);
  const sockets = (await sim.control.requests()).filter(({ path }) => path.startsWith('/1.0/events'));
  expect(sockets).toHaveLength(1);
});

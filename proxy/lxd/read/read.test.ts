import { describe, expect, it } from 'vitest';
import { ok } from '../../result.ts';
import type { LxdClient } from '../client.ts';
import { fetchAllInstances, fetchInstance } from './instances.ts';
import { fetchAllOperations } from './operations.ts';
import { fetchAllPools, fetchPoolUsage } from './pools.ts';
import type { Reading } from './read.ts';
import { fetchResources } from './resources.ts';
import { fetchMemberState } from './state.ts';
import { fetchWarnings } from './warnings.ts';

const ORIGIN = 'https://node-1:8443';
const OPTIONS = { deadlineMs: 1000 };

/** A cluster that answers one question, with this metadata or as this error, and what it was asked. */
function answering(metadata: unknown, error?: { code: number; text: string }) {
  const asked: string[] = [];
  const envelope =
    error === undefined
      ? { type: 'sync', status: 'Success', status_code: 200, metadata }
      : { type: 'error', error_code: error.code, error: error.text, metadata: null };
  const client: LxdClient = {
    get: async (_origin, path) => {
      asked.push(path);
      return ok({
        status: error?.code ?? 200,
        contentType: 'application/json',
        etag: null,
        dateMs: null,
        body: Buffer.from(JSON.stringify(envelope)),
        ms: 3,
      });
    },
    openEvents: () => {
      throw new Error('nobody listens here');
    },
    serverNotAfterMs: () => null,
    pin: () => '',
    clientFingerprint: () => '',
    strangers: () => new Map(),
    look: async () => {},
    use: () => {},
    close: async () => {},
  };
  return { client, asked };
}
/** What was read; the failure where it was not. */
const valueOf = (answer: Awaited<Reading<unknown>>): unknown =>
  answer.ok ? answer.value.value : answer.error;

describe('instances', () => {
  const raw = {
    name: 'web-1',
    project: 'shop',
    type: 'container',
    status: 'Running',
    status_code: 103,
    location: 'node-1',
    architecture: 'x86_64',
    description: '',
    ephemeral: false,
    stateful: false,
    profiles: ['default'],
    created_at: '2026-11-23T10:57:27.217897438Z',
    last_used_at: '1970-01-01T00:00:00Z',
    config: { 'user.password': 'hunter2' },
    expanded_config: { 'user.password': 'hunter2' },
    devices: { root: { path: '/' } },
    expanded_devices: { root: { path: '/' } },
  };

  it('are read without what they are configured with', async () => {
    const { client, asked } = answering([raw]);
    const answer = await fetchAllInstances(client, ORIGIN, OPTIONS);
    expect(asked).toEqual(['/1.0/instances?recursion=1&all-projects=true']);
    expect(valueOf(answer)).toEqual([
      {
        name: 'web-1',
        project: 'shop',
        type: 'container',
        status: 'Running',
        location: 'node-1',
        architecture: 'x86_64',
        description: '',
        ephemeral: false,
        stateful: false,
        profiles: ['default'],
        createdAtMs: Date.parse(raw.created_at),
        lastUsedAtMs: null,
      },
    ]);
  });

  it('are asked for one by one by name and project, whatever these are', async () => {
    const { client, asked } = answering(raw);
    await fetchInstance(client, ORIGIN, { name: 'a/b?c', project: 'x&y=z' }, OPTIONS);
    expect(asked).toEqual(['/1.0/instances/a%2Fb%3Fc?project=x%26y%3Dz']);
  });
});

describe('operations', () => {
  it('are read of all statuses, of every project where that can be asked', async () => {
    const operation = (id: string, status_code: number) => ({
      id,
      status: 'x',
      status_code,
      metadata: { secret: 'no' },
    });
    const { client, asked } = answering({ running: [operation('a', 103)], success: [operation('b', 200)] });
    const answer = await fetchAllOperations(client, ORIGIN, true, OPTIONS);
    await fetchAllOperations(client, ORIGIN, false, OPTIONS);
    expect(asked).toEqual(['/1.0/operations?recursion=1&all-projects=true', '/1.0/operations?recursion=1']);
    expect(valueOf(answer)).toMatchObject([{ id: 'a' }, { id: 'b' }]);
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it('may be none at all', async () => {
    for (const none of [{}, null]) {
      expect(valueOf(await fetchAllOperations(answering(none).client, ORIGIN, false, OPTIONS))).toEqual([]);
    }
  });
});

describe('pools', () => {
  it('are read without their configuration', async () => {
    const raw = {
      name: 'local',
      driver: 'zfs',
      description: 'x',
      status: 'Created',
      config: { source: 'tank' },
    };
    expect(valueOf(await fetchAllPools(answering([raw]).client, ORIGIN, [], OPTIONS))).toEqual([
      { name: 'local', driver: 'zfs', description: 'x', status: 'Created' },
    ]);
  });

  it('may have no inodes', async () => {
    const { client, asked } = answering({ space: { used: 1, total: 2 } });
    const answer = await fetchPoolUsage(client, ORIGIN, 'a b', OPTIONS);
    expect(asked).toEqual(['/1.0/storage-pools/a%20b/resources']);
    expect(valueOf(answer)).toEqual({ space: { used: 1, total: 2 }, inodes: null });
  });
});

it('reads hardware as far as it makes sense, and drops what it does not know', async () => {
  const raw = {
    cpu: {
      architecture: 'x86_64',
      total: 2,
      sockets: [{ name: 'Xeon', socket: 0, cores: 'many', novelty: 1 }],
    },
    memory: { total: 'lots', used: 5 },
    storage: null,
    system: { uuid: '', firmware: null, motherboard: { vendor: 'ACME' } },
    quantum: { qubits: 5 },
  };
  const answer = await fetchResources(answering(raw).client, ORIGIN, OPTIONS);
  expect(valueOf(answer)).toMatchObject({
    cpu: { total: 2, sockets: [{ name: 'Xeon', socket: 0, cores: [], frequency: null }] },
    memory: { total: null, used: 5, nodes: [] },
    storage: null,
    gpu: null,
    system: { firmware: null, motherboard: { vendor: 'ACME', serial: '' } },
  });
  expect(JSON.stringify(answer)).not.toMatch(/novelty|quantum/);
});

it('reads the state of a member, asked for by its name', async () => {
  const sysinfo = {
    uptime: 3535,
    load_averages: [0, 0.01, 0.04],
    total_ram: 4,
    free_ram: 3,
    shared_ram: 2,
    buffered_ram: 1,
    total_swap: 0,
    free_swap: 0,
    processes: 235,
  };
  const { client, asked } = answering({ sysinfo, storage_pools: null });
  const answer = await fetchMemberState(client, ORIGIN, 'rack 1', OPTIONS);
  expect(asked).toEqual(['/1.0/cluster/members/rack%201/state']);
  expect(valueOf(answer)).toEqual({ sysinfo: { ...sysinfo, logical_cpus: null }, storage_pools: {} });
});

it('names the endpoint and the field where the state of a member makes no sense', async () => {
  const answer = await fetchMemberState(answering({ sysinfo: {} }).client, ORIGIN, 'a', OPTIONS);
  expect(answer).toMatchObject({
    ok: false,
    error: { kind: 'garbage', message: expect.stringMatching(/members\/a\/state.*sysinfo\.uptime/) },
  });
});

it('reads warnings, and the refusal of them', async () => {
  const raw = {
    uuid: 'w',
    type: 'Offline cluster member',
    severity: 'low',
    status: 'new',
    count: 3,
    last_seen_at: 'x',
  };
  expect(valueOf(await fetchWarnings(answering([raw]).client, ORIGIN, OPTIONS))).toMatchObject([
    { uuid: 'w', count: 3, lastSeenAtMs: null, firstSeenAtMs: null, entity_url: '' },
  ]);
  const refused = answering(null, { code: 403, text: 'Certificate is restricted' });
  expect(await fetchWarnings(refused.client, ORIGIN, OPTIONS)).toMatchObject({
    error: { kind: 'forbidden' },
  });
});

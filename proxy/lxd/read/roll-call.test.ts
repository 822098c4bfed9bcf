import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ok } from '../../result.ts';
import { type CertifiedKey, selfSigned } from '../../sim/certificates.ts';
import type { GuiseName } from '../../sim/guise.ts';
import { type Sim, startSim } from '../../sim/sim.ts';
import type { LxdClient } from '../client.ts';
import { fetchCluster, fetchGroups, fetchMembers, fetchServer } from './roll-call.ts';
import { connectAs, identityFor } from '../testing/connect.ts';
import { httpAnswer, startTlsServer } from '../testing/servers.ts';

const DEADLINE = { deadlineMs: 5000 };

let certificate: CertifiedKey;
beforeAll(async () => {
  certificate = await selfSigned({ commonName: 'root@test', usage: 'server', fromMs: Date.now(), years: 1 });
});

/** A server that answers every question with this `metadata`, and a client for it. */
async function serverSaying(metadata: unknown): Promise<{ client: LxdClient; origin: string }> {
  const body = JSON.stringify({ type: 'sync', status: 'Success', status_code: 200, metadata });
  const { origin } = await startTlsServer(certificate, (socket) => void socket.write(httpAnswer(body)));
  const { certPem: clientCertPem, keyPem: clientKeyPem, fingerprint: serverFingerprint } = certificate;
  return { client: connectAs({ clientCertPem, clientKeyPem, serverFingerprint }), origin };
}

async function simulated(guise: GuiseName): Promise<{ sim: Sim; client: LxdClient; origin: string }> {
  const sim = await startSim({ members: 3, speed: 10, guise });
  onTestFinished(() => sim.close());
  return { sim, client: connectAs(identityFor(sim)), origin: sim.endpoints[0] ?? '' };
}

describe.each([
  ['lxd-5.0', 'lxd', '5.0.2', ['database-leader', 'database']],
  ['lxd-5.21', 'lxd', '5.21.7', ['database-leader', 'database']],
  ['lxd-6', 'lxd', '6.9', ['database-leader']],
  ['incus-6', 'incus', '6.0.4', ['database-leader', 'database']],
  ['incus-7', 'incus', '7.3', ['database-leader', 'database']],
] as const)('a cluster of %s', (guise, product, version, leaderRoles) => {
  it('is read with a certificate that may only read', async () => {
    const { sim, client, origin } = await simulated(guise);
    const [server, cluster, members, groups] = await Promise.all([
      fetchServer(client, origin, DEADLINE),
      fetchCluster(client, origin, DEADLINE),
      fetchMembers(client, origin, DEADLINE),
      fetchGroups(client, origin, DEADLINE),
    ]);
    expect(server).toMatchObject({
      ok: true,
      value: { origin, value: { product, version, serverName: 'node-1', clustered: true } },
    });
    expect(server.ok && server.value.value.apiExtensions.has('clustering_groups')).toBe(true);
    expect(cluster).toMatchObject({ ok: true, value: { value: { server_name: 'node-1', enabled: true } } });
    const listed = members.ok ? members.value.value : [];
    expect(listed.map(({ server_name, url, status }) => [server_name, url, status])).toEqual(
      sim.endpoints.map((url, index) => [`node-${index + 1}`, url, 'Online']),
    );
    const leader = listed.find(({ server_name }) => server_name === 'node-1');
    expect(leader?.roles.toSorted()).toEqual(leaderRoles.toSorted());
    expect(groups).toMatchObject({
      ok: true,
      value: { value: [{ name: 'default', members: ['node-1', 'node-2', 'node-3'] }] },
    });
  });

  it('that does not know our certificate says so', async () => {
    const { sim, client, origin } = await simulated(guise);
    await sim.control.refuseCertificate(true);
    expect(await fetchServer(client, origin, DEADLINE)).toEqual({
      ok: false,
      error: { kind: 'untrusted', message: 'GET /1.0: auth is "untrusted"' },
    });
    expect(await fetchMembers(client, origin, DEADLINE)).toMatchObject({ error: { kind: 'forbidden' } });
  });
});

describe('a server', () => {
  it('may be in no cluster', async () => {
    const alone = await serverSaying({ auth: 'trusted', environment: { server_clustered: false } });
    expect(await fetchServer(alone.client, alone.origin, DEADLINE)).toMatchObject({
      value: { value: { clustered: false } },
    });
    const { client, origin } = await serverSaying({ server_name: '', enabled: false, member_config: [] });
    expect(await fetchCluster(client, origin, DEADLINE)).toMatchObject({
      value: { value: { enabled: false } },
    });
  });

  it.each([
    ['auth trusted but no environment', { auth: 'trusted', api_extensions: [] }, 'environment is missing'],
    ['environment null', { auth: 'trusted', environment: null }, 'environment is missing'],
    ['no auth', { environment: {} }, 'metadata.auth'],
    ['a list', [], 'metadata.'],
  ])('that says %s is not understood', async (_what, metadata, says) => {
    const { client, origin } = await serverSaying(metadata);
    const answer = await fetchServer(client, origin, DEADLINE);
    expect(answer).toMatchObject({ ok: false, error: { kind: 'garbage' } });
    expect(answer.ok ? '' : answer.error.message).toContain(says);
  });

  it('may leave out what is not known everywhere', async () => {
    const { client, origin } = await serverSaying({ auth: 'trusted', api_extensions: null, environment: {} });
    expect(await fetchServer(client, origin, DEADLINE)).toMatchObject({
      value: {
        value: { product: 'lxd', serverName: '', version: '', clustered: false, apiExtensions: new Set() },
      },
    });
  });
});

describe('a member', () => {
  const oldest = {
    server_name: 'lxd-1',
    url: 'https://10.0.0.1:8443',
    database: true,
    status: 'Online',
    message: 'Fully operational',
  };

  it('of a server from before roles, groups and failure domains has none of them', async () => {
    const { client, origin } = await serverSaying([oldest]);
    const members = await fetchMembers(client, origin, DEADLINE);
    expect(members.ok && members.value.value).toEqual([
      {
        ...oldest,
        architecture: '',
        roles: [],
        failure_domain: 'default',
        description: '',
        config: {},
        groups: [],
      },
    ]);
  });

  it('may have null for every list and map, and words of tomorrow', async () => {
    const { client, origin } = await serverSaying([
      {
        ...oldest,
        status: 'Hibernating',
        message: null,
        roles: null,
        groups: null,
        config: null,
        failure_domain: '',
        mood: 5,
      },
    ]);
    const members = await fetchMembers(client, origin, DEADLINE);
    expect(members.ok && members.value.value[0]).toMatchObject({
      status: 'Hibernating',
      message: '',
      roles: [],
      groups: [],
      config: {},
      failure_domain: 'default',
    });
    expect(members.ok && members.value.value[0]).not.toHaveProperty('mood');
  });

  it.each([
    ['a name', { ...oldest, server_name: '' }, 'metadata.0.server_name'],
    ['a status', { ...oldest, status: undefined }, 'metadata.0.status'],
    ['a url', { ...oldest, url: 42 }, 'metadata.0.url'],
    ['roles that are words', { ...oldest, roles: [1] }, 'metadata.0.roles.0'],
  ])('without %s makes the list garbage, and it is said where', async (_what, member, where) => {
    const { client, origin } = await serverSaying([member]);
    const members = await fetchMembers(client, origin, DEADLINE);
    expect(members).toMatchObject({ ok: false, error: { kind: 'garbage' } });
    expect(members.ok ? '' : members.error.message).toContain(`GET /1.0/cluster/members?recursion=1`);
    expect(members.ok ? '' : members.error.message).toContain(where);
  });
});

describe('groups', () => {
  it('are none where the server says null', async () => {
    const { client, origin } = await serverSaying(null);
    const groups = await fetchGroups(client, origin, DEADLINE);
    expect(groups.ok && groups.value.value).toEqual([]);
  });

  it('may have no members, and more fields in newer servers', async () => {
    const { client, origin } = await serverSaying([{ name: 'gpu', members: null, used_by: [], config: {} }]);
    const groups = await fetchGroups(client, origin, DEADLINE);
    expect(groups.ok ? ok(groups.value.value) : groups).toEqual(
      ok([{ name: 'gpu', description: '', members: [] }]),
    );
  });
});

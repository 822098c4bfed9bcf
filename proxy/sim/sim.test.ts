import { X509Certificate } from 'node:crypto';
import https from 'node:https';
import tls from 'node:tls';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { fingerprintOf } from './certificates.ts';
import { guiseNames } from './guise.ts';
import { startSim } from './sim.ts';
import type { PemPair, Sim, SimOptions } from './sim.ts';
import { ask, error, success } from './test-client.ts';

let sim: Sim;
const start = async (options: SimOptions = {}): Promise<void> => {
  sim = await startSim({ members: 3, speed: 20, ...options });
};
const at = (path: string, member = 1): string => `${sim.endpoints[member - 1]}${path}`;
const membersPath = '/1.0/cluster/members?recursion=1';

afterEach(() => sim.close());

describe('who asks', () => {
  beforeEach(() => start({ guise: 'lxd-5.0' }));

  it('without a certificate sees that it is untrusted, and 403 elsewhere', async () => {
    const { status, json } = await ask(at('/1.0'));
    expect(status).toBe(200);
    expect(json).toMatchObject({ metadata: { auth: 'untrusted', api_version: '1.0' } });
    expect(json).not.toHaveProperty('metadata.environment');
    const refused = await ask(at(membersPath));
    expect([refused.status, refused.json]).toEqual([403, error(403, 'not authorized')]);
    expect((await ask(at('/1.0/nosuch'))).json).toEqual(error(404, 'not found'));
  });

  it('with a restricted certificate reads everything and changes nothing', async () => {
    const client = sim.restricted;
    expect((await ask(at('/1.0'), { client })).json).toMatchObject({
      metadata: { auth: 'trusted', config: null },
    });
    expect((await ask(at(membersPath), { client })).status).toBe(200);
    const body = { action: 'evacuate' };
    const refused = await ask(at('/1.0/cluster/members/node-2/state'), { client, method: 'POST', body });
    expect([refused.status, refused.json]).toEqual([403, error(403, 'not authorized')]);
  });

  it('with an admin certificate sees the configuration', async () => {
    const { json } = await ask(at('/1.0'), { client: sim.admin });
    expect(json).toMatchObject({ metadata: { config: { 'core.https_address': new URL(at('/')).host } } });
  });

  it('is a stranger while certificates are refused', async () => {
    await sim.control.refuseCertificate(true);
    expect((await ask(at(membersPath), { client: sim.admin })).status).toBe(403);
    await sim.control.refuseCertificate(false);
    expect((await ask(at(membersPath), { client: sim.admin })).status).toBe(200);
  });

  it('is still known on a resumed TLS session', async () => {
    const agent = new https.Agent({ keepAlive: false, maxCachedSessions: 10 });
    for (let round = 0; round < 3; round++) {
      expect((await ask(at(membersPath), { client: sim.restricted, agent })).status).toBe(200);
    }
    agent.destroy();
  });

  it('finds the same certificate at every member', async () => {
    expect(fingerprintOf(new X509Certificate(sim.serverCertPem))).toBe(sim.serverFingerprint);
    for (const endpoint of sim.endpoints) {
      const socket = tls.connect({
        host: '127.0.0.1',
        port: Number(new URL(endpoint).port),
        rejectUnauthorized: false,
      });
      await new Promise((resolve) => socket.once('secureConnect', resolve));
      expect(socket.getPeerX509Certificate()?.fingerprint256).toBe(
        new X509Certificate(sim.serverCertPem).fingerprint256,
      );
      expect(socket.alpnProtocol).not.toBe('h2');
      socket.destroy();
    }
  });
});

describe('what is answered', () => {
  it.each([...guiseNames])('by %s has the fields and words of that release', async (guise) => {
    await start({ guise });
    const client = sim.restricted;
    const product = guise.startsWith('lxd') ? 'lxd' : 'incus';
    const server = await ask(at('/1.0', 2), { client });
    expect(server.json).toMatchObject(
      success({
        environment: {
          server: product,
          server_name: 'node-2',
          server_clustered: true,
          storage: 'dir | ceph',
          storage_version: '1 | 19.2.0',
        },
      }),
    );
    const saysMore = guise === 'lxd-5.21' || guise === 'lxd-6';
    for (const field of ['server_lts', 'instance_types', 'backup_metadata_version_range']) {
      expect(server.text.includes(`"${field}":`)).toBe(saysMore);
    }
    const targeted = await ask(at('/1.0?target=node-2', 3), { client });
    expect(targeted.json).toEqual(server.json);
    const list = await ask(at(membersPath), { client });
    const [leader, voter] =
      guise === 'lxd-6'
        ? [['database-leader'], ['database-voter']]
        : [['database-leader', 'database'], ['database']];
    expect(list.json).toMatchObject(
      success([
        {
          server_name: 'node-1',
          roles: leader,
          url: sim.endpoints[0],
          database: true,
          status: 'Online',
          groups: ['default'],
        },
        {
          server_name: 'node-2',
          roles: voter,
          failure_domain: 'default',
          message: 'Fully operational',
          config: {},
        },
        { server_name: 'node-3', roles: voter, architecture: 'x86_64', description: '' },
      ]),
    );
    const state = await ask(at('/1.0/cluster/members/node-2/state'), { client });
    if (guise === 'lxd-5.0') expect(state.json).toEqual(error(501, 'not implemented'));
    else
      expect(state.json).toMatchObject(success({ sysinfo: { total_swap: 0 }, storage_pools: { local: {} } }));
  });

  it('covers cluster, single members, groups and lists of URLs', async () => {
    await start({ guise: 'lxd-5.0' });
    await sim.control.setGroups('node-3', ['gpu']);
    const client = sim.restricted;
    const json = async (path: string) => (await ask(at(path), { client })).json;
    expect(await json('/1.0/cluster')).toMatchObject(success({ server_name: 'node-1', enabled: true }));
    expect(await json('/1.0/cluster/members')).toEqual(
      success(['node-1', 'node-2', 'node-3'].map((name) => `/1.0/cluster/members/${name}`)),
    );
    expect(await json('/1.0/cluster/members/node-3')).toMatchObject(
      success({ server_name: 'node-3', groups: ['default', 'gpu'] }),
    );
    expect(await json('/1.0/cluster/members/nobody')).toEqual(error(404, 'Cluster member not found'));
    expect(await json('/1.0/cluster/groups')).toEqual(
      success(['/1.0/cluster/groups/default', '/1.0/cluster/groups/gpu']),
    );
    expect(await json('/1.0/cluster/groups/gpu')).toEqual(
      success({ description: '', members: ['node-3'], name: 'gpu' }),
    );
    expect(await json('/1.0/cluster/certificate')).toEqual(error(501, 'not implemented'));
    expect((await ask(at('/1.0/cluster'), { client, method: 'PUT' })).json).toEqual(
      error(501, 'not implemented'),
    );
  });

  it('is an operation when an admin evacuates', async () => {
    await start({ guise: 'lxd-5.0' });
    const client = sim.admin;
    const body = { action: 'evacuate' };
    const accepted = await ask(at('/1.0/cluster/members/node-2/state'), { client, method: 'POST', body });
    expect([accepted.status, accepted.json]).toEqual([
      202,
      expect.objectContaining({ type: 'async', status_code: 100 }),
    ]);
    const operation = accepted.headers.location ?? '';
    const waited = await ask(at(`${operation}/wait?timeout=5`), { client });
    expect(waited.json).toMatchObject(success({ status: 'Success', location: 'node-2' }));
    expect((await ask(at('/1.0/cluster/members/node-2'), { client })).json).toMatchObject({
      metadata: { status: 'Evacuated' },
    });
  });

  it.each([
    ['lxd-5.0', 'Cluster group not found'],
    ['lxd-5.21', 'Cluster group not found'],
    ['incus-6', 'Cluster_group not found'],
  ] as const)('by %s of a group that there is none of is: %s', async (guise, text) => {
    await start({ guise });
    const { json } = await ask(at('/1.0/cluster/groups/nothing'), { client: sim.restricted });
    expect(json).toEqual(error(404, text));
  });

  it.each([
    ['lxd-5.0', 'h%25C3%25B6st%25201', 'r%25C3%25A4ck%25253%253F%2523'],
    ['lxd-5.21', 'h%C3%B6st%201', 'r%C3%A4ck%253%3F%23'],
    ['incus-6', 'h%C3%B6st%201', 'r%C3%A4ck%253%3F%23'],
  ] as const)('by %s has the paths %s and %s in its lists', async (guise, memberPath, groupPath) => {
    await start({ guise });
    await sim.control.rename('node-3', 'höst 1');
    await sim.control.setGroups('node-2', ['räck%3?#']);
    const client = sim.restricted;
    const list = async (path: string) => (await ask(at(path), { client })).json;
    expect(await list('/1.0/cluster/members')).toEqual(
      success(['node-1', 'node-2', memberPath].map((path) => `/1.0/cluster/members/${path}`)),
    );
    expect(await list('/1.0/cluster/groups')).toEqual(
      success(['/1.0/cluster/groups/default', `/1.0/cluster/groups/${groupPath}`]),
    );
  });

  it.each(['lxd-5.0', 'incus-6'] as const)('by %s to HEAD is that there is no such verb', async (guise) => {
    await start({ guise });
    const head = async (path: string, client?: PemPair) => {
      const { status, text } = await ask(at(path), { client, method: 'HEAD' });
      return [status, text];
    };
    for (const path of ['/1.0', '/1.0/cluster', '/1.0/events']) {
      expect([path, ...(await head(path, sim.restricted))]).toEqual([path, 501, '']);
      expect([path, ...(await head(path))]).toEqual([path, 403, '']);
    }
    expect(await head('/1.0/nothing-here', sim.restricted)).toEqual([404, '']);
  });

  it.each(['//1.0/cluster', '/1.0//cluster', '//', '/1.0/../1.0/cluster', '/1.0/./cluster'])(
    'of the path %s, sent as it is, is that it is not known',
    async (path) => {
      await start();
      const { status, json } = await ask(at('/'), { client: sim.restricted, path });
      expect([status, json]).toEqual([404, error(404, 'not found')]);
    },
  );

  it('is refused by the port of a member that is down', async () => {
    await start();
    await sim.control.kill('node-2');
    await expect(ask(at('/1.0', 2))).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await sim.control.start('node-2');
    expect((await ask(at('/1.0', 2))).status).toBe(200);
  });

  it('is logged as it arrives', async () => {
    await start();
    await ask(at('/1.0/cluster/members?recursion=1', 2));
    expect(await sim.control.requests()).toEqual([
      { atMs: expect.any(Number), member: 'node-2', method: 'GET', path: '/1.0/cluster/members?recursion=1' },
    ]);
    await sim.control.clearRequests();
    expect(await sim.control.requests()).toEqual([]);
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';

import { runInBackground } from './background.ts';
import { guises } from './guise.ts';
import type { GuiseName } from './guise.ts';
import { Operations } from './operations.ts';
import type { Operation } from './operations.ts';
import { seededRandom } from './random.ts';
import { startSim } from './sim.ts';
import type { PemPair, Sim } from './sim.ts';
import { fakeClock } from './fake-clock.ts';
import { ask, error, success } from './test-client.ts';
import { timingsAt } from './timings.ts';

function workshop(guise: GuiseName = 'lxd-5.21') {
  const clock = fakeClock();
  const told: Operation[] = [];
  const operations = new Operations({
    clock,
    random: seededRandom(1),
    guise: guises[guise],
    keptMs: 5000,
    onChange: ({ operation }) => told.push(operation),
  });
  return { clock, told, operations, timings: timingsAt(1) };
}

describe('an operation in the background', () => {
  it('tells each second how far it has come, and ends', () => {
    const shop = workshop();
    const work = { description: 'Copying instance', location: 'node-1', seconds: 4, stage: 'migrate' };
    const { id } = runInBackground({ ...work, may_cancel: true }, shop);
    shop.clock.advance(3999);
    expect(shop.told.map(({ status, metadata }) => [status, metadata?.['migrate_progress']])).toEqual([
      ['Pending', 'rootfs: 0% (97.30MB/s)'],
      ['Running', 'rootfs: 0% (97.30MB/s)'],
      ['Running', 'rootfs: 25% (97.30MB/s)'],
      ['Running', 'rootfs: 50% (97.30MB/s)'],
      ['Running', 'rootfs: 75% (97.30MB/s)'],
    ]);
    expect(shop.operations.get(id)?.operation.metadata).toMatchObject({
      progress: { percent: '75', speed: '97300000', stage: 'migrate' },
    });
    shop.clock.advance(1);
    expect(shop.told.at(-1)).toMatchObject({ status: 'Success', status_code: 200, err: '' });
    shop.clock.advance(5000);
    expect(shop.operations.list()).toEqual([]);
    expect(shop.clock.pending()).toBe(0);
  });

  it('may fail in the end, with a code for it in LXD 6', () => {
    const shop = workshop('lxd-6');
    runInBackground({ description: 'x', location: 'node-1', seconds: 2, error: 'no space' }, shop);
    shop.clock.advance(2000);
    expect(shop.told.at(-1)).toMatchObject({ status: 'Failure', err: 'no space', err_code: 500 });
    expect(shop.told[0]).toMatchObject({ metadata: null, err_code: 0 });
  });

  it('says no more once it was cancelled, or its member is gone', () => {
    const shop = workshop();
    const work = { description: 'x', location: 'node-1', seconds: 10, stage: 'download' };
    const stubborn = runInBackground(work, shop);
    const { id } = runInBackground({ ...work, may_cancel: true }, shop);
    expect(shop.operations.cancel(stubborn.id)).toBe(false);
    expect(shop.operations.cancel(id)).toBe(true);
    expect(shop.operations.cancel(id)).toBe(false);
    expect(shop.told.slice(-2).map(({ status_code }) => status_code)).toEqual([104, 401]);
    const told = shop.told.length;
    shop.operations.lose('node-1');
    shop.clock.advance(100_000);
    expect(shop.told).toHaveLength(told);
    expect(shop.operations.list()).toEqual([]);
  });
});

describe('tokens', () => {
  let sim: Sim;
  let socket: WebSocket | undefined;
  afterEach(async () => {
    socket?.terminate();
    await sim.close();
  });
  const start = async (guise: GuiseName): Promise<void> => {
    sim = await startSim({ members: 3, speed: 20, guise, instances: 0 });
  };
  const call = (path: string, client: PemPair, method = 'GET', body?: unknown) =>
    ask(`${sim.endpoints[0]}${path}`, { client, method, body });

  /** Everything that comes of the types lifecycle and operation, as text. */
  async function listen(client: PemPair): Promise<string[]> {
    const url = `${sim.endpoints[1]}/1.0/events?type=lifecycle,operation`.replace('https:', 'wss:');
    socket = new WebSocket(url, { rejectUnauthorized: false, cert: client.certPem, key: client.keyPem });
    const texts: string[] = [];
    socket.on('message', (data) => texts.push(Buffer.isBuffer(data) ? data.toString() : ''));
    await new Promise((resolve) => socket?.once('open', resolve));
    return texts;
  }

  const Made = z.object({
    operation: z.string(),
    metadata: z.object({ metadata: z.looseObject({ secret: z.string() }) }),
  });

  it.each([
    ['lxd-5.0', 'restricted', true],
    ['incus-6', 'restricted', false],
    ['incus-6', 'restrictedWithProjects', true],
  ] as const)('by %s are readable for %s: %s', async (guise, who, isReadable) => {
    await start(guise);
    const heard = guise === 'lxd-5.0' || isReadable ? await listen(sim[who]) : [];
    const bodies = [
      ['/1.0/cluster/members', { server_name: 'node-9' }],
      ['/1.0/certificates', { token: true, name: 'x', type: 'client', restricted: true, projects: [] }],
    ] as const;
    for (const [path, body] of bodies) {
      const { status, json } = await call(path, sim.admin, 'POST', body);
      const { operation, metadata } = Made.parse(json);
      const { secret } = metadata.metadata;
      expect([status, secret]).toEqual([202, expect.stringMatching(/^[\da-f]{64}$/)]);
      const listed = await call('/1.0/operations?recursion=1', sim[who]);
      expect(listed.text.includes(secret)).toBe(isReadable);
      if (isReadable) await vi.waitFor(() => expect(heard.join('')).toContain(secret));

      expect((await call(operation, sim[who], 'DELETE')).status).toBe(403);
      expect((await call(operation, sim.admin, 'DELETE')).json).toEqual(success({}));
      expect((await call(operation, sim.admin, 'DELETE')).json).toEqual(
        error(400, 'Only running operations can be cancelled'),
      );
      expect((await call(operation, sim.admin)).json).toMatchObject(
        success({
          class: 'token',
          status: 'Cancelled',
          status_code: 401,
          description: 'Executing operation',
        }),
      );
    }
    if (isReadable) {
      await vi.waitFor(() => expect(heard.join('')).toContain('operation-cancelled'));
      expect(heard.join('')).toContain('cluster-token-created');
    }
  });

  it('name who asked for them, and are made for admins alone', async () => {
    await start('lxd-5.21');
    const heard = await listen(sim.admin);
    expect((await call('/1.0/cluster/members', sim.restricted, 'POST', { server_name: 'x' })).json).toEqual(
      error(403, 'Certificate is restricted'),
    );
    const { json } = await call('/1.0/cluster/members', sim.admin, 'POST', { server_name: 'x' });
    const requestor = {
      username: expect.stringMatching(/^[\da-f]{64}$/),
      protocol: 'tls',
      address: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
    };
    expect(json).toMatchObject({
      metadata: {
        requestor,
        resources: { cluster: null },
        metadata: { serverName: 'x', fingerprint: sim.serverFingerprint, addresses: { length: 3 } },
      },
    });
    await vi.waitFor(() => expect(heard).toHaveLength(3));
    expect(heard.map((text): unknown => JSON.parse(text))).toContainEqual(
      expect.objectContaining({
        type: 'lifecycle',
        project: 'default',
        metadata: { action: 'cluster-token-created', source: '/1.0/cluster/members', requestor },
      }),
    );
  });

  it.each([
    ['lxd-5.0', undefined],
    ['incus-6', error(500, 'The cluster already has a member with name: node-2')],
  ] as const)('by %s are refused, or not, for a member that there is', async (guise, refusal) => {
    await start(guise);
    const { json } = await call('/1.0/cluster/members', sim.admin, 'POST', { server_name: 'node-2' });
    if (refusal) expect(json).toEqual(refusal);
    else expect(json).toMatchObject({ metadata: { metadata: { serverName: 'node-2' } } });
    expect((await call('/1.0/cluster/members', sim.admin, 'POST', {})).status).toBe(202);
    expect((await call('/1.0/certificates', sim.admin, 'POST', { type: 'client' })).json).toEqual(
      error(400, 'Client is already trusted'),
    );
  });

  it('can not be told apart from others that may not be cancelled', async () => {
    await start('lxd-5.0');
    const id = await sim.control.startOperation({ member: 'node-2', description: 'x', seconds: 1000 });
    expect((await call(`/1.0/operations/${id}`, sim.admin, 'DELETE')).json).toEqual(
      error(400, "This operation can't be cancelled"),
    );
    expect((await call('/1.0/operations/none', sim.admin, 'DELETE')).status).toBe(404);
  });
});

import https from 'node:https';
import tls from 'node:tls';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { garbageKinds } from './garbage.ts';
import type { GarbageKind } from './garbage.ts';
import { startSim } from './sim.ts';
import type { Sim, SimOptions } from './sim.ts';
import { ask, error } from './test-client.ts';

let sim: Sim;
const start = async (options: SimOptions = {}): Promise<void> => {
  sim = await startSim({ members: 3, speed: 20, ...options });
};
const at = (path: string, member = 1): string => `${sim.endpoints[member - 1]}${path}`;
const membersPath = '/1.0/cluster/members?recursion=1';

afterEach(() => sim.close());

describe('a frozen member', () => {
  beforeEach(() => start());

  it('accepts TCP and never finishes TLS, until it is thawed', async () => {
    await sim.control.freeze('node-2');
    const socket = tls.connect({
      host: '127.0.0.1',
      port: Number(new URL(at('/', 2)).port),
      rejectUnauthorized: false,
    });
    const secured = vi.fn();
    socket.once('secureConnect', secured);
    await new Promise((resolve) => socket.once('connect', resolve));
    await expect(ask(at('/1.0', 2), { timeoutMs: 300 })).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    expect(secured).not.toHaveBeenCalled();
    await sim.control.thaw('node-2');
    await vi.waitFor(() => expect(secured).toHaveBeenCalled());
    socket.destroy();
  });

  it('leaves requests on kept-alive connections unanswered, and answers all of them when thawed', async () => {
    const agent = new https.Agent({ keepAlive: true });
    const client = sim.restricted;
    await ask(at('/1.0', 2), { client, agent });
    await sim.control.freeze('node-2');
    await sim.control.clearRequests();
    const answered = vi.fn();
    const asked = ask(at('/1.0', 2), { client, agent }).then(answered);
    await vi.waitFor(async () => expect(await sim.control.requests()).toHaveLength(1));
    await expect(ask(at('/1.0', 2), { client, timeoutMs: 200 })).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    expect(answered).not.toHaveBeenCalled();
    await sim.control.thaw('node-2');
    await asked;
    expect(answered).toHaveBeenCalledWith(expect.objectContaining({ status: 200 }));
    agent.destroy();
  });
});

describe('a leader that is killed', () => {
  it('leaves the others waiting, then with a view in which all are Offline, then with the truth', async () => {
    await start();
    await sim.control.kill('node-1');
    const client = sim.restricted;
    const waited = await Promise.all([2, 3].map((member) => ask(at(membersPath, member), { client })));
    const offline = { status: 'Offline' };
    for (const { json } of waited) expect(json).toMatchObject({ metadata: [offline, offline, offline] });
    await vi.waitFor(async () => {
      const { json } = await ask(at(membersPath, 2), { client });
      expect(json).toMatchObject({ metadata: [offline, { status: 'Online' }, { status: 'Online' }] });
    });
    expect(['node-2', 'node-3']).toContain(await sim.control.leader());
  });
});

describe('without a majority', () => {
  it('/1.0 goes on with its own configuration while the database fails', async () => {
    await start({ guise: 'lxd-5.0' });
    const killed = await sim.control.loseQuorum();
    expect(killed).toHaveLength(2);
    expect(killed[0]).toBe('node-1');
    const survivor = (await sim.control.members()).find(({ power }) => power === 'up')?.url ?? '';
    const client = sim.admin;
    const server = await ask(`${survivor}/1.0`, { client });
    expect(server.json).toMatchObject({
      metadata: { auth: 'trusted', environment: { server_clustered: true } },
    });
    expect(server.text).not.toContain('images.auto_update_interval');
    expect((await ask(survivor + membersPath, { client })).json).toEqual(
      error(
        503,
        'Failed to begin transaction: failed to create dqlite connection: no available dqlite leader server found',
      ),
    );
    expect((await ask(survivor + membersPath, { client })).json).toEqual(
      error(500, 'context deadline exceeded'),
    );
    await sim.control.mend();
    expect((await ask(survivor + membersPath, { client })).status).toBe(200);
  });
});

describe('nonsense', () => {
  const seen: Record<GarbageKind, (reply: Promise<Awaited<ReturnType<typeof ask>>>) => Promise<void>> = {
    'not-json': async (reply) => expect(await reply).toMatchObject({ status: 200, json: undefined }),
    'truncated-json': async (reply) => expect(await reply).toMatchObject({ status: 200, json: undefined }),
    'wrong-shape': async (reply) =>
      expect(await reply).toMatchObject({ json: { metadata: { members: 42 } } }),
    'html-502': async (reply) =>
      expect(await reply).toMatchObject({ status: 502, headers: { 'content-type': 'text/html' } }),
    'huge-body': (reply) => expect(reply).rejects.toMatchObject({ code: 'ETIMEDOUT' }),
    'wrong-length': (reply) => expect(reply).rejects.toMatchObject({ code: 'ECONNRESET' }),
    stall: (reply) => expect(reply).rejects.toMatchObject({ code: 'ETIMEDOUT' }),
    reset: (reply) => expect(reply).rejects.toMatchObject({ code: 'ECONNRESET' }),
  };

  it.each([...garbageKinds])('of the kind %s comes from that member alone, until it ends', async (kind) => {
    await start();
    await sim.control.garbage('node-2', kind);
    const client = sim.restricted;
    await seen[kind](ask(at(membersPath, 2), { client, timeoutMs: kind === 'huge-body' ? 20 : 500 }));
    expect((await ask(at(membersPath, 1), { client })).status).toBe(200);
    await sim.control.garbage('node-2', null);
    expect((await ask(at(membersPath, 2), { client })).status).toBe(200);
  });
});

describe('a slow member', () => {
  it('answers late, and others do not', async () => {
    await start();
    await sim.control.slow('node-2', 5000);
    const client = sim.restricted;
    await expect(ask(at(membersPath, 2), { client, timeoutMs: 300 })).rejects.toMatchObject({
      code: 'ETIMEDOUT',
    });
    expect((await ask(at(membersPath, 1), { client })).status).toBe(200);
    await sim.control.slow('node-2', 0);
    expect((await ask(at(membersPath, 2), { client })).status).toBe(200);
  });
});

describe('the state of a member', () => {
  it('that is down is an error after a while when another is asked', async () => {
    await start({ guise: 'lxd-6' });
    await sim.control.kill('node-3');
    expect((await ask(at('/1.0/cluster/members/node-3/state'), { client: sim.restricted })).json).toEqual(
      error(503, 'Missing event connection with target cluster member'),
    );
  });

  it('that is frozen comes when it is thawed', async () => {
    await start({ guise: 'incus-6' });
    await sim.control.freeze('node-3');
    const path = at('/1.0/cluster/members/node-3/state');
    await expect(ask(path, { client: sim.restricted, timeoutMs: 200 })).rejects.toMatchObject({
      code: 'ETIMEDOUT',
    });
    const asked = ask(path, { client: sim.restricted });
    await sim.control.thaw('node-3');
    expect((await asked).status).toBe(200);
  });
});

describe('what can not be done', () => {
  it('is refused with a reason', async () => {
    await start();
    const { control } = sim;
    await expect(control.kill('nobody')).rejects.toMatchObject({ kind: 'unknown-member' });
    await control.kill('node-2');
    await expect(control.freeze('node-2')).rejects.toMatchObject({ kind: 'not-possible' });
    await expect(control.rename('node-2', 'node-3')).rejects.toMatchObject({ kind: 'not-possible' });
    await expect(control.add('node-3')).rejects.toMatchObject({ kind: 'not-possible' });
    await expect(control.changeLeader('node-2')).rejects.toMatchObject({ kind: 'not-possible' });
  });
});

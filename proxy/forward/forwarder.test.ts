import { afterEach, describe, expect, it, vi } from 'vitest';
import { error } from '../sim/test-client.ts';
import { type Upstream, type UpstreamOptions, boardOf, startUpstream } from '../testing/upstream.ts';
import { parseForward } from './allow-list.ts';
import type { Forwarder } from './forwarder.ts';

const MEMBERS = '/1.0/cluster/members?recursion=1';
const TTL_MS = 2000;

// Some of these wait for deadlines of the proxy, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 });

let upstream: Upstream;
let forwarder: Forwarder;
let nowMs = 0;
const start = async (options: UpstreamOptions = {}): Promise<void> => {
  nowMs = 0;
  upstream = await startUpstream(options);
  forwarder = upstream.forwarder(boardOf([upstream]), TTL_MS, () => nowMs);
};
afterEach(() => upstream.close());

async function get(url: string): Promise<{ status: number; json: unknown }> {
  const parsed = parseForward(url);
  if (!parsed.ok) throw new Error(`refused: ${url}`);
  const { status, body } = await forwarder.answer(parsed.request);
  return { status, json: JSON.parse(body.toString()) };
}

describe('what is asked', () => {
  it('strips the configuration from /1.0, with whatever certificate it came', async () => {
    await start({ admin: true });
    const { status, json } = await get('/1.0');
    expect(status).toBe(200);
    expect(json).toMatchObject({
      type: 'sync',
      metadata: { config: {}, auth: 'trusted', environment: { server_clustered: true } },
    });
    expect(JSON.stringify(json)).not.toContain('core.https_address');
    expect(json).not.toHaveProperty('metadata.auth_user_name');
    expect(json).toHaveProperty('metadata.api_extensions.length', expect.any(Number));
  });

  it('gives lists, members, groups and state as the server said them', async () => {
    await start();
    expect(await get('/1.0/cluster')).toMatchObject({ status: 200, json: { metadata: { enabled: true } } });
    expect(await get('/1.0/cluster/members')).toMatchObject({
      json: { metadata: ['node-1', 'node-2', 'node-3'].map((name) => `/1.0/cluster/members/${name}`) },
    });
    expect(await get(MEMBERS)).toMatchObject({
      json: { metadata: [{ server_name: 'node-1', status: 'Online' }, {}, {}] },
    });
    expect(await get('/1.0/cluster/members/node-2')).toMatchObject({
      json: { metadata: { server_name: 'node-2' } },
    });
    expect(await get('/1.0/cluster/groups/default')).toMatchObject({
      json: { metadata: { name: 'default' } },
    });
    expect(await get('/1.0/cluster/members/node-3/state')).toMatchObject({
      json: { metadata: { sysinfo: {} } },
    });
  });

  it('encodes names', async () => {
    await start({ memberNames: ['a b?c#d', 'büro', 'x&y=z'] });
    for (const name of ['a b?c#d', 'büro', 'x&y=z']) {
      const url = `/1.0/cluster/members/${encodeURIComponent(name)}`;
      expect(await get(url)).toMatchObject({ status: 200, json: { metadata: { server_name: name } } });
      expect(await upstream.asked()).toContain(`GET ${url}`);
    }
  });

  it('asks a member itself for its state', async () => {
    await start();
    for (const name of ['node-1', 'node-2', 'node-3']) await get(`/1.0/cluster/members/${name}/state`);
    const requests = await upstream.sim.control.requests();
    expect(requests.map(({ member, path }) => `${member} ${path}`)).toEqual([
      'node-1 /1.0/cluster/members/node-1/state',
      'node-2 /1.0/cluster/members/node-2/state',
      'node-3 /1.0/cluster/members/node-3/state',
    ]);
  });

  it('answers for unknown names itself while its list is fresh, and asks when it is not', async () => {
    await start();
    const notFound = { status: 404, json: error(404, 'Cluster member not found') };
    expect(await get('/1.0/cluster/members/nobody')).toEqual(notFound);
    expect(await get('/1.0/cluster/members/nobody/state')).toEqual(notFound);
    expect(await get('/1.0/cluster/groups/none')).toMatchObject({
      status: 404,
      json: { error_code: 404, type: 'error' },
    });
    expect(await upstream.asked()).toEqual([]);
    nowMs = 60_000;
    expect(await get('/1.0/cluster/members/nobody')).toEqual(notFound);
    expect(await upstream.asked()).toEqual(['GET /1.0/cluster/members/nobody']);
  });

  it('lets 501 be 501, as LXD 5.0 says of the state of members', async () => {
    await start({ guise: 'lxd-5.0' });
    expect(await get('/1.0/cluster/members/node-2/state')).toEqual({
      status: 501,
      json: error(501, 'not implemented'),
    });
    expect(await upstream.asked()).toHaveLength(1);
  });
});

describe('how often', () => {
  it('asks once for identical questions, and anew after one interval', async () => {
    await start();
    const answers = await Promise.all(Array.from({ length: 50 }, () => get(MEMBERS)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await upstream.asked()).toEqual([`GET ${MEMBERS}`]);
    nowMs += TTL_MS - 1;
    await get(MEMBERS);
    expect(await upstream.asked()).toHaveLength(1);
    nowMs += 1;
    await get(MEMBERS);
    expect(await upstream.asked()).toHaveLength(2);
  });

  it('asks a bounded number of different questions at a time, and refuses the others only then', async () => {
    await start();
    for (const name of ['node-1', 'node-2', 'node-3']) await upstream.sim.control.slow(name, 300);
    const filters = Array.from({ length: 20 }, (_, index) => `/1.0/cluster/members?filter=f${index}`);
    const statuses = (await Promise.all(filters.map(get))).map(({ status }) => status);
    expect(statuses).toEqual([...Array<number>(16).fill(200), ...Array<number>(4).fill(503)]);
    for (const name of ['node-1', 'node-2', 'node-3']) await upstream.sim.control.slow(name, 0);
    expect(await get('/1.0/cluster/members?filter=f19')).toMatchObject({ status: 200 });
  });
});

describe('trouble upstream', () => {
  it('turns to another member when the first is gone', async () => {
    await start();
    await upstream.sim.control.kill('node-2');
    upstream.endpoints.answered(upstream.sim.endpoints[1] ?? '');
    expect(await get('/1.0')).toMatchObject({
      status: 200,
      json: { metadata: { environment: { server_name: 'node-1' } } },
    });
  });

  it('turns to another member when the first hangs', async () => {
    await start();
    await upstream.sim.control.freeze('node-1');
    expect(await get('/1.0')).toMatchObject({
      status: 200,
      json: { metadata: { environment: { server_name: 'node-2' } } },
    });
  });

  it.each(['not-json', 'truncated-json', 'html-502', 'wrong-length', 'reset'] as const)(
    'turns to another member when the first answers %s',
    async (kind) => {
      await start();
      await upstream.sim.control.garbage('node-1', kind);
      expect(await get(MEMBERS)).toMatchObject({ status: 200, json: { metadata: [{}, {}, {}] } });
      expect(await get('/1.0')).toMatchObject({ status: 200, json: { metadata: { auth: 'trusted' } } });
    },
  );

  it.each(['not-json', 'truncated-json', 'html-502'] as const)(
    'is 502 in the envelope when all there is to hear is %s',
    async (kind) => {
      await start({ members: 1 });
      await upstream.sim.control.garbage('node-1', kind);
      for (const path of ['/1.0', MEMBERS, '/1.0/cluster/members/node-1/state']) {
        expect(await get(path)).toEqual({ status: 502, json: error(502, expect.any(String)) });
      }
    },
  );

  it('is 502 in the envelope when there is no end of it', async () => {
    await start({ members: 1 });
    await upstream.sim.control.garbage('node-1', 'huge-body');
    expect(await get(MEMBERS)).toEqual({ status: 502, json: error(502, expect.any(String)) });
  });

  it('passes on what the servers say without quorum, after asking the others', async () => {
    await start({ speed: 50 });
    await upstream.sim.control.loseQuorum();
    const { status, json } = await get(MEMBERS);
    expect([500, 503]).toContain(status);
    expect(json).toEqual(error(status, expect.stringMatching(/dqlite|deadline|leader/)));
    expect(await get('/1.0')).toMatchObject({ status: 200, json: { metadata: { config: {} } } });
  });

  it('is 503 in the envelope when nobody answers', async () => {
    await start();
    for (const name of ['node-1', 'node-2', 'node-3']) await upstream.sim.control.kill(name);
    for (const path of ['/1.0', MEMBERS, '/1.0/cluster/members/node-1/state']) {
      expect(await get(path)).toEqual({
        status: 503,
        json: error(503, expect.stringMatching(/^no member of the cluster answers/)),
      });
    }
  });
});

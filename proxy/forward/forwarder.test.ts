import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { ok } from '../result.ts';
import { error } from '../sim/test-client.ts';
import { type Upstream, type UpstreamOptions, boardOf, startUpstream } from '../testing/upstream.ts';
import { type ForwardRequest, parseForward } from './allow-list.ts';
import { type Forwarder, createForwarder } from './forwarder.ts';
import { JOIN_TOKEN, SECRET } from './redact/testing/frames.ts';

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

const Listed = z.object({ metadata: z.record(z.string(), z.array(z.string())) });

function requestFor(url: string): ForwardRequest {
  const parsed = parseForward(url);
  if (!parsed.ok || parsed.request.kind !== 'read') throw new Error(`refused: ${url}`);
  return parsed.request;
}

async function get(url: string): Promise<{ status: number; json: unknown }> {
  const { status, body } = await forwarder.answer(requestFor(url));
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

describe('the hardware of members', () => {
  const machineOf = (name: string): Promise<{ status: number; json: unknown }> =>
    get(`/1.0/resources?target=${name}`);

  it('is asked of the member itself, and never by another', async () => {
    await start();
    for (const name of ['node-3', 'node-2']) {
      expect(await machineOf(name)).toMatchObject({ status: 200, json: { metadata: { cpu: {} } } });
    }
    expect(await get('/1.0/resources')).toMatchObject({ status: 200, json: { metadata: { memory: {} } } });
    const requests = await upstream.sim.control.requests();
    expect(requests.map(({ member, path }) => `${member} ${path}`)).toEqual([
      'node-3 /1.0/resources',
      'node-2 /1.0/resources',
      'node-1 /1.0/resources',
    ]);
  });

  it('stands for a minute', async () => {
    await start();
    const first = await machineOf('node-2');
    nowMs += 59_999;
    expect(await machineOf('node-2')).toEqual(first);
    expect(await upstream.asked()).toHaveLength(1);
    nowMs += 1;
    await machineOf('node-2');
    expect(await upstream.asked()).toHaveLength(2);
  });

  it('is not known of a member that is away, for no longer than it is', async () => {
    await start();
    await upstream.sim.control.kill('node-2');
    expect(await machineOf('node-2')).toMatchObject({ status: 503 });
    await upstream.sim.control.start('node-2');
    nowMs += TTL_MS;
    expect(await machineOf('node-2')).toMatchObject({ status: 200 });
  });

  it('is not asked for where there is no such member', async () => {
    await start();
    expect(await machineOf('nobody')).toEqual({
      status: 404,
      json: error(404, 'Cluster member not found'),
    });
    // Nobody can say where it is to be found, either.
    nowMs = 60_000;
    expect(await machineOf('nobody')).toMatchObject({ status: 503 });
    expect(await upstream.asked()).toEqual([]);
  });
});

describe('operations', () => {
  it('are given as the server lists them', async () => {
    // LXD from 5.21 on hides those of no project from a restricted certificate.
    await start({ guise: 'lxd-5.0' });
    const done = upstream.sim.control.evacuate('node-2');
    const isListed = async (): Promise<unknown> => {
      nowMs += TTL_MS;
      return (await get('/1.0/operations?recursion=1')).json;
    };
    const operation = {
      description: 'Evacuating cluster member',
      location: 'node-2',
      status: 'Running',
      metadata: null,
    };
    await expect.poll(isListed).toMatchObject({ metadata: { running: [operation] } });
    const { json } = await get('/1.0/operations');
    const [path = ''] = Listed.parse(json).metadata['running'] ?? [];
    expect(await get(path)).toMatchObject({ status: 200, json: { metadata: operation } });
    await done;
  });

  it('come without the secrets of tokens, and without an ETag that knows them', async () => {
    await start();
    const answering = (metadata: unknown): Forwarder => {
      const body = Buffer.from(JSON.stringify({ type: 'sync', status_code: 200, metadata }));
      const answer = { status: 200, contentType: 'application/json', etag: 'abc', dateMs: null, body, ms: 1 };
      return createForwarder({
        client: { ...upstream.client, get: async () => ok(answer) },
        endpoints: upstream.endpoints,
        snapshot: () => upstream.snapshot,
        ttlMs: TTL_MS,
        now: () => nowMs,
      });
    };
    for (const [url, metadata] of [
      ['/1.0/operations?recursion=1', { running: [JOIN_TOKEN] }],
      [`/1.0/operations/${JOIN_TOKEN.id}`, JOIN_TOKEN],
    ] as const) {
      forwarder = answering(metadata);
      const { status, body, etag } = await forwarder.answer(requestFor(url));
      expect([status, etag]).toEqual([200, null]);
      expect(body.toString()).toContain(JOIN_TOKEN.id);
      expect(body.toString()).not.toContain(SECRET);
    }
    forwarder = answering([JOIN_TOKEN]);
    expect(await get('/1.0/operations?recursion=1')).toEqual({
      status: 502,
      json: error(502, expect.any(String)),
    });
  });
});

describe('warnings', () => {
  /** Returns its UUID. */
  const raise = (): Promise<string> =>
    upstream.sim.control.raiseWarning({ member: 'node-2', type: 'Time skew', message: 'by 12 s' });

  it('are given one by one and as a list, to whom the server shows them', async () => {
    await start({ admin: true });
    const uuid = await raise();
    const warning = { uuid, type: 'Time skew', last_message: 'by 12 s', location: 'node-2' };
    expect(await get('/1.0/warnings?recursion=1')).toMatchObject({
      status: 200,
      json: { metadata: expect.arrayContaining([expect.objectContaining(warning)]) },
    });
    expect(await get('/1.0/warnings')).toMatchObject({
      json: { metadata: expect.arrayContaining([`/1.0/warnings/${uuid}`]) },
    });
    expect(await get(`/1.0/warnings/${uuid}`)).toMatchObject({ status: 200, json: { metadata: warning } });
  });

  it('are refused as the server refuses them', async () => {
    await start({ guise: 'incus-6' });
    await raise();
    expect(await get('/1.0/warnings?recursion=1')).toEqual({
      status: 403,
      json: error(403, 'Certificate is restricted'),
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

import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { openAccess } from '../access/access.ts';
import { VIEWERS, VIEWER_HEADER, namedAccess } from '../access/testing/named-access.ts';
import { type EventSource, createEventFeed } from '../forward/event-feed.ts';
import type { Forwarder } from '../forward/forwarder.ts';
import { LIFECYCLE_FRAME } from '../forward/redact/testing/frames.ts';
import { createBoard } from '../rollcall/board.ts';
import { listen, makeApp } from '../testing/app.ts';
import { type TestHistory, makeHistory } from '../testing/past.ts';
import { openStream } from '../testing/stream-client.ts';
import { type Dist, makeDist } from '../testing/dist.ts';
import { ApiError, ClustersAnswer } from '../wire/api.ts';
import { snapshotOf } from '../wire/testing/scenes.ts';
import { registerAccess } from './access.ts';

const cluster = (key: string) => snapshotOf({ cluster: { ...snapshotOf().cluster, key, name: key } });
const forwarder = (key: string): Forwarder => ({
  answer: async () => ({ status: 200, body: Buffer.from(JSON.stringify({ cluster: key })), etag: null }),
});

let history: TestHistory;
let app: FastifyInstance;
let port = 0;
let feeds: Record<'prod' | 'lab', EventSource>;
let named: ReturnType<typeof namedAccess>;
let dist: Dist;
beforeAll(async () => {
  dist = await makeDist();
});
afterAll(() => dist.remove());
beforeEach(async () => {
  history = await makeHistory();
  feeds = { prod: createEventFeed(), lab: createEventFeed() };
  named = namedAccess(VIEWERS);
  app = await makeApp({
    board: createBoard([cluster('prod'), cluster('lab')]),
    forwarders: new Map([
      ['prod', forwarder('prod')],
      ['lab', forwarder('lab')],
    ]),
    feeds: new Map(Object.entries(feeds)),
    history,
    access: named.access,
    staticDir: dist.dir,
    beatMs: 20,
  });
  port = await listen(app);
});
afterEach(async () => {
  await app.close();
  await history.store.close();
});

type Who = keyof typeof VIEWERS | 'nobody';
const as = (who: Who) => ({ [VIEWER_HEADER]: who });
const get = (url: string, who: Who) => app.inject({ url, headers: as(who) });
const until = (condition: () => boolean) => expect.poll(condition, { timeout: 10_000 }).toBe(true);

const CLUSTER_ROUTES = ['', '/changes', '/events', '/trails', '/samples', '/notes', '/export', '/members/x'];
const DATA = [
  '/api/clusters',
  '/api/stream',
  '/api/openapi.json',
  ...CLUSTER_ROUTES.map((path) => `/api/clusters/lab${path}`),
  '/api/clusters/lab/members/x/hardware',
  '/api/clusters/lab/members/x/instances',
  '/api/clusters/lab/members/x/series',
  '/api/clusters/lab/notes/1/revisions',
];
const LXD = ['/1.0', '/1.0/cluster', '/lxd/lab/1.0', '/lxd/nope/1.0', '/lxd', '/1.0/nonsense', '/1.0/events'];

describe('whoever is not known', () => {
  it.each(DATA)('reads nothing of %s', async (url) => {
    for (const method of ['GET', 'HEAD'] as const) {
      const answer = await app.inject({ method, url });
      expect(answer.statusCode).toBe(401);
      if (method === 'GET') expect(ApiError.parse(answer.json()).code).toBe('not-logged-in');
      expect(answer.headers['cache-control']).toBe('no-store');
    }
  });

  it.each(LXD)('is told so in the envelope of LXD at %s', async (url) => {
    expect((await app.inject(url)).json()).toMatchObject({ type: 'error', error_code: 401 });
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const)(
    'does not even learn by %s what there is',
    async (method) => {
      const paths = ['/lxd/prod/1.0', '/lxd/nope/1.0', '/1.0', '/api/clusters/prod/notes', '/api/x', '/'];
      for (const url of paths) {
        const answer = await app.inject({ method, url, headers: { 'x-rollcall': '1' } });
        expect([url, answer.statusCode, answer.headers.allow]).toEqual([url, 401, undefined]);
      }
    },
  );

  it('is shown the page, which then asks for a log-in', async () => {
    for (const url of ['/', '/clusters/prod', '/wall', '/login']) {
      const answer = await app.inject({ url, headers: { accept: 'text/html' } });
      expect([url, answer.headers['content-type']]).toEqual([url, 'text/html; charset=utf-8']);
    }
  });

  it('may ask whether the process lives and the data are fresh, and hears of no cluster', async () => {
    expect((await app.inject('/healthz')).json()).toEqual({ status: 'ok' });
    expect((await app.inject('/readyz')).statusCode).toBe(200);
    const late = await makeApp({ access: named.access, now: () => Date.UTC(2030, 0) });
    const stranger = await late.inject('/readyz');
    expect([stranger.statusCode, stranger.json()]).toEqual([503, { status: 'unready', reasons: [] }]);
    expect((await late.inject({ url: '/readyz', headers: as('ana') })).json()).toMatchObject({
      reasons: [expect.stringMatching(/^prod: /)],
    });
    expect((await late.inject({ url: '/readyz', headers: as('lea') })).json()).toMatchObject({ reasons: [] });
    await late.close();
  });

  it('opens no websocket', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/1.0/events`);
    const status = await new Promise((resolve) => {
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
      socket.on('open', () => resolve('open'));
    });
    expect(status).toBe(401);
  });
});

describe('a role', () => {
  const note = (who: Who, method: 'POST' | 'PUT' | 'DELETE', path = '') =>
    app.inject({
      method,
      url: `/api/clusters/prod/notes${path}`,
      headers: { ...as(who), 'x-rollcall': '1', 'content-type': 'application/json' },
      payload: JSON.stringify({ fromMs: 1, toMs: null, text: 'x', revision: 1 }),
    });

  it('of an operator writes notes', async () => {
    expect((await note('ana', 'POST')).statusCode).toBe(201);
  });

  it('of a viewer reads all and writes nothing', async () => {
    await note('ana', 'POST');
    const readable = DATA.filter((each) => !/stream|members|revisions/.test(each));
    for (const url of [...readable.map((each) => each.replace('lab', 'prod')), '/1.0']) {
      expect([url, (await get(url, 'ben')).statusCode]).toEqual([url, 200]);
    }
    const writes = [note('ben', 'POST'), note('ben', 'PUT', '/1'), note('ben', 'DELETE', '/1?revision=1')];
    for (const answer of await Promise.all(writes)) {
      expect([answer.statusCode, ApiError.parse(answer.json()).code]).toEqual([403, 'not-allowed']);
    }
    expect(
      (await get('/api/clusters/prod/notes?from=1970-01-01T00:00:00Z&to=1970-01-02T00:00:00Z', 'ana')).json(),
    ).toMatchObject({
      notes: [{ text: 'x', revision: 1 }],
    });
  });

  it('of a wall reads what a wall shows, and nothing else', async () => {
    expect((await get('/api/clusters', 'wall')).statusCode).toBe(200);
    expect((await get('/api/clusters/lab', 'wall')).statusCode).toBe(200);
    const rest = [...DATA.filter((url) => !/(clusters|clusters\/lab|stream)$/.test(url)), ...LXD];
    for (const url of rest) expect([url, (await get(url, 'wall')).statusCode]).toEqual([url, 403]);
    expect((await note('wall', 'POST')).statusCode).toBe(403);
  });
});

describe('a cluster that somebody may not see', () => {
  it.each(CLUSTER_ROUTES)('is none that there is: %s', async (path) => {
    const [hidden, unknown] = [
      await get(`/api/clusters/prod${path}`, 'lea'),
      await get(`/api/clusters/nope${path}`, 'lea'),
    ];
    for (const answer of [hidden, unknown]) expect(answer.statusCode).toBe(404);
    expect(hidden.body).toBe(unknown.body.replaceAll('nope', 'prod'));
    expect(ApiError.parse(hidden.json()).remedy).toBe('Configured: lab.');
  });

  it('is in no list', async () => {
    const names = async (who: Who) =>
      ClustersAnswer.parse((await get('/api/clusters', who)).json()).clusters.map(({ key }) => key);
    expect([await names('ana'), await names('lea')]).toEqual([['prod', 'lab'], ['lab']]);
    const then = await get('/api/clusters?at=2026-11-23T03:12:07Z', 'lea');
    expect(then.body).not.toContain('"prod"');
  });

  it('is in no stream', async () => {
    const answer = await get('/api/stream?cluster=lab&cluster=prod', 'lea');
    expect([answer.statusCode, ApiError.parse(answer.json()).remedy]).toEqual([404, 'Configured: lab.']);
    const client = openStream(port, '?cluster=lab', [`${VIEWER_HEADER}: lea`]);
    await until(() => client.events().some(({ event }) => event === 'view'));
    expect(client.body()).not.toContain('"prod"');
  });

  it('is not the first one under the bare path of LXD', async () => {
    expect([(await get('/1.0', 'ana')).json(), (await get('/1.0', 'lea')).json()]).toEqual([
      { cluster: 'prod' },
      { cluster: 'lab' },
    ]);
    expect((await get('/lxd/prod/1.0', 'lea')).statusCode).toBe(404);
    expect((await app.inject({ method: 'PUT', url: '/lxd/prod/1.0', headers: as('lea') })).statusCode).toBe(
      404,
    );
  });

  it('sends no events', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/1.0/events`, { headers: as('lea') });
    const heard: string[] = [];
    socket.on('message', (data: Buffer) => heard.push(data.toString()));
    await new Promise((resolve) => socket.on('open', resolve));
    feeds.prod.publish({ ...LIFECYCLE_FRAME, location: 'prod-1' });
    feeds.lab.publish({ ...LIFECYCLE_FRAME, location: 'lab-1' });
    await until(() => heard.length > 0);
    expect(heard.join()).toContain('lab-1');
    expect(heard.join()).not.toContain('prod-1');
    socket.terminate();
  });
});

describe('what goes on', () => {
  it('ends with what made the viewer known: a stream', async () => {
    const [ana, ben] = ['ana', 'ben'].map((who) => openStream(port, '', [`${VIEWER_HEADER}: ${who}`]));
    await until(() => [ana, ben].every((client) => client?.events().some(({ event }) => event === 'hello')));
    named.end('ana');
    await until(() => ana?.complete() === true);
    const beats = ben?.events().length ?? 0;
    await until(() => (ben?.events().length ?? 0) > beats);
    expect(ben?.ended()).toBe(false);
  });

  it('ends with what made the viewer known: a websocket', async () => {
    const open = async (who: Who) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/1.0/events`, { headers: as(who) });
      const state = { code: 0, socket };
      socket.on('close', (code) => {
        state.code = code;
      });
      await new Promise((resolve) => socket.on('open', resolve));
      return state;
    };
    const [ana, ben] = [await open('ana'), await open('ben')];
    named.end('ana');
    await until(() => ana.code === 1008);
    expect(ben.code).toBe(0);
    ben.socket.terminate();
    await until(() => named.watching() === 0);
  });

  it('is not waited for once it has ended by itself', async () => {
    const client = openStream(port, '', [`${VIEWER_HEADER}: ana`]);
    await until(() => named.watching() === 1);
    client.socket.destroy();
    await until(() => named.watching() === 0);
  });
});

describe('a route', () => {
  it('that declares no access keeps the proxy from starting', async () => {
    const small = fastify();
    registerAccess(small, { access: openAccess(), clusters: () => [] });
    small.get('/told', { config: { access: 'public' } }, async () => 'x');
    small.get('/secret', async () => 'x');
    await expect(small.ready()).rejects.toThrow('no access is declared for GET /secret');
    await small.close();
  });
});

it('is open to everybody where there is no access to be had', async () => {
  const open = await makeApp({ history });
  for (const url of ['/api/clusters', '/api/clusters/prod', '/api/openapi.json', '/healthz'])
    expect((await open.inject(url)).statusCode).toBe(200);
  await open.close();
});

/** `/1.0/events` of the whole app, as browsers, pylxd and attackers open it. */
import { connect } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ClientOptions, WebSocket } from 'ws';
import { type EventSource, createEventFeed } from '../forward/event-feed.ts';
import type { Forwarder } from '../forward/forwarder.ts';
import { LIFECYCLE_FRAME, OPERATION_FRAME, SECRET } from '../forward/redact/testing/frames.ts';
import { SECURITY_HEADERS } from '../plugins/headers.ts';
import { error } from '../sim/test-client.ts';
import { listen, makeApp } from '../testing/app.ts';
import { exchange } from '../testing/raw-http.ts';

let feeds: Record<'prod' | 'lab', EventSource>;
let app: FastifyInstance;
let port = 0;
let clients: WebSocket[] = [];

const forwarder: Forwarder = {
  answer: () => Promise.reject(new Error('events are no question for a server')),
};

beforeEach(async () => {
  feeds = { prod: createEventFeed(), lab: createEventFeed() };
  clients = [];
  app = await makeApp({
    feeds: new Map(Object.entries(feeds)),
    forwarders: new Map(Object.keys(feeds).map((key) => [key, forwarder])),
  });
  port = await listen(app);
});
afterEach(async () => {
  for (const client of clients) client.terminate();
  await app.close();
});

type Heard = { socket: WebSocket; frames: unknown[]; pings: number; code: number | null };

/** Resolves with the open socket, or with the status and the body of what was answered instead. */
function open(path: string, options: ClientOptions = {}): Promise<Heard | { status: number; json: unknown }> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, options);
  clients.push(socket);
  const heard: Heard = { socket, frames: [], pings: 0, code: null };
  socket.on('message', (data: Buffer) => heard.frames.push(JSON.parse(data.toString())));
  socket.on('ping', () => {
    heard.pings += 1;
  });
  socket.on('close', (code) => {
    heard.code = code;
  });
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => resolve(heard));
    socket.on('unexpected-response', (_request, response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          json: JSON.parse(Buffer.concat(chunks).toString()),
        }),
      );
    });
  });
}

async function opened(path: string, options: ClientOptions = {}): Promise<Heard> {
  const answer = await open(path, options);
  if ('status' in answer) throw new Error(`refused: ${JSON.stringify(answer)}`);
  return answer;
}

const until = (condition: () => boolean) => expect.poll(condition, { timeout: 10_000 }).toBe(true);

const HANDSHAKE = [
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
];
const request = (path: string, ...headers: string[]): string =>
  [`GET ${path} HTTP/1.1`, 'Host: localhost', ...headers, '', ''].join('\r\n');

describe('events', () => {
  it('of the first cluster come under the bare path, and of any under its name', async () => {
    const [bare, prod, lab] = [
      await opened('/1.0/events'),
      await opened('/lxd/prod/1.0/events?all-projects=true'),
      await opened('/lxd/lab/1.0/events?type=lifecycle'),
    ];
    feeds.prod.publish(LIFECYCLE_FRAME);
    feeds.lab.publish({ ...LIFECYCLE_FRAME, location: 'lab-1' });
    await until(() => [bare, prod, lab].every(({ frames }) => frames.length === 1));
    expect([bare, prod, lab].map(({ frames }) => frames)).toEqual([
      [LIFECYCLE_FRAME],
      [LIFECYCLE_FRAME],
      [{ ...LIFECYCLE_FRAME, location: 'lab-1' }],
    ]);
  });

  it('come without the secrets of tokens', async () => {
    const { frames } = await opened('/1.0/events?type=operation');
    feeds.prod.publish(LIFECYCLE_FRAME);
    feeds.prod.publish(OPERATION_FRAME);
    await until(() => frames.length === 1);
    expect(frames).toMatchObject([
      { type: 'operation', metadata: { id: OPERATION_FRAME.metadata.id, class: 'token', metadata: null } },
    ]);
    expect(JSON.stringify(frames)).not.toContain(SECRET);
  });

  it('do not come while none are heard of, and the socket stays open', async () => {
    const client = await opened('/1.0/events');
    await until(() => client.pings === 1);
    expect([client.frames, client.code]).toEqual([[], null]);
  });
});

describe('who may listen', () => {
  it('is a page of this very origin, and whoever is no page', async () => {
    for (const options of [{}, { origin: `http://127.0.0.1:${port}` }, { origin: `ws://127.0.0.1:${port}` }])
      expect(await opened('/1.0/events', options)).toMatchObject({ code: null });
  });

  it.each(['http://evil.example', 'http://127.0.0.1', 'null', 'http://127.0.0.1:1'])(
    'is not a page of %s',
    async (origin) => {
      const refusal = { status: 403, json: error(403, expect.stringContaining('origin')) };
      expect(await open('/1.0/events', { origin })).toEqual(refusal);
    },
  );

  it('is not a page whose name was made to point at us', async () => {
    const rebound = { headers: { host: 'evil.example' }, origin: 'http://evil.example' };
    const refusal = { status: 421, json: error(421, '"evil.example" is not a name of this Rollcall.') };
    expect(await open('/1.0/events', rebound)).toEqual(refusal);
  });

  it('is nobody beyond 200, until one has left', async () => {
    const all = await Promise.all(Array.from({ length: 200 }, () => opened('/1.0/events')));
    expect(await open('/lxd/lab/1.0/events')).toEqual({
      status: 503,
      json: error(503, '200 sockets are open already'),
    });
    all[0]?.socket.close();
    const again = async (): Promise<boolean> => 'socket' in (await open('/1.0/events'));
    await expect.poll(again, { timeout: 10_000 }).toBe(true);
  });
});

describe('what is refused, in the envelope of LXD', () => {
  it.each([
    ['/1.0/events?type=logging', 400, '"logging" isn\'t a supported event type'],
    ['/1.0/events?type=lifecycle,network-acl', 400, '"network-acl" isn\'t a supported event type'],
    [
      '/1.0/events?all-projects=true&project=web',
      400,
      'Cannot specify a project when requesting all projects',
    ],
    ['/1.0/events?project=..', 400, 'project is no name of a project'],
    ['/1.0/events?target=node-1', 400, 'query parameter "target" is not forwarded for this endpoint'],
    ['/1.0/events/', 404, 'not found'],
    ['/1.0/Events', 404, 'not found'],
    ['/lxd/other/1.0/events', 404, 'not found'],
    ['/lxd/prod/1.0/operations/x/websocket', 404, 'not found'],
  ])('%s', async (path, status, text) => {
    expect(await open(path)).toEqual({ status, json: error(status, text) });
  });

  it('is a request for no socket', async () => {
    for (const url of ['/1.0/events', '/lxd/lab/1.0/events?type=lifecycle']) {
      const get = await app.inject(url);
      expect([get.statusCode, get.json()]).toEqual([400, error(400, 'Bad Request')]);
      const head = await app.inject({ method: 'HEAD', url });
      expect([head.statusCode, head.body]).toEqual([400, '']);
      const post = await app.inject({ method: 'POST', url });
      expect([post.statusCode, post.headers['allow']]).toEqual([405, 'GET, HEAD']);
    }
  });

  it.each([
    ['no key', HANDSHAKE.filter((line) => !line.startsWith('Sec-WebSocket-Key'))],
    ['a key that is none', HANDSHAKE.map((line) => line.replace('AAAA==', '=='))],
    ['another version', HANDSHAKE.map((line) => line.replace('13', '99'))],
    ['another protocol', HANDSHAKE.map((line) => line.replace('websocket', 'h2c'))],
    ['two hosts', [...HANDSHAKE, 'Host: evil.example']],
    ['a foreign origin', [...HANDSHAKE, 'Origin: http://evil.example']],
    ['two origins', [...HANDSHAKE, 'Origin: http://localhost', 'Origin: http://evil.example']],
  ])('is a handshake with %s', async (_what, headers) => {
    const lines = headers.map((line) => line.replace(/^Connection:.*/, 'Connection: Upgrade, close'));
    const [answer, ...more] = await exchange(port, request('/1.0/events', ...lines));
    expect(answer?.status).toBeGreaterThanOrEqual(400);
    expect(answer?.status).toBeLessThan(404);
    expect(JSON.parse(answer?.body ?? '')).toMatchObject({ type: 'error', error_code: answer?.status });
    for (const [name, value] of Object.entries(SECURITY_HEADERS))
      expect(answer?.headers.get(name)).toBe(value);
    expect(more).toEqual([]);
  });
});

it('survives an upgrade that comes before the answer to what was asked before it', async () => {
  const first = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n';
  const socket = connect(port, '127.0.0.1', () => socket.write(first + request('/1.0/events', ...HANDSHAKE)));
  await new Promise((resolve) => socket.once('data', resolve));
  socket.destroy();
  expect(await opened('/1.0/events')).toMatchObject({ code: null });
});

it('says good-bye when the proxy ends', async () => {
  const [polite, deaf] = [await opened('/1.0/events'), await opened('/1.0/events')];
  deaf.socket.pause();
  await app.close();
  await until(() => polite.code === 1001);
});

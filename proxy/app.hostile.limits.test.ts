/** Some take all they can get, slowly or all at once: the board of the others stays live. Beats and steps are waited for, no times. */
import { EventEmitter, once } from 'node:events';
import { Server, type Socket, connect } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openAccess } from './access/access.ts';
import { createClientOf } from './access/client.ts';
import { createQuota } from './access/quota.ts';
import { createEventFeed } from './forward/event-feed.ts';
import { limitConnections } from './plugins/connections.ts';
import { type Board, createBoard } from './rollcall/board.ts';
import { listen, makeApp } from './testing/app.ts';
import { exchange } from './testing/raw-http.ts';
import { viewAfter } from './testing/sse.ts';
import { type StreamClient, openStream } from './testing/stream-client.ts';
import { memberRow, offline, online, snapshotOf } from './wire/testing/scenes.ts';

// Thousands of sockets, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

let board: Board;
let app: FastifyInstance;
let port = 0;
let calm: StreamClient;
const sockets: Socket[] = [];
beforeEach(async () => {
  board = createBoard([snapshotOf()]);
  // The tests are the reverse proxy, and say whom they are asked by.
  app = await makeApp({ board, beatMs: 50, access: openAccess(['127.0.0.1']) });
  port = await listen(app);
  calm = openStream(port, '?cluster=prod', ['X-Forwarded-For: 10.0.0.1']);
  await until(() => viewAfter(calm.events(), 'prod') !== null);
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  calm.socket.destroy();
  await app.close();
});

const until = (condition: () => boolean) =>
  expect.poll(condition, { timeout: 30_000, interval: 20 }).toBe(true);
const from = (address: string): string[] => [`X-Forwarded-For: ${address}`];

function streamFrom(address: string): StreamClient {
  const client = openStream(port, '?cluster=prod', from(address));
  sockets.push(client.socket);
  return client;
}

function open(bytes: string): Socket {
  const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
  socket.on('error', () => {});
  sockets.push(socket);
  return socket;
}

let scene = 0;
/** The calm one sees what happens, and hears beats. */
async function expectLive(): Promise<void> {
  const beats = (): number => calm.events().filter(({ event }) => event === 'beat').length;
  const before = beats();
  scene += 1;
  const members = memberRow(3, (name, number) => (number === scene % 4 ? offline(name) : online(name)));
  board.publish(snapshotOf({ members }));
  await until(() => viewAfter(calm.events(), 'prod')?.seq === board.view('prod')?.seq);
  expect(viewAfter(calm.events(), 'prod')).toEqual(board.view('prod'));
  await until(() => beats() > before);
}

describe('streams', () => {
  it('of one address come to an end, and others still get theirs', async () => {
    const greedy = Array.from({ length: 130 }, () => streamFrom('10.6.6.6'));
    await until(() => greedy.every(({ head }) => head() !== ''));
    const statuses = greedy.map(({ head }) => head().slice(9, 12));
    expect(statuses.filter((status) => status === '200').length).toBe(100);
    expect(statuses.filter((status) => status === '429').length).toBe(30);
    const refused = greedy.find(({ head }) => head().startsWith('HTTP/1.1 429'));
    expect(refused?.head()).toContain('retry-after: 10');
    await expectLive();
    const other = streamFrom('10.0.0.2');
    await until(() => viewAfter(other.events(), 'prod') !== null);
    // What is closed is there again.
    for (const { socket } of greedy) socket.destroy();
    const next = async (): Promise<string> => {
      const client = streamFrom('10.6.6.6');
      await until(() => client.head() !== '');
      return client.head().slice(9, 12);
    };
    await expect.poll(next, { timeout: 20_000 }).toBe('200');
  });

  it('a thousand of them, half of which never read, keep nothing from the one that does', async () => {
    const many = Array.from({ length: 1000 }, (_, index) => streamFrom(`10.1.${index % 20}.1`));
    await until(() => many.every(({ head }) => head().startsWith('HTTP/1.1 200')));
    for (const { socket } of many.filter((_, index) => index % 2 === 0)) socket.pause();
    for (let step = 0; step < 5; step += 1) await expectLive();
    const last = many.at(-1);
    await until(() => viewAfter(last?.events() ?? [], 'prod')?.seq === board.view('prod')?.seq);
  });
});

it('websockets of one address come to an end, too', async () => {
  const listening = await makeApp({
    access: openAccess(['127.0.0.1']),
    feeds: new Map([['prod', createEventFeed()]]),
  });
  port = await listen(listening);
  const handshake = (address: string): string =>
    [
      'GET /1.0/events HTTP/1.1',
      'Host: localhost',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
      ...from(address),
      '',
      '',
    ].join('\r\n');
  const statusFor = async (address: string): Promise<string> => {
    const [answer] = await once(open(handshake(address)), 'data');
    return String(answer).slice(9, 12);
  };
  const statuses: string[] = [];
  for (let index = 0; index < 55; index += 1) statuses.push(await statusFor('10.6.6.6'));
  expect(statuses).toEqual([...Array(50).fill('101'), ...Array(5).fill('429')]);
  expect(await statusFor('10.0.0.2')).toBe('101');
  await listening.close();
});

describe('requests that never end', () => {
  it('are cut off in their headers, in their body, and where nothing comes at all', async () => {
    expect([app.server.headersTimeout, app.server.requestTimeout]).toEqual([15_000, 30_000]);
    // Looked after each 5 s: a test that waits for that need not wait for the rest, too.
    app.server.headersTimeout = 300;
    app.server.requestTimeout = 600;
    const head = 'GET /api/clusters HTTP/1.1\r\nHost: localhost\r\n';
    const post =
      'POST /api/clusters/prod/notes HTTP/1.1\r\nHost: localhost\r\nX-Rollcall: 1\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n';
    const slow = Array.from({ length: 300 }, (_, index) => open([head, post, 'G'][index % 3] ?? ''));
    let ended = 0;
    for (const socket of slow) {
      // A byte now and then, which must not win it more time.
      const drip = setInterval(() => socket.write('x'), 100);
      socket.resume().on('close', () => {
        clearInterval(drip);
        ended += 1;
      });
    }
    await expectLive();
    await until(() => ended === slow.length);
    await expectLive();
  });

  it('nor are connections kept that nothing is asked on', () => {
    expect(app.server.keepAliveTimeout).toBe(72_000);
  });
});

describe('what is too large', () => {
  it('is refused before it has come', async () => {
    const big = 'x'.repeat(20_000);
    for (const [bytes, status] of [
      [`GET /api/clusters HTTP/1.1\r\nHost: localhost\r\nX-Big: ${big}\r\n\r\n`, 431],
      [`GET /${big} HTTP/1.1\r\nHost: localhost\r\n\r\n`, 431],
      [
        'POST /api/clusters/prod/notes HTTP/1.1\r\nHost: localhost\r\nX-Rollcall: 1\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 100000000\r\n\r\n{',
        413,
      ],
    ] as const) {
      const [answer] = await exchange(port, bytes);
      expect(answer?.status).toBe(status);
    }
    await expectLive();
  });
});

describe('a flood', () => {
  it('of requests and of connections leaves the stream of the others alive', async () => {
    const ask = 'GET /api/clusters/prod HTTP/1.1\r\nHost: localhost\r\n\r\n';
    let answered = 0;
    const flooding = Array.from({ length: 50 }, () => open(ask.repeat(100)));
    for (const socket of flooding) {
      socket.on('data', (bytes) => {
        answered += bytes.toString('latin1').split('HTTP/1.1 200').length - 1;
      });
    }
    const idle = Array.from({ length: 300 }, () => open(''));
    for (let step = 0; step < 5; step += 1) await expectLive();
    await until(() => answered >= 5000);
    expect(idle.length).toBe(300);
    await expectLive();
  });

  it('of connections ends at what there may be', async () => {
    expect(app.server.maxConnections).toBe(4000);
    app.server.maxConnections = 10;
    const more = Array.from({ length: 30 }, () => open(''));
    let dropped = 0;
    for (const socket of more) socket.resume().on('close', () => (dropped += 1));
    await until(() => dropped >= 21);
    await expectLive();
  });
});

it('an address has no more connections than its quota, unless it is a proxy of ours', () => {
  const server = new Server();
  limitConnections(server, createQuota(2), createClientOf(['10.0.0.9'], null));
  const arrive = (remoteAddress: string) => {
    const socket = Object.assign(new EventEmitter(), { remoteAddress, destroyed: false, destroy() {} });
    socket.destroy = () => {
      socket.destroyed = true;
    };
    server.emit('connection', socket);
    return socket;
  };
  const [first] = [arrive('10.6.6.6'), arrive('10.6.6.6')];
  expect(arrive('10.6.6.6').destroyed).toBe(true);
  expect(arrive('10.6.6.7').destroyed).toBe(false);
  first.emit('close');
  expect(arrive('10.6.6.6').destroyed).toBe(false);
  expect(Array.from({ length: 5 }, () => arrive('10.0.0.9').destroyed)).toEqual(Array(5).fill(false));
});

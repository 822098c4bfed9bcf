/** Clients as they should not be, on real sockets: what the kernel takes is real, and so is what waits in the process. */
import { type Server, createServer, request } from 'node:http';
import type { Duplex } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { EventFilter } from './allow-list.ts';
import { type EventSource, createEventFeed } from './event-feed.ts';
import { type EventSockets, type EventSocketsOptions, createEventSockets } from './event-sockets.ts';
import { LIFECYCLE_FRAME, OPERATION_FRAME, UNPACKING } from './redact/testing/frames.ts';

// Tens of megabytes, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 });

const ALL: EventFilter = { types: new Set(['lifecycle', 'operation']), project: null };
/** About 2 kB. */
const BIG_FRAME = {
  ...OPERATION_FRAME,
  metadata: { ...UNPACKING, err: 'e'.repeat(1000), description: 'd'.repeat(1000) },
};

let feed: EventSource;
/** How many listen to it. */
let listeners: () => number;
let sockets: EventSockets;
let server: Server;
let url = '';
/** Of the server's side, in the order of connecting. */
let accepted: Duplex[] = [];
let clients: WebSocket[] = [];

const begin = async (options: Partial<EventSocketsOptions> = {}): Promise<void> => {
  sockets = createEventSockets({
    maxSockets: 10,
    pingEveryMs: 1000,
    maxWaitingBytes: 64 * 1024,
    onBadHandshake: (socket) => socket.destroy(),
    ...options,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `ws://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
};

/** By the path that a client asks for. */
let filters = new Map<string, EventFilter>();
beforeEach(() => {
  const source = createEventFeed();
  let count = 0;
  listeners = () => count;
  feed = {
    publish: source.publish,
    listen(listener) {
      count += 1;
      const stop = source.listen(listener);
      return () => {
        count -= 1;
        stop();
      };
    },
  };
  [accepted, clients, filters] = [[], [], new Map()];
  server = createServer();
  server.on('upgrade', (asked, socket, head) => {
    accepted.push(socket);
    sockets.accept({ request: asked, socket, head }, feed, filters.get(asked.url ?? '') ?? ALL);
  });
});
afterEach(async () => {
  for (const client of clients) client.terminate();
  sockets.close();
  await new Promise((resolve) => server.close(resolve));
});

const WithProject = z.object({ project: z.string().optional() });

type Heard = { socket: WebSocket; frames: unknown[]; pings: number; code: number | null };

async function connect(mine: EventFilter = ALL, options: { autoPong?: boolean } = {}): Promise<Heard> {
  const path = `/${filters.size}`;
  filters.set(path, mine);
  const socket = new WebSocket(url + path, options);
  clients.push(socket);
  const heard: Heard = { socket, frames: [], pings: 0, code: null };
  socket.on('message', (data: Buffer, isBinary) => {
    if (!isBinary) heard.frames.push(JSON.parse(data.toString()));
  });
  socket.on('ping', () => {
    heard.pings += 1;
  });
  socket.on('error', () => {});
  socket.on('close', (code) => {
    heard.code = code;
  });
  await new Promise((resolve) => socket.once('open', resolve));
  return heard;
}

const until = (condition: () => boolean) =>
  expect.poll(condition, { timeout: 20_000, interval: 10 }).toBe(true);

describe('what a client hears', () => {
  it('is what it asked for, and what belongs to no project', async () => {
    await begin();
    const [all, lifecycle, web] = await Promise.all([
      connect(),
      connect({ ...ALL, types: new Set(['lifecycle']) }),
      connect({ ...ALL, project: 'web' }),
    ]);
    const { project: _project, ...ofNoProject } = LIFECYCLE_FRAME;
    feed.publish(OPERATION_FRAME);
    feed.publish(LIFECYCLE_FRAME);
    feed.publish({ ...LIFECYCLE_FRAME, project: 'web' });
    feed.publish({ ...ofNoProject, project: '' });
    feed.publish(ofNoProject);
    const projectsOf = ({ frames }: Heard): unknown[] =>
      frames.map((frame) => WithProject.parse(frame).project);
    await until(() => all.frames.length === 5 && lifecycle.frames.length === 4 && web.frames.length === 3);
    expect(projectsOf(lifecycle)).toEqual(['default', 'web', '', undefined]);
    expect(projectsOf(web)).toEqual(['web', '', undefined]);
    expect(all.frames[1]).toEqual(LIFECYCLE_FRAME);
  });

  it('comes over one subscription, which ends with the last of them', async () => {
    await begin();
    expect(listeners()).toBe(0);
    const [one, other] = [await connect(), await connect()];
    expect(listeners()).toBe(1);
    one.socket.close();
    await until(() => one.code !== null);
    feed.publish(LIFECYCLE_FRAME);
    await until(() => other.frames.length === 1);
    expect(listeners()).toBe(1);
    other.socket.close();
    await until(() => listeners() === 0);
    const third = await connect();
    feed.publish(LIFECYCLE_FRAME);
    await until(() => third.frames.length === 1);
  });

  it('is a ping at once, and again and again', async () => {
    await begin({ pingEveryMs: 20 });
    const client = await connect();
    await until(() => client.pings > 10);
    expect(client.code).toBeNull();
  });
});

describe('a client is dropped', () => {
  it('that answers no pings', async () => {
    await begin({ pingEveryMs: 20 });
    const [mute, other] = [await connect(ALL, { autoPong: false }), await connect()];
    await until(() => mute.code !== null);
    // The first three go unanswered before it is given up.
    expect([mute.pings, mute.code]).toEqual([3, 1006]);
    const before = other.pings;
    await until(() => other.pings > before + 3);
  });

  it('that does not read, while others read on', async () => {
    await begin();
    const [stuck, quick] = [await connect(), await connect()];
    stuck.socket.pause();
    let most = 0;
    let sent = 0;
    while (accepted[0]?.destroyed === false) {
      for (let burst = 0; burst < 50; burst += 1) feed.publish(BIG_FRAME);
      sent += 50;
      most = Math.max(most, accepted[0].writableLength);
      if (sent > 50_000) throw new Error('a client that reads nothing is kept');
      await setImmediate();
    }
    expect(most).toBeLessThan(64 * 1024 + 4096);
    await until(() => quick.frames.length === sent);
    stuck.socket.resume();
    await until(() => stuck.code === 1006);
  });

  it('that pings and does not read', async () => {
    await begin();
    const client = await connect();
    client.socket.pause();
    const [side] = accepted;
    let most = 0;
    for (let burst = 0; side?.destroyed === false; burst += 1) {
      if (burst > 1000) throw new Error('a client that reads nothing is kept');
      for (let count = 0; count < 500; count += 1) client.socket.ping('x'.repeat(120));
      most = Math.max(most, side.writableLength);
      await setImmediate();
    }
    expect(most).toBeLessThan(1024 * 1024);
  });

  it('that says more than a little', async () => {
    await begin();
    const client = await connect();
    client.socket.send('x'.repeat(1024));
    client.socket.send(Buffer.alloc(1024));
    feed.publish(LIFECYCLE_FRAME);
    await until(() => client.frames.length === 1);
    expect(client.code).toBeNull();
    client.socket.send('x'.repeat(1025));
    await until(() => client.code === 1009);
    await until(() => listeners() === 0);
  });
});

it('are full at their number, until one has left', async () => {
  await begin({ maxSockets: 2 });
  const [one] = [await connect(), await connect()];
  expect(sockets.isFull()).toBe(true);
  one.socket.close();
  await until(() => !sockets.isFull());
});

it('say good-bye when they are closed, and cut off those who do not listen', async () => {
  await begin();
  const [polite, deaf] = [await connect(), await connect()];
  deaf.socket.pause();
  sockets.close();
  await until(() => polite.code === 1001);
  await until(() => accepted.every(({ destroyed }) => destroyed) && listeners() === 0);
});

it('leave a handshake that is none to who knows how to answer', async () => {
  const answered: Duplex[] = [];
  await begin({
    onBadHandshake(socket) {
      answered.push(socket);
      socket.destroy();
    },
  });
  const headers = { connection: 'upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
  const asked = request(url.replace('ws:', 'http:'), { headers });
  await new Promise((resolve) => asked.on('error', resolve).end());
  expect(answered).toEqual(accepted);
});

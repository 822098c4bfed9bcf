import fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openAccess } from '../access/access.ts';
import { createQuota } from '../access/quota.ts';
import { registerAccess } from '../plugins/access.ts';
import { type Board, createBoard } from '../rollcall/board.ts';
import { createHub } from '../stream/hub.ts';
import { RUN, listen, makeApp, makeForwardingApp } from '../testing/app.ts';
import { exchange } from '../testing/raw-http.ts';
import { viewAfter } from '../testing/sse.ts';
import { type StreamClient, openStream } from '../testing/stream-client.ts';
import { boardOf, startUpstream } from '../testing/upstream.ts';
import { ApiError } from '../wire/api.ts';
import { NOW_MS, offline, online, snapshotOf } from '../wire/testing/scenes.ts';
import { registerStream } from './stream.ts';

const BEAT_MS = 50;
// Hundreds of sockets, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 });

let board: Board;
let app: FastifyInstance;
let port = 0;
beforeEach(async () => {
  board = createBoard([snapshotOf()]);
  app = await makeApp({ board, beatMs: BEAT_MS });
  port = await listen(app);
});
afterEach(() => app.close());

const names = (client: StreamClient): string[] => client.events().map(({ event }) => event);
const until = (condition: () => boolean) =>
  expect.poll(condition, { timeout: 20_000, interval: 20 }).toBe(true);

describe('GET /api/stream', () => {
  it('is an event stream that no proxy keeps or holds back', async () => {
    const client = openStream(port, '?cluster=prod');
    await until(() => names(client).includes('view'));
    expect(client.head()).toMatch(/^HTTP\/1\.1 200 /);
    expect(client.head()).toContain('content-type: text/event-stream; charset=utf-8');
    expect(client.head()).toContain('cache-control: no-store');
    expect(client.head()).toContain('x-accel-buffering: no');
  });

  it('goes on with every step, and beats in between', async () => {
    const client = openStream(port, '?cluster=prod');
    await until(() => names(client).includes('view'));
    for (const members of [[online('node-1'), offline('node-2')], [online('node-1')], []]) {
      board.publish(snapshotOf({ members }));
    }
    await until(() => names(client).filter((name) => name === 'beat').length > 2);
    expect(names(client).slice(0, 3)).toEqual(['hello', 'clusters', 'view']);
    expect(viewAfter(client.events(), 'prod')).toEqual(board.view('prod'));
  });

  it('resumes where Last-Event-ID left off', async () => {
    board.publish(snapshotOf({ members: [offline('node-1')] }));
    const client = openStream(port, '?cluster=prod', [`Last-Event-ID: ${RUN}/prod/0`]);
    await until(() => names(client).includes('delta'));
    expect(names(client).slice(0, 3)).toEqual(['hello', 'clusters', 'delta']);
  });

  it('knows no other cluster', async () => {
    const answer = await app.inject('/api/stream?cluster=prod&cluster=nope');
    expect([answer.statusCode, ApiError.parse(answer.json()).code]).toEqual([404, 'unknown-cluster']);
  });

  it('answers HEAD without opening anything', async () => {
    const answer = await app.inject({ method: 'HEAD', url: '/api/stream?cluster=prod' });
    expect([answer.statusCode, answer.body, answer.headers['content-type']]).toEqual([
      200,
      '',
      'text/event-stream; charset=utf-8',
    ]);
  });

  it('is brought to its end when the app closes', async () => {
    const clients = Array.from({ length: 20 }, () => openStream(port, '?cluster=prod'));
    await until(() => clients.every((client) => names(client).includes('view')));
    await app.close();
    await until(() => clients.every((client) => client.ended()));
    expect(clients.map((client) => client.complete())).toEqual(Array(20).fill(true));
  });
});

describe('how many', () => {
  const startSmall = async (maxReaders: number) => {
    const small = fastify();
    small.setValidatorCompiler(validatorCompiler);
    small.setSerializerCompiler(serializerCompiler);
    const hub = createHub({
      board,
      run: RUN,
      version: '1.2.3',
      build: null,
      beatMs: BEAT_MS,
      now: () => NOW_MS,
    });
    small.addHook('preClose', async () => hub.close());
    registerAccess(small, { access: openAccess(), clusters: board.keys });
    registerStream(small, { board, hub, access: openAccess(), maxReaders, quota: createQuota(1) });
    return { small, hub, smallPort: await listen(small) };
  };

  it('has room for so many readers, and for a new one when one leaves', async () => {
    const { small, hub, smallPort } = await startSmall(2);
    const [first] = [openStream(smallPort), openStream(smallPort)];
    await until(() => hub.readers() === 2);
    const request = 'GET /api/stream HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n';
    const [refused] = await exchange(smallPort, request);
    expect([refused?.status, refused?.headers.get('retry-after')]).toEqual([503, '10']);
    expect(ApiError.parse(JSON.parse(refused?.body ?? '')).code).toBe('too-many-readers');
    first?.socket.destroy();
    await until(() => hub.readers() === 1);
    const next = openStream(smallPort);
    await until(() => names(next).includes('hello'));
    await small.close();
  });

  it('gives one connection one stream, as the end of another could not be heard of', async () => {
    const { small, hub, smallPort } = await startSmall(10);
    const client = openStream(smallPort);
    client.socket.write('GET /api/stream HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(5));
    await until(() => names(client).filter((name) => name === 'beat').length > 2);
    expect(hub.readers()).toBe(1);
    client.socket.destroy();
    await until(() => hub.readers() === 0);
    await small.close();
  });

  it('costs the cluster no request, however many read', async () => {
    const upstream = await startUpstream();
    const crowdBoard = boardOf([upstream]);
    const crowd = await makeForwardingApp({ prod: upstream }, { board: crowdBoard, beatMs: BEAT_MS });
    const crowdPort = await listen(crowd);
    const clients = Array.from({ length: 300 }, () => openStream(crowdPort, '?cluster=prod'));
    await until(() => clients.every((client) => names(client).includes('view')));
    for (const description of ['one', 'two', 'three']) {
      const members = upstream.snapshot.members.map((member) => ({ ...member, description }));
      crowdBoard.publish({ ...upstream.snapshot, members });
    }
    await until(() =>
      clients.every((client) => names(client).filter((name) => name === 'delta').length === 3),
    );
    for (const client of clients) expect(viewAfter(client.events(), 'prod')).toEqual(crowdBoard.view('prod'));
    expect(await upstream.asked()).toEqual([]);
    for (const { socket } of clients) socket.destroy();
    await crowd.close();
    await upstream.close();
  });
});

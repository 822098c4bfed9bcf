import { once } from 'node:events';
import { get } from 'node:https';
import { type Socket, connect as connectPlain } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createEventFeed } from '../forward/event-feed.ts';
import { refusePlainHttp } from '../plugins/errors.ts';
import { createBoard } from '../rollcall/board.ts';
import { listen, makeApp } from '../testing/app.ts';
import { exchange } from '../testing/raw-http.ts';
import { LIFECYCLE_FRAME } from '../forward/redact/testing/frames.ts';
import { snapshotOf } from '../wire/testing/scenes.ts';
import { type TlsFront, createTlsFront } from './server.ts';
import { presentedAt, shakeHands } from './testing/handshake.ts';
import { makeTlsPair } from './testing/pairs.ts';

const [old, renewed] = await Promise.all([makeTlsPair(), makeTlsPair()]);
const fingerprint = ({ certificate }: typeof old): string => certificate.fingerprint256;

let front: TlsFront;
let app: FastifyInstance;
let port: number;
const feed = createEventFeed();
const board = createBoard([snapshotOf()]);

beforeEach(async () => {
  front = createTlsFront(old, refusePlainHttp);
  app = await makeApp({ tls: front, hosts: old.names, feeds: new Map([['prod', feed]]), board, beatMs: 50 });
  port = await listen(app);
});
afterEach(() => app.close());

type Answer = { status: number | undefined; headers: NodeJS.Dict<string | string[]>; body: string };

function ask(path: string, host = 'rollcall.example.org'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { port, host: '127.0.0.1', rejectUnauthorized: false, headers: { host }, agent: false };
    get({ ...options, path }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }));
    }).on('error', reject);
  });
}

/** Everything that a socket has said so far. */
function heardOn(socket: Socket): () => string {
  let text = '';
  socket.setEncoding('utf8').on('data', (more: string) => (text += more));
  return () => text;
}

describe('a server that speaks TLS', () => {
  it('says that it does, and answers as without it', async () => {
    expect(app.listeningOrigin).toBe(`https://127.0.0.1:${port}`);
    const answer = await ask('/api/clusters');
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({ clusters: [{ key: 'prod' }] });
  });

  it('waits no longer for requests than without it', async () => {
    const plain = await makeApp();
    const { requestTimeout, headersTimeout, keepAliveTimeout, maxConnections } = plain.server;
    expect(app.server).toMatchObject({ requestTimeout, headersTimeout, keepAliveTimeout, maxConnections });
    expect(requestTimeout).toBe(30_000);
    await plain.close();
  });

  it('has browsers ask by https from then on, but never those who ask a machine by localhost', async () => {
    for (const path of ['/api/clusters', '/nowhere', '/healthz', '/1.0/nope']) {
      const { headers } = await ask(path);
      expect(headers['strict-transport-security']).toBe('max-age=31536000');
    }
    for (const host of ['localhost', `localhost:${port}`, 'a.localhost']) {
      const { status, headers } = await ask('/api/clusters', host);
      expect([status, headers['strict-transport-security']]).toEqual([200, undefined]);
    }
  });

  it('says nothing of that without TLS', async () => {
    const plain = await makeApp();
    expect((await plain.inject('/api/clusters')).headers).not.toHaveProperty('strict-transport-security');
    await plain.close();
  });

  it('speaks TLS 1.2 and 1.3, and nothing older', async () => {
    for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
      const socket = await shakeHands(port, { minVersion: version, maxVersion: version });
      expect(socket.getProtocol()).toBe(version);
      socket.destroy();
    }
    // OpenSSL offers what is older only without its rules for what is safe.
    const oldest = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    await expect(shakeHands(port, oldest)).rejects.toMatchObject({
      code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
    });
  });

  it('takes a page that came by http for one of another site, also for a websocket', async () => {
    const from = (origin: string): Promise<string> => {
      const options = { rejectUnauthorized: false, origin };
      const socket = new WebSocket(`wss://127.0.0.1:${port}/1.0/events`, options);
      const { promise, resolve } = Promise.withResolvers<string>();
      socket.on('open', () => resolve('open'));
      socket.on('error', ({ message }) => resolve(message));
      return promise.finally(() => socket.terminate());
    };
    expect(await from(`https://127.0.0.1:${port}`)).toBe('open');
    expect(await from(`http://127.0.0.1:${port}`)).toContain('403');
  });

  it('speaks HTTP/1.1', async () => {
    const socket = await shakeHands(port, { ALPNProtocols: ['h2', 'http/1.1'] });
    expect(socket.alpnProtocol).toBe('http/1.1');
    socket.destroy();
  });

  it('tells somebody who speaks plain HTTP what is wrong', async () => {
    for (const request of [
      'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n',
      'OPTIONS * HTTP/1.0\r\n\r\n',
      `POST /api HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n${'x'.repeat(100_000)}`,
    ]) {
      const answers = await exchange(port, request);
      expect(answers).toHaveLength(1);
      expect(answers[0]).toMatchObject({ status: 400 });
      expect(JSON.parse(answers[0]?.body ?? '')).toEqual({
        code: 'plain-http',
        message: 'This port speaks https, and you asked it by http.',
        remedy: 'Write https:// in the address.',
      });
      expect(answers[0]?.headers.get('strict-transport-security')).toBeUndefined();
    }
  });

  it('ends a connection with what is neither, and goes on', async () => {
    for (const garbage of ['\0\0\0\0', 'garbage\r\n\r\n', '\x16\x03\x01\xff\xff', '\x80\x2e\x01\x03\x01']) {
      const socket = connectPlain(port, '127.0.0.1', () => socket.end(garbage, 'latin1'));
      const heard = heardOn(socket);
      await closed(socket);
      expect(heard()).not.toContain('HTTP');
    }
    expect((await ask('/healthz')).status).toBe(200);
  });

  it('takes a handshake that comes byte by byte', async () => {
    const relay = connectPlain(port, '127.0.0.1');
    relay.setNoDelay(true);
    const write = relay.write.bind(relay);
    let first = true;
    relay.write = (bytes: Uint8Array, ...rest: never[]) => {
      if (!first) return write(bytes, ...rest);
      first = false;
      for (const byte of bytes.slice(0, 20)) write(Uint8Array.of(byte));
      return write(bytes.slice(20), ...rest);
    };
    const socket = await shakeHands(port, { socket: relay });
    expect(socket.getPeerCertificate().fingerprint256).toBe(fingerprint(old));
    socket.destroy();
  });
});

describe('a certificate that was renewed', () => {
  it('is presented in every handshake from then on, with a name, with another and with none', async () => {
    const ways = [{}, { servername: 'rollcall.example.org' }, { servername: 'other.example.org' }];
    for (const way of ways) expect(await presentedAt(port, way)).toBe(fingerprint(old));
    front.present(renewed);
    for (const way of ways) expect(await presentedAt(port, way)).toBe(fingerprint(renewed));
    expect((await ask('/healthz')).status).toBe(200);
    const oldest = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    await expect(shakeHands(port, oldest)).rejects.toThrow(/protocol version/);
  });

  it('is presented to those, too, who would take up a session of before', async () => {
    for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
      front.present(old);
      const only = { minVersion: version, maxVersion: version };
      const first = await shakeHands(port, only);
      const session = await sessionOf(first);
      first.destroy();
      const again = await shakeHands(port, { ...only, session });
      expect(again.isSessionReused()).toBe(true);
      again.destroy();
      front.present(renewed);
      const after = await shakeHands(port, { ...only, session });
      expect(after.isSessionReused()).toBe(false);
      expect(after.getPeerCertificate().fingerprint256).toBe(fingerprint(renewed));
      after.destroy();
    }
  });

  it('lets the open connections be: a stream, a socket of events, a connection that is kept', async () => {
    const request = (path: string, more = ''): string =>
      `GET ${path} HTTP/1.1\r\nHost: rollcall.example.org\r\n${more}\r\n`;
    const stream = await shakeHands(port);
    const heard = heardOn(stream);
    stream.write(request('/api/stream?cluster=prod'));
    await expect.poll(heard).toContain('event: view');
    expect(heard()).toContain('strict-transport-security: max-age=31536000\r\n');
    const kept = await shakeHands(port);
    const answers = heardOn(kept);
    kept.write(request('/healthz'));
    await expect.poll(answers).toContain('{"status":"ok"}');
    const events = new WebSocket(`wss://127.0.0.1:${port}/1.0/events?type=lifecycle`, {
      rejectUnauthorized: false,
      origin: `https://127.0.0.1:${port}`,
    });
    const told: string[] = [];
    events.on('message', (data: Buffer) => told.push(data.toString()));
    await once(events, 'open');

    front.present(renewed);

    const before = heard().length;
    await expect.poll(() => heard().slice(before)).toContain('event: beat');
    kept.write(request('/1.0/nope'));
    await expect.poll(answers).toContain('404 Not Found');
    feed.publish(LIFECYCLE_FRAME);
    await expect.poll(() => told.join()).toContain('lifecycle');
    for (const socket of [stream, kept]) {
      expect(socket.destroyed).toBe(false);
      socket.destroy();
    }
    events.terminate();
  });
});

it('closes although somebody is in the middle of a handshake, or has said nothing yet', async () => {
  const silent = connectPlain(port, '127.0.0.1');
  const halfway = connectPlain(port, '127.0.0.1', () => halfway.write(Buffer.from('1603010200', 'hex')));
  const ended = Promise.all([closed(silent), closed(halfway)]);
  await Promise.all([once(silent, 'connect'), once(halfway, 'connect')]);
  await app.close();
  await ended;
  // Sooner than they would be ended anyway, because the handshake takes too long.
}, 8000);

/** What a client needs to take up the session; TLS 1.3 hands it out after the handshake, when something is read. */
async function sessionOf(socket: TLSSocket): Promise<Buffer | undefined> {
  if (socket.getProtocol() === 'TLSv1.2') return socket.getSession();
  const session: Promise<Buffer[]> = once(socket, 'session');
  socket.resume();
  const [found] = await session;
  return found;
}

/** Resolves when the connection is closed, by an error or without one. */
function closed(socket: Socket): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.on('error', () => {}).on('close', () => resolve());
  return promise;
}

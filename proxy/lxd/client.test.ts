import { setImmediate } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CertifiedKey, selfSigned } from '../sim/certificates.ts';
import type { LxdClient } from './client.ts';
import { connectAs } from './testing/connect.ts';
import { type RecordingServer, httpAnswer, startTlsServer } from './testing/servers.ts';

const DEADLINE = { deadlineMs: 5000 };

let server: CertifiedKey;
let ours: CertifiedKey;

beforeAll(async () => {
  const fromMs = Date.now();
  [server, ours] = await Promise.all([
    selfSigned({ commonName: 'root@test', usage: 'server', fromMs, years: 1 }),
    selfSigned({ commonName: 'rollcall', usage: 'client', fromMs, years: 1 }),
  ]);
});

const connect = (): LxdClient =>
  connectAs({
    clientCertPem: ours.certPem,
    clientKeyPem: ours.keyPem,
    serverFingerprint: server.fingerprint,
  });

/** Sends these bytes for whatever it is asked, and then ends the connection or leaves it open. */
const startSaying = (bytes: string, then: 'ends' | 'stays' = 'stays'): Promise<RecordingServer> =>
  startTlsServer(server, (socket) => void (then === 'ends' ? socket.end(bytes) : socket.write(bytes)));

describe('connections', () => {
  it('are kept for the next request', async () => {
    const recording = await startSaying(httpAnswer('{}'));
    const client = connect();
    for (let round = 0; round < 5; round++) {
      await client.get(recording.origin, '/1.0', DEADLINE);
      // A connection is free again once its answer has been dealt with.
      await setImmediate();
    }
    expect(recording.received).toHaveLength(5);
    expect(recording.connections()).toBe(1);
  });

  it('are several where one is kept waiting', async () => {
    const recording = await startTlsServer(server, (socket, request) => {
      if (request > 1) socket.write(httpAnswer('{}'));
    });
    const client = connect();
    const waiting = client.get(recording.origin, '/blocked', { deadlineMs: 1000 });
    await expect.poll(() => recording.received.length).toBe(1);
    expect((await client.get(recording.origin, '/1.0', DEADLINE)).ok).toBe(true);
    expect(await waiting).toMatchObject({ ok: false, error: { kind: 'timeout' } });
  });

  it('that break under a request are replaced, and it is asked once more', async () => {
    const recording = await startTlsServer(server, (socket, request) => {
      if (request === 1) socket.destroy();
      else socket.write(httpAnswer('{"second":true}'));
    });
    const answer = await connect().get(recording.origin, '/1.0', DEADLINE);
    expect(answer.ok && answer.value.body.toString()).toBe('{"second":true}');
    expect(recording.connections()).toBe(2);
  });

  it('that break again are not asked a third time', async () => {
    const recording = await startTlsServer(server, (socket) => void socket.destroy());
    expect(await connect().get(recording.origin, '/1.0', DEADLINE)).toMatchObject({
      ok: false,
      error: { kind: 'reset' },
    });
    expect(recording.received).toHaveLength(2);
  });

  it('are gone when the client is closed, and it answers nothing any more', async () => {
    const recording = await startSaying(httpAnswer('{}'));
    const client = connect();
    await client.get(recording.origin, '/1.0', DEADLINE);
    await client.close();
    expect((await client.get(recording.origin, '/1.0', DEADLINE)).ok).toBe(false);
    expect(recording.received).toHaveLength(1);
  });
});

describe('what is asked', () => {
  it('is the path as it is, with GET', async () => {
    const recording = await startSaying(httpAnswer('{}'));
    await connect().get(recording.origin, '/1.0/cluster/members?recursion=1', DEADLINE);
    expect(recording.received[0]).toMatch(/^GET \/1\.0\/cluster\/members\?recursion=1 HTTP\/1\.1\r\n/);
  });
});

describe('answers', () => {
  it('come with status, type, etag and the time they took', async () => {
    const { origin } = await startSaying(
      'HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nETag: "abc"\r\nContent-Length: 2\r\n\r\n{}',
    );
    const answer = await connect().get(origin, '/1.0/nosuch', DEADLINE);
    expect(answer).toMatchObject({
      ok: true,
      value: { status: 404, contentType: 'application/json', etag: '"abc"', body: Buffer.from('{}') },
    });
    expect(answer.ok && answer.value.ms).toBeGreaterThan(0);
  });

  it('may lack type and etag', async () => {
    const { origin } = await startSaying('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
    expect(await connect().get(origin, '/1.0', DEADLINE)).toMatchObject({
      ok: true,
      value: { status: 200, contentType: '', etag: null },
    });
  });

  it('may come in chunks', async () => {
    const { origin } = await startSaying(
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"a":\r\n2\r\n1}\r\n0\r\n\r\n',
    );
    const answer = await connect().get(origin, '/1.0', DEADLINE);
    expect(answer.ok && answer.value.body.toString()).toBe('{"a":1}');
  });

  it.each([
    [
      'stops before its announced length',
      'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"a":',
      ['reset', 'garbage'],
    ],
    [
      'stops between chunks',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"a":\r\n',
      ['reset', 'garbage'],
    ],
    ['is not HTTP', 'SSH-2.0-OpenSSH_9.2p1\r\n', ['garbage']],
    ['has a chunk of no length', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', ['garbage']],
  ])('is refused when it %s', async (_why, bytes, kinds) => {
    const { origin } = await startSaying(bytes, 'ends');
    const answer = await connect().get(origin, '/1.0', DEADLINE);
    expect(answer.ok ? 'ok' : kinds).toContain(answer.ok ? '' : answer.error.kind);
  });

  it('is refused when it never ends, long before the memory does', async () => {
    const piece = Buffer.alloc(2 ** 20, 'x');
    let sentBytes = 0;
    const { origin } = await startTlsServer(server, (socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"');
      const pour = (): void => {
        while (!socket.destroyed) {
          sentBytes += piece.length;
          if (!socket.write(piece)) return;
        }
      };
      socket.on('drain', pour);
      pour();
    });
    const answer = await connect().get(origin, '/1.0', DEADLINE);
    expect(answer).toMatchObject({ ok: false, error: { kind: 'garbage' } });
    expect(sentBytes).toBeLessThan(64 * 2 ** 20);
  });
});

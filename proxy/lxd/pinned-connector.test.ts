import { createPrivateKey } from 'node:crypto';
import type { TlsOptions } from 'node:tls';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type CertifiedKey, selfSigned } from '../sim/certificates.ts';
import type { Failure } from '../wire/snapshot.ts';
import type { LxdClient } from './client.ts';
import { connectAs } from './testing/connect.ts';
import {
  type RecordingServer,
  CLOSED_ORIGIN,
  httpAnswer,
  startDeafServer,
  startPlainServer,
  startTlsServer,
} from './testing/servers.ts';

const DEADLINE = { deadlineMs: 5000 };
const OTHER_PIN = 'ab'.repeat(32);

let server: CertifiedKey;
let ours: CertifiedKey;

beforeAll(async () => {
  const fromMs = Date.now();
  [server, ours] = await Promise.all([
    selfSigned({ commonName: 'root@test', usage: 'server', fromMs, years: 1 }),
    selfSigned({ commonName: 'rollcall', usage: 'client', fromMs, years: 1 }),
  ]);
});

const connectWith = (serverFingerprint: string): LxdClient =>
  connectAs({ clientCertPem: ours.certPem, clientKeyPem: ours.keyPem, serverFingerprint });

/** Why `GET /1.0` of an origin fails; throws if it does not. */
async function failureAt(client: LxdClient, origin: string): Promise<Failure> {
  const answer = await client.get(origin, '/1.0', DEADLINE);
  if (answer.ok) throw new Error('it was answered');
  return answer.error;
}

/** Answers, and ends the connection after it; TLS sessions are offered to be resumed, as they are by default. */
const startClosingServer = (options: TlsOptions = {}): Promise<RecordingServer> =>
  startTlsServer(server, (socket) => void socket.end(httpAnswer('{}', 'Connection: close\r\n')), options);

describe('a server that presents the pinned certificate', () => {
  it('is answered to, and shows when its certificate ends', async () => {
    const { origin } = await startTlsServer(server, (socket) => void socket.write(httpAnswer('{"a":1}')));
    const client = connectWith(server.fingerprint);
    expect(client.serverNotAfterMs()).toBeNull();
    const answer = await client.get(origin, '/1.0', DEADLINE);
    expect(answer.ok && answer.value.body.toString()).toBe('{"a":1}');
    const yearMs = 365 * 86_400_000;
    expect(Math.abs((client.serverNotAfterMs() ?? 0) - Date.now() - yearMs)).toBeLessThan(120_000);
  });

  it('is recognised again at each new connection, although it offers to resume the session', async () => {
    const recording = await startClosingServer();
    const client = connectWith(server.fingerprint);
    for (let round = 1; round <= 4; round++) {
      expect((await client.get(recording.origin, '/1.0', DEADLINE)).ok).toBe(true);
      expect(recording.connections()).toBe(round);
    }
  });

  it('may speak TLS 1.2', async () => {
    const { origin } = await startTlsServer(server, (socket) => void socket.write(httpAnswer('{}')), {
      maxVersion: 'TLSv1.2',
    });
    expect((await connectWith(server.fingerprint).get(origin, '/1.0', DEADLINE)).ok).toBe(true);
  });
});

describe('a server that presents another certificate', () => {
  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'is sent nothing by %s, however often it is asked',
    async (version) => {
      const recording = await startClosingServer({ minVersion: version, maxVersion: version });
      const client = connectWith(OTHER_PIN);
      for (let round = 0; round < 3; round++) {
        expect(await failureAt(client, recording.origin)).toEqual({
          kind: 'pin-mismatch',
          message: `the server presents the certificate ${server.fingerprint}, pinned is ${OTHER_PIN}`,
        });
      }
      expect(recording.connections()).toBe(3);
      expect(recording.received).toEqual([]);
      expect(client.serverNotAfterMs()).toBeNull();
    },
  );

  it.each(['', 'ab', 'not hexadecimal'])('is refused for the pin %j, which matches nothing', async (pin) => {
    const recording = await startClosingServer();
    expect((await failureAt(connectWith(pin), recording.origin)).kind).toBe('pin-mismatch');
    expect(recording.received).toEqual([]);
  });

  it('is sent nothing over a websocket either', async () => {
    const recording = await startClosingServer();
    const { socket, end } = connectWith(OTHER_PIN).openEvents(recording.origin, '/1.0/events');
    onTestFinished(end);
    const opened = await new Promise((resolve) => {
      socket.addEventListener('open', () => resolve(true));
      socket.addEventListener('error', () => {});
      socket.addEventListener('close', () => resolve(false));
    });
    expect(opened).toBe(false);
    expect(recording.connections()).toBe(1);
    expect(recording.received).toEqual([]);
  });
});

it('sends nothing to a server that has no certificate at all', async () => {
  const recording = await startTlsServer(server, () => {}, {
    cert: '',
    key: '',
    ciphers: 'ADH-AES128-SHA256:AECDH-AES128-SHA:@SECLEVEL=0',
    maxVersion: 'TLSv1.2',
  });
  expect((await failureAt(connectWith(server.fingerprint), recording.origin)).kind).toBe('garbage');
  expect(recording.received).toEqual([]);
});

it('calls it garbage when something else than TLS is spoken', async () => {
  const origin = await startPlainServer();
  expect((await failureAt(connectWith(server.fingerprint), origin)).kind).toBe('garbage');
});

describe('our private key', () => {
  /** What would give it away: its PEM, its DER in any of the usual ways to write bytes, and the secret number alone. */
  const secretsOf = (keyPem: string): string[] => {
    const key = createPrivateKey(keyPem);
    const der = key.export({ type: 'pkcs8', format: 'der' });
    const number = Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url');
    const lines = keyPem.split('\n').filter((line) => line !== '' && !line.startsWith('-----'));
    return [
      'PRIVATE KEY',
      'BEGIN',
      ...lines,
      ...[der, number].flatMap((bytes) => [bytes.toString('hex'), bytes.toString('base64')]),
    ];
  };

  it('is in no failure, whatever goes wrong', async () => {
    const good = connectWith(server.fingerprint);
    const { origin: garbled } = await startTlsServer(server, (socket) => void socket.end('\0\0 no HTTP'));
    const { origin: resetting } = await startTlsServer(server, (socket) => void socket.destroy());
    const { origin } = await startClosingServer();
    const unusable = [
      { clientCertPem: ours.certPem, clientKeyPem: ours.keyPem.slice(0, 100) },
      { clientCertPem: server.certPem, clientKeyPem: ours.keyPem },
      { clientCertPem: ours.keyPem, clientKeyPem: ours.keyPem },
    ].map((pair) => connectAs({ ...pair, serverFingerprint: server.fingerprint }));
    const failures = await Promise.all([
      failureAt(connectWith(OTHER_PIN), origin),
      failureAt(good, garbled),
      failureAt(good, resetting),
      failureAt(good, await startPlainServer()),
      failureAt(good, await startDeafServer()),
      failureAt(good, CLOSED_ORIGIN),
      failureAt(good, 'https://rollcall.invalid:8443'),
      ...unusable.map((client) => failureAt(client, origin)),
    ]);
    const secrets = secretsOf(ours.keyPem);
    for (const failure of failures) {
      expect(secrets.filter((secret) => JSON.stringify(failure).includes(secret))).toEqual([]);
    }
    expect(new Set(failures.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(5);
  });
});

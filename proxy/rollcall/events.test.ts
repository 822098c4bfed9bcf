import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { connectAs, identityFor } from '../lxd/testing/connect.ts';
import { startDeafServer, startTlsServer } from '../lxd/testing/servers.ts';
import { type CertifiedKey, selfSigned } from '../sim/certificates.ts';
import { type Sim, startSim } from '../sim/sim.ts';
import { type EventStream, listenToEvents } from './events.ts';
import { frame, upgradeAnswer } from './testing/websocket.ts';

const RETRIES = { timeout: 5000 };

let sim: Sim;
/** Whom to listen to; null: nobody. */
let origin: string | null;
let heard: string[];
let stop: AbortController;

beforeEach(async () => {
  const started = await startSim({ members: 3, speed: 10 });
  onTestFinished(() => started.close());
  sim = started;
  origin = sim.endpoints[0] ?? null;
  heard = [];
  stop = new AbortController();
  onTestFinished(() => stop.abort());
});

const listen = (client = connectAs(identityFor(sim))): EventStream =>
  listenToEvents({
    client,
    pickOrigin: () => origin,
    onClusterEvent: (action) => void heard.push(action),
    random: () => 0,
    signal: stop.signal,
  });

const eventRequests = async () =>
  (await sim.control.requests()).filter(({ path }) => path.startsWith('/1.0/events'));

/** The members whose events were asked for, in that order. */
const listenedTo = async (): Promise<string[]> => (await eventRequests()).map(({ member }) => member);

/** Something happens in the cluster, again and again until it is heard of. */
async function expectHearing(): Promise<void> {
  heard.length = 0;
  await expect
    .poll(async () => {
      await sim.control.setDescription('node-3', `${Math.random()}`);
      return heard[0];
    }, RETRIES)
    .toBe('cluster-member-updated');
}

describe('events', () => {
  it('of the cluster are heard, whichever member is listened to', async () => {
    listen();
    await expectHearing();
    expect(await listenedTo()).toEqual(['node-1']);
    const paths = (await eventRequests()).map(({ path }) => path);
    expect(paths).toEqual(['/1.0/events?type=lifecycle&all-projects=true']);
  });

  it('are heard again, by another, after the member died', async () => {
    listen();
    await expectHearing();
    await sim.control.kill('node-1');
    origin = sim.endpoints[1] ?? null;
    await expect.poll(listenedTo, RETRIES).toEqual(['node-1', 'node-2']);
    await expectHearing();
  });

  it('are heard of another when a frozen one is distrusted', async () => {
    const events = listen();
    await expectHearing();
    await sim.control.freeze('node-1');
    origin = sim.endpoints[1] ?? null;
    events.distrust(sim.endpoints[2] ?? '');
    expect(await listenedTo()).toEqual(['node-1']);
    events.distrust(sim.endpoints[0] ?? '');
    await expect.poll(listenedTo, RETRIES).toEqual(['node-1', 'node-2']);
    await expectHearing();
  });

  it('are looked for as soon as somebody can be listened to', async () => {
    origin = null;
    listen();
    expect(await sim.control.requests()).toEqual([]);
    origin = sim.endpoints[1] ?? null;
    await expectHearing();
  });

  it('are heard after a server that refused to upgrade', async () => {
    await sim.control.refuseCertificate(true);
    listen();
    await expect.poll(async () => (await listenedTo()).length, RETRIES).toBeGreaterThan(1);
    const paths = (await eventRequests()).slice(0, 2).map(({ path }) => path);
    expect(paths).toEqual(['/1.0/events?type=lifecycle&all-projects=true', '/1.0/events?type=lifecycle']);
    await sim.control.refuseCertificate(false);
    await expectHearing();
  });

  it('are heard after a server that never finished TLS', async () => {
    origin = await startDeafServer();
    listen();
    origin = sim.endpoints[0] ?? null;
    await expectHearing();
  });
});

describe('a server of our own', () => {
  let certificate: CertifiedKey;
  beforeEach(async () => {
    certificate = await selfSigned({
      commonName: 'root@test',
      usage: 'server',
      fromMs: Date.now(),
      years: 1,
    });
  });
  const connect = () =>
    connectAs({
      clientCertPem: certificate.certPem,
      clientKeyPem: certificate.keyPem,
      serverFingerprint: certificate.fingerprint,
    });

  it('that never answers the upgrade is left after a while', { timeout: 15_000 }, async () => {
    const mute = await startTlsServer(certificate, () => {});
    origin = mute.origin;
    listen(connect());
    await expect.poll(() => mute.received.length).toBe(1);
    await expect.poll(() => mute.received.length, { timeout: 8000 }).toBe(2);
  });

  it('that sends nonsense is listened to all the same', async () => {
    const nonsense = [
      'not json',
      '',
      'null',
      '[]',
      '{"type":"lifecycle"}',
      '{"type":"lifecycle","metadata":{"action":5}}',
      '{"type":"operation","metadata":{"action":"cluster-member-added"}}',
      '{"type":"lifecycle","metadata":{"action":"instance-started"}}',
    ].map((text) => frame('text', text));
    const event = '{"type":"lifecycle","metadata":{"action":"cluster-member-added"},"more":[1]}';
    const server = await startTlsServer(certificate, (socket, number) => {
      socket.write(upgradeAnswer(server.received[number - 1] ?? ''));
      socket.write(Buffer.concat([...nonsense, frame('binary', event), frame('text', event)]));
    });
    origin = server.origin;
    listen(connect());
    await expect.poll(() => heard).toEqual(['cluster-member-added']);
    expect(server.connections()).toBe(1);
  });

  it('that sends more than any event is left, and asked again', async () => {
    const server = await startTlsServer(certificate, (socket, number) => {
      if (number > 2) return;
      socket.write(upgradeAnswer(server.received[0] ?? ''));
      const endless = Buffer.alloc(10);
      endless.writeUInt8(0x81, 0);
      endless.writeUInt8(127, 1);
      endless.writeBigUInt64BE(2n ** 40n, 2);
      socket.write(endless);
    });
    origin = server.origin;
    listen(connect());
    await expect.poll(() => server.connections(), RETRIES).toBe(2);
  });
});

it('ends with everything when it is stopped, and hears nothing more', async () => {
  listen();
  await expectHearing();
  stop.abort();
  heard.length = 0;
  await sim.control.setDescription('node-1', 'too late');
  await sim.control.kill('node-1');
  expect(heard).toEqual([]);
  expect(await listenedTo()).toEqual(['node-1']);
});

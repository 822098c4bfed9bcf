import { type TestContext, beforeAll, describe, it, vi } from 'vitest';
import type { LxdClient } from '../lxd/client.ts';
import { toEvent } from '../lxd/read/events.ts';
import { connectAs, identityFor } from '../lxd/testing/connect.ts';
import { startDeafServer, startTlsServer } from '../lxd/testing/servers.ts';
import { type CertifiedKey, selfSigned } from '../sim/certificates.ts';
import { type Sim, startSim } from '../sim/sim.ts';
import { type EventStream, listenToEvents } from './events.ts';
import { frame, upgradeAnswer } from './testing/websocket.ts';

// For a machine that is busy with other things: each wait below has its own, shorter limit.
vi.setConfig({ testTimeout: 40_000 });

const RETRIES = { timeout: 5000 };

const connectBy = (
  { certPem, keyPem, fingerprint }: CertifiedKey,
  { onTestFinished }: TestContext,
): LxdClient =>
  connectAs({ clientCertPem: certPem, clientKeyPem: keyPem, serverFingerprint: fingerprint }, onTestFinished);

/** A cluster of three, and somebody who listens to the member that `target` names; null: to nobody. */
async function begin(context: TestContext) {
  const { expect, onTestFinished } = context;
  const sim: Sim = await startSim({ members: 3, speed: 10 });
  onTestFinished(() => sim.close());
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const target: { origin: string | null } = { origin: sim.endpoints[0] ?? null };
  const heard: string[] = [];
  const eventRequests = async () =>
    (await sim.control.requests()).filter(({ path }) => path.startsWith('/1.0/events'));
  return {
    expect,
    sim,
    stop,
    target,
    heard,
    listen: (client = connectAs(identityFor(sim), onTestFinished)): EventStream =>
      listenToEvents({
        client,
        pickOrigin: () => target.origin,
        onFrame(raw) {
          const event = toEvent(raw, 0);
          if (event?.type === 'lifecycle') heard.push(event.event.action);
        },
        onListening: () => {},
        random: () => 0,
        signal: stop.signal,
      }),
    eventRequests,
    /** The members whose events were asked for, in that order. */
    listenedTo: async (): Promise<string[]> => (await eventRequests()).map(({ member }) => member),
    /** Something happens in the cluster, again and again until it is heard of. */
    async expectHearing(): Promise<void> {
      heard.length = 0;
      const happening = async (): Promise<string | undefined> => {
        await sim.control.setDescription('node-3', `${Math.random()}`);
        return heard[0];
      };
      await expect.poll(happening, RETRIES).toBe('cluster-member-updated');
    },
  };
}

describe.concurrent('events', () => {
  it('of the cluster are heard, whichever member is listened to', async (context) => {
    const { expect, listen, eventRequests, listenedTo, expectHearing } = await begin(context);
    listen();
    await expectHearing();
    expect(await listenedTo()).toEqual(['node-1']);
    const paths = (await eventRequests()).map(({ path }) => path);
    expect(paths).toEqual(['/1.0/events?type=lifecycle,operation&all-projects=true']);
  });

  it('are heard again, by another, after the member died', async (context) => {
    const { expect, sim, target, listen, listenedTo, expectHearing } = await begin(context);
    listen();
    await expectHearing();
    await sim.control.kill('node-1');
    target.origin = sim.endpoints[1] ?? null;
    await expect.poll(listenedTo, RETRIES).toEqual(['node-1', 'node-2']);
    await expectHearing();
  });

  it('are heard of another when a frozen one is distrusted', async (context) => {
    const { expect, sim, target, listen, listenedTo, expectHearing } = await begin(context);
    const events = listen();
    await expectHearing();
    await sim.control.freeze('node-1');
    target.origin = sim.endpoints[1] ?? null;
    events.distrust(sim.endpoints[2] ?? '');
    expect(await listenedTo()).toEqual(['node-1']);
    events.distrust(sim.endpoints[0] ?? '');
    await expect.poll(listenedTo, RETRIES).toEqual(['node-1', 'node-2']);
    await expectHearing();
  });

  it('are looked for as soon as somebody can be listened to', async (context) => {
    const { expect, sim, target, listen, expectHearing } = await begin(context);
    target.origin = null;
    listen();
    expect(await sim.control.requests()).toEqual([]);
    target.origin = sim.endpoints[1] ?? null;
    await expectHearing();
  });

  it('are heard after a server that refused to upgrade', async (context) => {
    const { expect, sim, listen, eventRequests, listenedTo, expectHearing } = await begin(context);
    await sim.control.refuseCertificate(true);
    listen();
    await expect.poll(async () => (await listenedTo()).length, RETRIES).toBeGreaterThan(1);
    const paths = (await eventRequests()).slice(0, 2).map(({ path }) => path);
    expect(paths).toEqual([
      '/1.0/events?type=lifecycle,operation&all-projects=true',
      '/1.0/events?type=lifecycle,operation',
    ]);
    await sim.control.refuseCertificate(false);
    await expectHearing();
  });

  it('are heard after a server that never finished TLS', async (context) => {
    const { sim, target, listen, expectHearing } = await begin(context);
    target.origin = await startDeafServer(context.onTestFinished);
    listen();
    target.origin = sim.endpoints[0] ?? null;
    await expectHearing();
  });
});

describe.concurrent('a server of our own', () => {
  let certificate: CertifiedKey;
  beforeAll(async () => {
    certificate = await selfSigned({
      commonName: 'root@test',
      usage: 'server',
      fromMs: Date.now(),
      years: 1,
    });
  });
  it('that never answers the upgrade is left after a while', async (context) => {
    const { expect, target, listen } = await begin(context);
    const mute = await startTlsServer(certificate, () => {}, {}, context.onTestFinished);
    target.origin = mute.origin;
    listen(connectBy(certificate, context));
    await expect.poll(() => mute.received.length).toBe(1);
    await expect.poll(() => mute.received.length, { timeout: 8000 }).toBe(2);
  });

  it('that sends nonsense is listened to all the same', async (context) => {
    const { expect, target, heard, listen } = await begin(context);
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
    const server = await startTlsServer(
      certificate,
      (socket, number) => {
        socket.write(upgradeAnswer(server.received[number - 1] ?? ''));
        socket.write(Buffer.concat([...nonsense, frame('binary', event), frame('text', event)]));
      },
      {},
      context.onTestFinished,
    );
    target.origin = server.origin;
    listen(connectBy(certificate, context));
    await expect.poll(() => heard).toEqual(['instance-started', 'cluster-member-added']);
    expect(server.connections()).toBe(1);
  });

  it('that sends more than any event is left, and asked again', async (context) => {
    const { expect, target, listen } = await begin(context);
    const server = await startTlsServer(
      certificate,
      (socket, number) => {
        if (number > 2) return;
        socket.write(upgradeAnswer(server.received[0] ?? ''));
        const endless = Buffer.alloc(10);
        endless.writeUInt8(0x81, 0);
        endless.writeUInt8(127, 1);
        endless.writeBigUInt64BE(2n ** 40n, 2);
        socket.write(endless);
      },
      {},
      context.onTestFinished,
    );
    target.origin = server.origin;
    listen(connectBy(certificate, context));
    await expect.poll(() => server.connections(), RETRIES).toBe(2);
  });
});

describe.concurrent('listening', () => {
  it('ends with everything when it is stopped, and hears nothing more', async (context) => {
    const { expect, sim, stop, heard, listen, listenedTo, expectHearing } = await begin(context);
    listen();
    await expectHearing();
    stop.abort();
    heard.length = 0;
    await sim.control.setDescription('node-1', 'too late');
    await sim.control.kill('node-1');
    expect(heard).toEqual([]);
    expect(await listenedTo()).toEqual(['node-1']);
  });
});

// nginx, HAProxy and Caddy with the configurations of docs/reverse-proxy, in front of Rollcall and a simulated cluster.
import { once } from 'node:events';
import { type IncomingHttpHeaders, type Server, createServer } from 'node:http';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { AuditAnswer } from '../../proxy/wire/audit.ts';
import { makePair } from '../../proxy/config/testing/certificates.ts';
import { shakeHands } from '../../proxy/tls/testing/handshake.ts';
import type { TestCluster } from '../clusters/cluster.ts';
import { startSimulated } from '../clusters/simulated.ts';
import { type ProxyProcess, startProxy } from '../proxy-process.ts';
import { type SiteClient, HOST, clientOf } from '../reverse-proxy/client.ts';
import { DOCS, type Front, startFront, whyNot } from '../reverse-proxy/front.ts';
import { KINDS } from '../reverse-proxy/kinds.ts';
import { launchChromium } from './chromium.ts';

/** Longer than what the tests' HAProxy would wait without the timeouts of the documentation. */
const BEAT_MS = 4000;
const PATIENCE = { timeout: 60_000, interval: 50 };
const DAY_MS = 86_400_000;
const pair = await makePair(HOST, new Date(Date.now() - DAY_MS), new Date(Date.now() + 90 * DAY_MS), [HOST]);

let dir: string;
let cluster: TestCluster;
let rollcall: ProxyProcess;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'rollcall-behind-'));
  const documented = await readFile(join(DOCS, 'rollcall.yaml'), 'utf8');
  const beats = `intervals: { rollCall: ${BEAT_MS}ms, probe: ${BEAT_MS}ms }\n`;
  await writeFile(join(dir, 'rollcall.yaml'), documented + beats);
  cluster = await startSimulated({ guise: 'lxd-5.0' });
  const { clientCert, clientKey, serverCert } = cluster.files;
  rollcall = await startProxy({
    cwd: dir,
    env: {
      LXD_ENDPOINTS: cluster.endpoints.join(','),
      LXD_CLIENT_CERT: clientCert,
      LXD_CLIENT_KEY: clientKey,
      LXD_SERVER_CERT: serverCert,
    },
  });
});
afterAll(async () => {
  await rollcall?.stop();
  await cluster?.close();
  await rm(dir, { recursive: true, force: true });
});

const Timed = z.object({ nowMs: z.number() });

describe.each(KINDS)('Rollcall behind $title', (kind) => {
  const missing = whyNot(kind);
  if (missing !== undefined) {
    it.skip(`not here: ${missing}`);
    return;
  }

  let front: Front;
  let site: SiteClient;
  beforeAll(async () => {
    front = await startFront(kind, { upstream: new URL(rollcall.url).host, ...pair });
    site = clientOf(front.httpsPort, pair.cert);
  });
  afterAll(() => front?.stop());

  it('shows its page in a browser, live, which can write a note and listen to events', async () => {
    const launched = await launchChromium({ resolve: `MAP ${HOST} 127.0.0.1` });
    if ('missing' in launched) throw new Error(launched.missing);
    const { browser } = launched;
    try {
      const page = await browser.newPage({ ignoreHTTPSErrors: true });
      const complaints: string[] = [];
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
      await page.goto(site.origin);
      await expect
        .poll(() => page.getByRole('heading', { level: 1 }).textContent(), PATIENCE)
        .toBe('All 3 members are online and answer us.');
      await expect.poll(() => page.getByRole('banner').textContent(), PATIENCE).toContain('live');
      const done = await page.evaluate(
        async (events) => {
          const note = await fetch('/api/clusters/lxd/notes', {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ fromMs: Date.now(), toMs: null, text: 'written through a reverse proxy' }),
          });
          const socket = new WebSocket(events);
          const opened = await new Promise<string>((resolve) => {
            socket.addEventListener('open', () => resolve('open'));
            socket.addEventListener('error', () => resolve('refused'));
          });
          socket.close();
          return { note: note.status, opened };
        },
        `${site.origin.replace('https', 'wss')}/1.0/events`,
      );
      expect(done).toEqual({ note: 201, opened: 'open' });
      expect(complaints).toEqual([]);
    } finally {
      await browser.close();
    }
  });

  it('passes frames and events on as they come, for longer than it waits for anything else', async () => {
    const accept = { accept: 'text/event-stream', 'accept-encoding': 'gzip, br, zstd' };
    const streams = [
      site.stream('/api/stream?cluster=lxd', accept),
      site.stream2('/api/stream?cluster=lxd', accept),
    ];
    const socket = site.openSocket('/1.0/events?type=lifecycle');
    const heard: string[] = [];
    socket.on('message', (data: Buffer) => heard.push(data.toString()));
    await once(socket, 'open');

    for (const stream of streams) {
      await expect.poll(() => stream.frames('beat').length, PATIENCE).toBeGreaterThan(3);
      expect(stream.headers()).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8' });
      expect(stream.headers()).not.toHaveProperty('content-encoding');
      expect(stream.frames('view')).not.toHaveLength(0);
      // Each says when it was made, by the clock of this machine.
      const lateMs = stream
        .frames('beat')
        .map(({ arrivedAtMs, data }) => arrivedAtMs - Timed.parse(data).nowMs);
      expect(Math.max(...lateMs)).toBeLessThan(BEAT_MS / 2);
    }
    await cluster.createInstance({
      project: 'default',
      name: `through-${kind.need}`,
      member: cluster.memberNames[0] ?? '',
    });
    await expect.poll(() => heard.join('\n'), PATIENCE).toContain(`through-${kind.need}`);
    for (const stream of streams) {
      expect(stream.ended()).toBe(false);
      stream.close();
    }
    expect(socket.readyState).toBe(socket.OPEN);
    socket.terminate();
  });

  it('answers a client of LXD', async () => {
    const { status, body } = await site.ask('/1.0');
    expect([status, JSON.parse(body)]).toMatchObject([200, { type: 'sync', metadata: { auth: 'trusted' } }]);
    const members = await site.ask('/1.0/cluster/members?recursion=1');
    expect(JSON.parse(members.body)).toMatchObject({ status_code: 200, metadata: { length: 3 } });
  });

  it('lets write who comes from its own pages, and nobody else', async () => {
    const write = (headers: Record<string, string>) =>
      site.ask('/api/clusters/lxd/notes', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ fromMs: Date.now(), toMs: null, text: 'note' }),
      });
    expect((await write({ origin: site.origin })).status).toBe(201);
    for (const origin of [
      'https://evil.example',
      `https://${HOST}`,
      `http://${new URL(site.origin).host}`,
      'null',
    ])
      expect([origin, (await write({ origin })).status]).toEqual([origin, 403]);
    const socket = site.openSocket('/1.0/events', 'https://evil.example');
    const [error] = await once(socket, 'error').catch((refused: unknown) => [refused]);
    expect(String(error)).toContain('403');
  });

  it('has the audit log tell the address of the browser, and not what that says of itself', async () => {
    const elsewhere = clientOf(front.httpsPort, pair.cert, '127.0.0.2');
    const { status, body } = await elsewhere.ask('/api/clusters/lxd/notes', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: elsewhere.origin,
        'x-forwarded-for': '6.6.6.6',
        forwarded: 'for=6.6.6.6',
      },
      body: JSON.stringify({ fromMs: Date.now(), toMs: null, text: 'from elsewhere' }),
    });
    expect(status).toBe(201);
    expect(JSON.parse(body)).toMatchObject({ text: 'from elsewhere' });
    const { entries } = AuditAnswer.parse(JSON.parse((await site.ask('/api/audit')).body));
    expect(entries[0]).toMatchObject({ kind: 'note-written', address: '127.0.0.2' });
  });

  it('leads from http to https, has browsers remember that, and speaks nothing old', async () => {
    const plain = await fetch(`http://127.0.0.1:${front.httpPort}/clusters/lxd?at=now`, {
      redirect: 'manual',
      headers: { host: HOST },
    });
    expect([301, 308]).toContain(plain.status);
    expect(plain.headers.get('location')).toMatch(/^https:\/\/[^/]+\/clusters\/lxd\?at=now$/);
    for (const path of ['/', '/api/clusters', '/nowhere'])
      expect((await site.ask(path)).headers['strict-transport-security']).toBe('max-age=31536000');
    const oldest = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    await expect(shakeHands(front.httpsPort, { ...oldest, servername: HOST })).rejects.toThrow(/alert/);
  });

  it('refuses what is longer than any note', async () => {
    const body = JSON.stringify({ fromMs: 1, toMs: null, text: 'x'.repeat(200_000) });
    const headers = { 'content-type': 'application/json', origin: site.origin };
    expect((await site.ask('/api/clusters/lxd/notes', { method: 'POST', headers, body })).status).toBe(413);
  });
});

describe.each(KINDS)('What $title tells of a client', (kind) => {
  const missing = whyNot(kind);
  if (missing !== undefined) {
    it.skip(`not here: ${missing}`);
    return;
  }

  let heads: IncomingHttpHeaders[] = [];
  let upstream: Server;
  let front: Front;
  beforeAll(async () => {
    upstream = createServer((incoming, response) => {
      heads.push(incoming.headers);
      if (incoming.url !== '/endless') {
        response.end('ok');
        return;
      }
      const beating = setInterval(() => response.write('beat'), 50);
      response.on('close', () => clearInterval(beating));
    });
    upstream.listen(0, '127.0.0.1');
    await once(upstream, 'listening');
    const address = upstream.address();
    if (address === null || typeof address === 'string') throw new Error('not a TCP address');
    const { limit } = kind;
    front = await startFront(kind, {
      upstream: `127.0.0.1:${address.port}`,
      ...pair,
      changes: limit === null ? [] : [[limit.written, limit.lowered]],
    });
  });
  afterAll(async () => {
    await front?.stop();
    upstream?.closeAllConnections();
    upstream?.close();
  });

  it('is what it knows itself, never what the client says', async () => {
    const site = clientOf(front.httpsPort, pair.cert);
    heads = [];
    const claims = {
      'x-forwarded-for': '6.6.6.6',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-user': 'admin',
      forwarded: 'for=6.6.6.6;proto=http',
    };
    expect((await site.ask('/claims', { headers: claims })).status).toBe(200);
    const [head] = heads.filter((each) => each['x-forwarded-for'] !== undefined);
    const { host } = new URL(site.origin);
    expect(head).toMatchObject({
      host,
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': host,
    });
    expect(head?.['x-forwarded-user'] ?? '').toBe('');
    expect(head?.['forwarded'] ?? '').toBe('');
  });

  if (kind.limit === null) return;
  it('is refused when one address has too much open, and admitted again later', async () => {
    const site = clientOf(front.httpsPort, pair.cert);
    const open = [1, 2, 3].map(() => site.stream('/endless'));
    for (const stream of open)
      await expect.poll(() => Object.keys(stream.headers()).length, PATIENCE).toBeGreaterThan(0);
    const status = (): Promise<number> =>
      site.ask('/claims').then(
        (answer) => answer.status,
        // HAProxy does not even take the connection.
        () => 0,
      );
    expect([0, 429]).toContain(await status());
    for (const stream of open) stream.close();
    await expect.poll(status, PATIENCE).toBe(200);
  });
});

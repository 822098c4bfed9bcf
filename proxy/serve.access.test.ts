/** Sessions of the whole proxy, over restarts. */
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_LIMITS } from './access/account.ts';
import { cheapHash } from './access/testing/cheap-hash.ts';
import type { Config } from './config/config.ts';
import { parse } from './config/testing/settings.ts';
import { openSqlite } from './history/sqlite.ts';
import type { HistoryStore } from './history/store.ts';
import { err } from './result.ts';
import { type Service, serve } from './serve.ts';
import { type Sim, startSim } from './sim/sim.ts';
import { DisplayMade } from './wire/display.ts';
import { NO_ENROLLING } from './testing/no-enrolling.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 20_000 });

let dataDir = '';
let sim: Sim;
let running: Service | null = null;
let logged = '';
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rollcall-access-'));
  sim = await startSim({ members: 1 });
  logged = '';
});
afterEach(async () => {
  await running?.close();
  await sim.close();
  await rm(dataDir, { recursive: true });
});

/** In the place of what ran before. `demo`: without a cluster of one's own. */
async function start({ demo = false, wrap = (store: HistoryStore) => store } = {}): Promise<string> {
  await running?.close();
  const settings = parse(null);
  if (!settings.ok) throw new Error('settings of nothing are good');
  const cluster = {
    key: 'prod',
    name: 'prod',
    endpoints: sim.endpoints,
    clientCertPem: sim.restricted.certPem,
    clientKeyPem: sim.restricted.keyPem,
    serverFingerprint: sim.serverFingerprint,
    clientCertNotAfterMs: Number.POSITIVE_INFINITY,
    serverCertNotAfterMs: null,
    files: null,
    from: 'file' as const,
  };
  const config: Config = {
    ...settings.config,
    listen: { host: '127.0.0.1', port: 0 },
    dataDir,
    clusters: demo ? [] : [cluster],
    access: {
      sessions: DEFAULT_LIMITS,
      accounts: [{ name: 'ana', password: cheapHash('correct horse'), role: 'operator' }],
      oidc: null,
      header: null,
    },
  };
  running = await serve({
    config,
    readSettings: () => ({ ok: true, config, warnings: [] }),
    enrolling: NO_ENROLLING,
    log: pino({ level: 'trace' }, { write: (line: string) => (logged += line) }),
    version: '1.2.3',
    staticDir: null,
    async openStore(file) {
      const opened = await openSqlite(file ?? ':memory:');
      if (!opened.ok) throw new Error(opened.error.message);
      return wrap(opened.value);
    },
    now: Date.now,
    random: () => 0.5,
  });
  return running.url;
}

async function logIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'x-rollcall': '1', 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'ana', password: 'correct horse' }),
  });
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}
const ask = async (url: string, cookie: string, method = 'GET', path = '/api/clusters'): Promise<number> =>
  (await fetch(`${url}${path}`, { method, headers: { cookie, 'x-rollcall': '1' } })).status;

it('hold on, and those that were ended stay ended', async () => {
  const first = await start();
  const [one, other] = [await logIn(first), await logIn(first)];
  expect([await ask(first, one), await ask(first, '')]).toEqual([200, 401]);
  expect((await stat(join(dataDir, 'session.keys'))).mode & 0o777).toBe(0o600);
  expect(await ask(first, one, 'DELETE', '/api/session')).toBe(200);
  const second = await start();
  expect([await ask(second, one), await ask(second, other)]).toEqual([401, 200]);
  expect(await ask(second, other, 'DELETE', '/api/sessions')).toBe(200);
  expect(await ask(await start(), other)).toBe(401);
  for (const secret of ['correct horse', one.slice('rollcall='.length), cheapHash('correct horse')])
    expect(logged).not.toContain(secret);
});

it('begin anew where it can not be told which were ended', async () => {
  const cookie = await logIn(await start());
  const unread = await start({
    wrap: (store) => ({ ...store, endings: async () => err({ kind: 'corrupt', message: 'gone' }) }),
  });
  expect(await ask(unread, cookie)).toBe(401);
  expect(await ask(unread, await logIn(unread))).toBe(200);
  expect(logged).toContain('everybody has to log in again');
});

it('of a demo are kept nowhere', async () => {
  const url = await start({ demo: true });
  expect(await ask(url, await logIn(url))).toBe(200);
  expect(await readdir(dataDir)).not.toContain('session.keys');
});

describe('links for walls', () => {
  const post = (url: string, path: string, body: object, cookie = '') =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'x-rollcall': '1', 'content-type': 'application/json', cookie },
      body: JSON.stringify(body),
    });
  const make = async (url: string) => {
    const draft = { name: 'Hall', clusters: 'all' };
    const made = await post(url, '/api/displays', draft, await logIn(url));
    return DisplayMade.parse(await made.json());
  };
  const enter = async (url: string, token: string) => {
    const { status, headers } = await post(url, '/api/displays/session', { token });
    return { status, cookie: headers.get('set-cookie')?.split(';')[0] ?? '' };
  };

  it.each([false, true])('are made, opened and revoked (demo: %s), and no token is logged', async (demo) => {
    const url = await start({ demo });
    const { token, display } = await make(url);
    const { status, cookie } = await enter(url, token);
    expect([status, await ask(url, cookie)]).toEqual([200, 200]);
    await post(url, '/api/displays/session', { token: `${token}x` });
    await post(url, '/api/displays/session', { token, x: { token } });
    await fetch(`${url}/api/displays/session`, { method: 'POST', body: token });
    expect(await ask(url, await logIn(url), 'DELETE', `/api/displays/${display.id}`)).toBe(200);
    expect((await enter(url, token)).status).toBe(401);
    expect(await ask(url, cookie)).toBe(401);
    expect(logged).toContain('"level":');
    for (const secret of [token, cookie.slice('rollcall='.length)]) expect(logged).not.toContain(secret);
  });

  it('hold over restarts, as do revocations', async () => {
    const first = await start();
    const { token, display } = await make(first);
    const { cookie } = await enter(first, token);
    const second = await start();
    expect([await ask(second, cookie), (await enter(second, token)).status]).toEqual([200, 200]);
    await ask(second, await logIn(second), 'DELETE', `/api/displays/${display.id}`);
    const third = await start();
    expect([await ask(third, cookie), (await enter(third, token)).status]).toEqual([401, 401]);
    const kept = await readFile(join(dataDir, 'rollcall.db'));
    expect(kept.includes(token)).toBe(false);
  });

  it('do not hold while it can not be read which there are, and do again once it can', async () => {
    const { token } = await make(await start());
    let broken = true;
    const url = await start({
      wrap: (store) => ({
        ...store,
        displays: async () => (broken ? err({ kind: 'corrupt', message: 'gone' }) : store.displays()),
      }),
    });
    expect((await enter(url, token)).status).toBe(503);
    expect(logged).toContain('which display links there are could not be read');
    broken = false;
    await expect.poll(async () => (await enter(url, token)).status, { timeout: 10_000 }).toBe(200);
  });
});

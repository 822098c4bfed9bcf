/** Links for walls in the whole app: as operators make them, as screens use them, and as others would like to. */
import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type AccessDeps, startAccess } from '../access/access.ts';
import { MOST_DISPLAYS, openDisplays } from '../access/displays.ts';
import { openSessionKeys } from '../access/session-keys.ts';
import { cheapHash } from '../access/testing/cheap-hash.ts';
import { createEventFeed } from '../forward/event-feed.ts';
import type { Forwarder } from '../forward/forwarder.ts';
import type { Ending } from '../history/store.ts';
import { createBoard } from '../rollcall/board.ts';
import { listen, makeApp } from '../testing/app.ts';
import { type Sent, asker, cookieOf } from '../testing/asking.ts';
import { type TestHistory, makeHistory } from '../testing/past.ts';
import { openStream } from '../testing/stream-client.ts';
import { ApiError, ClustersAnswer } from '../wire/api.ts';
import { AuditAnswer } from '../wire/audit.ts';
import { type DisplayDraft, DisplayMade, DisplaysAnswer } from '../wire/display.ts';
import { SessionAnswer } from '../wire/log-in.ts';
import { NOW_MS, snapshotOf } from '../wire/testing/scenes.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PASSWORD = 'correct horse';
const ACCOUNTS = [
  { name: 'ana', password: cheapHash(PASSWORD), role: 'operator' },
  { name: 'ben', password: cheapHash(PASSWORD), role: 'viewer' },
] as const;
const cluster = (key: string) => snapshotOf({ cluster: { ...snapshotOf().cluster, key, name: key } });
const forwarder: Forwarder = { answer: async () => ({ status: 200, body: Buffer.from('{}'), etag: null }) };

const key = { id: 'k', key: randomBytes(32) };
let nowMs = NOW_MS;
let kept: Ending[];
let logged: string;
let history: TestHistory;
let apps: FastifyInstance[];
let app: FastifyInstance;
beforeEach(async () => {
  nowMs = NOW_MS;
  kept = [];
  logged = '';
  apps = [];
  history = await makeHistory();
  app = await start();
});
afterEach(async () => {
  for (const each of apps) await each.close();
  await history.store.close();
});

/** As after a restart. */
async function start(differs: Partial<AccessDeps> = {}): Promise<FastifyInstance> {
  const now = () => nowMs;
  const access = startAccess({
    limits: { idleMs: 10 * HOUR, longestMs: 48 * HOUR },
    accounts: ACCOUNTS,
    displays: await openDisplays({ store: history.store, onTrouble: () => {}, now }),
    vouching: null,
    oidc: null,
    publicUrl: null,
    trustedProxies: [],
    keys: { current: () => key, all: () => [key] },
    endings: [...kept],
    keep: (ending) => kept.push(ending),
    lookEveryMs: 20,
    now,
    ...differs,
  });
  const made = await makeApp({
    access,
    history,
    board: createBoard([cluster('prod'), cluster('lab'), cluster('edge')]),
    forwarders: new Map(['prod', 'lab', 'edge'].map((each) => [each, forwarder])),
    feeds: new Map([['prod', createEventFeed()]]),
    beatMs: 20,
    log: pino({ level: 'trace' }, { write: (line: string) => (logged += line) }),
    now,
  });
  apps.push(made);
  return made;
}

const send = asker(() => app);
const loggedIn = async (name = 'ana'): Promise<string> =>
  cookieOf(await send('POST', '/api/session', { name, password: PASSWORD }));
const make = async (clusters: DisplayDraft['clusters'] = ['lab'], name = 'Hall') =>
  DisplayMade.parse(
    (await send('POST', '/api/displays', { name, clusters }, { cookie: await loggedIn() })).json(),
  );
const enter = (token: string, sent: Sent = {}) => send('POST', '/api/displays/session', { token }, sent);
const entered = async (clusters: DisplayDraft['clusters'] = ['lab']) => {
  const made = await make(clusters);
  return { ...made, cookie: cookieOf(await enter(made.token)) };
};
const revoke = async (id: string) =>
  send('DELETE', `/api/displays/${id}`, undefined, { cookie: await loggedIn() });
const get = (url: string, cookie: string, at = app) => send('GET', url, undefined, { cookie, at });
const until = (condition: () => boolean) => expect.poll(condition, { timeout: 10_000 }).toBe(true);
const listed = async () =>
  DisplaysAnswer.parse((await get('/api/displays', await loggedIn())).json()).displays;

describe('making a link', () => {
  it('gives a token once, which is kept nowhere', async () => {
    const answer = await send(
      'POST',
      '/api/displays',
      { name: '  Hall 2, left ', clusters: ['lab', 'lab'] },
      { cookie: await loggedIn() },
    );
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([201, 'no-store']);
    const { token, display } = DisplayMade.parse(answer.json());
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const madeAs = {
      id: display.id,
      name: 'Hall 2, left',
      clusters: ['lab'],
      madeAtMs: nowMs,
      madeBy: 'ana',
    };
    expect(await listed()).toEqual([
      { ...madeAs, firstUsedAtMs: null, lastSeenAtMs: null, revokedAtMs: null },
    ]);
    expect((await get('/api/displays', await loggedIn())).body).not.toMatch(/sha256|token/i);
    const stored = await history.store.displays();
    expect(JSON.stringify(stored)).not.toContain(token);
    expect(logged).not.toContain(token);
  });

  it('is for operators', async () => {
    for (const [who, expected] of [['ben', 403]] as const) {
      const cookie = await loggedIn(who);
      const answers = [
        send('GET', '/api/displays', undefined, { cookie }),
        send('POST', '/api/displays', { name: 'x', clusters: 'all' }, { cookie }),
        send('DELETE', '/api/displays/x', undefined, { cookie }),
      ];
      for (const { statusCode } of await Promise.all(answers)) expect(statusCode).toBe(expected);
    }
    expect((await send('POST', '/api/displays', { name: 'x', clusters: 'all' })).statusCode).toBe(401);
    expect((await send('GET', '/api/displays')).statusCode).toBe(401);
  });

  it('is not for other sites', async () => {
    const { display, token } = await make();
    const cookie = await loggedIn();
    const evil = { headers: { 'x-rollcall': '', origin: 'http://evil.example' }, cookie };
    const answers = [
      send('POST', '/api/displays', { name: 'x', clusters: 'all' }, evil),
      send('DELETE', `/api/displays/${display.id}`, undefined, evil),
      enter(token, evil),
    ];
    for (const { statusCode, headers } of await Promise.all(answers)) {
      expect([statusCode, headers['set-cookie']]).toEqual([403, undefined]);
    }
  });

  it.each([
    [{ name: ' ', clusters: 'all' }, 'bad-name'],
    [{ name: '\ud800', clusters: 'all' }, 'bad-name'],
    [{ name: 'x'.repeat(65), clusters: 'all' }, 'bad-request'],
    [{ name: 'x', clusters: [] }, 'bad-clusters'],
    [{ name: 'x', clusters: ['lab', 'nope'] }, 'unknown-cluster'],
    [{ name: 'x', clusters: 'lab' }, 'bad-request'],
    [{ name: 'x' }, 'bad-request'],
    [{ clusters: 'all' }, 'bad-request'],
  ])('of %j is refused', async (draft, code) => {
    const answer = await send('POST', '/api/displays', draft, { cookie: await loggedIn() });
    expect([answer.statusCode, ApiError.parse(answer.json()).code]).toEqual([400, code]);
    expect(await listed()).toEqual([]);
  });

  it('that can not be kept gives none', async () => {
    history.store.putDisplay = async () => ({ ok: false, error: { kind: 'disk-full', message: 'full' } });
    const answer = await send(
      'POST',
      '/api/displays',
      { name: 'x', clusters: 'all' },
      { cookie: await loggedIn() },
    );
    expect([answer.statusCode, answer.json()]).toMatchObject([503, { code: 'history-unavailable' }]);
    expect(answer.body).not.toContain('"token"');
    expect(await listed()).toEqual([]);
  });

  it('has an end', async () => {
    const cookie = await loggedIn();
    const draft = { name: 'x', clusters: 'all' };
    for (let time = 0; time < MOST_DISPLAYS; time += 1)
      await send('POST', '/api/displays', draft, { cookie });
    const answer = await send('POST', '/api/displays', draft, { cookie });
    expect([answer.statusCode, ApiError.parse(answer.json()).code]).toEqual([409, 'too-many-displays']);
    const [one] = await listed();
    await revoke(one?.id ?? '');
    expect((await send('POST', '/api/displays', draft, { cookie })).statusCode).toBe(201);
  });
});

describe('a link', () => {
  it('makes a session of a wall, that lasts as long as a browser keeps it', async () => {
    const { token } = await make();
    const answer = await enter(token);
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'no-store']);
    expect(SessionAnswer.parse(answer.json()).viewer).toEqual({
      name: 'Hall',
      role: 'viewer',
      by: 'display',
    });
    expect(answer.headers['set-cookie']).toMatch(
      /^rollcall=[^;]+; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect((await get('/api/clusters/lab', cookieOf(answer))).statusCode).toBe(200);
  });

  it('opens as many screens as there are', async () => {
    const { token } = await make();
    const cookies = [cookieOf(await enter(token)), cookieOf(await enter(token))];
    for (const cookie of cookies) expect((await get('/api/clusters', cookie)).statusCode).toBe(200);
  });

  it('takes the place of a person who was logged in, and of nothing that a kiosk forgets', async () => {
    const { token } = await make();
    const cookie = await loggedIn();
    const wall = cookieOf(await enter(token, { cookie }));
    expect((await get('/api/audit', cookie)).statusCode).toBe(401);
    expect((await get('/api/audit', wall)).statusCode).toBe(403);
    const before = kept.length;
    await enter(token, { cookie: wall });
    expect(kept).toHaveLength(before);
  });

  it('of all clusters is also of those that come later', async () => {
    const { cookie } = await entered('all');
    const { clusters } = ClustersAnswer.parse((await get('/api/clusters', cookie)).json());
    expect(clusters.map((each) => each.key)).toEqual(['prod', 'lab', 'edge']);
  });

  it('of a Rollcall where nobody logs in is none', async () => {
    const open = await makeApp({ history });
    const draft = { name: 'x', clusters: 'all' };
    const answers = [
      send('GET', '/api/displays', undefined, { at: open }),
      send('POST', '/api/displays', draft, { at: open }),
      send('DELETE', '/api/displays/x', undefined, { at: open }),
      enter('x', { at: open }),
    ];
    for (const answer of await Promise.all(answers)) {
      expect([answer.statusCode, ApiError.parse(answer.json()).code]).toEqual([404, 'no-log-in']);
    }
    await open.close();
  });
});

describe('a wall', () => {
  it('reads what a wall shows of its clusters', async () => {
    const { cookie } = await entered(['lab', 'edge']);
    const { clusters } = ClustersAnswer.parse((await get('/api/clusters', cookie)).json());
    expect(clusters.map((each) => each.key)).toEqual(['lab', 'edge']);
    for (const url of ['/api/clusters/lab', '/api/clusters/edge', '/api/session', '/healthz', '/readyz']) {
      expect([url, (await get(url, cookie)).statusCode]).toEqual([url, 200]);
    }
    const port = await listen(app);
    const stream = openStream(port, '?cluster=lab&cluster=edge', [`Cookie: ${cookie}`]);
    await until(() => stream.events().filter(({ event }) => event === 'view').length === 2);
    expect(stream.events().find(({ event }) => event === 'hello')?.data).toMatchObject({
      viewer: { by: 'display' },
    });
    expect(stream.body()).not.toContain('"prod"');
    stream.socket.destroy();
  });

  it.each([
    '/api/clusters/lab/members/node-1',
    '/api/clusters/lab/members/node-1/hardware',
    '/api/clusters/lab/members/node-1/instances',
    '/api/clusters/lab/members/node-1/series',
    '/api/clusters/lab/notes',
    '/api/clusters/lab/notes/1/revisions',
    '/api/clusters/lab/export',
    '/api/clusters/lab/changes',
    '/api/clusters/lab/events',
    '/api/clusters/lab/samples',
    '/api/clusters/lab/trails',
    '/api/clusters?at=2026-11-23T03:00:00Z',
    '/api/clusters/lab?at=2026-11-23T03:00:00Z',
    '/api/clusters/lab?%61t=2026-11-23T03:00:00Z',
    '/api/clusters?other=1',
    '/api/stream?cluster=lab&at=2026-11-23T03:00:00Z',
    '/api/audit',
    '/api/displays',
    '/api/settings',
    '/api/openapi.json',
    '/api/nonsense',
    '/1.0',
    '/1.0/cluster/members',
    '/1.0/events',
    '/lxd/lab/1.0',
    '/lxd/lab/1.0/cluster/members/node-1',
  ])('reads nothing of %s', async (url) => {
    const { cookie } = await entered();
    for (const method of ['GET', 'HEAD'] as const) {
      expect((await send(method, url, undefined, { cookie })).statusCode).toBe(403);
    }
  });

  it.each(['prod', 'nope'])('does not even learn whether there is a cluster %s', async (other) => {
    const { cookie } = await entered();
    const answer = await get(`/api/clusters/${other}`, cookie);
    expect([answer.statusCode, ApiError.parse(answer.json()).remedy]).toEqual([404, 'Configured: lab.']);
    const stream = await get(`/api/stream?cluster=lab&cluster=${other}`, cookie);
    expect([stream.statusCode, ApiError.parse(stream.json()).remedy]).toEqual([404, 'Configured: lab.']);
  });

  it('writes nothing', async () => {
    const { cookie, display } = await entered();
    const note = { fromMs: 1, toMs: null, text: 'x' };
    const answers = [
      send('POST', '/api/clusters/lab/notes', note, { cookie }),
      send('POST', '/api/displays', { name: 'x', clusters: 'all' }, { cookie }),
      send('DELETE', `/api/displays/${display.id}`, undefined, { cookie }),
      send('DELETE', '/api/sessions', undefined, { cookie }),
    ];
    for (const { statusCode } of await Promise.all(answers)) expect(statusCode).toBe(403);
  });

  it('hears no events of LXD', async () => {
    const { cookie } = await entered('all');
    const port = await listen(app);
    const socket = new WebSocket(`ws://127.0.0.1:${port}/1.0/events`, { headers: { cookie } });
    const status = await new Promise((resolve) => {
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
      socket.on('open', () => resolve('open'));
    });
    expect(status).toBe(403);
  });

  it('never logs out while it is used: over years, restarts and new keys', async () => {
    const keys = openSessionKeys({ path: null, longestMs: 400 * DAY, nowMs, onTrouble: () => {} });
    const { token } = await make();
    let at = await start({ keys });
    let cookie = cookieOf(await enter(token, { at }));
    let renewals = 0;
    for (let day = 0; day < 1500; day += 1) {
      nowMs += DAY;
      if (day % 100 === 0) at = await start({ keys });
      // As its page does now and then.
      const answer = await send('HEAD', '/api/clusters', undefined, { cookie, at });
      expect([day, answer.statusCode]).toEqual([day, 200]);
      if (answer.headers['set-cookie'] === undefined) continue;
      renewals += 1;
      expect(answer.headers['set-cookie']).toContain('Max-Age=34560000;');
      cookie = cookieOf(answer);
    }
    // Well before a browser would forget it, and not at each request.
    expect(renewals).toBe(37);
  });

  it('that nobody looked at for longer than a browser keeps its cookie is a stranger', async () => {
    const { cookie, token } = await entered();
    nowMs += 400 * DAY;
    const answer = await get('/api/clusters', cookie);
    expect([answer.statusCode, ApiError.parse(answer.json()).code]).toEqual([401, 'not-logged-in']);
    expect((await enter(token)).statusCode).toBe(200);
  });

  it('is seen to be there, to the hour, by its requests and by its stream', async () => {
    const { cookie } = await entered();
    const seen = async () => (await listed())[0]?.lastSeenAtMs ?? 0;
    expect(await listed()).toMatchObject([{ firstUsedAtMs: NOW_MS, lastSeenAtMs: NOW_MS }]);
    nowMs += HOUR - 1;
    await get('/api/clusters', cookie);
    expect(await seen()).toBe(NOW_MS);
    nowMs += 1;
    await get('/api/clusters', cookie);
    expect(await seen()).toBe(NOW_MS + HOUR);
    const port = await listen(app);
    const stream = openStream(port, '?cluster=lab', [`Cookie: ${cookie}`]);
    await until(() => stream.events().some(({ event }) => event === 'view'));
    nowMs += HOUR;
    await expect.poll(seen).toBe(NOW_MS + 2 * HOUR);
    expect(await history.store.displays()).toMatchObject({ value: [{ lastSeenAtMs: NOW_MS + 2 * HOUR }] });
    stream.socket.destroy();
  });
});

describe('a link that was revoked', () => {
  it('ends what goes on by it at once, and nothing else', async () => {
    const [one, other] = [await entered(), await entered()];
    const port = await listen(app);
    const streams = [one, other].map(({ cookie }) => openStream(port, '?cluster=lab', [`Cookie: ${cookie}`]));
    const [ofOne, ofOther] = streams;
    await until(() => streams.every((each) => each.events().some(({ event }) => event === 'view')));
    const answer = await revoke(one.display.id);
    expect([answer.statusCode, answer.json()]).toMatchObject([
      200,
      { id: one.display.id, revokedAtMs: nowMs },
    ]);
    await until(() => ofOne?.complete() === true);
    const heard = ofOther?.events().length ?? 0;
    await until(() => (ofOther?.events().length ?? 0) > heard);
    expect((await get('/api/clusters', other.cookie)).statusCode).toBe(200);
    ofOther?.socket.destroy();
  });

  it('says so to its wall, whatever that asks and however often it is started', async () => {
    const { cookie, token, display } = await entered();
    await revoke(display.id);
    for (const at of [app, await start()]) {
      for (const answer of [
        await get('/api/clusters', cookie, at),
        await get('/api/stream?cluster=lab', cookie, at),
        await enter(token, { at }),
        await enter(token, { at, cookie }),
      ]) {
        expect([answer.statusCode, ApiError.parse(answer.json())]).toEqual([
          401,
          {
            code: 'display-revoked',
            message: 'The link of this display was revoked.',
            remedy: 'An operator makes another one at /help/wall.',
          },
        ]);
        expect(answer.headers['set-cookie']).toBeUndefined();
      }
      expect((await get('/api/clusters/lab/members/node-1', cookie, at)).statusCode).toBe(401);
      expect(SessionAnswer.parse((await get('/api/session', cookie, at)).json()).viewer).toBeNull();
    }
  });

  it('stays so at a second time, and is told once', async () => {
    const { display } = await make();
    await revoke(display.id);
    nowMs += HOUR;
    expect((await revoke(display.id)).json()).toMatchObject({ revokedAtMs: NOW_MS });
    expect((await revoke('nope')).statusCode).toBe(404);
    expect((await listed())[0]?.revokedAtMs).toBe(NOW_MS);
  });

  it('is so at once also where that can not be kept, and that is said', async () => {
    const { cookie, display } = await entered();
    const put = history.store.putDisplay;
    history.store.putDisplay = async () => ({ ok: false, error: { kind: 'disk-full', message: 'full' } });
    const answer = await revoke(display.id);
    expect([answer.statusCode, ApiError.parse(answer.json()).message]).toEqual([
      503,
      'It is revoked, but that could not be kept: full',
    ]);
    expect((await get('/api/clusters', cookie)).statusCode).toBe(401);
    history.store.putDisplay = put;
    expect((await revoke(display.id)).statusCode).toBe(200);
    expect((await get('/api/clusters', cookie, await start())).statusCode).toBe(401);
  });
});

describe('guessing', () => {
  it('is slowed by address, and keeps no wall of that address waiting', async () => {
    const { token, display } = await make();
    const guess = (from: string) => enter(randomBytes(32).toString('base64url'), { from });
    for (let time = 0; time < 5; time += 1) {
      const answer = await guess('192.0.2.1');
      expect([answer.statusCode, ApiError.parse(answer.json()).code]).toEqual([401, 'unknown-display']);
    }
    const slowed = await guess('192.0.2.1');
    expect([slowed.statusCode, slowed.headers['retry-after']]).toEqual([429, '1']);
    expect((await guess('192.0.2.2')).statusCode).toBe(401);
    expect((await enter(token, { from: '192.0.2.1' })).statusCode).toBe(200);
    await revoke(display.id);
    for (let time = 0; time < 20; time += 1) {
      expect((await enter(token, { from: '192.0.2.3' })).statusCode).toBe(401);
    }
    // People who log in from there are not slowed by it.
    expect(
      (await send('POST', '/api/session', { name: 'ana', password: PASSWORD }, { from: '192.0.2.1' }))
        .statusCode,
    ).toBe(200);
  });

  it.each([{}, { token: 1 }, { token: ['x'] }, { token: 'x'.repeat(201) }, null, 'x'])(
    'with %j is no guess',
    async (body) => {
      const answer = await send('POST', '/api/displays/session', body);
      expect([answer.statusCode, ApiError.parse(answer.json()).code]).toEqual([400, 'bad-request']);
    },
  );

  it.each(['', '__proto__', 'é'])('with %j opens nothing', async (token) => {
    await make();
    expect((await enter(token)).statusCode).toBe(401);
  });

  it('with what is kept of a token opens nothing', async () => {
    const { token, display } = await make();
    const stored = await history.store.displays();
    const digest = stored.ok ? (stored.value[0]?.tokenSha256 ?? '') : '';
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    for (const guess of [digest, display.id, ` ${token}`, token.toLowerCase(), token.slice(0, -1)]) {
      expect((await enter(guess, { from: `2001:db8:${guess.length}::1` })).statusCode).toBe(401);
    }
  });

  it('leaves no token in the log, not even of what goes wrong', async () => {
    const { token } = await make();
    await enter(token);
    await enter(`${token}x`);
    await send('POST', '/api/displays/session', { token, name: token });
    await send('POST', '/api/displays/session', { token: [token] });
    await send('POST', '/api/displays/session', token);
    await send('POST', `/api/displays/session?token=${token}`, { token });
    expect(logged).not.toContain(token);
  });
});

describe('the audit log', () => {
  it('says which links were made, revoked, used at first and tried in vain', async () => {
    const { token, display } = await make(['lab', 'edge']);
    for (let time = 0; time < 3; time += 1) await enter(token, { from: '192.0.2.7' });
    await enter('guess', { from: '192.0.2.8' });
    await revoke(display.id);
    await revoke(display.id);
    await enter(token);
    nowMs += 1;
    const { entries } = AuditAnswer.parse((await get('/api/audit', await loggedIn())).json());
    expect(
      entries
        .filter(({ kind, by }) => kind.startsWith('display') || by === 'display')
        .map(({ kind, by, name, address, detail }) => [kind, by, name, address, detail])
        .toReversed(),
    ).toEqual([
      ['display-link-made', 'account', 'ana', '127.0.0.1', 'Hall, for lab, edge'],
      ['display-link-used', 'display', 'Hall', '192.0.2.7', null],
      ['log-in-refused', 'display', null, '192.0.2.8', 'no such display link'],
      ['display-link-revoked', 'account', 'ana', '127.0.0.1', 'Hall, for lab, edge'],
    ]);
    expect(JSON.stringify(entries)).not.toContain(token);
  });
});

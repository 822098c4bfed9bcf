/** Logging in and out of the whole app, as browsers and attackers do. */
import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type AccessDeps, startAccess } from '../access/access.ts';
import { openDisplays } from '../access/displays.ts';
import { hashPassword } from '../access/password.ts';
import { cheapHash } from '../access/testing/cheap-hash.ts';
import { createEventFeed } from '../forward/event-feed.ts';
import type { Ending } from '../history/store.ts';
import { listen, makeApp } from '../testing/app.ts';
import { OURS, type Sent, asker, cookieOf } from '../testing/asking.ts';
import { type TestHistory, makeHistory } from '../testing/past.ts';
import { openStream } from '../testing/stream-client.ts';
import { ApiError } from '../wire/api.ts';
import { AuditAnswer } from '../wire/audit.ts';
import { Note } from '../wire/history.ts';
import { SessionAnswer } from '../wire/log-in.ts';
import { NOW_MS } from '../wire/testing/scenes.ts';

const HOUR = 3_600_000;
const LIMITS = { idleMs: 10 * HOUR, longestMs: 48 * HOUR };
const PASSWORD = 'correct horse';
const ACCOUNTS = [
  { name: 'ana', password: cheapHash(PASSWORD), role: 'operator' },
  { name: 'ben', password: cheapHash('battery staple'), role: 'viewer' },
] as const;

const key = { id: 'k', key: randomBytes(32) };
let nowMs = NOW_MS;
let kept: Ending[];
let history: TestHistory;
let apps: FastifyInstance[];
let app: FastifyInstance;
beforeEach(async () => {
  nowMs = NOW_MS;
  kept = [];
  apps = [];
  history = await makeHistory();
  app = await start();
});
afterEach(async () => {
  for (const each of apps) await each.close();
  await history.store.close();
});

/** As after a restart: with the same keys, and what was kept. */
async function start(differs: Partial<AccessDeps> = {}): Promise<FastifyInstance> {
  const access = startAccess({
    limits: LIMITS,
    accounts: ACCOUNTS,
    displays: await openDisplays({ store: history.store, onTrouble: () => {}, now: () => nowMs }),
    vouching: null,
    oidc: null,
    publicUrl: null,
    trustedProxies: [],
    keys: { current: () => key, all: () => [key] },
    endings: [...kept],
    keep: (ending) => kept.push(ending),
    lookEveryMs: 20,
    now: () => nowMs,
    ...differs,
  });
  const made = await makeApp({
    access,
    history,
    feeds: new Map([['prod', createEventFeed()]]),
    beatMs: 20,
    now: () => nowMs,
  });
  apps.push(made);
  return made;
}

const send = asker(() => app);

const logIn = (name: string, password: string, sent: Sent = {}) =>
  send('POST', '/api/session', { name, password }, sent);

const loggedIn = async (name = 'ana', password = PASSWORD, sent: Sent = {}): Promise<string> =>
  cookieOf(await logIn(name, password, sent));
const status = async (cookie: string, at = app) =>
  (await send('GET', '/api/clusters', undefined, { cookie, at })).statusCode;
const until = (condition: () => boolean) => expect.poll(condition, { timeout: 10_000 }).toBe(true);
/** A stream that has begun to tell. */
const helloTo = async (port: number, cookie: string) => {
  const client = openStream(port, '?cluster=prod', [`Cookie: ${cookie}`]);
  await until(() => client.events().some(({ event }) => event === 'view'));
  return client;
};

describe('logging in', () => {
  it('with the right password makes a session in a cookie that scripts and other sites get nothing of', async () => {
    const answer = await logIn('ana', PASSWORD);
    expect(answer.statusCode).toBe(200);
    expect(SessionAnswer.parse(answer.json())).toEqual({
      viewer: { name: 'ana', role: 'operator', by: 'account' },
      ways: ['password'],
      canLogOut: true,
      provider: null,
      refused: null,
    });
    expect(answer.headers['set-cookie']).toMatch(
      /^rollcall=[A-Za-z0-9_.-]+; Max-Age=36000; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(await status(cookieOf(answer))).toBe(200);
    expect(answer.headers['set-cookie']).not.toContain('ana');
  });

  it.each([
    ['ana', 'correct hors'],
    ['ana', ''],
    ['ana', 'battery staple'],
    ['Ana', PASSWORD],
    ['ana ', PASSWORD],
    ['', PASSWORD],
    ['root', PASSWORD],
    ['__proto__', PASSWORD],
    ['ana', ACCOUNTS[0].password],
  ])('as %j with %j is refused in the same words, and sets nothing', async (name, password) => {
    const answer = await logIn(name, password);
    expect([answer.statusCode, ApiError.parse(answer.json())]).toEqual([
      401,
      {
        code: 'wrong-credentials',
        message: 'The name or the password is wrong.',
        remedy: 'Capitals and small letters differ.',
      },
    ]);
    expect(answer.headers).not.toHaveProperty('set-cookie');
  });

  it.each([
    {},
    { name: 'ana' },
    { name: 'ana', password: 1 },
    { name: ['ana'], password: PASSWORD },
    { name: 'x'.repeat(65), password: PASSWORD },
    { name: 'ana', password: 'x'.repeat(513) },
    null,
    [],
    'ana',
  ])('with %j is no log-in', async (body) => {
    const answer = await send('POST', '/api/session', body);
    expect([answer.statusCode, ApiError.parse(answer.json()).code]).toEqual([400, 'bad-request']);
  });

  it('is not for other sites, whatever they send', async () => {
    const evil = [
      { 'x-rollcall': '', 'content-type': 'text/plain' },
      { 'x-rollcall': '', origin: 'http://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'null' },
    ];
    for (const headers of evil) {
      for (const method of ['POST', 'DELETE'] as const) {
        const body = method === 'POST' ? { name: 'ana', password: PASSWORD } : undefined;
        const answer = await send(method, '/api/session', body, { headers });
        expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([403, undefined]);
      }
    }
    const form = await app.inject({
      method: 'POST',
      url: '/api/session',
      headers: { ...OURS, 'content-type': 'application/x-www-form-urlencoded' },
      payload: `name=ana&password=${PASSWORD}`,
    });
    expect(form.statusCode).toBe(415);
  });

  it('over https has a name that no other host can set, which http can not use', async () => {
    const secure = await start({ trustedProxies: ['127.0.0.1'] });
    const https = { headers: { 'x-forwarded-proto': 'https' }, at: secure };
    const answer = await logIn('ana', PASSWORD, https);
    expect(answer.headers['set-cookie']).toMatch(
      /^__Host-rollcall=[^;]+; Max-Age=36000; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
    );
    const cookie = cookieOf(answer);
    const ask = (sent: Sent) => send('GET', '/api/clusters', undefined, { at: secure, ...sent });
    expect((await ask({ ...https, cookie })).statusCode).toBe(200);
    expect((await ask({ cookie })).statusCode).toBe(401);
    const planted = cookie.replace('__Host-rollcall', 'rollcall');
    expect((await ask({ ...https, cookie: planted })).statusCode).toBe(401);
    expect((await ask({ ...https, cookie: `rollcall=x; ${cookie}` })).statusCode).toBe(200);
  });

  it('again ends the session of before, so that none is forgotten somewhere', async () => {
    const first = await loggedIn();
    const second = cookieOf(await logIn('ben', 'battery staple', { cookie: first }));
    expect([await status(first), await status(second)]).toEqual([401, 200]);
  });
});

describe('who is logged in', () => {
  const who = async (cookie?: string) =>
    SessionAnswer.parse(
      (await send('GET', '/api/session', undefined, cookie === undefined ? {} : { cookie })).json(),
    );

  it('is told to anybody who asks, of themselves', async () => {
    expect(await who()).toMatchObject({ viewer: null, ways: ['password'], canLogOut: false });
    expect(await who('rollcall=nonsense')).toMatchObject({ viewer: null });
    expect(await who(await loggedIn('ben', 'battery staple'))).toMatchObject({
      viewer: { name: 'ben', role: 'viewer' },
      canLogOut: true,
    });
  });

  it('is nobody in particular where nobody has to log in', async () => {
    const open = await makeApp({ history });
    apps.push(open);
    expect((await send('GET', '/api/session', undefined, { at: open })).json()).toEqual({
      viewer: { name: null, role: 'operator', by: 'open' },
      ways: [],
      canLogOut: false,
      provider: null,
      refused: null,
    });
    expect((await logIn('ana', PASSWORD, { at: open })).statusCode).toBe(404);
    expect((await send('DELETE', '/api/session', undefined, { at: open })).json()).toMatchObject({
      viewer: { by: 'open' },
    });
    const everywhere = await send('DELETE', '/api/sessions', undefined, { at: open });
    expect([everywhere.statusCode, ApiError.parse(everywhere.json()).code]).toEqual([409, 'no-session']);
  });

  it('is told at the beginning of a stream', async () => {
    const cookie = await loggedIn();
    const client = openStream(await listen(app), '', [`Cookie: ${cookie}`]);
    await until(() => client.events().length > 0);
    expect(client.events()[0]).toMatchObject({
      event: 'hello',
      data: { viewer: { name: 'ana', role: 'operator', by: 'account' } },
    });
  });
});

describe('a session', () => {
  it('outlives a restart, and not a changed password, nor the account', async () => {
    const cookie = await loggedIn();
    const [{ name, role }, ben] = ACCOUNTS;
    const changed = { name, role, password: cheapHash('another one') };
    expect(await status(cookie, await start())).toBe(200);
    expect(await status(cookie, await start({ accounts: [changed, ben] }))).toBe(401);
    expect(await status(cookie, await start({ accounts: [ben] }))).toBe(401);
    // The same password with another salt is as new.
    const salted = { name, role, password: cheapHash(PASSWORD, Buffer.from('another salt')) };
    expect(await status(cookie, await start({ accounts: [salted] }))).toBe(401);
  });

  it('has the role of the settings of now', async () => {
    const cookie = await loggedIn();
    const demoted = await start({ accounts: [{ ...ACCOUNTS[0], role: 'viewer' }] });
    expect(await status(cookie, demoted)).toBe(200);
    expect((await send('GET', '/api/audit', undefined, { cookie, at: demoted })).statusCode).toBe(403);
  });

  it('of before a start that could not read which were ended holds no longer', async () => {
    const cookie = await loggedIn();
    nowMs += 1;
    const unsure = await start({ endings: null });
    expect(await status(cookie, unsure)).toBe(401);
    expect(await status(await loggedIn('ana', PASSWORD, { at: unsure }), unsure)).toBe(200);
  });

  it('is renewed while it is used, and ends when it is not', async () => {
    let cookie = await loggedIn();
    expect((await send('GET', '/api/clusters', undefined, { cookie })).headers).not.toHaveProperty(
      'set-cookie',
    );
    nowMs += 2 * HOUR;
    const renewed = await send('GET', '/api/clusters', undefined, { cookie });
    expect(renewed.headers['set-cookie']).toMatch(
      /^rollcall=[^;]+; Max-Age=36000; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    nowMs += LIMITS.idleMs - 1;
    expect(await status(cookie)).toBe(401);
    cookie = cookieOf(renewed);
    expect(await status(cookie)).toBe(200);
    nowMs += 1;
    expect(await status(cookie)).toBe(401);
  });

  it('is renewed by a stream that is opened, too', async () => {
    const cookie = await loggedIn();
    const port = await listen(app);
    nowMs += 2 * HOUR;
    const client = openStream(port, '', [`Cookie: ${cookie}`]);
    await until(() => client.head() !== '');
    expect(client.head()).toMatch(/\r\nset-cookie: rollcall=/i);
  });

  it.each([
    '',
    'rollcall=',
    'rollcall',
    'rollcall=a.b.c.d.e',
    `rollcall=${'x'.repeat(8000)}`,
    ';;;=;',
    'rollcall="x"',
  ])('is none in %j', async (cookie) => {
    expect(await status(cookie)).toBe(401);
  });
});

it('what a browser keeps of a session is for that session', async () => {
  const cookie = await loggedIn();
  const vary = async (url: string, at = app) =>
    (await send('GET', url, undefined, { cookie, at })).headers.vary;
  expect(await vary('/api/clusters/prod')).toBe('cookie');
  expect(await vary('/api/clusters/prod/changes')).toBe('accept, cookie');
  const open = await makeApp({ history });
  apps.push(open);
  expect([await vary('/api/clusters/prod', open), await vary('/api/clusters/prod/changes', open)]).toEqual([
    undefined,
    'accept',
  ]);
});

describe('logging out', () => {
  it('ends the session and its cookie, for good', async () => {
    const [one, other] = [await loggedIn(), await loggedIn()];
    const answer = await send('DELETE', '/api/session', undefined, { cookie: one });
    expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([
      200,
      'rollcall=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict',
    ]);
    expect(SessionAnswer.parse(answer.json()).viewer).toBeNull();
    expect([await status(one), await status(other)]).toEqual([401, 200]);
    const again = await start();
    expect([await status(one, again), await status(other, again)]).toEqual([401, 200]);
  });

  it('sets no cookie anew where it was due to be renewed', async () => {
    const cookie = await loggedIn();
    nowMs += 2 * HOUR;
    const answer = await send('DELETE', '/api/session', undefined, { cookie });
    expect(cookieOf(answer)).toBe('rollcall=');
  });

  it('everywhere ends all sessions of that account', async () => {
    const [one, other, ben] = [await loggedIn(), await loggedIn(), await loggedIn('ben', 'battery staple')];
    expect((await send('DELETE', '/api/sessions', undefined, { cookie: one })).statusCode).toBe(200);
    const later = await loggedIn();
    for (const at of [app, await start()]) {
      expect(await Promise.all([one, other, ben, later].map((each) => status(each, at)))).toEqual([
        401, 401, 200, 200,
      ]);
    }
  });

  it('without a session changes nothing', async () => {
    expect((await send('DELETE', '/api/session')).statusCode).toBe(200);
    expect((await send('DELETE', '/api/sessions')).statusCode).toBe(401);
    expect(kept).toEqual([]);
  });
});

describe('what goes on', () => {
  const openSocket = async (port: number, cookie: string) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/1.0/events`, { headers: { cookie } });
    const heard = { code: 0 };
    socket.on('close', (code) => {
      heard.code = code;
    });
    await new Promise((resolve, reject) => {
      socket.on('open', resolve);
      socket.on('error', reject);
    });
    return heard;
  };

  it.each(['/api/session', '/api/sessions'])('ends when somebody logs out: DELETE %s', async (url) => {
    const [cookie, bens] = [await loggedIn(), await loggedIn('ben', 'battery staple')];
    const port = await listen(app);
    const [stream, socket] = [await helloTo(port, cookie), await openSocket(port, cookie)];
    const [others, otherSocket] = [await helloTo(port, bens), await openSocket(port, bens)];
    await send('DELETE', url, undefined, { cookie });
    await until(() => stream.complete() && socket.code === 1008);
    const heard = others.events().length;
    await until(() => others.events().length > heard);
    expect(otherSocket.code).toBe(0);
    others.socket.destroy();
  });

  it('ends everywhere with a log-out everywhere, and with one elsewhere goes on', async () => {
    const [here, there] = [await loggedIn(), await loggedIn()];
    const port = await listen(app);
    const [stream, socket] = [await helloTo(port, there), await openSocket(port, there)];
    await send('DELETE', '/api/session', undefined, { cookie: here });
    const heard = stream.events().length;
    await until(() => stream.events().length > heard);
    expect(socket.code).toBe(0);
    await send('DELETE', '/api/sessions', undefined, { cookie: await loggedIn() });
    await until(() => stream.complete() && socket.code === 1008);
  });

  it('ends with the time without use', async () => {
    const cookie = await loggedIn();
    const port = await listen(app);
    const [stream, socket] = [await helloTo(port, cookie), await openSocket(port, cookie)];
    nowMs += LIMITS.idleMs;
    await until(() => stream.complete() && socket.code === 1008);
  });
});

describe('guessing', () => {
  it('is slowed by address, also for the right password, and says how long', async () => {
    for (let time = 0; time < 5; time += 1)
      expect((await logIn('ana', `guess ${time}`)).statusCode).toBe(401);
    const answer = await logIn('ana', PASSWORD);
    expect([answer.statusCode, answer.headers['retry-after'], ApiError.parse(answer.json())]).toEqual([
      429,
      '1',
      { code: 'too-many-attempts', message: 'Too many log-ins have failed.', remedy: 'Try again in 1 s.' },
    ]);
    expect((await logIn('ben', 'battery staple')).statusCode).toBe(429);
    expect((await logIn('ben', 'battery staple', { from: '192.0.2.9' })).statusCode).toBe(200);
    nowMs += 1000;
    expect((await logIn('ana', PASSWORD)).statusCode).toBe(200);
  });

  it('from many addresses slows the account, and that a little', async () => {
    for (let time = 0; time < 5; time += 1) await logIn('ana', 'guess', { from: `192.0.2.${time}` });
    expect((await logIn('ana', PASSWORD, { from: '192.0.2.99' })).statusCode).toBe(429);
    nowMs += 30_000;
    expect((await logIn('ana', PASSWORD, { from: '192.0.2.99' })).statusCode).toBe(200);
  });

  it('is told apart behind a proxy that is believed, and by nothing that the client adds', async () => {
    const behind = await start({ trustedProxies: ['127.0.0.1'] });
    const from = (address: string) => ({ at: behind, headers: { 'x-forwarded-for': `6.6.6.6, ${address}` } });
    for (let time = 0; time < 5; time += 1) await logIn(`n${time}`, 'guess', from('192.0.2.1'));
    expect((await logIn('ana', PASSWORD, from('192.0.2.1'))).statusCode).toBe(429);
    expect((await logIn('ana', PASSWORD, from('192.0.2.2'))).statusCode).toBe(200);
    for (let time = 0; time < 5; time += 1) {
      await logIn(`n${time}`, 'guess', { headers: { 'x-forwarded-for': `192.0.2.${time}` } });
    }
    expect((await logIn('ana', PASSWORD, { headers: { 'x-forwarded-for': '192.0.2.77' } })).statusCode).toBe(
      429,
    );
  });

  it('by a flood leaves the board to the others, and is turned away', async () => {
    const cookie = await loggedIn();
    const flood = Array.from({ length: 60 }, (_each, index) =>
      logIn(`name-${index}`, 'guess', { from: `198.51.100.${index}` }),
    );
    expect(await status(cookie)).toBe(200);
    const statuses = (await Promise.all(flood)).map(({ statusCode, headers }) => [
      statusCode,
      headers['retry-after'],
    ]);
    expect(new Set(statuses.map(String))).toEqual(new Set(['401,', '503,5']));
    expect((await logIn('ana', PASSWORD, { from: '203.0.113.1' })).statusCode).toBe(200);
  });
});

describe('the audit log', () => {
  const audit = async (cookie: string, query = '') =>
    send('GET', `/api/audit${query}`, undefined, { cookie });
  const NOTE = { fromMs: NOW_MS - 1000, toMs: null, text: 'cable' };

  it('says who logged in and out from where, and who wrote what', async () => {
    await logIn('ana', 'wrong', { from: '192.0.2.1' });
    await logIn('m\u202eallory'.padEnd(60, 'x'), 'wrong', { from: '192.0.2.1' });
    nowMs += 1;
    const cookie = await loggedIn('ana', PASSWORD, { from: '192.0.2.2' });
    const added = await send('POST', '/api/clusters/prod/notes', NOTE, { cookie, from: '192.0.2.2' });
    const { id } = Note.parse(added.json());
    await send(
      'PUT',
      `/api/clusters/prod/notes/${id}`,
      { ...NOTE, revision: 1 },
      { cookie, from: '192.0.2.2' },
    );
    await send('PUT', `/api/clusters/prod/notes/${id}`, { ...NOTE, revision: 1 }, { cookie });
    await send('DELETE', `/api/clusters/prod/notes/${id}?revision=2`, undefined, {
      cookie,
      from: '192.0.2.2',
    });
    await send('DELETE', '/api/session', undefined, { cookie, from: '192.0.2.2' });
    await send('DELETE', '/api/sessions', undefined, { cookie: await loggedIn(), from: '192.0.2.3' });
    const { entries } = AuditAnswer.parse((await audit(await loggedIn())).json());
    expect(
      entries.map(({ kind, name, address, detail }) => [kind, name, address, detail]).toReversed(),
    ).toEqual([
      ['log-in-refused', 'ana', '192.0.2.1', 'wrong password'],
      ['log-in-refused', 'm\u202eallory'.padEnd(60, 'x'), '192.0.2.1', 'no such account'],
      ['log-in', 'ana', '192.0.2.2', null],
      ['note-written', 'ana', '192.0.2.2', `note ${id} of prod`],
      ['note-edited', 'ana', '192.0.2.2', `note ${id} of prod`],
      ['note-deleted', 'ana', '192.0.2.2', `note ${id} of prod`],
      ['log-out', 'ana', '192.0.2.2', null],
      ['log-in', 'ana', '127.0.0.1', null],
      ['log-out-everywhere', 'ana', '192.0.2.3', null],
      ['log-in', 'ana', '127.0.0.1', null],
    ]);
    expect(JSON.stringify(entries)).not.toContain(PASSWORD);
  });

  it('is for operators', async () => {
    const answer = await audit(await loggedIn('ben', 'battery staple'));
    expect([answer.statusCode, ApiError.parse(answer.json()).code]).toEqual([403, 'not-allowed']);
    expect((await send('GET', '/api/audit')).statusCode).toBe(401);
  });

  it('comes in pages, of a range of time', async () => {
    const cookies: string[] = [];
    for (let time = 0; time < 5; time += 1) {
      cookies.push(await loggedIn());
      nowMs += 1000;
    }
    const cookie = cookies.at(-1) ?? '';
    const first = AuditAnswer.parse((await audit(cookie, '?limit=2')).json());
    expect(first.entries.map(({ atMs }) => atMs - NOW_MS)).toEqual([4000, 3000]);
    const second = AuditAnswer.parse((await audit(cookie, `?limit=2&cursor=${first.next}`)).json());
    expect(second.entries.map(({ atMs }) => atMs - NOW_MS)).toEqual([2000, 1000]);
    for (const query of ['?limit=0', '?cursor=x', '?from=yesterday', '?form=x'])
      expect([query, (await audit(cookie, query)).statusCode]).toEqual([query, 400]);
  });

  it('that can not be written keeps nobody out', async () => {
    history.store.addAudit = async () => ({
      ok: false,
      error: { kind: 'disk-full', message: 'the disk is full' },
    });
    expect((await logIn('ana', PASSWORD)).statusCode).toBe(200);
  });
});

describe('a note', () => {
  const NOTE = { fromMs: NOW_MS - 1000, toMs: null, text: 'cable' };
  it('bears the name of who wrote it, whatever the body says', async () => {
    const cookie = await loggedIn();
    const added = await send('POST', '/api/clusters/prod/notes', { ...NOTE, author: 'ben' }, { cookie });
    expect(Note.parse(added.json())).toMatchObject({ author: 'ana', revision: 1 });
  });

  it('is not written by a viewer', async () => {
    const cookie = await loggedIn('ben', 'battery staple');
    const answer = await send('POST', '/api/clusters/prod/notes', NOTE, { cookie });
    expect([answer.statusCode, ApiError.parse(answer.json()).code]).toEqual([403, 'not-allowed']);
  });
});

it('keeps the streams of others alive while passwords are guessed from everywhere at once', async () => {
  const account = { name: 'ana', password: await hashPassword(PASSWORD), role: 'operator' } as const;
  app = await start({ accounts: [account] });
  const stream = await helloTo(await listen(app), await loggedIn());
  const heard = stream.events().length;
  const answers = await Promise.all(
    Array.from({ length: 300 }, (_, index) =>
      send(
        'POST',
        '/api/session',
        { name: `n${index}`, password: 'a guess' },
        { from: `10.${index % 256}.0.${index >> 8}` },
      ),
    ),
  );
  // A few were tried, one after the other, and nothing waited for that.
  expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([401, 503]));
  expect(answers.filter(({ statusCode }) => statusCode === 401).length).toBeLessThan(20);
  expect(stream.events().length - heard).toBeGreaterThan(10);
  expect((await logIn('ana', PASSWORD)).statusCode).toBe(200);
});

/** Logging in by a provider as others run one. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OIDC_CALLBACK_PATH, OIDC_PATH } from '../access/oidc/settings.ts';
import { type RealProvider, startRealProvider } from '../access/oidc/testing/real-provider.ts';
import { createVisitor } from '../access/oidc/testing/visitor.ts';
import { type TestHistory, makeHistory } from '../testing/past.ts';
import { AuditAnswer } from '../wire/audit.ts';
import { SessionAnswer } from '../wire/log-in.ts';
import {
  CALLBACK,
  CLIENT,
  HOME,
  type LogInApp,
  createBrowser,
  makeLogInApp,
  settingsFor,
} from '../testing/log-in-app.ts';

const PEOPLE = {
  ana: { preferred_username: 'Ana', groups: ['staff', 'operators'] },
  ben: { preferred_username: 'Ben', groups: 'staff' },
  eve: { preferred_username: 'Eve', groups: ['guests'] },
  kim: { preferred_username: 'Kim', realm_access: { roles: ['operators'] } },
  lee: { names: { short: 'Lee' }, 'https://example.org/roles': ['staff'] },
  nil: { preferred_username: 'Nil' },
};

let provider: RealProvider;
let history: TestHistory;
let running: LogInApp[];
let app: LogInApp;
beforeEach(async () => {
  // That it is none for production, it says at length.
  for (const level of ['info', 'warn'] as const) vi.spyOn(console, level).mockReturnValue();
  provider = await startRealProvider({ people: PEOPLE, redirectUri: CALLBACK, ...CLIENT });
  history = await makeHistory();
  running = [];
  app = await start();
});
afterEach(async () => {
  vi.restoreAllMocks();
  for (const each of running) await each.close();
  await provider.close();
  await history.store.close();
});

async function start(differs: Parameters<typeof settingsFor>[1] = {}): Promise<LogInApp> {
  const made = await makeLogInApp({
    settings: settingsFor(provider.issuer, differs),
    store: history.store,
    now: Date.now,
  });
  running.push(made);
  return made;
}

/** To the provider, through its pages, and to where it leads back. */
async function comeBack(
  browser: ReturnType<typeof createBrowser>,
  name: string,
  next = '/',
): Promise<string> {
  const begun = await browser.go(`${OIDC_PATH}?${new URLSearchParams({ next }).toString()}`);
  const back = await createVisitor(HOME).logIn(begun.headers.location ?? '', name);
  return back.pathname + back.search;
}
async function logIn(name: string, { at = app, next = '/' } = {}) {
  const browser = createBrowser(at.app);
  return { browser, answer: await browser.go(await comeBack(browser, name, next)) };
}
const viewerOf = async ({ go }: ReturnType<typeof createBrowser>) =>
  SessionAnswer.parse((await go('/api/session')).json()).viewer;
const until = (condition: () => Promise<boolean>) => expect.poll(condition, { timeout: 10_000 }).toBe(true);

it('leads to the provider with all that binds its answer to this browser', async () => {
  const answer = await createBrowser(app.app).go(`${OIDC_PATH}?next=/wall`);
  expect([answer.statusCode, answer.headers['cache-control']]).toEqual([303, 'no-store']);
  const url = new URL(answer.headers.location ?? '');
  expect(url.origin).toBe(provider.issuer);
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: 'rollcall',
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: 'openid profile groups',
    state: expect.stringMatching(/^[\w-]{43}$/),
    nonce: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: 'S256',
  });
  const cookie = String(answer.headers['set-cookie']);
  expect(cookie).toMatch(/^rollcall-log-in=[\w.-]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/);
  for (const text of [url.searchParams.get('state'), url.searchParams.get('nonce'), 'wall'])
    expect(cookie).not.toContain(text);
});

it('finds what somebody is within another claim, as Keycloak says it', async () => {
  const at = await start({ rolesClaim: 'realm_access.roles' });
  const { browser } = await logIn('kim', { at });
  expect(await viewerOf(browser)).toMatchObject({ name: 'Kim', role: 'operator' });
});

it('finds a name within another claim, and what somebody is in a claim that has dots in its own name', async () => {
  const at = await start({ nameClaim: 'names.short', rolesClaim: 'https://example.org/roles' });
  const { browser } = await logIn('lee', { at });
  expect(await viewerOf(browser)).toMatchObject({ name: 'Lee', role: 'viewer' });
});

it('has the provider ask who somebody is, also one who is logged in there', async () => {
  const ask = async (query: string) =>
    new URL(String((await createBrowser(app.app).go(OIDC_PATH + query)).headers.location)).searchParams;
  expect((await ask('?anew=1')).get('prompt')).toBe('login');
  expect((await ask('?next=/wall')).has('prompt')).toBe(false);
});

it('begins where it ends, and not by another name of ours', async () => {
  const elsewhere = createBrowser(app.app, 'localhost:8484');
  const answer = await elsewhere.go(`${OIDC_PATH}?next=/wall`);
  expect([answer.statusCode, answer.headers.location, answer.headers['set-cookie']]).toEqual([
    303,
    `${HOME}${OIDC_PATH}?next=%2Fwall&moved=1`,
    undefined,
  ]);
  // Once: a reverse proxy may pass on another name than it was asked by.
  const again = await elsewhere.go(`${OIDC_PATH}?next=/wall&moved=1`);
  expect(again.headers.location).toContain(provider.issuer);
});

it('keeps what is for https from http', async () => {
  const at = await makeLogInApp({
    settings: settingsFor(provider.issuer, { redirectUri: CALLBACK.replace('http:', 'https:') }),
    store: history.store,
    now: Date.now,
    access: { publicUrl: HOME.replace('http:', 'https:') },
  });
  running.push(at);
  const browser = createBrowser(at.app);
  const answer = await browser.go(OIDC_PATH);
  expect(answer.headers['set-cookie']).toMatch(
    /^__Host-rollcall-log-in=[\w.-]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
  );
});

describe('whoever comes back from it', () => {
  it.each([
    ['ana', { name: 'Ana', role: 'operator', by: 'oidc' }],
    ['ben', { name: 'Ben', role: 'viewer', by: 'oidc' }],
  ])('is logged in, and where they wanted to be: %s', async (name, viewer) => {
    const { browser, answer } = await logIn(name, { next: '/clusters/prod?at=2026-11-20T03:12:07Z#x' });
    expect([answer.statusCode, answer.headers.location]).toEqual([
      303,
      '/clusters/prod?at=2026-11-20T03:12:07Z#x',
    ]);
    expect(answer.headers['set-cookie']).toEqual([
      'rollcall-log-in=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
      expect.stringMatching(/^rollcall=[\w.-]+; Max-Age=3600; Path=\/; HttpOnly; SameSite=Strict$/),
    ]);
    expect(await viewerOf(browser)).toEqual(viewer);
    expect((await browser.go('/api/clusters')).statusCode).toBe(200);
    expect((await browser.go('/api/audit')).statusCode).toBe(viewer.role === 'operator' ? 200 : 403);
  });

  it.each(['eve', 'nil'])('and has no role gets in nowhere: %s', async (name) => {
    const { browser, answer } = await logIn(name, { next: '/wall' });
    expect([answer.statusCode, answer.headers.location]).toEqual([
      303,
      '/login?problem=no-role&next=%2Fwall',
    ]);
    expect(await viewerOf(browser)).toBeNull();
    expect((await browser.go('/api/clusters')).statusCode).toBe(401);
  });

  it('is written down, and so is whoever has no role', async () => {
    await logIn('eve');
    const { browser } = await logIn('ana');
    const entries = async () => AuditAnswer.parse((await browser.go('/api/audit')).json()).entries;
    await until(async () => (await entries()).length === 2);
    expect((await entries()).map(({ kind, name, by, detail }) => ({ kind, name, by, detail }))).toEqual([
      { kind: 'log-in', name: 'Ana', by: 'oidc', detail: null },
      { kind: 'log-in-refused', name: 'Eve', by: 'oidc', detail: 'no-role' },
    ]);
  });

  it('gave up there, and is told so', async () => {
    const browser = createBrowser(app.app);
    const begun = await browser.go(OIDC_PATH);
    const back = await createVisitor(HOME).abort(begun.headers.location ?? '');
    const answer = await browser.go(back.pathname + back.search);
    expect(answer.headers.location).toBe('/login?problem=cancelled&next=%2F');
  });

  it('can do so once', async () => {
    const browser = createBrowser(app.app);
    const back = await comeBack(browser, 'ana');
    const pending = new Map(browser.cookies);
    expect((await browser.go(back)).headers.location).toBe('/');
    expect((await browser.go(back)).headers.location).toBe('/login?problem=expired&next=%2F');
    // With what the browser had kept before, at this proxy and at one that was started anew.
    for (const at of [app, await start()]) {
      const again = createBrowser(at.app);
      for (const [name, value] of pending) again.cookies.set(name, value);
      expect((await again.go(back)).headers.location).toMatch(/^\/login\?problem=(?:expired|wrong-answer)&/);
      expect(await viewerOf(again)).toBeNull();
    }
  });

  it('has to be the browser that left', async () => {
    const back = await comeBack(createBrowser(app.app), 'ana');
    const other = createBrowser(app.app);
    expect((await other.go(back)).headers.location).toBe('/login?problem=expired&next=%2F');
    await other.go(OIDC_PATH);
    expect((await other.go(back)).headers.location).toBe('/login?problem=expired&next=%2F');
    expect(await viewerOf(other)).toBeNull();
  });

  it('with a code of somebody else gets nothing, since it is bound to what only the other browser has', async () => {
    const [victim, thief] = [createBrowser(app.app), createBrowser(app.app)];
    const stolen = new URL(await comeBack(victim, 'ana'), HOME).searchParams.get('code') ?? '';
    const own = new URL(await comeBack(thief, 'eve'), HOME);
    own.searchParams.set('code', stolen);
    expect((await thief.go(own.pathname + own.search)).headers.location).toBe(
      '/login?problem=wrong-answer&next=%2F',
    );
    expect(await viewerOf(thief)).toBeNull();
  });

  it('is not taken for another provider, which says who it is', async () => {
    const browser = createBrowser(app.app);
    const back = new URL(await comeBack(browser, 'ana'), HOME);
    expect(back.searchParams.get('iss')).toBe(provider.issuer);
    back.searchParams.set('iss', 'https://evil.example');
    expect((await browser.go(back.pathname + back.search)).headers.location).toBe(
      '/login?problem=wrong-answer&next=%2F',
    );
  });
});

describe('a session that began so', () => {
  it('ends with a log-out, and that everywhere all of the same person', async () => {
    const [{ browser: one }, { browser: other }, { browser: bens }] = [
      await logIn('ana'),
      await logIn('ana'),
      await logIn('ben'),
    ];
    const leave = (path: string, cookies: Map<string, string>) =>
      app.app.inject({
        method: 'DELETE',
        url: path,
        headers: { 'x-rollcall': '1', cookie: `rollcall=${cookies.get('rollcall')}` },
      });
    expect((await leave('/api/session', one.cookies)).statusCode).toBe(200);
    expect([await viewerOf(one), await viewerOf(other)]).toEqual([
      null,
      expect.objectContaining({ name: 'Ana' }),
    ]);
    expect((await leave('/api/sessions', other.cookies)).statusCode).toBe(200);
    expect(await viewerOf(other)).toBeNull();
    expect(await viewerOf(bens)).toMatchObject({ name: 'Ben' });
  });

  it('holds over a restart, unless what made somebody so has changed', async () => {
    const { browser } = await logIn('ben');
    const at = async (differs: Parameters<typeof settingsFor>[1]) => {
      const after = createBrowser((await start(differs)).app);
      for (const [name, value] of browser.cookies) after.cookies.set(name, value);
      return viewerOf(after);
    };
    expect(await at({})).toMatchObject({ name: 'Ben', role: 'viewer' });
    expect(await at({ roles: { operator: ['other'], viewer: ['staff'] }, label: 'New' })).toMatchObject({
      name: 'Ben',
    });
    expect(await at({ roles: { operator: ['operators'], viewer: [] } })).toBeNull();
    expect(await at({ roles: { operator: ['staff'], viewer: ['other'] } })).toBeNull();
    expect(await at({ clientId: 'other' })).toBeNull();
    expect(await at({ issuer: 'https://other.example.org' })).toBeNull();
    expect(await at({ rolesClaim: 'roles' })).toBeNull();
  });

  it('is not begun by what a log-in leaves in the browser meanwhile', async () => {
    const browser = createBrowser(app.app);
    await browser.go(OIDC_PATH);
    browser.cookies.set('rollcall', browser.cookies.get('rollcall-log-in') ?? '');
    expect(await viewerOf(browser)).toBeNull();
    const { browser: known } = await logIn('ana');
    known.cookies.set('rollcall-log-in', known.cookies.get('rollcall') ?? '');
    expect((await known.go(`${OIDC_CALLBACK_PATH}?code=x&state=undefined`)).headers.location).toBe(
      '/login?problem=expired&next=%2F',
    );
  });
});

it.each([
  '//evil.example',
  '/\\evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  '/\t/evil.example',
  '/login?next=/',
  '/api/session',
  `/${'x'.repeat(2000)}`,
  '',
])('leads nowhere else afterwards (%#)', async (next) => {
  const { answer } = await logIn('ana', { next });
  expect(answer.headers.location).toBe('/');
});

it('is of a public client where there is no secret', async () => {
  await provider.close();
  provider = await startRealProvider({
    people: PEOPLE,
    redirectUri: CALLBACK,
    clientId: 'rollcall',
    clientSecret: null,
  });
  const { browser } = await logIn('ana', { at: await start({ clientSecret: null }) });
  expect(await viewerOf(browser)).toMatchObject({ name: 'Ana' });
});

it('says that the settings do not fit where the secret is another, and tells no log what was sent', async () => {
  const at = await start({ clientSecret: 'another secret' });
  const browser = createBrowser(at.app);
  const back = await comeBack(browser, 'ana');
  expect((await browser.go(back)).headers.location).toBe('/login?problem=not-set-up&next=%2F');
  expect(at.logged()).toContain('it refused the client or its secret');
  const code = new URL(back, HOME).searchParams.get('code') ?? 'none';
  for (const secret of ['another secret', code]) expect(at.logged()).not.toContain(secret);
});

it('is tried again with the provider that was away at first', async () => {
  const { port } = new URL(provider.issuer);
  await provider.close();
  const browser = createBrowser(app.app);
  expect((await browser.go(OIDC_PATH)).headers.location).toBe('/login?problem=provider-away&next=%2F');
  expect(app.logged()).toContain('ECONNREFUSED');
  const again = () =>
    startRealProvider({ people: PEOPLE, redirectUri: CALLBACK, ...CLIENT, port: Number(port) });
  provider = await again();
  expect((await logIn('ana')).answer.headers.location).toBe('/');
  await provider.close();
  provider = await again();
  expect((await logIn('ana')).answer.headers.location).toBe('/');
});

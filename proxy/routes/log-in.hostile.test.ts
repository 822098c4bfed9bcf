/** Logging in by a provider that is away, slow, broken, or somebody else's, and by those who make up its answers. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OIDC_CALLBACK_PATH, OIDC_PATH } from '../access/oidc/settings.ts';
import { type HostileProvider, startHostileProvider } from '../access/oidc/testing/hostile-provider.ts';
import { seal } from '../access/seal.ts';
import { type TestHistory, makeHistory } from '../testing/past.ts';
import { SessionAnswer } from '../wire/log-in.ts';
import {
  CALLBACK,
  CLIENT,
  KEY,
  type LogInApp,
  createBrowser,
  makeLogInApp,
  settingsFor,
} from '../testing/log-in-app.ts';

const { clientId, clientSecret } = CLIENT;
const DEADLINE_MS = 700;

let provider: HostileProvider;
let history: TestHistory;
let app: LogInApp;
let behindMs = 0;
beforeEach(async () => {
  behindMs = 0;
  provider = await startHostileProvider(clientId, clientSecret);
  history = await makeHistory();
  app = await start();
});
afterEach(async () => {
  await app.close();
  await provider.close();
  await history.store.close();
});

const start = (differs: Parameters<typeof settingsFor>[1] = {}): Promise<LogInApp> =>
  makeLogInApp({
    settings: settingsFor(provider.issuer, differs),
    store: history.store,
    now: () => Date.now() + behindMs,
    deadlineMs: DEADLINE_MS,
  });

type Browser = ReturnType<typeof createBrowser>;
const known = async ({ go }: Browser) => SessionAnswer.parse((await go('/api/session')).json()).viewer;
const problemOf = (location: unknown): string | null =>
  new URL(String(location), 'http://x').searchParams.get('problem');

/** Leaves for the provider; gives what a well-behaved one would send back. */
async function leave(browser: Browser): Promise<URLSearchParams> {
  const begun = await browser.go(OIDC_PATH);
  const asked = new URL(String(begun.headers.location)).searchParams;
  provider.nonce = asked.get('nonce') ?? '';
  return new URLSearchParams({ code: 'c0de', state: asked.get('state') ?? '', iss: provider.issuer });
}
const comeBack = ({ go }: Browser, answer: URLSearchParams) =>
  go(`${OIDC_CALLBACK_PATH}?${answer.toString()}`);

/** What a whole log-in comes to: a problem, or who is logged in. */
async function outcome(bend: (answer: URLSearchParams) => void = () => {}): Promise<unknown> {
  const browser = createBrowser(app.app);
  const answer = await leave(browser);
  bend(answer);
  const back = await comeBack(browser, answer);
  const viewer = await known(browser);
  const problem = problemOf(back.headers.location);
  expect(problem === null).toBe(viewer !== null);
  return problem ?? viewer;
}
const ANA = { name: 'ana', role: 'operator', by: 'oidc' };
const SECONDS = () => Math.floor(Date.now() / 1000);

it('takes what is straight, and asks with the verifier and the secret', async () => {
  expect(await outcome()).toEqual(ANA);
  const asked = provider.asked.find(({ path }) => path === '/token');
  expect(Object.fromEntries(new URLSearchParams(asked?.body))).toEqual({
    grant_type: 'authorization_code',
    code: 'c0de',
    redirect_uri: CALLBACK,
    code_verifier: expect.stringMatching(/^[\w-]{43}$/),
  });
});

describe('an answer that is not to this log-in', () => {
  it.each<[string, (answer: URLSearchParams) => void, string]>([
    ['has another state', (answer) => answer.set('state', 'x'.repeat(43)), 'expired'],
    ['has no state', (answer) => answer.delete('state'), 'expired'],
    ['has two states', (answer) => answer.append('state', 'x'), 'expired'],
    ['comes from another provider', (answer) => answer.set('iss', 'https://evil.example'), 'wrong-answer'],
    ['does not say from whom it comes', (answer) => answer.delete('iss'), 'wrong-answer'],
    ['has two codes', (answer) => answer.append('code', 'other'), 'wrong-answer'],
    ['has no code', (answer) => answer.delete('code'), 'wrong-answer'],
    ['brings a token of its own', (answer) => answer.set('id_token', 'a.b.c'), 'not-set-up'],
  ])('%s', async (_what, bend, problem) => {
    expect(await outcome(bend)).toBe(problem);
    expect(provider.asked.map(({ path }) => path)).not.toContain('/token');
  });

  it('takes nothing from the log-in that is under way', async () => {
    const browser = createBrowser(app.app);
    const answer = await leave(browser);
    await browser.go(`${OIDC_CALLBACK_PATH}?code=x&state=x`);
    await comeBack(browser, answer);
    expect(await known(browser)).toEqual(ANA);
  });

  it('comes too late', async () => {
    const browser = createBrowser(app.app);
    const answer = await leave(browser);
    behindMs = 10 * 60_000;
    expect(problemOf((await comeBack(browser, answer)).headers.location)).toBe('expired');
    expect(await known(browser)).toBeNull();
  });

  it('comes with what only looks like our cookie', async () => {
    const pending = {
      kind: 'log-in',
      state: 's',
      nonce: 'n',
      verifier: 'v',
      next: '/',
      untilMs: Date.now() + 9e5,
    };
    provider.nonce = 'n';
    const forged = seal(pending, { ...KEY, key: Buffer.alloc(32) });
    for (const [cookie, problem] of [
      [forged, 'expired'],
      ['x', 'expired'],
      [seal(pending, KEY), null],
    ] as const) {
      const browser = createBrowser(app.app);
      browser.cookies.set('rollcall-log-in', cookie);
      const back = await comeBack(
        browser,
        new URLSearchParams({ code: 'c', state: 's', iss: provider.issuer }),
      );
      expect(problemOf(back.headers.location)).toBe(problem);
    }
  });
});

describe('a token', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['of another log-in', { nonce: 'x'.repeat(43) }, 'wrong-answer'],
    ['of no log-in', { nonce: undefined }, 'wrong-answer'],
    ['for another client', { aud: 'other' }, 'wrong-answer'],
    ['for us and another, on behalf of that', { aud: [clientId, 'other'], azp: 'other' }, 'wrong-answer'],
    ['of another provider', { iss: 'https://evil.example' }, 'wrong-answer'],
    ['of nobody', { sub: undefined }, 'wrong-answer'],
    ['that has expired', { exp: SECONDS() - 600 }, 'clock'],
    ['that is not valid yet', { nbf: SECONDS() + 600 }, 'clock'],
    ['that ends never', { exp: undefined }, 'wrong-answer'],
  ])('%s is refused', async (_what, claims, problem) => {
    provider.bent.claims = claims;
    expect(await outcome()).toBe(problem);
  });

  it.each(['the key of another', 'unsigned', 'the secret'] as const)(
    'signed by %s is refused',
    async (signedBy) => {
      provider.bent.signedBy = signedBy;
      expect(await outcome()).toMatch(/^(?:wrong-answer|not-set-up)$/);
    },
  );

  it.each([
    ['a clock that is a little behind', { exp: SECONDS() - 30, iat: SECONDS() - 330 }],
    ['a clock that is a little ahead', { nbf: SECONDS() + 30, iat: SECONDS() + 30 }],
  ])('is taken from %s', async (_what, claims) => {
    provider.bent.claims = claims;
    expect(await outcome()).toEqual(ANA);
  });

  it('is taken by the keys that the provider has now', async () => {
    expect(await outcome()).toEqual(ANA);
    await provider.rotate();
    expect(await outcome()).toEqual(ANA);
    provider.bent.signedBy = 'the key of another';
    expect(await outcome()).toBe('wrong-answer');
  });
});

describe('what it says of somebody', () => {
  it.each<[Record<string, unknown>, unknown]>([
    [{ groups: 'operators' }, ANA],
    [{ groups: 'staff operators' }, 'no-role'],
    [{ groups: ['guests', 'staff'] }, { ...ANA, role: 'viewer' }],
    [{ groups: [['operators']] }, 'no-role'],
    [{ groups: { operators: true } }, 'no-role'],
    [{ groups: ['Operators', 'operators '] }, 'no-role'],
    [{ groups: true }, 'no-role'],
    [{ groups: null }, 'no-role'],
    [
      { preferred_username: undefined, email: 'ana@example.org' },
      { ...ANA, name: 'ana@example.org' },
    ],
    [
      { preferred_username: 7, email: undefined },
      { ...ANA, name: 'sub-1' },
    ],
    [
      { preferred_username: 'a\u202eb', email: 'ana@example.org' },
      { ...ANA, name: 'ana@example.org' },
    ],
    [{ preferred_username: '<b>ana</b>' }, { ...ANA, name: '<b>ana</b>' }],
    [{ preferred_username: 'x'.repeat(65), sub: 'y'.repeat(65) }, 'no-name'],
  ])('%j makes it %j', async (claims, expected) => {
    provider.bent.claims = claims;
    expect(await outcome()).toEqual(expected);
  });

  it('may come only when it is asked, and only of the same person', async () => {
    provider.bent.claims = { groups: undefined };
    expect(await outcome()).toBe('no-role');
    provider.bent.userinfo = { groups: ['staff'], preferred_username: 'not this one' };
    expect(await outcome()).toEqual({ ...ANA, role: 'viewer' });
    provider.bent.userinfo = { groups: ['staff'], sub: 'sub-2' };
    expect(await outcome()).toBe('wrong-answer');
  });

  it('may come in part when it is asked, and what the token says holds', async () => {
    await app.close();
    app = await start({ nameClaim: 'names.short', rolesClaim: 'access.roles' });
    provider.bent.claims = { access: { since: 7 } };
    provider.bent.userinfo = { access: { roles: ['staff'] }, names: { short: 'Ana' } };
    expect(await outcome()).toEqual({ ...ANA, name: 'Ana', role: 'viewer' });
    provider.bent.claims = { access: { roles: ['staff'] } };
    provider.bent.userinfo = { 'access.roles': ['operators'], names: { short: 'Ana' } };
    expect(await outcome()).toEqual({ ...ANA, name: 'Ana', role: 'viewer' });
  });
});

describe('a provider that', () => {
  const DISCOVERY = '/.well-known/openid-configuration';
  const begin = async () => problemOf((await createBrowser(app.app).go(OIDC_PATH)).headers.location);

  it.each<[string, HostileProvider['bent']['answers'][string]]>([
    ['says nothing', 'nothing'],
    ['is broken', { status: 502, body: '<h1>Bad Gateway</h1>', type: 'text/html' }],
    ['talks nonsense', { status: 200, body: '{"iss', type: 'application/json' }],
    ['shows a page', { status: 200, body: '<h1>Wi-Fi</h1>', type: 'text/html' }],
    ['never ends', { status: 200, body: `"${'x'.repeat(2 ** 21)}"` }],
    ['leads elsewhere', { status: 302, body: '' }],
  ])('%s is away, wherever it does so, until it no longer does', async (_what, instead) => {
    provider.bent.answers = { [DISCOVERY]: instead };
    expect(await begin()).toBe('provider-away');
    for (const path of ['/token', '/keys']) {
      provider.bent.answers = { [path]: instead };
      expect(await outcome()).toBe('provider-away');
    }
    provider.bent.answers = {};
    expect(await outcome()).toEqual(ANA);
  });

  it('is away is asked once for all who come meanwhile', async () => {
    provider.bent.answers = { [DISCOVERY]: 'nothing' };
    expect(await Promise.all(Array.from({ length: 20 }, begin))).toEqual(
      Array.from({ length: 20 }, () => 'provider-away'),
    );
    expect(provider.asked).toHaveLength(1);
  });

  it('is well is asked once for what it says of itself', async () => {
    for (let each = 0; each < 3; each += 1) await outcome();
    expect(provider.asked.filter(({ path }) => path === DISCOVERY)).toHaveLength(1);
    behindMs = 2 * 3_600_000;
    await outcome();
    expect(provider.asked.filter(({ path }) => path === DISCOVERY)).toHaveLength(2);
  });

  it.each<[string, Record<string, unknown>]>([
    ['names itself otherwise', { issuer: 'https://evil.example' }],
    ['lacks where to send people', { authorization_endpoint: undefined }],
    ['sends people nowhere', { authorization_endpoint: 'javascript:alert(1)' }],
  ])('%s does not fit the settings', async (_what, metadata) => {
    provider.bent.metadata = metadata;
    expect(await begin()).toBe('not-set-up');
    expect(app.logged()).toContain('not-set-up');
  });

  it.each([
    ['invalid_grant', 400, 'wrong-answer'],
    ['invalid_client', 400, 'not-set-up'],
    ['unauthorized_client', 400, 'not-set-up'],
    ['server_error', 503, 'provider-away'],
  ])('answers %s (%d): %s', async (error, status, problem) => {
    const body = JSON.stringify({ error, error_description: '<img src=x onerror=alert(1)>' });
    provider.bent.answers = { '/token': { status, body } };
    expect(await outcome()).toBe(problem);
    expect(app.logged()).not.toContain('onerror');
  });

  it.each([
    ['access_denied', 'cancelled'],
    ['login_required', 'cancelled'],
    ['temporarily_unavailable', 'provider-away'],
    ['invalid_scope', 'not-set-up'],
    ['<script>alert(1)</script>', 'not-set-up'],
  ])('sends people back with the error %s: %s', async (error, problem) => {
    const said = await outcome((answer) => {
      answer.delete('code');
      answer.set('error', error);
      answer.set('error_description', 'Call +1 555 0100 to unlock your account');
    });
    expect(said).toBe(problem);
    expect(app.logged()).not.toMatch(/script|555/);
  });

  it('is slow to many keeps no more than sixteen of them waiting', async () => {
    await outcome();
    provider.bent.answers = { '/token': 'nothing' };
    const many = await Promise.all(Array.from({ length: 20 }, () => outcome()));
    const howMany = (problem: string) => many.filter((each) => each === problem).length;
    expect([howMany('busy'), howMany('provider-away')]).toEqual([4, 16]);
  });
});

it('tells no log what a log-in is made of', async () => {
  provider.bent.claims = { nonce: 'wrong-nonce' };
  expect(await outcome()).toBe('wrong-answer');
  const { verifier } = {
    verifier: /code_verifier=([\w-]+)/.exec(provider.asked.map(({ body }) => body).join())?.[1],
  };
  for (const secret of [
    'c0de',
    clientSecret,
    'access-token-of-the-tests',
    'wrong-nonce',
    provider.nonce,
    verifier ?? '?',
  ])
    expect(app.logged()).not.toContain(secret);
});

it('is nobody’s way in where the settings name no provider', async () => {
  await app.close();
  app = await makeLogInApp({
    settings: settingsFor(provider.issuer),
    store: history.store,
    now: Date.now,
    access: { oidc: null },
  });
  for (const url of [OIDC_PATH, OIDC_CALLBACK_PATH])
    expect((await createBrowser(app.app).go(url)).statusCode).toBe(404);
});

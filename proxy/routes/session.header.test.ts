/** The whole app behind a reverse proxy that says who somebody is, and those who go round it. */
import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startAccess } from '../access/access.ts';
import { openDisplays } from '../access/displays.ts';
import { cheapHash } from '../access/testing/cheap-hash.ts';
import { createVouching } from '../access/vouching.ts';
import { createEventFeed } from '../forward/event-feed.ts';
import { listen, makeApp } from '../testing/app.ts';
import { type TestHistory, makeHistory } from '../testing/past.ts';
import { openStream } from '../testing/stream-client.ts';
import { ApiError } from '../wire/api.ts';
import { AuditAnswer } from '../wire/audit.ts';
import { SessionAnswer } from '../wire/log-in.ts';

const HEADER = 'x-forwarded-user';
const PROXY = '10.0.0.1';
const BROWSER = '192.0.2.7';
const PASSWORD = 'correct horse';

let history: TestHistory;
let app: FastifyInstance;
beforeEach(async () => {
  history = await makeHistory();
  const key = { id: 'k', key: randomBytes(32) };
  app = await makeApp({
    history,
    feeds: new Map([['prod', createEventFeed()]]),
    beatMs: 20,
    access: startAccess({
      limits: { idleMs: 3_600_000, longestMs: 36_000_000 },
      accounts: [{ name: 'lea', password: cheapHash(PASSWORD), role: 'operator' }],
      displays: await openDisplays({ store: history.store, onTrouble: () => {}, now: Date.now }),
      vouching: createVouching(
        {
          name: HEADER,
          groups: 'x-forwarded-groups',
          from: [PROXY, '127.0.0.1'],
          operators: ['ana'],
          operatorGroups: [],
          viewers: ['ben'],
          viewerGroups: ['staff'],
          everyone: false,
        },
        () => {},
      ),
      oidc: null,
      publicUrl: null,
      // Also of those whose X-Forwarded-For is believed, it is whoever connects that is asked for.
      trustedProxies: [PROXY, '10.0.0.2'],
      keys: { current: () => key, all: () => [key] },
      endings: [],
      keep: () => {},
      lookEveryMs: 20,
      now: Date.now,
    }),
  });
});
afterEach(async () => {
  await app.close();
  await history.store.close();
});

const ask = (url: string, headers: Record<string, string | string[]> = {}, from = PROXY) =>
  app.inject({ url, headers, remoteAddress: from });
const as = (name: string) => ({ [HEADER]: name });
const codeOf = (answer: { json(): unknown }) => ApiError.parse(answer.json()).code;

it('lets in whom the proxy names, without a cookie, as what they are', async () => {
  for (const [name, role] of [
    ['ana', 'operator'],
    ['ben', 'viewer'],
  ] as const) {
    const answer = await ask('/api/session', as(name));
    expect(SessionAnswer.parse(answer.json())).toEqual({
      viewer: { name, role, by: 'header' },
      ways: ['password'],
      canLogOut: false,
      provider: null,
      refused: null,
    });
    expect(answer.headers['set-cookie']).toBeUndefined();
    const board = await ask('/api/clusters', as(name));
    expect([board.statusCode, board.headers['set-cookie']]).toEqual([200, undefined]);
    expect((await ask('/api/audit', as(name))).statusCode).toBe(role === 'operator' ? 200 : 403);
  }
});

it('has each request prove itself', async () => {
  expect((await ask('/api/clusters', as('ana'))).statusCode).toBe(200);
  expect((await ask('/api/clusters')).statusCode).toBe(401);
});

describe('is not let in', () => {
  it.each([
    ['from another address', {}, BROWSER],
    ['from another address that says to be the proxy', { 'x-forwarded-for': PROXY }, BROWSER],
    [
      'from a proxy whose word is taken for where a request comes from alone',
      { 'x-forwarded-for': PROXY },
      '10.0.0.2',
    ],
  ])('whoever comes with the header %s', async (_what, headers, from) => {
    const answer = await ask('/api/clusters', { ...as('ana'), ...headers }, from);
    expect([answer.statusCode, codeOf(answer)]).toEqual([401, 'not-logged-in']);
  });

  it('whoever has no role, who is told so', async () => {
    for (const name of ['eve', 'Ana', 'lea']) {
      const answer = await ask('/api/clusters', as(name));
      expect([answer.statusCode, codeOf(answer)]).toEqual([403, 'no-role']);
      expect((await ask('/1.0', as(name))).statusCode).toBe(403);
      expect((await ask('/api/session', as(name))).json()).toMatchObject({
        viewer: null,
        refused: 'no-role',
      });
    }
  });

  it('whom two headers name, also with a session', async () => {
    const cookie = await logIn();
    for (const headers of [{ [HEADER]: ['ben', 'ana'] }, { [HEADER]: 'ben, ana' }]) {
      const answer = await ask('/api/clusters', { ...headers, cookie });
      expect(answer.statusCode).toBe(403);
      expect(codeOf(answer)).toMatch(/^(?:doubled|garbled)-header$/);
    }
  });
});

const logIn = async (): Promise<string> => {
  const answer = await app.inject({
    method: 'POST',
    url: '/api/session',
    headers: { 'x-rollcall': '1', ...as('eve') },
    payload: { name: 'lea', password: PASSWORD },
    remoteAddress: PROXY,
  });
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
};

it('stands beside accounts: for whom the proxy has no role, and for those who do not come through it', async () => {
  const cookie = await logIn();
  const nameBy = async (headers: Record<string, string>, from = PROXY) =>
    SessionAnswer.parse((await ask('/api/session', { cookie, ...headers }, from)).json()).viewer?.name;
  expect(await nameBy(as('eve'))).toBe('lea');
  expect(await nameBy({})).toBe('lea');
  expect(await nameBy(as('ana'), BROWSER)).toBe('lea');
  expect(await nameBy(as('ben'))).toBe('ben');
});

it('writes down what somebody did by that name', async () => {
  const note = await app.inject({
    method: 'POST',
    url: '/api/clusters/prod/notes',
    headers: { 'x-rollcall': '1', ...as('ana') },
    payload: { fromMs: 1, toMs: null, text: 'x' },
    remoteAddress: PROXY,
  });
  expect([note.statusCode, note.json()]).toEqual([201, expect.objectContaining({ author: 'ana' })]);
  const entries = async () => AuditAnswer.parse((await ask('/api/audit', as('ana'))).json()).entries;
  await expect.poll(entries).toMatchObject([{ kind: 'note-written', name: 'ana', by: 'header' }]);
});

it('opens streams and sockets to the same, and to nobody else', async () => {
  const port = await listen(app);
  const stream = openStream(port, '', [`${HEADER}: ben`]);
  await expect.poll(stream.body, { timeout: 10_000 }).toContain('"name":"ben"');
  stream.socket.destroy();
  const opened = async (headers: Record<string, string>) =>
    new Promise<number>((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/1.0/events`, { headers });
      socket.on('open', () => {
        socket.close();
        resolve(101);
      });
      socket.on('unexpected-response', (_request, { statusCode }) => resolve(statusCode ?? 0));
    });
  expect(await Promise.all([as('ben'), as('eve'), {}].map(opened))).toEqual([101, 403, 401]);
});

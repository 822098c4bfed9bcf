import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unavailable } from '../history/testing/unavailable.ts';
import { makeApp } from '../testing/app.ts';
import { type TestHistory, makeHistory } from '../testing/past.ts';
import { ApiError } from '../wire/api.ts';
import { MAX_NOTE_LENGTH, Note, NotesAnswer, RevisionsAnswer } from '../wire/history.ts';
import { NoteConflict } from '../wire/note-draft.ts';
import { DAY, MINUTE, NOW_MS } from '../wire/testing/scenes.ts';

const BASE = '/api/clusters/prod/notes';
const OURS = { 'x-rollcall': '1', 'content-type': 'application/json' };
const DRAFT = { fromMs: NOW_MS - MINUTE, toMs: null, text: 'Somebody pulled the **wrong** cable. 🔌' };

let history: TestHistory;
let app: FastifyInstance;
let nowMs: number;
beforeEach(async () => {
  nowMs = NOW_MS;
  history = await makeHistory();
  app = await makeApp({ history, now: () => nowMs });
});
afterEach(async () => {
  await app.close();
  await history.store.close();
});

const send = (method: 'POST' | 'PUT' | 'DELETE', url: string, body?: unknown, headers: object = OURS) =>
  app.inject({
    method,
    url,
    headers: { ...headers },
    ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
  } satisfies InjectOptions);
const add = async (draft: object = DRAFT): Promise<Note> =>
  Note.parse((await send('POST', BASE, draft)).json());
const list = async (query = ''): Promise<Note[]> =>
  NotesAnswer.parse((await app.inject(BASE + query)).json()).notes;

describe('a note', () => {
  it('is written and read', async () => {
    const answer = await send('POST', BASE, DRAFT);
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([201, 'no-store']);
    expect(Note.parse(answer.json())).toEqual({
      ...DRAFT,
      id: 1,
      revision: 1,
      author: null,
      createdAtMs: NOW_MS,
      editedAtMs: NOW_MS,
      deleted: false,
    });
    expect(await list()).toEqual([answer.json()]);
    expect(
      (await app.inject('/api/clusters/prod/notes?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z')).json(),
    ).toEqual({
      notes: [],
    });
  });

  it('is edited and deleted, and all that it said is kept', async () => {
    const { id } = await add();
    nowMs += MINUTE;
    const edit = { fromMs: NOW_MS - DAY, toMs: NOW_MS, text: 'It was the right one.', revision: 1 };
    const edited = Note.parse((await send('PUT', `${BASE}/${id}`, edit)).json());
    expect(edited).toMatchObject({ id, ...edit, revision: 2, createdAtMs: NOW_MS, editedAtMs: nowMs });
    const gone = await send('DELETE', `${BASE}/${id}?revision=2`, undefined, { 'x-rollcall': '1' });
    expect([gone.statusCode, Note.parse(gone.json())]).toMatchObject([
      200,
      { id, revision: 3, deleted: true, text: 'It was the right one.' },
    ]);
    expect(await list()).toEqual([]);
    expect((await list('?deleted=true')).map(({ revision }) => revision)).toEqual([3]);
    const { revisions } = RevisionsAnswer.parse((await app.inject(`${BASE}/${id}/revisions`)).json());
    expect(revisions.map(({ revision, text, deleted }) => [revision, text, deleted])).toEqual([
      [3, 'It was the right one.', true],
      [2, 'It was the right one.', false],
      [1, DRAFT.text, false],
    ]);
    await send('PUT', `${BASE}/${id}`, { ...DRAFT, revision: 3 });
    expect((await list()).map(({ deleted, revision }) => [deleted, revision])).toEqual([[false, 4]]);
  });

  it('that somebody else has changed is not written over', async () => {
    const { id } = await add();
    await send('PUT', `${BASE}/${id}`, { ...DRAFT, text: 'theirs', revision: 1 });
    const late = await send('PUT', `${BASE}/${id}`, { ...DRAFT, text: 'mine', revision: 1 });
    const lateDelete = await send('DELETE', `${BASE}/${id}?revision=1`, undefined, { 'x-rollcall': '1' });
    for (const answer of [late, lateDelete]) {
      expect(answer.statusCode).toBe(409);
      expect(NoteConflict.parse(answer.json())).toMatchObject({
        code: 'conflict',
        note: { id, revision: 2, text: 'theirs' },
      });
    }
    expect((await list()).map(({ text }) => text)).toEqual(['theirs']);
  });

  it.each([
    ['PUT', `${BASE}/7`, { ...DRAFT, revision: 1 }],
    ['PUT', `${BASE}/x`, { ...DRAFT, revision: 1 }],
    ['DELETE', `${BASE}/7?revision=1`, undefined],
    ['DELETE', `${BASE}/-1?revision=1`, undefined],
    ['DELETE', `${BASE}/1e3?revision=1`, undefined],
  ] as const)('that is not there is told: %s %s', async (method, url, body) => {
    const answer = await send(method, url, body, body === undefined ? { 'x-rollcall': '1' } : OURS);
    expect([answer.statusCode, ApiError.parse(answer.json()).code]).toEqual([404, 'unknown-note']);
    const revisions = await app.inject(`${url.split('?')[0]}/revisions`);
    expect([revisions.statusCode, ApiError.parse(revisions.json()).code]).toEqual([404, 'unknown-note']);
  });

  it('is of its cluster alone', async () => {
    const { id } = await add();
    const answers = await Promise.all([
      send('POST', '/api/clusters/nope/notes', DRAFT),
      send('PUT', `/api/clusters/nope/notes/${id}`, { ...DRAFT, revision: 1 }),
      send('DELETE', `/api/clusters/nope/notes/${id}?revision=1`, undefined, { 'x-rollcall': '1' }),
      app.inject('/api/clusters/nope/notes'),
      app.inject(`/api/clusters/nope/notes/${id}/revisions`),
    ]);
    for (const answer of answers) {
      expect([answer.statusCode, ApiError.parse(answer.json()).code]).toEqual([404, 'unknown-cluster']);
    }
  });
});

describe('a body', () => {
  it.each([
    ['nothing', ''],
    ['no JSON', '{"fromMs":1,'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a text', '"x"'],
    ['too little', '{"fromMs":1,"toMs":null}'],
    ['another type', { ...DRAFT, text: 5 }],
    ['no text', { ...DRAFT, text: '' }],
    ['a blank text', { ...DRAFT, text: ' \n\t' }],
    ['too long a text', { ...DRAFT, text: 'x'.repeat(MAX_NOTE_LENGTH + 1) }],
    ['part of a ms', { ...DRAFT, fromMs: 0.5 }],
    ['a time before all', { ...DRAFT, fromMs: -1 }],
    ['a time beyond all', { ...DRAFT, toMs: 1e18 }],
    ['no time', { ...DRAFT, toMs: undefined }],
    ['an end before the beginning', { ...DRAFT, toMs: DRAFT.fromMs }],
    ['infinity', '{"fromMs":1e999,"toMs":null,"text":"x"}'],
    ['a prototype', '{"__proto__":{"fromMs":1},"fromMs":1,"toMs":null,"text":"x"}'],
    ['a constructor', '{"constructor":{"prototype":{"x":1}},"fromMs":1,"toMs":null,"text":"x"}'],
  ])('with %s is refused', async (_what, body) => {
    const answer = await send('POST', BASE, body);
    expect(answer.statusCode).toBe(400);
    expect(ApiError.parse(answer.json())).toEqual(answer.json());
    expect(await list('?deleted=true')).toEqual([]);
  });

  it('may say who wrote it, which nobody believes', async () => {
    expect(await add({ ...DRAFT, author: 'root', id: 99, revision: 7, deleted: true })).toMatchObject({
      id: 1,
      revision: 1,
      author: null,
      deleted: false,
    });
  });

  it('may be as long as the longest note in any script', async () => {
    expect((await add({ ...DRAFT, text: '漢'.repeat(MAX_NOTE_LENGTH) })).text).toHaveLength(MAX_NOTE_LENGTH);
  });

  it('that is longer is not read', async () => {
    const answer = await send('POST', BASE, { ...DRAFT, more: 'x'.repeat(70_000) });
    expect([answer.statusCode, ApiError.parse(answer.json()).code]).toEqual([413, 'bad-request']);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonx',
    '',
  ])('of type %j is not read', async (type) => {
    const headers = type === '' ? { 'x-rollcall': '1' } : { 'x-rollcall': '1', 'content-type': type };
    const answer = await send('POST', BASE, JSON.stringify(DRAFT), headers);
    expect([answer.statusCode, ApiError.parse(answer.json()).code]).toEqual([415, 'not-json']);
    expect(await list()).toEqual([]);
  });

  it('keeps what is no whole character out', async () => {
    expect((await add({ ...DRAFT, text: 'a\ud800b\u0000c' })).text).toBe('a\ufffdb\u0000c');
  });
});

describe('another site', () => {
  const json = { 'content-type': 'application/json' };

  it.each([
    [{ ...json }],
    [{ ...json, origin: 'http://evil.example' }],
    [{ ...json, origin: 'null' }],
    [{ ...OURS, origin: 'http://evil.example' }],
    [{ ...OURS, 'sec-fetch-site': 'cross-site' }],
    [{ 'content-type': 'text/plain', origin: 'http://evil.example' }],
  ])('writes nothing: %j', async (headers) => {
    const { id } = await add();
    const answers = await Promise.all([
      send('POST', BASE, DRAFT, headers),
      send('PUT', `${BASE}/${id}`, { ...DRAFT, text: 'evil', revision: 1 }, headers),
      send('DELETE', `${BASE}/${id}?revision=1`, undefined, headers),
    ]);
    for (const answer of answers) {
      expect([answer.statusCode, ApiError.parse(answer.json()).code]).toEqual([403, 'other-origin']);
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    }
    expect((await list('?deleted=true')).map(({ text }) => text)).toEqual([DRAFT.text]);
  });

  it('is not allowed to ask', async () => {
    const answer = await app.inject({
      method: 'OPTIONS',
      url: BASE,
      headers: {
        origin: 'http://evil.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x-rollcall',
      },
    });
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('is told from a page of ours', async () => {
    const own = {
      ...json,
      host: 'localhost:8484',
      origin: 'http://localhost:8484',
      'sec-fetch-site': 'same-origin',
    };
    expect((await send('POST', BASE, DRAFT, own)).statusCode).toBe(201);
  });
});

it.each(['', '?revision=', '?revision=x', '?revision=-1', '?rev=1', '?revision=1&revision=2'])(
  'nothing is deleted without the revision that was seen: %j',
  async (query) => {
    const { id } = await add();
    const answer = await send('DELETE', `${BASE}/${id}${query}`, undefined, { 'x-rollcall': '1' });
    expect([answer.statusCode, ApiError.parse(answer.json())]).toMatchObject([400, {}]);
    expect(await list()).toHaveLength(1);
  },
);

it('a store that fails is told', async () => {
  const broken = await makeApp({
    history: { ...history, store: unavailable({ kind: 'disk-full', message: 'the disk is full' }) },
  });
  const ask = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object) =>
    broken.inject({
      method,
      url,
      headers: body === undefined ? { 'x-rollcall': '1' } : OURS,
      ...(body && { payload: body }),
    });
  const answers = await Promise.all([
    ask('GET', BASE),
    ask('GET', `${BASE}/1/revisions`),
    ask('POST', BASE, DRAFT),
    ask('PUT', `${BASE}/1`, { ...DRAFT, revision: 1 }),
    ask('DELETE', `${BASE}/1?revision=1`),
  ]);
  for (const answer of answers) {
    expect([answer.statusCode, ApiError.parse(answer.json())]).toMatchObject([
      503,
      { code: 'history-unavailable', message: expect.stringContaining('the disk is full') },
    ]);
  }
  await broken.close();
});

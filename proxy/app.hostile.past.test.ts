/** Questions about the past and notes as attackers write them: whatever comes, it is answered in a documented shape, and nothing is broken after it. */
import type { FastifyInstance } from 'fastify';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRegister } from './rollcall/register.ts';
import { listen, makeApp } from './testing/app.ts';
import { FIRST_MS, type TestHistory, makeHistory } from './testing/past.ts';
import { exchange } from './testing/raw-http.ts';
import { ApiError } from './wire/api.ts';
import { NotesAnswer } from './wire/history.ts';
import { NoteConflict } from './wire/note-draft.ts';
import { change } from './wire/testing/happenings.ts';
import { NOW_MS, SECOND } from './wire/testing/scenes.ts';

let history: TestHistory;
let app: FastifyInstance;
let port = 0;
beforeAll(async () => {
  history = await makeHistory();
  const facts = [{ kind: 'frame', name: '', fromMs: FIRST_MS, value: {} }];
  const changes = Array.from({ length: 50 }, (_, index) =>
    change(FIRST_MS + index * SECOND, { id: index + 1 }),
  );
  const batch = {
    cluster: 'prod',
    run: 'a',
    seq: 1,
    atMs: NOW_MS,
    facts,
    changes,
    occurrences: [],
    samples: [],
  };
  await history.store.write(batch);
  app = await makeApp({ history, registers: new Map([['prod', createRegister()]]) });
  port = await listen(app);
});
afterAll(async () => {
  await app.close();
  await history.store.close();
});

const PATHS = [
  '/api/clusters',
  '/api/clusters/prod',
  '/api/clusters/prod/members/node-1',
  '/api/clusters/prod/members/node-1/hardware',
  '/api/clusters/prod/members/node-1/instances',
  '/api/clusters/prod/members/node-1/series',
  '/api/clusters/prod/changes',
  '/api/clusters/prod/events',
  '/api/clusters/prod/trails',
  '/api/clusters/prod/samples',
  '/api/clusters/prod/notes',
  '/api/clusters/prod/export',
];
const NAMES = [
  'at',
  'from',
  'to',
  'member',
  'kind',
  'text',
  'limit',
  'cursor',
  'format',
  'metric',
  'step',
  'zone',
  'deleted',
  'range',
  '__proto__',
  'constructor',
  'at[]',
  'x',
];
const VALUES = [
  '2026-11-23T03:00:00Z',
  '2026-11-23T02:00:00.123456789%2B01:00',
  '2026-11-23T03:00:00Z%00',
  '9999-12-31T23:59:59Z',
  '0001-01-01T00:00:00Z',
  '1e999',
  '-1',
  '0',
  '1000',
  'NaN',
  '%',
  '%ff',
  '%0d%0aX-Evil:%201',
  "'%20OR%201=1--",
  '%25_!%25',
  'status',
  'status,roles,,',
  'csv',
  'json',
  'latency',
  'pool:',
  'pool:%00',
  '10s',
  '1d',
  'auto',
  'true',
  'week',
  'Europe/Berlin',
  '%F0%9F%94%8C',
  'x'.repeat(3000),
  '[object%20Object]',
  'W1sxLDJdXQ',
  'eyJhIjoxfQ',
  'WzEsMV0',
  'Wy0xLDllOTldC',
];

/** Either what was asked for, or a refusal that tells nothing of the inside. */
function expectDocumented(status: number, body: string): void {
  if (status < 400) return;
  expect([200, 400, 403, 404, 409, 413, 415, 431, 503]).toContain(status);
  expect(body).not.toMatch(/\.ts\b|node_modules|\bat \w+.*:\d+|sqlite|select |stack/i);
  const json: unknown = JSON.parse(body);
  // An edit that came too late is told what stands there now.
  expect((status === 409 ? NoteConflict : ApiError).parse(json)).toEqual(json);
}

it('answers every query in a documented way', { timeout: 60_000 }, async () => {
  const pair = fc
    .tuple(
      fc.constantFrom(...NAMES),
      fc.oneof(fc.constantFrom(...VALUES), fc.string().map(encodeURIComponent)),
    )
    .map(([name, value]) => `${name}=${value}`);
  const seen = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...PATHS), fc.array(pair, { maxLength: 4 }), async (path, pairs) => {
      const { statusCode, body } = await app.inject(`${path}?${pairs.join('&')}`);
      expectDocumented(statusCode, body);
      seen.set(statusCode, (seen.get(statusCode) ?? 0) + 1);
    }),
    { numRuns: 1500 },
  );
  expect(seen.get(200)).toBeGreaterThan(20);
  expect(seen.get(400)).toBeGreaterThan(200);
});

it('gives out every change once, whatever the size of a page and what is between', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 60 }), async (limit) => {
      const ids: number[] = [];
      let cursor = '';
      do {
        const url = `/api/clusters/prod/changes?limit=${limit}${cursor === '' ? '' : `&cursor=${cursor}`}`;
        const page: { changes: { id: number }[]; next: string | null } = (await app.inject(url)).json();
        ids.push(...page.changes.map(({ id }) => id));
        cursor = page.next ?? '';
      } while (cursor !== '');
      expect(ids).toEqual(Array.from({ length: 50 }, (_, index) => 50 - index));
    }),
    { numRuns: 20 },
  );
});

it('takes no body for more than it is', { timeout: 60_000 }, async () => {
  const ours = { 'x-rollcall': '1', 'content-type': 'application/json' };
  const body = fc.oneof(
    fc.json(),
    fc.string(),
    fc
      .record({
        fromMs: fc.oneof(fc.integer(), fc.double(), fc.constant(NOW_MS), fc.anything()),
        toMs: fc.oneof(fc.constant(null), fc.integer(), fc.anything()),
        text: fc.oneof(fc.string({ unit: 'binary' }), fc.anything()),
        revision: fc.oneof(fc.integer(), fc.anything()),
      })
      .map((draft) =>
        JSON.stringify(draft, (_key, value: unknown) => (typeof value === 'bigint' ? 0 : value)),
      ),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('POST', 'PUT', 'DELETE'),
      fc.constantFrom('', '/1', '/0', '/%2e%2e', '/x'),
      body,
      async (method, path, payload) => {
        const url = `/api/clusters/prod/notes${path}`;
        const answer = await app.inject({ method, url, payload, headers: ours });
        expectDocumented(answer.statusCode, answer.body);
      },
    ),
    { numRuns: 1500 },
  );
  const all = '/api/clusters/prod/notes?from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z&deleted=true';
  for (const note of NotesAnswer.parse((await app.inject(all)).json()).notes) {
    expect(note.author).toBeNull();
    expect(note.text.trim()).not.toBe('');
    expect(note.text.isWellFormed()).toBe(true);
  }
});

describe('over a socket', () => {
  const draft = JSON.stringify({ fromMs: NOW_MS, toMs: null, text: 'x' });
  const post = (length: number, body: string, ...headers: string[]): string =>
    [
      'POST /api/clusters/prod/notes HTTP/1.1',
      'Host: localhost',
      'Content-Type: application/json',
      `Content-Length: ${length}`,
      ...headers,
      'Connection: close',
      '',
      body,
    ].join('\r\n');

  it.each([
    ['no proof', []],
    ['a foreign origin', ['Origin: http://evil.example']],
    ['two origins', ['Origin: http://localhost', 'Origin: http://evil.example']],
    ['a proof and a foreign origin', ['X-Rollcall: 1', 'Origin: http://evil.example']],
    ['two proofs', ['X-Rollcall: 1', 'X-Rollcall: 1']],
    ['a foreign site', ['X-Rollcall: 1', 'Sec-Fetch-Site: cross-site']],
    ['two sites', ['X-Rollcall: 1', 'Sec-Fetch-Site: same-origin', 'Sec-Fetch-Site: cross-site']],
    ['a host of another name', ['Origin: http://localhost:80@evil.example']],
  ])('%s is refused before the body is read', async (_what, headers) => {
    const [answer] = await exchange(port, post(draft.length, draft, ...headers));
    expect(answer?.status).toBe(403);
    expectDocumented(answer?.status ?? 0, answer?.body ?? '');
  });

  it('a body that is said to be huge is refused before it comes', async () => {
    const [answer] = await exchange(port, post(10_000_000, '', 'X-Rollcall: 1'));
    expect(answer?.status).toBe(413);
  });

  it('a name of a file has no line of its own', async () => {
    const url = '/api/clusters/prod%0d%0aX-Evil:%201/export';
    const [answer] = await exchange(
      port,
      `GET ${url} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    );
    expect([answer?.status, answer?.headers.has('x-evil')]).toEqual([404, false]);
  });

  it('a link to the next page has no line of its own', async () => {
    const url = '/api/clusters/prod/changes?limit=1&text=Online%0d%0aX-Evil:%201';
    const plain = '/api/clusters/prod/changes?limit=1&text=Online%3E';
    for (const each of [url, plain]) {
      const [answer] = await exchange(
        port,
        `GET ${each} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
      );
      expect(answer?.headers.has('x-evil')).toBe(false);
      expect(answer?.headers.get('link') ?? '<?x>; rel="next"').toMatch(/^<\?[^<>]*>; rel="next"$/);
    }
  });
});

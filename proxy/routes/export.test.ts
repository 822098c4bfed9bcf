import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ok } from '../result.ts';
import { createBoard } from '../rollcall/board.ts';
import { makeApp } from '../testing/app.ts';
import { FIRST_MS, type TestHistory, makeHistory } from '../testing/past.ts';
import { ApiError } from '../wire/api.ts';
import { ExportAnswer } from '../wire/export.ts';
import { change, happened, warned } from '../wire/testing/happenings.ts';
import { MINUTE, NOW_MS, snapshotOf } from '../wire/testing/scenes.ts';
import { span, trailsOf } from '../wire/testing/trails.ts';
import { formatRfc3339 } from './rfc3339.ts';

const START_MS = NOW_MS - 30 * MINUTE;
const CHANGES = [
  change(START_MS, { id: 1, member: 'node-1', note: '=1+1' }),
  change(START_MS + MINUTE, { id: 2, member: '| x', before: 'Offline', after: 'Online' }),
];
const BLIND = { fromMs: START_MS + 2 * MINUTE, toMs: START_MS + 3 * MINUTE, cause: 'asleep' } as const;

let history: TestHistory;
let app: FastifyInstance;
beforeEach(async () => {
  history = await makeHistory({
    trails: async (fromMs, toMs, nowMs) =>
      ok(
        trailsOf({
          fromMs,
          toMs,
          nowMs,
          firstMs: FIRST_MS,
          members: { 'node-1': [span(FIRST_MS)] },
          levels: [{ fromMs: FIRST_MS, level: 'ok' }],
          blind: [BLIND],
        }),
      ),
  });
  const facts = [{ kind: 'frame', name: '', fromMs: FIRST_MS, value: {} }];
  const batch = { cluster: 'prod', run: 'a', seq: 1, atMs: NOW_MS, facts, samples: [] };
  const occurrences = [warned(START_MS + 5, 'began'), happened(START_MS + 6)];
  await history.store.write({ ...batch, changes: CHANGES, occurrences });
  const times = { createdAtMs: NOW_MS, editedAtMs: NOW_MS };
  await history.store.addNote('prod', {
    fromMs: START_MS,
    toMs: null,
    text: '# @me\n"why"',
    author: null,
    ...times,
  });
  app = await makeApp({ history, hosts: ['board.example'] });
});
afterEach(async () => {
  await app.close();
  await history.store.close();
});

const RANGE = `from=${formatRfc3339(START_MS)}&to=${formatRfc3339(START_MS + 10 * MINUTE)}`;
const get = (query: string) => app.inject(`/api/clusters/prod/export?${RANGE}${query}`);

/** A table of CSV as any reader of RFC 4180 takes it. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  for (const line of text.matchAll(
    /((?:"(?:[^"]|"")*"|[^",\r\n]*)(?:,(?:"(?:[^"]|"")*"|[^",\r\n]*))*)\r\n/g,
  )) {
    const cells = [...(line[1] ?? '').matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)];
    rows.push(cells.map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? ''));
  }
  return rows;
}

describe('an export', () => {
  it.each([
    ['', 'text/markdown; charset=utf-8', 'md'],
    ['&format=md', 'text/markdown; charset=utf-8', 'md'],
    ['&format=csv', 'text/csv; charset=utf-8', 'csv'],
    ['&format=json', 'application/json; charset=utf-8', 'json'],
  ])('%s is a file', async (query, type, extension) => {
    const answer = await get(query);
    expect([answer.statusCode, answer.headers]).toMatchObject([
      200,
      {
        'content-type': type,
        'content-disposition': `attachment; filename="rollcall-prod-20261123T0242Z-20261123T0252Z.${extension}"`,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      },
    ]);
  });

  it('as JSON has all that was recorded, as it was', async () => {
    const answer = ExportAnswer.parse((await get('&format=json')).json());
    expect(answer).toMatchObject({
      cluster: { key: 'prod' },
      fromMs: START_MS,
      madeAtMs: NOW_MS,
      cut: false,
      start: { level: 'ok' },
      end: { level: 'ok' },
      changes: CHANGES,
      events: [{ kind: 'warning' }, { kind: 'lifecycle' }],
      notes: [{ text: '# @me\n"why"' }],
      trails: { blind: [BLIND] },
    });
    expect(answer.summary).toContain("nobody looked for 1 min: Rollcall's machine was asleep");
  });

  it('as CSV loses nothing of it', async () => {
    const json = ExportAnswer.parse((await get('&format=json')).json());
    const [header, ...rows] = parseCsv((await get('&format=csv')).body);
    expect(header).toEqual(['at', 'until', 'source', 'kind', 'member', 'what', 'evidence', 'data']);
    const of = (source: string): unknown[] =>
      rows.filter((row) => row[2] === source).map((row): unknown => JSON.parse(row[7] ?? ''));
    expect(of('change')).toEqual(json.changes);
    expect(of('event')).toEqual(json.events);
    expect(of('note')).toEqual(json.notes);
    expect(of('blind')).toEqual(json.trails.blind);
    const times = rows.map((row) => row[0] ?? '');
    expect(times).toEqual(times.toSorted());
    for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
  });

  it('as Markdown is an incident report in the zone that is asked for', async () => {
    const { body } = await app.inject({
      url: `/api/clusters/prod/export?${RANGE}&zone=Asia/Kathmandu`,
      headers: { host: 'board.example', 'x-forwarded-proto': 'https' },
    });
    expect(body).toContain('# prod: 2026-11-23 02:42 to 2026-11-23 02:52 UTC');
    expect(body).toContain('(2026-11-23 08:27:07 +05:45)');
    expect(body).toContain(
      String.raw`| 2026-11-23 02:42:07.000 | 2026-11-23 08:27:07 +05:45 | node-1 | Online → Offline | \=1+1 |`,
    );
    expect(body).toContain(
      '<https://board.example/clusters/prod/timeline?from=2026-11-23T02:42:07Z&to=2026-11-23T02:52:07Z>',
    );
    expect(body).toContain('> # @me\n> "why"');
  });

  it('has a name without anything of the cluster’s that a shell or a header could take for its own', async () => {
    const key = 'a"; x=../b\u00fc';
    const cluster = { ...snapshotOf().cluster, key, name: key };
    const odd = await makeApp({
      board: createBoard([snapshotOf({ cluster })]),
      history: { ...history, past: () => history.past('prod') },
    });
    const answer = await odd.inject(`/api/clusters/${encodeURIComponent(key)}/export?${RANGE}`);
    expect([answer.statusCode, answer.headers['content-disposition']]).toEqual([
      200,
      'attachment; filename="rollcall-a-x-..-b--20261123T0242Z-20261123T0252Z.md"',
    ]);
    await odd.close();
  });

  it.each([
    ['format=xml', 'bad-format'],
    ['format=', 'bad-format'],
    ['zone=Mars/Olympus', 'bad-zone'],
    ['zone=', 'bad-zone'],
    ['zone=%00', 'bad-zone'],
    ['from=x', 'bad-range'],
    ['limit=5', 'unknown-parameter'],
  ])('refuses %s', async (query, code) => {
    const answer = await app.inject(`/api/clusters/prod/export?${query}`);
    expect([answer.statusCode, ApiError.parse(answer.json()).code]).toEqual([400, code]);
  });

  it('before the first record says so', async () => {
    const before = `from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z`;
    const { body } = await app.inject(`/api/clusters/prod/export?${before}`);
    expect(body).toContain('| none | nothing had been recorded yet |');
  });

  it('says why it cannot be made', async () => {
    await app.close();
    const failing = await makeHistory();
    failing.fail({ kind: 'corrupt', message: 'the file is damaged' });
    app = await makeApp({ history: failing });
    const answer = await get('');
    expect([answer.statusCode, ApiError.parse(answer.json()).code]).toEqual([503, 'history-unavailable']);
    await failing.store.close();
  });

  it('leaves out the oldest where there is too much, and says so', async () => {
    const many = Array.from({ length: 20_001 }, (_, index) => change(START_MS + index, { id: index + 10 }));
    const batch = {
      cluster: 'prod',
      run: 'a',
      seq: 2,
      atMs: NOW_MS,
      facts: [],
      samples: [],
      occurrences: [],
    };
    await history.store.write({ ...batch, changes: many });
    const json = ExportAnswer.parse((await get('&format=json')).json());
    expect([json.cut, json.changes.at(-1)?.member]).toEqual([true, '| x']);
    expect((await get('')).body).toContain('**Not all of it:');
    expect(parseCsv((await get('&format=csv')).body)[1]?.slice(2, 4)).toEqual(['rollcall', 'cut']);
  });
});

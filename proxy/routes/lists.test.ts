import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewOccurrence } from '../history/store.ts';
import { makeApp } from '../testing/app.ts';
import { FIRST_MS, type TestHistory, makeHistory } from '../testing/past.ts';
import { ApiError } from '../wire/api.ts';
import { ChangesAnswer, EventsAnswer } from '../wire/history.ts';
import { Trails } from '../wire/series.ts';
import { change, happened, operationEnded, warned } from '../wire/testing/happenings.ts';
import { DAY, MINUTE, NOW_MS, SECOND } from '../wire/testing/scenes.ts';
import { formatRfc3339 } from './rfc3339.ts';

const START_MS = NOW_MS - 30 * MINUTE;

/** Ten changes, a minute apart, of two members in turn. */
const CHANGES = Array.from({ length: 10 }, (_, index) =>
  change(START_MS + index * MINUTE, {
    id: index + 1,
    kind: index === 3 ? 'roles' : 'status',
    member: `node-${(index % 2) + 1}`,
    note: index === 4 ? '=HYPERLINK("http://evil.example";"heartbeat, lost")' : null,
    sinceMs: index === 5 ? START_MS : null,
  }),
);
const OCCURRENCES: NewOccurrence[] = [
  operationEnded(START_MS),
  warned(START_MS + 1, 'began'),
  happened(START_MS + 2),
];

let history: TestHistory;
let app: FastifyInstance;
beforeEach(async () => {
  history = await makeHistory();
  const facts = [{ kind: 'frame', name: '', fromMs: FIRST_MS, value: {} }];
  const batch = { cluster: 'prod', run: 'a', seq: 1, atMs: NOW_MS, facts, samples: [] };
  await history.store.write({ ...batch, changes: CHANGES, occurrences: OCCURRENCES });
  app = await makeApp({ history });
});
afterEach(async () => {
  await app.close();
  await history.store.close();
});

const BASE = '/api/clusters/prod';
const idsOf = async (url: string): Promise<number[]> =>
  ChangesAnswer.parse((await app.inject(`${BASE}/changes${url}`)).json()).changes.map(({ id }) => id);

describe('changes', () => {
  it('are those of the last day, the newest first', async () => {
    const answer = ChangesAnswer.parse((await app.inject(`${BASE}/changes`)).json());
    expect(answer).toEqual({
      fromMs: NOW_MS - DAY,
      toMs: NOW_MS,
      next: null,
      changes: CHANGES.toReversed(),
    });
  });

  it.each([
    ['?kind=roles', [4]],
    ['?kind=roles,leader', [4]],
    ['?kind=roles&kind=leader', [4]],
    ['?kind=', [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]],
    ['?member=node-2', [10, 8, 6, 4, 2]],
    ['?member=nobody', []],
    ['?text=HEARTBEAT', [5]],
    ['?text=', [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]],
    ['?limit=2', [10, 9]],
    [`?from=${formatRfc3339(START_MS + 8 * MINUTE)}`, [10, 9]],
    [`?to=${formatRfc3339(START_MS + 2 * MINUTE)}`, [2, 1]],
    [`?from=${formatRfc3339(START_MS + MINUTE)}&to=${formatRfc3339(START_MS + 3 * MINUTE)}`, [3, 2]],
  ])('%s', async (query, ids) => {
    expect(await idsOf(query)).toEqual(ids);
  });

  it('come page by page, each once, by the cursor or by the link', async () => {
    const byCursor: number[] = [];
    const byLink: number[] = [];
    let cursor: string | null = '';
    let link = `${BASE}/changes?limit=3&text=`;
    while (cursor !== null) {
      const page = await app.inject(`${BASE}/changes?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`);
      const answer = ChangesAnswer.parse(page.json());
      byCursor.push(...answer.changes.map(({ id }) => id));
      cursor = answer.next;
    }
    for (;;) {
      const page = await app.inject(link);
      byLink.push(...ChangesAnswer.parse(page.json()).changes.map(({ id }) => id));
      const target = /^<(\?.*)>; rel="next"$/.exec(String(page.headers.link))?.[1];
      if (target === undefined) break;
      link = `${BASE}/changes${target}`;
    }
    expect([byCursor, byLink]).toEqual([
      [10, 9, 8, 7, 6, 5, 4, 3, 2, 1],
      [10, 9, 8, 7, 6, 5, 4, 3, 2, 1],
    ]);
  });

  it('are a table where that is asked for, with nothing in it that is run', async () => {
    const answer = await app.inject(
      `${BASE}/changes?format=csv&to=${formatRfc3339(START_MS + 6 * MINUTE)}&limit=2`,
    );
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers.link).toMatch(/^<\?format=csv&to=.*&limit=2&from=.*&cursor=.*>; rel="next"$/);
    expect(answer.body).toBe(
      [
        'id,at,since,kind,member,before,after,note',
        '6,2026-11-23T02:47:07.000Z,2026-11-23T02:42:07.000Z,status,node-2,Online,Offline,',
        `5,2026-11-23T02:46:07.000Z,,status,node-1,Online,Offline,` +
          `"'=HYPERLINK(""http://evil.example"";""heartbeat, lost"")"`,
        '',
      ].join('\r\n'),
    );
  });

  it.each([
    ['text/csv', 'text/csv'],
    ['text/csv;q=0.9, application/json;q=0.5', 'text/csv'],
    ['application/json, text/csv;q=0.5', 'application/json'],
    ['text/csv;q=0', 'application/json'],
    ['text/html, */*', 'application/json'],
    ['text/csv;q=x', 'application/json'],
  ])('for who accepts %s are %s', async (accept, type) => {
    const answer = await app.inject({ url: `${BASE}/changes`, headers: { accept } });
    expect(String(answer.headers['content-type'])).toContain(type);
    expect(answer.headers.vary).toBe('accept');
  });
});

describe('events', () => {
  it('are all that the cluster told of', async () => {
    const answer = EventsAnswer.parse((await app.inject(`${BASE}/events`)).json());
    expect(answer.events.map(({ kind, atMs, member }) => [kind, atMs, member])).toEqual([
      ['lifecycle', START_MS + 2, 'node-1'],
      ['warning', START_MS + 1, 'node-2'],
      ['operation', START_MS, 'node-1'],
    ]);
  });

  it('are a table with all there is of each', async () => {
    const { body } = await app.inject(`${BASE}/events?format=csv&kind=warning,operation`);
    const [header, first, second] = body.split('\r\n');
    expect(header).toBe('id,at,kind,member,what,state,data');
    expect(first).toMatch(
      /^\d+,2026-11-23T02:42:07\.001Z,warning,node-2,Offline cluster member,began,"\{""uuid"":""w""/,
    );
    expect(second).toMatch(/^\d+,2026-11-23T02:42:07\.000Z,operation,node-1,Creating instance,Running,"\{/);
  });
});

describe('trails', () => {
  it('are of the range that is asked for', async () => {
    const answer = await app.inject(`${BASE}/trails?from=${formatRfc3339(START_MS)}&member=node-1`);
    expect(Trails.parse(answer.json())).toMatchObject({
      fromMs: START_MS,
      toMs: NOW_MS,
      members: { 'node-1': [{ fromMs: FIRST_MS, status: 'Online' }] },
    });
  });

  it('are a table of stretches', async () => {
    expect((await app.inject(`${BASE}/trails?format=csv`)).body.split('\r\n')).toEqual([
      'trail,member,from,to,status,ours',
      'member,node-1,2026-11-23T02:12:07.000Z,2026-11-23T03:12:07.000Z,Online,answering',
      '',
    ]);
  });

  it('name a member that was not there', async () => {
    const answer = await app.inject(`${BASE}/trails?member=nobody`);
    expect([answer.statusCode, ApiError.parse(answer.json()).code]).toEqual([404, 'unknown-member']);
  });

  it('say why they cannot be read', async () => {
    history.fail({ kind: 'busy', message: 'the disk hangs' });
    const answer = await app.inject(`${BASE}/trails`);
    expect([answer.statusCode, ApiError.parse(answer.json()).code]).toEqual([503, 'history-unavailable']);
  });
});

describe.each(['changes', 'events', 'trails'])('%s', (list) => {
  const get = (query: string) => app.inject(`${BASE}/${list}${query}`);

  it.each([
    ['?from=yesterday', 'bad-range'],
    ['?to=2026-11-20', 'bad-range'],
    ['?from=', 'bad-range'],
    [`?from=${formatRfc3339(NOW_MS + SECOND)}`, 'bad-range'],
    [`?from=${formatRfc3339(START_MS)}&to=${formatRfc3339(START_MS)}`, 'bad-range'],
    [`?from=${formatRfc3339(NOW_MS - 401 * DAY)}`, 'bad-range'],
    ['?format=xml', 'bad-format'],
    ['?frm=x', 'unknown-parameter'],
    ['?__proto__=x', 'unknown-parameter'],
    ['?constructor=x', 'unknown-parameter'],
  ])('refuses %s', async (query, code) => {
    const answer = await get(query);
    expect([answer.statusCode, ApiError.parse(answer.json()).code]).toEqual([400, code]);
    expect(ApiError.parse(answer.json()).remedy).not.toBeNull();
  });

  it('may be kept once it is over', async () => {
    const query = `?from=${formatRfc3339(START_MS)}&to=${formatRfc3339(START_MS + MINUTE)}`;
    expect((await get(query)).headers['cache-control']).toBe('private, max-age=3600');
    expect((await get('')).headers['cache-control']).toBe('no-cache');
  });

  it('names a cluster that is not there', async () => {
    const answer = await app.inject(`/api/clusters/nope/${list}`);
    expect([answer.statusCode, ApiError.parse(answer.json()).code]).toEqual([404, 'unknown-cluster']);
  });
});

describe.each(['changes', 'events'])('%s', (list) => {
  it.each([
    ['?limit=0', 'bad-limit'],
    ['?limit=1001', 'bad-limit'],
    ['?limit=-1', 'bad-limit'],
    ['?limit=1e2', 'bad-limit'],
    ['?limit=', 'bad-limit'],
    ['?limit=9999999999999999999999', 'bad-limit'],
    ['?kind=nope', 'unknown-kind'],
    ['?kind=__proto__', 'unknown-kind'],
    ['?cursor=nope', 'bad-cursor'],
    ['?cursor=W10', 'bad-cursor'],
    [`?text=${'x'.repeat(201)}`, 'bad-text'],
    ['?text=%00', 'bad-text'],
  ])('refuses %s', async (query, code) => {
    const answer = await app.inject(`${BASE}/${list}${query}`);
    expect([answer.statusCode, ApiError.parse(answer.json()).code]).toEqual([400, code]);
  });

  it.each(['%25', '_', '*', "' OR 1=1 --", '\\', '[a-z]'])(
    'takes %s for what it is, and no pattern',
    async (text) => {
      const answer = await app.inject(`${BASE}/${list}?text=${text}`);
      expect([answer.statusCode, Object.values(answer.json()).find(Array.isArray)]).toEqual([200, []]);
    },
  );
});

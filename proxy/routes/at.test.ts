import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ok } from '../result.ts';
import { createRegister } from '../rollcall/register.ts';
import { makeApp } from '../testing/app.ts';
import { ApiError, ClusterAnswer, ClustersAnswer } from '../wire/api.ts';
import { HardwareAnswer, InstancesAnswer, MemberDetail } from '../wire/detail.ts';
import { Series } from '../wire/series.ts';
import { MINUTE, NOW_MS, SECOND, pendingPart } from '../wire/testing/scenes.ts';
import { formatRfc3339 } from './rfc3339.ts';
import { FIRST_MS, type TestHistory, makeHistory } from '../testing/past.ts';

const empty = { part: pendingPart, value: null };
const detail: MemberDetail = { server_name: 'node-1', server: empty, state: empty, pools: empty };
const series: Series = {
  nowMs: 0,
  stepMs: 1,
  fromMs: 0,
  latencyMs: [],
  latencyMaxMs: [],
  answered: [],
  load: [],
  memoryUsedBytes: [],
  memoryFreeBytes: [],
  pools: {},
};

let history: TestHistory;
let app: FastifyInstance;
let asked: unknown[];
beforeEach(async () => {
  asked = [];
  const recorded =
    <T>(value: T) =>
    async (...question: unknown[]) => {
      asked.push(question);
      return ok(question[0] === 'node-1' ? value : undefined);
    };
  history = await makeHistory({
    detail: recorded(detail),
    hardware: recorded(empty),
    instances: recorded(empty),
    series: recorded(series),
  });
  app = await makeApp({ history, registers: new Map([['prod', createRegister()]]) });
});
afterEach(async () => {
  await app.close();
  await history.store.close();
});

const AT_MS = NOW_MS - 10 * MINUTE;
const AT = formatRfc3339(AT_MS);
const MEMBER = '/api/clusters/prod/members/node-1';
const PATHS = [
  '/api/clusters',
  '/api/clusters/prod',
  MEMBER,
  `${MEMBER}/hardware`,
  `${MEMBER}/instances`,
  `${MEMBER}/series`,
];

describe('a moment', () => {
  it('is answered in the shape of the present', async () => {
    const list = ClustersAnswer.parse((await app.inject(`/api/clusters?at=${AT}`)).json());
    expect([list.nowMs, list.clusters.map(({ key, level }) => [key, level])]).toEqual([
      AT_MS,
      [['prod', 'ok']],
    ]);
    const cluster = ClusterAnswer.parse((await app.inject(`/api/clusters/prod?at=${AT}`)).json());
    expect(cluster).toMatchObject({
      seq: 0,
      snapshot: { observedAtMs: AT_MS },
      verdict: { level: 'ok' },
      moment: { atMs: AT_MS, state: 'recorded', firstMs: FIRST_MS },
    });
  });

  it.each([
    [MEMBER, MemberDetail, detail, ['node-1', AT_MS]],
    [`${MEMBER}/hardware`, HardwareAnswer, empty, ['node-1', AT_MS]],
    [`${MEMBER}/instances`, InstancesAnswer, empty, ['node-1', AT_MS]],
    [`${MEMBER}/series?range=week`, Series, series, ['node-1', 'week', AT_MS]],
    [`${MEMBER}/series`, Series, series, ['node-1', 'hour', AT_MS]],
  ] as const)('is asked for of %s', async (url, schema, value, question) => {
    const answer = await app.inject(`${url}${url.includes('?') ? '&' : '?'}at=${AT}`);
    expect(schema.parse(answer.json())).toEqual(value);
    expect(asked).toEqual([question]);
  });

  it('before the first record shows an empty cluster and says so', async () => {
    const answer = await app.inject(`/api/clusters/prod?at=${formatRfc3339(FIRST_MS - 1)}`);
    expect([answer.statusCode, ClusterAnswer.parse(answer.json())]).toMatchObject([
      200,
      { moment: { state: 'before' }, snapshot: { members: [] } },
    ]);
  });

  it('of the present is asked of the past where nothing is held of it', async () => {
    const answer = await app.inject(`${MEMBER}/series?range=month`);
    expect([answer.statusCode, answer.headers['cache-control'], asked]).toEqual([
      200,
      'no-cache',
      [['node-1', 'month', NOW_MS]],
    ]);
  });

  it('may have been a second ahead of our clock', async () => {
    const soon = formatRfc3339(NOW_MS + SECOND);
    const answer = ClusterAnswer.parse((await app.inject(`/api/clusters/prod?at=${soon}`)).json());
    expect(answer.moment?.atMs).toBe(NOW_MS);
  });
});

describe.each(PATHS)('%s?at=', (url) => {
  it('is kept by a browser once it can change no more', async () => {
    const answer = await app.inject(`${url}?at=${AT}`);
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'private, max-age=3600']);
    const again = await app.inject({
      url: `${url}?at=${AT}`,
      headers: { 'if-none-match': String(answer.headers.etag) },
    });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    const recent = await app.inject(`${url}?at=${formatRfc3339(NOW_MS - MINUTE)}`);
    expect(recent.headers['cache-control']).toBe('no-cache');
  });

  it.each([
    '',
    'yesterday',
    '2026-11-20',
    '2026-11-20T03:12:07',
    '1763608327000',
    '2026-02-30T00:00:00Z',
    '%00',
  ])('refuses %j', async (at) => {
    const answer = await app.inject(`${url}?at=${at}`);
    expect(answer.statusCode).toBe(400);
    expect(ApiError.parse(answer.json())).toMatchObject({
      code: 'bad-moment',
      message: expect.stringContaining(decodeURIComponent(at)),
      remedy: expect.stringContaining('2026-11-20T03:12:07Z'),
    });
  });

  it('refuses the future', async () => {
    const at = formatRfc3339(NOW_MS + 2 * SECOND);
    const answer = await app.inject(`${url}?at=${at}`);
    expect([answer.statusCode, ApiError.parse(answer.json())]).toMatchObject([
      400,
      { code: 'bad-moment', message: `"${at}" lies in the future.` },
    ]);
  });

  it('refuses two moments, and what it does not know', async () => {
    expect((await app.inject(`${url}?at=${AT}&at=${AT}`)).statusCode).toBe(400);
    const answer = await app.inject(`${url}?At=${AT}`);
    expect([answer.statusCode, ApiError.parse(answer.json())]).toMatchObject([
      400,
      {
        code: 'unknown-parameter',
        message: 'There is no parameter "At" here.',
        remedy: expect.stringMatching(/There are: .*\bat\b/),
      },
    ]);
  });
});

it.each(['/api/clusters', '/api/clusters/prod'])('%s says why it cannot be read', async (url) => {
  history.fail({ kind: 'corrupt', message: 'the file is damaged' });
  const answer = await app.inject(`${url}?at=${AT}`);
  expect([answer.statusCode, answer.headers['cache-control'], ApiError.parse(answer.json())]).toMatchObject([
    503,
    undefined,
    { code: 'history-unavailable', message: 'What was recorded cannot be read: the file is damaged' },
  ]);
  expect((await app.inject(url)).statusCode).toBe(200);
});

it('names a member that was not there', async () => {
  const answer = await app.inject(`/api/clusters/prod/members/nobody?at=${AT}`);
  expect([answer.statusCode, ApiError.parse(answer.json()).code]).toEqual([404, 'unknown-member']);
});

it.each(['/api/clusters', '/api/clusters/prod'])(
  '%s is not kept while it may still be written down',
  async (url) => {
    const blind = { fromMs: FIRST_MS, toMs: null, cause: 'not-recorded' as const };
    const view = await history.past('prod')?.view(AT_MS);
    if (view?.ok !== true) throw new Error('no view');
    const failing = await makeHistory({
      view: async () => ok({ ...view.value, moment: { ...view.value.moment, state: 'blind', blind } }),
    });
    const late = await makeApp({ history: failing });
    const answer = await late.inject(`${url}?at=${AT}`);
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'no-cache']);
    await late.close();
    await failing.store.close();
  },
);

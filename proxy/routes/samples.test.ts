import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sample } from '../history/store.ts';
import { makeApp } from '../testing/app.ts';
import { FIRST_MS, type TestHistory, makeHistory } from '../testing/past.ts';
import { ApiError } from '../wire/api.ts';
import { SamplesAnswer } from '../wire/history.ts';
import { DAY, MINUTE, NOW_MS, SECOND } from '../wire/testing/scenes.ts';
import { formatRfc3339 } from './rfc3339.ts';

const STEP = 10 * SECOND;
/** A whole minute, half an hour ago. */
const START_MS = Math.floor((NOW_MS - 30 * MINUTE) / MINUTE) * MINUTE;
const END_MS = START_MS + 2 * MINUTE;

/** Two probes in each step, but for one step in which there was none. */
const latency: Sample[] = Array.from({ length: 12 }, (_, index): Sample => ({
  member: 'node-1',
  metric: 'latency',
  atMs: START_MS + index * STEP,
  count: 2,
  min: 10 + index,
  sum: 30 + 2 * index,
  max: 20 + index,
})).filter((_, index) => index !== 3);
const load: Sample = {
  member: 'node-2',
  metric: 'load1',
  atMs: START_MS,
  count: 1,
  min: 150,
  sum: 150,
  max: 150,
};
const pool: Sample = {
  member: 'node-1',
  metric: 'pool:=cmd',
  atMs: START_MS,
  count: 1,
  min: 4,
  sum: 4,
  max: 4,
};

let history: TestHistory;
let app: FastifyInstance;
beforeEach(async () => {
  history = await makeHistory();
  const facts = [{ kind: 'frame', name: '', fromMs: FIRST_MS, value: {} }];
  const batch = { cluster: 'prod', run: 'a', seq: 1, atMs: NOW_MS, facts, changes: [], occurrences: [] };
  await history.store.write({ ...batch, samples: [...latency, load, pool] });
  app = await makeApp({ history });
});
afterEach(async () => {
  await app.close();
  await history.store.close();
});

const RANGE = `from=${formatRfc3339(START_MS)}&to=${formatRfc3339(END_MS)}`;
const get = (query: string) => app.inject(`/api/clusters/prod/samples?${query}`);
const read = async (query: string): Promise<SamplesAnswer> => SamplesAnswer.parse((await get(query)).json());

describe('samples', () => {
  it('are columns in the units of the metric, with gaps', async () => {
    const answer = await read(`${RANGE}&step=10s&metric=latency`);
    expect(answer).toMatchObject({ fromMs: START_MS, toMs: END_MS, stepMs: STEP, next: null });
    expect(answer.series).toHaveLength(1);
    const [column] = answer.series;
    expect(column).toMatchObject({ member: 'node-1', metric: 'latency' });
    expect(column?.count).toEqual([2, 2, 2, 0, 2, 2, 2, 2, 2, 2, 2, 2]);
    expect(column?.min.slice(0, 5)).toEqual([1, 1.1, 1.2, null, 1.4]);
    expect(column?.mean.slice(0, 5)).toEqual([1.5, 1.6, 1.7, null, 1.9]);
    expect(column?.max.slice(0, 5)).toEqual([2, 2.1, 2.2, null, 2.4]);
  });

  it('are rolled up into longer steps', async () => {
    const { series, stepMs } = await read(`${RANGE}&step=1m&metric=latency`);
    expect([stepMs, series.map(({ count, min, max }) => [count, min, max])]).toEqual([
      MINUTE,
      [
        [
          [10, 12],
          [1, 1.6],
          [2.5, 3.1],
        ],
      ],
    ]);
  });

  it.each([
    ['', ['node-1 latency', 'node-1 pool:=cmd', 'node-2 load1']],
    ['&member=node-2', ['node-2 load1']],
    ['&member=node-1,node-2&metric=load1', ['node-2 load1']],
    ['&metric=load1&metric=pool:%3Dcmd', ['node-1 pool:=cmd', 'node-2 load1']],
    ['&member=nobody', []],
  ])('of %j are %j', async (query, names) => {
    const { series } = await read(RANGE + query);
    expect(series.map(({ member, metric }) => `${member} ${metric}`)).toEqual(names);
  });

  it('are a table in which no pool is a formula', async () => {
    const answer = await get(`${RANGE}&step=1m&metric=pool:%3Dcmd,load1&format=csv`);
    expect(answer.body.split('\r\n')).toEqual([
      'at,member,metric,count,min,mean,max',
      `${new Date(START_MS).toISOString()},node-1,pool:=cmd,1,4096,4096,4096`,
      `${new Date(START_MS).toISOString()},node-2,load1,1,1.5,1.5,1.5`,
      '',
    ]);
  });

  it.each([
    ['1h', STEP],
    ['2h45m', STEP],
    ['3h', MINUTE],
    ['10d', 15 * MINUTE],
    ['11d', 60 * MINUTE],
    ['400d', DAY],
  ])('over %s come in steps that are not too many', async (span, stepMs) => {
    const ms = [...span.matchAll(/(\d+)([dhm])/g)].reduce(
      (sum, [, count, unit]) =>
        sum + Number(count) * (unit === 'd' ? DAY : unit === 'h' ? 60 * MINUTE : MINUTE),
      0,
    );
    const answer = await read(`from=${formatRfc3339(NOW_MS - ms)}&to=${formatRfc3339(NOW_MS)}&step=auto`);
    expect(answer.stepMs).toBe(stepMs);
    expect((answer.toMs - answer.fromMs) / stepMs).toBeLessThanOrEqual(1001);
  });

  it('widen the range to whole steps', async () => {
    const query = `from=${formatRfc3339(START_MS + 1)}&to=${formatRfc3339(START_MS + STEP + 1)}&step=10s&metric=latency`;
    const { fromMs, toMs, series } = await read(query);
    expect([fromMs, toMs, series[0]?.count]).toEqual([START_MS, START_MS + 2 * STEP, [2, 2]]);
  });

  it('come page by page without a gap or a repetition', async () => {
    // Three members of some metrics each: a page is far shorter than 400 days of steps of 10 s.
    const from = NOW_MS - 2 * DAY;
    let link = `from=${formatRfc3339(from)}&to=${formatRfc3339(NOW_MS)}&step=10s`;
    let untilMs = Math.floor(from / STEP) * STEP;
    let measured = 0;
    let pages = 0;
    for (;;) {
      const answer = await get(link);
      const { fromMs, toMs, series, next } = SamplesAnswer.parse(answer.json());
      expect(fromMs).toBe(untilMs);
      const steps = (toMs - fromMs) / STEP;
      for (const { member, count } of series) {
        expect(count).toHaveLength(steps);
        if (member === 'node-1') measured += count.reduce((sum, each) => sum + each, 0);
      }
      expect(steps * series.length).toBeLessThanOrEqual(100_000);
      untilMs = toMs;
      pages += 1;
      const target = /^<\?(.*)>; rel="next"$/.exec(String(answer.headers.link))?.[1];
      expect(target === undefined).toBe(next === null);
      if (target === undefined) break;
      link = target;
    }
    expect([untilMs, measured]).toEqual([Math.ceil(NOW_MS / STEP) * STEP, 23]);
    expect(pages).toBeGreaterThan(1);
  });
});

it.each([
  ['step=5s', 'bad-step'],
  ['step=', 'bad-step'],
  ['metric=nope', 'unknown-metric'],
  ['metric=__proto__', 'unknown-metric'],
  ['metric=load1,constructor', 'unknown-metric'],
  ['cursor=x', 'bad-cursor'],
  ['cursor=', 'bad-cursor'],
  ['cursor=1', 'bad-cursor'],
  [`cursor=${START_MS + 1}`, 'bad-cursor'],
  [`cursor=${END_MS}`, 'bad-cursor'],
  ['cursor=-10000', 'bad-cursor'],
  ['cursor=1e99', 'bad-cursor'],
  ['limit=5', 'unknown-parameter'],
  ['format=md', 'bad-format'],
])('refuses %s', async (query, code) => {
  const answer = await get(query.startsWith('cursor') ? `${RANGE}&step=10s&${query}` : query);
  expect([answer.statusCode, ApiError.parse(answer.json()).code]).toEqual([400, code]);
});

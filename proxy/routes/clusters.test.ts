import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Board, createBoard } from '../rollcall/board.ts';
import { RUN, makeApp } from '../testing/app.ts';
import { ApiError, ClusterAnswer, ClustersAnswer } from '../wire/api.ts';
import { assess } from '../wire/assess.ts';
import { NOW_MS, offline, online, snapshotOf } from '../wire/testing/scenes.ts';

let board: Board;
let app: FastifyInstance;
beforeEach(async () => {
  const lab = snapshotOf({ cluster: { ...snapshotOf().cluster, key: 'lab', name: 'lab' } });
  board = createBoard([snapshotOf(), lab]);
  app = await makeApp({ board });
});
afterEach(() => app.close());

describe('/api/clusters', () => {
  it('lists all in the order of the configuration, with the time by which they are judged', async () => {
    const answer = await app.inject('/api/clusters');
    const list = ClustersAnswer.parse(answer.json());
    expect(list).toEqual({ nowMs: NOW_MS, clusters: board.summaries(NOW_MS) });
    expect(list.clusters.map(({ key, level, memberCount }) => [key, level, memberCount])).toEqual([
      ['prod', 'ok', 3],
      ['lab', 'ok', 3],
    ]);
    expect(answer.headers['cache-control']).toBe('no-store');
  });
});

describe('/api/clusters/:cluster', () => {
  const get = (ifNoneMatch?: string, url = '/api/clusters/prod') =>
    app.inject({ url, headers: ifNoneMatch === undefined ? {} : { 'if-none-match': ifNoneMatch } });

  it('is the view of the board with the verdict on it', async () => {
    const answer = await get();
    expect(ClusterAnswer.parse(answer.json())).toEqual({
      ...board.view('prod'),
      verdict: assess(snapshotOf(), NOW_MS),
      moment: null,
    });
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-cache',
      etag: `"${RUN}-0"`,
    });
  });

  it.each([`"${RUN}-0"`, `W/"${RUN}-0"`, `"other", W/"${RUN}-0"`, `"a" ,"${RUN}-0"`])(
    'is 304 to who has it: %s',
    async (tag) => {
      const answer = await get(tag);
      expect([answer.statusCode, answer.body, answer.headers.etag]).toEqual([304, '', `"${RUN}-0"`]);
    },
  );

  it.each([`"${RUN}-1"`, '"run-0-0"', `${RUN}-0`, '""', ''])(
    'is sent to who has something else: %s',
    async (tag) => {
      expect((await get(tag)).statusCode).toBe(200);
    },
  );

  it('changes its tag with every snapshot, of this cluster alone', async () => {
    board.publish(snapshotOf({ members: [online('node-1'), offline('node-2')] }));
    const answer = await get(`"${RUN}-0"`);
    expect([answer.statusCode, answer.headers.etag]).toEqual([200, `"${RUN}-1"`]);
    expect(answer.json()).toMatchObject({ seq: 1, snapshot: { members: [{}, { status: 'Offline' }] } });
    expect((await get(`"${RUN}-0"`, '/api/clusters/lab')).statusCode).toBe(304);
  });

  it('has another tag in another run of the proxy', async () => {
    const next = await makeApp({ board, run: 'run-2' });
    const answer = await next.inject({
      url: '/api/clusters/prod',
      headers: { 'if-none-match': `"${RUN}-0"` },
    });
    expect([answer.statusCode, answer.headers.etag]).toEqual([200, '"run-2-0"']);
    await next.close();
  });

  it('answers HEAD, with and without a tag', async () => {
    const head = await app.inject({ method: 'HEAD', url: '/api/clusters/prod' });
    expect([head.statusCode, head.body, head.headers.etag]).toEqual([200, '', `"${RUN}-0"`]);
    const same = await app.inject({
      method: 'HEAD',
      url: '/api/clusters/prod',
      headers: { 'if-none-match': `"${RUN}-0"` },
    });
    expect(same.statusCode).toBe(304);
  });

  it.each(['nope', 'Prod', 'prod%20', 'a%2fb', '__proto__', 'constructor'])('knows no %s', async (key) => {
    const answer = await get(undefined, `/api/clusters/${key}`);
    expect(answer.statusCode).toBe(404);
    expect(ApiError.parse(answer.json())).toEqual({
      code: 'unknown-cluster',
      message: `There is no cluster "${decodeURIComponent(key)}".`,
      remedy: 'Configured: prod, lab.',
    });
  });
});

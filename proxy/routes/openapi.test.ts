import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createBoard } from '../rollcall/board.ts';
import { firstSnapshot } from '../rollcall/state.ts';
import { makeApp } from '../testing/app.ts';
import { ApiError, ClusterAnswer, ClustersAnswer } from '../wire/api.ts';
import { failed, offline, online, silent, snapshotOf } from '../wire/testing/scenes.ts';

const Schema = z.record(z.string(), z.unknown());
const Content = z.record(z.string(), z.strictObject({ schema: Schema }));
const Operation = z.strictObject({
  summary: z.string().min(1),
  description: z.string().optional(),
  tags: z.array(z.string()).min(1),
  parameters: z
    .array(
      z.strictObject({
        in: z.enum(['path', 'query']),
        name: z.string(),
        required: z.boolean().optional(),
        schema: Schema,
      }),
    )
    .optional(),
  responses: z.record(
    z.string().regex(/^[1-5]\d\d$/),
    z.strictObject({ description: z.string().min(1), content: Content.optional() }),
  ),
});
const Document = z.strictObject({
  openapi: z.string().regex(/^3\.1\.\d+$/),
  info: z.looseObject({
    title: z.string(),
    version: z.string(),
    license: z.strictObject({ name: z.string(), identifier: z.string() }),
  }),
  paths: z.record(z.string().startsWith('/'), z.strictObject({ get: Operation })),
  components: z.strictObject({ schemas: Schema }),
});

let app: FastifyInstance;
let document: z.infer<typeof Document>;
beforeAll(async () => {
  const troubled = snapshotOf({
    members: [
      online('node-1', ['database-leader', 'database']),
      offline('node-2'),
      online('node-3', [], { probe: silent() }),
    ],
    parts: { groups: failed('forbidden', null) },
  });
  const board = createBoard([
    snapshotOf(),
    firstSnapshot(
      { key: 'cold', name: 'cold', demo: true, rollCallIntervalMs: 2000, probeIntervalMs: 2000 },
      0,
    ),
  ]);
  board.publish(troubled);
  app = await makeApp({ board });
  document = Document.parse((await app.inject('/api/openapi.json')).json());
});
afterAll(() => app.close());

/** What is published about an answer. */
function published(path: string, status: number, type = 'application/json'): z.ZodType {
  const schema = document.paths[path]?.get.responses[status]?.content?.[type]?.schema;
  if (schema === undefined) throw new Error(`nothing is published of ${path} ${status} ${type}`);
  return z.fromJSONSchema(schema);
}

describe('the OpenAPI document', () => {
  it('has every endpoint of ours, each with what it takes and every way it answers', () => {
    const endpoints = Object.entries(document.paths).map(([path, { get }]) => [
      path,
      Object.keys(get.responses).map(Number),
    ]);
    expect(Object.fromEntries(endpoints)).toEqual({
      '/api/clusters': [200],
      '/api/clusters/{cluster}': [200, 304, 404],
      '/api/clusters/{cluster}/members/{member}': [200, 304, 404],
      '/api/clusters/{cluster}/members/{member}/hardware': [200, 304, 404],
      '/api/clusters/{cluster}/members/{member}/instances': [200, 304, 404],
      '/api/clusters/{cluster}/members/{member}/series': [200, 304, 400, 404],
      '/api/clusters/{cluster}/trails': [200, 304, 404],
      '/api/stream': [200, 400, 404, 503],
      '/healthz': [200],
      '/readyz': [200, 503],
    });
    expect(document.paths['/api/clusters/{cluster}']?.get.parameters).toMatchObject([
      { in: 'path', name: 'cluster', required: true },
    ]);
    expect(document.paths['/api/stream']?.get.parameters).toMatchObject([{ in: 'query', name: 'cluster' }]);
  });

  it('has a schema for every answer with a body', () => {
    for (const [path, { get }] of Object.entries(document.paths)) {
      for (const [status, { content }] of Object.entries(get.responses)) {
        if (status === '304') expect(content).toBeUndefined();
        else
          expect([path, status, Object.keys(content ?? {})]).toEqual([
            path,
            status,
            [path === '/api/stream' && status === '200' ? 'text/event-stream' : 'application/json'],
          ]);
      }
    }
  });

  it('says what version it is of', () => {
    expect(document.info).toMatchObject({ title: 'Rollcall', version: '1.2.3' });
  });
});

describe('every answer is as published and as the contract has it', () => {
  it.each([
    ['/api/clusters', '/api/clusters', 200, ClustersAnswer],
    ['/api/clusters/prod', '/api/clusters/{cluster}', 200, ClusterAnswer],
    ['/api/clusters/cold', '/api/clusters/{cluster}', 200, ClusterAnswer],
    ['/api/clusters/nope', '/api/clusters/{cluster}', 404, ApiError],
    ['/api/stream?cluster=nope', '/api/stream', 404, ApiError],
    [`/api/stream?${'cluster=prod&'.repeat(20)}`, '/api/stream', 400, ApiError],
    ['/healthz', '/healthz', 200, z.strictObject({ status: z.literal('ok') })],
    [
      '/readyz',
      '/readyz',
      503,
      z.strictObject({ status: z.literal('unready'), reasons: z.array(z.string()) }),
    ],
  ] as const)('%s', async (url, path, status, contract) => {
    const answer = await app.inject(url);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      status,
      'application/json; charset=utf-8',
    ]);
    const json: unknown = answer.json();
    expect(contract.parse(json)).toEqual(json);
    expect(published(path, status).parse(json)).toEqual(json);
  });

  it('would be told from another one', () => {
    expect(published('/api/clusters', 200).safeParse({ nowMs: 'soon', clusters: [] }).success).toBe(false);
    expect(published('/api/clusters/{cluster}', 200).safeParse({ seq: 1 }).success).toBe(false);
  });
});

import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createBoard } from '../rollcall/board.ts';
import { firstSnapshot } from '../rollcall/state.ts';
import { makeApp } from '../testing/app.ts';
import { type TestHistory, makeHistory } from '../testing/past.ts';
import { ApiError, ClusterAnswer, ClustersAnswer } from '../wire/api.ts';
import { AuditAnswer } from '../wire/audit.ts';
import { ExportAnswer } from '../wire/export.ts';
import { ChangesAnswer, EventsAnswer, NotesAnswer, SamplesAnswer } from '../wire/history.ts';
import { Trails } from '../wire/series.ts';
import { SessionAnswer } from '../wire/log-in.ts';
import { SettingsAnswer } from '../wire/settings.ts';
import { failed, offline, online, silent, snapshotOf } from '../wire/testing/scenes.ts';

const Schema = z.record(z.string(), z.unknown());
const Content = z.record(z.string(), z.strictObject({ schema: Schema }));
const Operation = z.strictObject({
  summary: z.string().min(1),
  description: z.string().optional(),
  tags: z.array(z.string()).min(1),
  requestBody: z.strictObject({ required: z.literal(true), content: Content }).optional(),
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
  paths: z.record(
    z.string().startsWith('/'),
    z.strictObject({
      get: Operation.optional(),
      post: Operation.optional(),
      put: Operation.optional(),
      delete: Operation.optional(),
    }),
  ),
  components: z.strictObject({ schemas: Schema }),
});

let history: TestHistory;
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
  history = await makeHistory();
  app = await makeApp({ board, history });
  document = Document.parse((await app.inject('/api/openapi.json')).json());
});
afterAll(async () => {
  await app.close();
  await history.store.close();
});

/** What is published about an answer. */
function published(path: string, status: number, type = 'application/json'): z.ZodType {
  const schema = document.paths[path]?.get?.responses[status]?.content?.[type]?.schema;
  if (schema === undefined) throw new Error(`nothing is published of ${path} ${status} ${type}`);
  return z.fromJSONSchema(schema);
}

/** Every endpoint with its method. */
const operations = (): [path: string, method: string, operation: z.infer<typeof Operation>][] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]): [string, string, z.infer<typeof Operation>][] =>
      operation === undefined ? [] : [[path, method, operation]],
    ),
  );

const TABLE = ['application/json', 'text/csv'];
/** What answers that are not JSON alone come as. */
const OTHER_TYPES: Readonly<Record<string, string[]>> = {
  '/api/stream': ['text/event-stream'],
  '/api/clusters/{cluster}/changes': TABLE,
  '/api/clusters/{cluster}/events': TABLE,
  '/api/clusters/{cluster}/samples': TABLE,
  '/api/clusters/{cluster}/trails': TABLE,
  '/api/clusters/{cluster}/export': ['text/markdown', 'text/csv', 'application/json'],
};

describe('the OpenAPI document', () => {
  it('has every endpoint of ours, each with what it takes and every way it answers', () => {
    const endpoints = operations().map(([path, method, { responses }]) => [
      method === 'get' ? path : `${method} ${path}`,
      Object.keys(responses).map(Number),
    ]);
    const past = [200, 304, 400, 401, 403, 404, 503];
    expect(Object.fromEntries(endpoints)).toEqual({
      '/api/audit': [200, 400, 401, 403, 503],
      '/api/clusters': [200, 304, 400, 401, 403, 503],
      '/api/clusters/{cluster}': past,
      '/api/clusters/{cluster}/changes': past,
      '/api/clusters/{cluster}/events': past,
      '/api/clusters/{cluster}/export': [200, 400, 401, 403, 404, 503],
      '/api/clusters/{cluster}/members/{member}': past,
      '/api/clusters/{cluster}/members/{member}/hardware': past,
      '/api/clusters/{cluster}/members/{member}/instances': past,
      '/api/clusters/{cluster}/members/{member}/series': past,
      '/api/clusters/{cluster}/notes': past,
      '/api/clusters/{cluster}/notes/{id}/revisions': [200, 304, 401, 403, 404, 503],
      '/api/clusters/{cluster}/samples': past,
      '/api/clusters/{cluster}/trails': past,
      '/api/displays': [200, 401, 403, 404, 503],
      '/api/enrolment': [200, 401, 403, 404],
      '/api/login/oidc': [303, 404],
      '/api/login/oidc/callback': [303, 404],
      '/api/session': [200],
      '/api/settings': [200, 401, 403],
      '/api/stream': [200, 400, 401, 403, 404, 429, 503],
      '/healthz': [200],
      '/readyz': [200, 503],
      'delete /api/clusters/{cluster}/notes/{id}': [200, 400, 401, 403, 404, 409, 413, 415, 503],
      'delete /api/displays/{id}': [200, 400, 401, 403, 404, 503],
      'delete /api/session': [200, 400, 403],
      'delete /api/sessions': [200, 400, 401, 403, 409],
      'post /api/clusters/{cluster}/notes': [201, 400, 401, 403, 404, 413, 415, 503],
      'post /api/displays': [201, 400, 401, 403, 404, 409, 413, 415, 503],
      'post /api/displays/session': [200, 400, 401, 403, 404, 413, 415, 429, 503],
      'post /api/enrolment': [201, 400, 401, 403, 404, 409, 413, 415, 502],
      'post /api/session': [200, 400, 401, 403, 404, 413, 415, 429, 503],
      'put /api/clusters/{cluster}/notes/{id}': [200, 400, 401, 403, 404, 409, 413, 415, 503],
    });
    expect(document.paths['/api/clusters/{cluster}']?.get?.parameters).toMatchObject([
      { in: 'query', name: 'at', required: false },
      { in: 'path', name: 'cluster', required: true },
    ]);
    expect(document.paths['/api/stream']?.get?.parameters).toMatchObject([{ in: 'query', name: 'cluster' }]);
  });

  it('has a schema for every answer with a body', () => {
    for (const [path, , { responses }] of operations()) {
      for (const [status, { content }] of Object.entries(responses)) {
        const types = status === '200' ? OTHER_TYPES[path] : undefined;
        if (['303', '304'].includes(status)) expect(content).toBeUndefined();
        else
          expect([path, status, Object.keys(content ?? {})]).toEqual([
            path,
            status,
            types ?? ['application/json'],
          ]);
      }
    }
  });

  it('says what version it is of', () => {
    expect(document.info).toMatchObject({ title: 'Rollcall', version: '1.2.3' });
  });
});

const AT = '2026-11-23T03:00:00Z';

describe('every answer is as published and as the contract has it', () => {
  it.each([
    ['/api/clusters', '/api/clusters', 200, ClustersAnswer],
    ['/api/clusters/prod', '/api/clusters/{cluster}', 200, ClusterAnswer],
    ['/api/clusters/cold', '/api/clusters/{cluster}', 200, ClusterAnswer],
    ['/api/clusters/nope', '/api/clusters/{cluster}', 404, ApiError],
    [`/api/clusters/prod?at=${AT}`, '/api/clusters/{cluster}', 200, ClusterAnswer],
    [`/api/clusters/cold?at=${AT}`, '/api/clusters/{cluster}', 503, ApiError],
    ['/api/clusters/prod?at=then', '/api/clusters/{cluster}', 400, ApiError],
    ['/api/clusters/prod/changes', '/api/clusters/{cluster}/changes', 200, ChangesAnswer],
    ['/api/clusters/prod/events', '/api/clusters/{cluster}/events', 200, EventsAnswer],
    ['/api/clusters/prod/samples', '/api/clusters/{cluster}/samples', 200, SamplesAnswer],
    ['/api/clusters/prod/trails', '/api/clusters/{cluster}/trails', 200, Trails],
    ['/api/clusters/prod/notes', '/api/clusters/{cluster}/notes', 200, NotesAnswer],
    ['/api/clusters/prod/export?format=json', '/api/clusters/{cluster}/export', 200, ExportAnswer],
    ['/api/stream?cluster=nope', '/api/stream', 404, ApiError],
    [`/api/stream?${'cluster=prod&'.repeat(20)}`, '/api/stream', 400, ApiError],
    ['/api/session', '/api/session', 200, SessionAnswer],
    ['/api/settings', '/api/settings', 200, SettingsAnswer],
    ['/api/audit', '/api/audit', 200, AuditAnswer],
    ['/api/displays', '/api/displays', 404, ApiError],
    ['/api/audit?from=x', '/api/audit', 400, ApiError],
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

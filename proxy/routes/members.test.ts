import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type * as z from 'zod/mini';
import { createBoard } from '../rollcall/board.ts';
import { type Register, createRegister } from '../rollcall/register.ts';
import { makeApp } from '../testing/app.ts';
import { serverFacts } from '../testing/server-facts.ts';
import { ApiError } from '../wire/api.ts';
import { HardwareAnswer, InstancesAnswer, MemberDetail } from '../wire/detail.ts';
import { Hardware } from '../wire/hardware.ts';
import { Series } from '../wire/series.ts';
import { NOW_MS, member, snapshotOf } from '../wire/testing/scenes.ts';

const ODD = 'rack 1/ü?';
const scene = snapshotOf({ members: [...snapshotOf().members, member(ODD)] });

let register: Register;
let app: FastifyInstance;
beforeEach(async () => {
  register = createRegister();
  register.heardServer('https://node-1.example:8443', serverFacts(), NOW_MS);
  register.heardHardware('https://node-1.example:8443', { ok: true, value: Hardware.parse({}) }, NOW_MS);
  register.instances.replace([]);
  register.record(scene);
  app = await makeApp({ board: createBoard([scene]), registers: new Map([['prod', register]]) });
});
afterEach(() => app.close());

const base = '/api/clusters/prod/members/node-1';
const ENDPOINTS: readonly (readonly [url: string, schema: z.ZodMiniType, expected: () => unknown])[] = [
  [base, MemberDetail, () => register.detail('node-1')],
  [`${base}/hardware`, HardwareAnswer, () => register.hardware('node-1')],
  [`${base}/instances`, InstancesAnswer, () => register.instancesOn('node-1')],
  [`${base}/series`, Series, () => register.series('node-1', 'hour', NOW_MS)],
  [`${base}/series?range=day`, Series, () => register.series('node-1', 'day', NOW_MS)],
];

describe.each(ENDPOINTS)('%s', (url, schema, expected) => {
  it('is what the register holds, in the published shape', async () => {
    const answer = await app.inject(url);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-cache',
    });
    expect(schema.parse(answer.json())).toEqual(JSON.parse(JSON.stringify(expected())));
  });

  it('is 304 to who has it', async () => {
    const { etag } = (await app.inject(url)).headers;
    const again = await app.inject({ url, headers: { 'if-none-match': String(etag) } });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  it('names a cluster that is not there', async () => {
    const answer = await app.inject(url.replace('/prod/', '/nope/'));
    expect(answer.statusCode).toBe(404);
    expect(ApiError.parse(answer.json())).toMatchObject({
      code: 'unknown-cluster',
      remedy: 'Configured: prod.',
    });
  });
});

it('changes its tag with what is known', async () => {
  const before = (await app.inject(base)).headers.etag;
  register.heardServer('https://node-1.example:8443', serverFacts({ server_pid: 5000 }), NOW_MS);
  expect((await app.inject(base)).headers.etag).not.toBe(before);
});

it('finds a member whatever it is called', async () => {
  const answer = await app.inject(`/api/clusters/prod/members/${encodeURIComponent(ODD)}`);
  expect(MemberDetail.parse(answer.json()).server_name).toBe(ODD);
});

it.each([
  '/api/clusters/prod/members/nobody',
  '/api/clusters/prod/members/nobody/hardware',
  '/api/clusters/prod/members/nobody/instances',
  '/api/clusters/prod/members/nobody/series',
])('%s names the member that is not there', async (url) => {
  const answer = await app.inject(url);
  expect(answer.statusCode).toBe(404);
  expect(ApiError.parse(answer.json())).toEqual({
    code: 'unknown-member',
    message: 'There is no member "nobody" in prod.',
    remedy: 'Its members are at /api/clusters/prod.',
  });
});

it.each([`${base}/series?range=year`, '/api/clusters/prod/trails?member=a&member=b'])(
  '%s is refused in the published shape',
  async (url) => {
    const answer = await app.inject(url);
    expect(answer.statusCode).toBe(400);
    expect(ApiError.parse(answer.json()).code).toBe('bad-request');
  },
);

import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { error } from '../sim/test-client.ts';
import { makeForwardingApp } from '../testing/app.ts';
import { type Upstream, startUpstream } from '../testing/upstream.ts';

let prod: Upstream;
let lab: Upstream;
let app: FastifyInstance;
let nowMs = 0;
beforeAll(async () => {
  [prod, lab] = await Promise.all([
    startUpstream({ key: 'prod', memberNames: ['p1', 'p2'] }),
    startUpstream({ key: 'lab', memberNames: ['l1'], guise: 'incus-6' }),
  ]);
  app = await makeForwardingApp({ prod, lab }, { now: () => nowMs });
});
afterAll(async () => {
  await app.close();
  await Promise.all([prod.close(), lab.close()]);
});
beforeEach(async () => {
  nowMs += 2000;
  await Promise.all([prod.sim.control.clearRequests(), lab.sim.control.clearRequests()]);
});

it('serves the first cluster under the bare path, and any under its name', async () => {
  const namesAt = async (url: string): Promise<string[]> => {
    const { metadata } = (await app.inject(url)).json<{ metadata: { server_name: string }[] }>();
    return metadata.map(({ server_name }) => server_name);
  };
  expect(await namesAt('/1.0/cluster/members?recursion=1')).toEqual(['p1', 'p2']);
  expect(await namesAt('/lxd/prod/1.0/cluster/members?recursion=1')).toEqual(['p1', 'p2']);
  expect(await namesAt('/lxd/lab/1.0/cluster/members?recursion=1')).toEqual(['l1']);
  expect(await prod.asked()).toEqual(['GET /1.0/cluster/members?recursion=1']);
  expect(await lab.asked()).toEqual(['GET /1.0/cluster/members?recursion=1']);
});

it('knows no other cluster', async () => {
  const answer = await app.inject('/lxd/other/1.0');
  expect([answer.statusCode, answer.json()]).toEqual([404, error(404, 'not found')]);
});

it('answers in JSON that nobody keeps', async () => {
  const { headers } = await app.inject('/1.0/cluster');
  expect(headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-store' });
});

it.each([
  ['/1.0', 200],
  ['/lxd/lab/1.0/cluster/members/l1/state', 200],
  ['/1.0/cluster/members/nobody', 404],
  ['/1.0/instances', 404],
  ['/1.0?target=p1', 400],
])('answers HEAD %s as GET, without the body', async (url, status) => {
  const [get, head] = [await app.inject(url), await app.inject({ method: 'HEAD', url })];
  expect([get.statusCode, head.statusCode, head.body]).toEqual([status, status, '']);
  expect(get.body).not.toBe('');
  const { date: _get, ...headers } = get.headers;
  const { date: _head, ...headersOfHead } = head.headers;
  expect(headersOfHead).toEqual(headers);
});

it('is not found when there is no cluster at all', async () => {
  const none = await makeForwardingApp({});
  expect((await none.inject('/1.0')).json()).toEqual(error(404, 'not found'));
  await none.close();
});

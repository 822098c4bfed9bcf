/** Requests as attackers write them, byte by byte, against the app with a recording cluster behind it. */
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SECURITY_HEADERS } from './plugins/headers.ts';
import { listen, makeForwardingApp } from './testing/app.ts';
import { type RawAnswer, exchange } from './testing/raw-http.ts';
import { type Upstream, startUpstream } from './testing/upstream.ts';
import { ApiError } from './wire/api.ts';

let upstream: Upstream;
let app: FastifyInstance;
let port = 0;
let nowMs = 0;
beforeAll(async () => {
  upstream = await startUpstream({ admin: true });
  app = await makeForwardingApp({ prod: upstream }, { now: () => nowMs });
  port = await listen(app);
});
afterAll(async () => {
  await app.close();
  await upstream.close();
});
beforeEach(async () => {
  // So late that no earlier answer stands, and that no list is fresh: every name would be asked for.
  nowMs += 3_600_000;
  await upstream.sim.control.clearRequests();
});

const request = (line: string, ...headers: string[]): string =>
  [`${line} HTTP/1.1`, 'Host: localhost', ...headers, 'Connection: close', '', ''].join('\r\n');

/** Refused by an answer in one of the two shapes, which tells nothing of the inside. */
function expectRefusal(
  { status, headers, body }: RawAnswer,
  shape: 'envelope' | 'api' | 'any' = 'any',
  head = false,
): void {
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(headers.get(name)).toBe(value);
  expect(body).not.toMatch(/\.ts\b|node_modules|\bat \w+.*:\d+|stack/);
  if (head) return;
  const json: unknown = JSON.parse(body);
  const enveloped = typeof json === 'object' && json !== null && 'type' in json;
  if (shape !== 'any') expect(enveloped).toBe(shape === 'envelope');
  if (enveloped)
    expect(json).toMatchObject({
      type: 'error',
      error_code: status,
      error: expect.any(String),
      metadata: null,
    });
  else expect(ApiError.parse(json)).toEqual(json);
}

const LONG = 'n'.repeat(5000);

describe('URLs', () => {
  it.each([
    '/1.0/instances',
    '/1.0/certificates',
    '/1.0/events',
    '/1.0/events?type=logging',
    '/1.0/operations?recursion=2',
    '/1.0/operations/31ad97bf-92b0-432f-b5cb-88faada719fb/wait',
    '/1.0/operations/31ad97bf-92b0-432f-b5cb-88faada719fb?secret=x',
    '/1.0/warnings?project=default',
    '/1.0/resources?target=a%2f..%2fb',
    '/1.0/../1.0/instances',
    '/1.0/./cluster',
    '/1.0/cluster/members/../../instances',
    '/1.0/cluster/members/%2e%2e/%2e%2e/instances',
    '/1.0/cluster/members/..%2f..%2finstances',
    '/1.0/cluster/members/..%252f..%252finstances',
    '/1.0/cluster/members/a%5c..%5cb',
    '/1.0/cluster/members/a\\b',
    '/1.0/cluster/members/x/state/y',
    '/1.0/cluster/members/a%00',
    '/1.0/cluster/members/a%0d%0aX-Evil:%201',
    '/1.0/cluster/members/%',
    '/1.0/cluster/members/%zz',
    '/1.0/cluster/members/%ff',
    '/1.0/cluster/members/',
    '/1.0/',
    '/1.0//cluster',
    '//1.0',
    '//1.0/cluster',
    '/1.0;x',
    '/1.0/Cluster',
    '/1.0/%63luster',
    '/%31.0',
    '/%31.0/cluster',
    '/1%2e0',
    '/1.0%2fcluster',
    '/1.0\\cluster',
    '/1.0#x',
    '/1.0?target=node-2',
    '/1.0?public',
    '/1.0/cluster/members?recursion=2',
    '/1.0/cluster/members?recursion=1&recursion=1',
    '/1.0/cluster/members?recursion[]=1',
    '/1.0/cluster/members?project=default',
    '/1.0/cluster/members?target=node-2',
    '/1.0/cluster/members?%74arget=node-2',
    '/1.0/cluster/members?recursion=1;target=node-2',
    '/1.0/cluster/members?filter=a?target=b',
    '/1.0/cluster/members?recursion=1#x',
    '/lxd',
    '/lxd/',
    '/lxd/prod',
    '/lxd/nope/1.0',
    '/lxd/..%2f/1.0',
    '/lxd/prod/1.0/instances',
    '/lxd/prod/../../1.0/instances',
    '/lxd/prod%2f1.0/1.0',
    '/lxd//1.0',
  ])('GET and DELETE %s', async (url) => {
    const [get] = await exchange(port, request(`GET ${url}`));
    const [other] = await exchange(port, request(`DELETE ${url}`));
    for (const answer of [get, other]) {
      if (answer === undefined) throw new Error('no answer');
      expectRefusal(answer, /^\/+(?:1\.0|lxd)/.test(url) ? 'envelope' : 'any');
    }
    expect(await upstream.asked()).toEqual([]);
  });

  it.each([
    'http://localhost/1.0/instances',
    'http://10.0.0.1:8443/1.0',
    'https://evil.example/1.0/cluster',
    'localhost:80',
    '*',
    '1.0',
    `/1.0/cluster/members/${LONG}`,
    `/1.0/cluster/members?filter=${LONG}`,
    `/api/clusters/${LONG}`,
    '/api/clusters/%',
    '/api/clusters/../../1.0',
    '/api/stream?cluster=a%0d%0adata:x',
    `/api/stream?${'cluster=prod&'.repeat(40)}`,
    '/1.0/cluster/members/b\u00fcro',
    '/1.0/cluster/members/a b',
    '/1.0/cluster\r\nX-Evil: 1\r\n/members',
    '/1.0/cluster\rmembers',
    '/1.0/cluster\tmembers',
    '/1.0/cluster\u0000',
  ])('GET %j', async (url) => {
    const [answer] = await exchange(port, request(`GET ${url}`));
    if (answer === undefined) throw new Error('no answer');
    expectRefusal(answer);
    expect(await upstream.asked()).toEqual([]);
  });
});

describe('methods', () => {
  const METHODS = [
    'POST',
    'PUT',
    'PATCH',
    'DELETE',
    'OPTIONS',
    'TRACE',
    'PROPFIND',
    'SEARCH',
    'PURGE',
    'M-SEARCH',
    'LINK',
  ];

  it.each(METHODS)('%s on a forwarded path is 405, and on another 404', async (method) => {
    for (const url of ['/1.0', '/1.0/cluster/members/node-1/state?target=x', '/lxd/prod/1.0/cluster']) {
      const [answer] = await exchange(port, request(`${method} ${url}`, 'Content-Length: 0'));
      expect([answer?.status, answer?.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
      if (answer !== undefined) expectRefusal(answer, 'envelope');
    }
    for (const url of ['/1.0/instances', '/1.0/cluster/members/', '/lxd/nope/1.0']) {
      const [answer] = await exchange(port, request(`${method} ${url}`, 'Content-Length: 0'));
      expect(answer?.status).toBe(404);
      if (answer !== undefined) expectRefusal(answer, 'envelope');
    }
    expect(await upstream.asked()).toEqual([]);
  });

  it.each([
    'application/json',
    'application/xml',
    'text/plain',
    'multipart/form-data; boundary=x',
    'nonsense',
  ])('a body of %s makes no difference', async (type) => {
    const body = '{"action":"evacuate"';
    const bytes =
      request(
        'POST /1.0/cluster/members/node-1/state',
        `Content-Type: ${type}`,
        `Content-Length: ${body.length}`,
      ) + body;
    const [answer] = await exchange(port, bytes);
    expect(answer?.status).toBe(405);
    expect(await upstream.asked()).toEqual([]);
  });

  it.each(['get', 'Get', 'HACK', 'G\u00cbT', 'GET,POST', ''])('%j is no method', async (method) => {
    const [answer] = await exchange(port, request(`${method} /1.0`));
    if (answer === undefined) throw new Error('no answer');
    expectRefusal(answer);
    expect(await upstream.asked()).toEqual([]);
  });

  it('CONNECT leads nowhere', async () => {
    expect(await exchange(port, request('CONNECT node-1:8443'))).toEqual([]);
    expect(await upstream.asked()).toEqual([]);
  });
});

describe('headers that would have a request read in two ways', () => {
  const inner = request('GET /1.0/instances');
  const chunked = `${inner.length.toString(16)}\r\n${inner}\r\n0\r\n\r\n`;
  const cases: [string, string][] = [
    ['two lengths', request('GET /1.0', 'Content-Length: 0', `Content-Length: ${inner.length}`) + inner],
    ['a length and chunks', request('GET /1.0', 'Content-Length: 4', 'Transfer-Encoding: chunked') + chunked],
    [
      'chunks and a length',
      request('POST /1.0', 'Transfer-Encoding: chunked', 'Content-Length: 4') + chunked,
    ],
    ['an encoding that is none', request('POST /1.0', 'Transfer-Encoding: xchunked') + chunked],
    [
      'two encodings',
      request('POST /1.0', 'Transfer-Encoding: chunked', 'Transfer-Encoding: identity') + chunked,
    ],
    ['a length with a sign', request('GET /1.0', 'Content-Length: +5') + 'hello'],
    ['a negative length', request('GET /1.0', 'Content-Length: -5') + 'hello'],
    ['a length in hex', request('GET /1.0', 'Content-Length: 0x5') + 'hello'],
    ['a list of lengths', request('GET /1.0', 'Content-Length: 5, 5') + 'hello'],
    ['a folded header', request('GET /1.0', 'X-Long: a', ' Content-Length: 5', 'Content-Length : 3')],
    ['a space before the colon', request('GET /1.0', 'Content-Length : 0')],
    ['a bare line feed', `GET /1.0 HTTP/1.1\nHost: localhost\nConnection: close\nX: \u0000\n\n`],
    ['NUL in a header', request('GET /1.0', 'X-Evil: a\u0000b')],
    ['a bare carriage return in a header', request('GET /1.0', 'X-Evil: a\rContent-Length: 5')],
    ['a header without a name', request('GET /1.0', ': a')],
    ['a header that is none', request('GET /1.0', 'nonsense')],
    ['no host', 'GET /1.0 HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['two hosts', request('GET /1.0', 'Host: evil.example')],
    ['another protocol', 'GET /1.0 HTCPCP/1.0\r\nHost: localhost\r\n\r\n'],
    ['HTTP/2 without saying so', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['TLS', '\u0016\u0003\u0001\u0002\u0000'],
    ['huge headers', request('GET /1.0', `X-Long: ${'a'.repeat(100_000)}`)],
    ['thousands of headers', request('GET /1.0', ...Array<string>(5000).fill('X: y'))],
    ['garbage', 'garbage\r\n\r\n'],
  ];

  it.each(cases)('%s', async (_what, bytes) => {
    const answers = await exchange(port, bytes);
    expect(answers.length).toBeLessThanOrEqual(1);
    for (const answer of answers) expectRefusal(answer);
    expect(await upstream.asked()).toEqual([]);
  });
});

describe('headers that change nothing', () => {
  it.each([
    ['X-HTTP-Method-Override: DELETE'],
    ['X-HTTP-Method: POST', 'X-Method-Override: PUT'],
    ['X-Original-URL: /1.0/instances', 'X-Rewrite-URL: /1.0/instances'],
    ['X-Forwarded-Host: evil.example', 'X-Forwarded-Prefix: /1.0/instances', 'Forwarded: for=1.2.3.4'],
    ['X-LXD-forwarded: 1', 'X-LXD-username: root', 'X-LXD-protocol: unix'],
    ['Authorization: Bearer secret', 'Cookie: a=b'],
    [
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    ],
    ['Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQAAP__'],
    ['If-None-Match: *', 'If-Modified-Since: Mon, 23 Nov 2026 00:00:00 GMT', 'Range: bytes=0-5'],
    ['Accept: text/html', 'Accept-Encoding: gzip'],
  ])('%s', async (...headers) => {
    const [answer, ...more] = await exchange(port, request('GET /1.0/cluster', ...headers));
    expect([answer?.status, more]).toEqual([200, []]);
    expect(answer?.body).toContain('"enabled":true');
    expect(await upstream.asked()).toEqual(['GET /1.0/cluster']);
  });

  it('a body of a GET is not read as the next request', async () => {
    const inner = request('GET /1.0/instances');
    const answers = await exchange(
      port,
      request('GET /1.0/cluster', `Content-Length: ${inner.length}`) + inner,
    );
    expect(answers.map(({ status }) => status)).toEqual([200]);
    expect(await upstream.asked()).toEqual(['GET /1.0/cluster']);
  });

  it('what comes after a request is a request of its own', async () => {
    const first = 'GET /1.0/cluster HTTP/1.1\r\nHost: localhost\r\n\r\n';
    const answers = await exchange(port, first + request('DELETE /1.0/instances'));
    expect(answers.map(({ status }) => status)).toEqual([200, 404]);
    expect(await upstream.asked()).toEqual(['GET /1.0/cluster']);
  });
});

/** Pages of other sites, in a browser that shows this one, too: they may read nothing of it, by whatever name they ask. */
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SECURITY_HEADERS } from './plugins/headers.ts';
import { listen, makeForwardingApp } from './testing/app.ts';
import { type Dist, PAGE, makeDist } from './testing/dist.ts';
import { exchange } from './testing/raw-http.ts';
import { type Route, routesOf } from './testing/routes-of.ts';
import { type Upstream, startUpstream } from './testing/upstream.ts';

let dist: Dist;
let upstream: Upstream;
let app: FastifyInstance;
let port = 0;
let routes: Route[];
beforeAll(async () => {
  [dist, upstream] = await Promise.all([makeDist(), startUpstream({ members: 1 })]);
  app = await makeForwardingApp({ prod: upstream }, { staticDir: dist.dir, hosts: ['board'] });
  port = await listen(app);
  const more = [
    '/assets/app-4f2a.js',
    '/icon.svg',
    '/clusters/prod',
    '/nowhere',
    '/1.0/cluster',
    '/1.0/events',
  ];
  routes = [...routesOf(app), ...more.map((url) => ({ method: 'GET', url }))];
});
afterAll(async () => {
  await app.close();
  await Promise.all([upstream.close(), dist.remove()]);
});

it('knows all routes', () => {
  const known = routes.map(({ method, url }) => `${method} ${url}`);
  for (const route of [
    'GET /',
    'GET /api/clusters',
    'GET /api/clusters/prod/members/node-1/hardware',
    'GET /api/clusters/prod/export',
    'POST /api/clusters/prod/notes',
    'DELETE /api/clusters/prod/notes/1',
    'GET /api/stream',
    'GET /healthz',
    'GET /1.0',
    'GET /lxd/x',
  ])
    expect(known).toContain(route);
  expect(known.length).toBeGreaterThan(40);
});

/** On a socket, since a stream's answer has no end: it is cut off after its head. */
async function headOf({ method, url }: Route, headers: readonly string[]): Promise<string> {
  const isStream = url === '/api/stream' && method === 'GET';
  const bytes = [
    `${method} ${url}${isStream ? '?cluster=nope' : ''} HTTP/1.1`,
    ...headers,
    'Connection: close',
    '',
    '',
  ];
  const [answer] = await exchange(port, bytes.join('\r\n'));
  return [answer?.status, ...(answer?.headers ?? [])].join('\n').toLowerCase();
}

describe.each([
  'http://evil.example',
  'null',
  'http://localhost',
  'http://localhost:8485',
  'https://localhost',
  'file://',
])('whoever is of %s', (origin) => {
  it('is allowed nothing on any route', async () => {
    for (const route of routes) {
      const head = await headOf(route, ['Host: localhost', `Origin: ${origin}`, 'Cookie: a=b']);
      expect([route, head]).toEqual([route, expect.not.stringContaining('access-control-')]);
    }
  });

  it('is not told by any route that it may ask', async () => {
    for (const { url } of routes) {
      for (const method of ['GET', 'POST', 'DELETE']) {
        const head = await headOf({ method: 'OPTIONS', url }, [
          'Host: localhost',
          `Origin: ${origin}`,
          `Access-Control-Request-Method: ${method}`,
          'Access-Control-Request-Headers: x-rollcall, content-type',
          'Access-Control-Request-Private-Network: true',
        ]);
        expect([url, head]).toEqual([url, expect.stringMatching(/^4\d\d\n/)]);
        expect(head).not.toContain('access-control-');
      }
    }
  });
});

describe('a site that has its own name point to our address', () => {
  const foreign = [
    'Host: evil.example:8484',
    'Origin: http://evil.example:8484',
    'Sec-Fetch-Site: same-origin',
  ];

  it('is told on every route that this is not it', async () => {
    for (const route of routes) {
      const head = await headOf(route, foreign);
      expect([route, head]).toEqual([route, expect.stringMatching(/^421\n/)]);
      expect(head).toContain(
        `content-security-policy\n${SECURITY_HEADERS['content-security-policy']}`.replace('\n', ','),
      );
    }
  });

  it('sees nothing of the page', async () => {
    for (const url of ['/', '/clusters/prod', '/assets/app-4f2a.js']) {
      const answer = await app.inject({ url, headers: { host: 'evil.example' } });
      expect(answer.body).not.toContain(PAGE);
      expect(answer.json()).toMatchObject({ code: 'foreign-host' });
    }
  });

  it('gets no websocket, nor does one that another site opens', async () => {
    const handshake = [
      'GET /1.0/events HTTP/1.1',
      'Connection: Upgrade, close',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    ];
    for (const [headers, status] of [
      [foreign, 421],
      [['Host: evil.example'], 421],
      [['Host: localhost', 'Origin: http://evil.example'], 403],
      [['Host: localhost', 'Origin: null'], 403],
      [['Host: localhost', 'Host: evil.example'], 400],
    ] as const) {
      const [answer] = await exchange(port, [...handshake, ...headers, '', ''].join('\r\n'));
      expect([headers, answer?.status]).toEqual([headers, status]);
    }
  });

  it('has no better luck with another spelling', async () => {
    for (const host of [
      'evil.example.',
      'EVIL.example',
      'board.evil.example',
      'localhost.evil.example',
      '127.0.0.1.evil.example',
    ]) {
      for (const route of routes) {
        const head = await headOf(route, [`Host: ${host}`]);
        expect([host, route, head]).toEqual([host, route, expect.stringMatching(/^421\n/)]);
      }
    }
  });
});

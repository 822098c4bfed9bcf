import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen, makeApp } from '../testing/app.ts';
import { type Dist, PAGE, SCRIPT, SECRET, makeDist } from '../testing/dist.ts';
import { exchange } from '../testing/raw-http.ts';
import { ApiError } from '../wire/api.ts';

let dist: Dist;
let app: FastifyInstance;
let port = 0;
beforeAll(async () => {
  dist = await makeDist();
  app = await makeApp({ staticDir: dist.dir });
  port = await listen(app);
});
afterAll(async () => {
  await app.close();
  await dist.remove();
});

describe('the page', () => {
  it.each([
    '/',
    '/?sort=name',
    '/clusters/prod',
    '/clusters/prod?filter=a',
    '/clusters/prod/members/node-1',
    '/clusters/prod/members/node-1/hardware',
    '/clusters/prod/members/node-1/instances?status=Running',
    '/clusters/prod/members/node-1/storage',
    '/clusters/prod/members/node-1/events',
    '/clusters/prod/members/node-1/raw',
    '/clusters/b%C3%BCro',
    '/clusters/prod/timeline',
    '/clusters/prod/timeline?range=6h&zone=local',
    '/clusters/prod/compare?from=2026-11-20T03:12:07Z&to=now',
    '/wall',
    '/help/wall?link=%2Fwall',
    '/settings',
    '/wall/b%C3%BCro?theme=light',
  ])('is at %s, asked for anew each time', async (url) => {
    const answer = await app.inject(url);
    expect([answer.statusCode, answer.body]).toEqual([200, PAGE]);
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-cache',
      'content-type': expect.stringContaining('text/html'),
    });
    const head = await app.inject({ method: 'HEAD', url });
    expect([head.statusCode, head.body]).toEqual([200, '']);
  });

  it.each([
    '/nowhere',
    '/clusters',
    '/clusters/',
    '/clusters/prod/members',
    '/clusters/prod/timeline/a',
    '/clusters/prod/compare/a',
    '/wall/',
    '/wall/prod/members',
    '/walls',
    '/help',
    '/clusters/prod/members/a/b',
    '/clusters/prod/members/a/raw/b',
    '/1.0x',
    '/apis',
  ])('says itself that there is nothing at %s', async (url) => {
    const answer = await app.inject(url);
    expect([answer.statusCode, answer.body]).toEqual([404, PAGE]);
    expect(answer.headers['cache-control']).toBe('no-cache');
    expect((await app.inject({ method: 'HEAD', url })).statusCode).toBe(404);
  });

  it('is 304 to who has it, and is sent whole where there is nothing', async () => {
    const etag = String((await app.inject('/')).headers.etag);
    const headers = { 'if-none-match': etag };
    expect((await app.inject({ url: '/', headers })).statusCode).toBe(304);
    expect((await app.inject({ url: '/clusters/prod', headers })).statusCode).toBe(304);
    const nowhere = await app.inject({ url: '/nowhere', headers });
    expect([nowhere.statusCode, nowhere.body]).toEqual([404, PAGE]);
  });
});

describe('assets', () => {
  it('are immutable, other files are asked for anew', async () => {
    const script = await app.inject('/assets/app-4f2a.js');
    expect([script.statusCode, script.body]).toEqual([200, SCRIPT]);
    expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await app.inject('/assets/font-77ab.woff2')).headers['cache-control']).toMatch(/immutable/);
    expect((await app.inject('/icon.svg')).headers).toMatchObject({
      'cache-control': 'no-cache',
      'content-type': 'image/svg+xml',
    });
  });

  it.each([
    ['br, gzip', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['gzip, br;q=0', 'gzip', gunzipSync],
  ])('are sent as they were compressed, for Accept-Encoding: %s', async (accepted, encoding, decompress) => {
    for (const [url, text] of [
      ['/assets/app-4f2a.js', SCRIPT],
      ['/', PAGE],
    ] as const) {
      const answer = await app.inject({ url, headers: { 'accept-encoding': accepted } });
      expect(answer.headers).toMatchObject({
        'content-encoding': encoding,
        vary: expect.stringMatching(/accept-encoding/i),
      });
      expect(decompress(answer.rawPayload).toString()).toBe(text);
    }
    const { headers } = await app.inject({
      url: '/assets/app-4f2a.js',
      headers: { 'accept-encoding': accepted },
    });
    expect(headers).toMatchObject({
      'content-type': expect.stringContaining('javascript'),
      'cache-control': expect.stringContaining('immutable'),
    });
  });

  it('are sent plain to who takes nothing else, and where there is nothing else', async () => {
    expect(
      (await app.inject({ url: '/assets/app-4f2a.js', headers: { 'accept-encoding': 'identity' } })).body,
    ).toBe(SCRIPT);
    const font = await app.inject({ url: '/assets/font-77ab.woff2', headers: { 'accept-encoding': 'br' } });
    expect([font.statusCode, font.headers['content-encoding'], font.body]).toEqual([200, undefined, 'woff2']);
  });
});

describe('what is no page', () => {
  it.each(['/api', '/api/', '/api/nope', '/api/clusters/prod/nope', '/assets', '/assets/gone-1234.js'])(
    '%s is 404 in JSON',
    async (url) => {
      const answer = await app.inject(url);
      expect(answer.statusCode).toBe(404);
      expect(ApiError.parse(answer.json())).toMatchObject({ code: 'not-found' });
      expect(answer.headers['cache-control']).toBe('no-store');
    },
  );

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'] as const)('%s is 404 in JSON', async (method) => {
    const answer = await app.inject({ method, url: '/clusters/prod' });
    expect([answer.statusCode, ApiError.parse(answer.json()).code]).toEqual([404, 'not-found']);
  });

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '//secret.txt',
    '/assets/%00/../../../secret.txt',
    '/....//secret.txt',
    '/%252e%252e/secret.txt',
    'http://localhost/../secret.txt',
    'file:///etc/passwd',
    '/assets/app-4f2a.js%00.html',
  ])('no way leads out of it: %s', async (url) => {
    const [answer] = await exchange(
      port,
      `GET ${url} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    );
    expect(answer?.status).toBeGreaterThanOrEqual(400);
    expect(answer?.status).toBeLessThan(500);
    expect(answer?.body).not.toContain(SECRET);
    expect(answer?.body).not.toContain(dist.dir);
  });
});

it('serves the API alone when nothing is built', async () => {
  for (const staticDir of [null, `${dist.dir}/nowhere`]) {
    const bare = await makeApp({ staticDir });
    for (const url of ['/', '/clusters/prod']) {
      const answer = await bare.inject(url);
      expect([answer.statusCode, ApiError.parse(answer.json()).code]).toEqual([404, 'not-found']);
    }
    expect((await bare.inject('/api/clusters')).statusCode).toBe(200);
    await bare.close();
  }
});

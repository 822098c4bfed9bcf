import { expect, it } from 'vitest';
import { listen, makeApp, makeForwardingApp } from '../testing/app.ts';
import { makeDist } from '../testing/dist.ts';
import { exchange } from '../testing/raw-http.ts';
import { openStream } from '../testing/stream-client.ts';
import { startUpstream } from '../testing/upstream.ts';
import { SECURITY_HEADERS } from './headers.ts';

it('go with every kind of answer', async () => {
  const [dist, upstream] = await Promise.all([makeDist(), startUpstream({ members: 1 })]);
  const app = await makeForwardingApp({ prod: upstream }, { staticDir: dist.dir });
  const kinds: [string, number][] = [
    ['/', 200],
    ['/nowhere', 404],
    ['/assets/app-4f2a.js', 200],
    ['/api/clusters', 200],
    ['/api/clusters/prod', 200],
    ['/api/clusters/nope', 404],
    ['/api/nope', 404],
    ['/api/openapi.json', 200],
    ['/api/clusters/%', 400],
    ['/api/stream?cluster=nope', 404],
    ['/healthz', 200],
    ['/readyz', 200],
    ['/1.0', 200],
    ['/1.0/instances', 404],
    ['/lxd/prod/1.0/cluster', 200],
  ];
  for (const [url, status] of kinds) {
    const answer = await app.inject(url);
    expect([url, answer.statusCode]).toEqual([url, status]);
    expect(answer.headers).toMatchObject(SECURITY_HEADERS);
  }
  for (const url of ['/', '/nowhere']) {
    const { 'permissions-policy': policy } = (await app.inject(url)).headers;
    expect(policy).toContain('camera=(), ');
    expect(policy).toContain('screen-wake-lock=(self)');
  }
  expect((await app.inject({ method: 'POST', url: '/1.0' })).headers).toMatchObject(SECURITY_HEADERS);
  await app.close();
  await Promise.all([upstream.close(), dist.remove()]);
});

it('go with the stream, and with what is no HTTP', async () => {
  const app = await makeApp();
  const port = await listen(app);
  const stream = openStream(port);
  await expect.poll(() => stream.head(), { timeout: 4000 }).toContain('text/event-stream');
  const [garbage] = await exchange(port, 'garbage\r\n\r\n');
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
    expect(garbage?.headers.get(name)).toBe(value);
    expect(stream.head()).toContain(`\r\n${name}: ${value}\r\n`);
  }
  await app.close();
});

it('let the page load and reach nothing but its own origin', () => {
  const policy = SECURITY_HEADERS['content-security-policy'];
  const directives = new Map(
    policy.split('; ').map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1)]),
  );
  expect(directives.get('default-src')).toEqual(["'none'"]);
  for (const name of ['base-uri', 'form-action', 'frame-ancestors'])
    expect(directives.get(name)).toEqual(["'none'"]);
  expect(directives.get('require-trusted-types-for')).toEqual(["'script'"]);
  expect(directives.get('trusted-types')).toEqual(["'none'"]);
  directives.delete('require-trusted-types-for');
  const sources = [...directives.values()].flat();
  expect(new Set(sources)).toEqual(new Set(["'self'", "'none'"]));
});

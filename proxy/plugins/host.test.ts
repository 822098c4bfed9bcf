import { expect, it } from 'vitest';
import { makeApp } from '../testing/app.ts';
import { isOurs } from './host.ts';

const names = new Set(['rollcall.example.org', 'board']);

it.each([
  '127.0.0.1:8484',
  '10.1.2.3',
  '[::1]:8484',
  '[fe80::1]',
  'localhost',
  'LocalHost:8484',
  'localhost.:8484',
  'prod.localhost:8484',
  'rollcall.example.org',
  'ROLLCALL.example.org.:443',
  'board:80',
])('%s is ours', (host) => {
  expect(isOurs(host, names)).toBe(true);
});

it.each([
  '',
  'evil.example',
  'evil.example:8484',
  'rollcall.example.org.evil.example',
  'evil-rollcall.example.org',
  'x.board',
  'notlocalhost',
  'localhost.evil.example',
  'evil.example@localhost',
  'localhost/@evil.example',
  'localhost evil.example',
  '127.0.0.1.evil.example',
  '0x7f.1',
  '2130706433',
  '[::1',
  '[evil.example]',
  '[::1].evil.example',
  'localhost:8484:8484',
  'локалхост',
])('%j is not', (host) => {
  expect(isOurs(host, names)).toBe(false);
});

it('what is meant for another host gets no answer but that', async () => {
  const app = await makeApp({ hosts: ['board'] });
  const ask = (url: string, host: string) => app.inject({ url, headers: { host } });
  for (const url of ['/', '/healthz', '/api/clusters', '/api/stream', '/api/openapi.json']) {
    const answer = await ask(url, 'evil.example:8484');
    expect([url, answer.statusCode, answer.json()]).toEqual([
      url,
      421,
      {
        code: 'foreign-host',
        message: '"evil.example:8484" is not a name of this Rollcall.',
        remedy: expect.stringContaining('ROLLCALL_HOSTS'),
      },
    ]);
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
  }
  // Under LXD's own paths in LXD's envelope.
  expect((await ask('/1.0', 'evil.example')).json()).toMatchObject({ type: 'error', error_code: 421 });
  expect((await ask('/api/clusters', 'board:8484')).statusCode).toBe(200);
  expect((await ask('/api/clusters', `${'x'.repeat(5000)}.example`)).body.length).toBeLessThan(400);
  await app.close();
});

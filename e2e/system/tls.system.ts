// TLS of its own, as an operator runs it: real files, real handshakes, renewed while a page is open. Needs no cluster.
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Pair, makePair } from '../../proxy/config/testing/certificates.ts';
import { presentedAt } from '../../proxy/tls/testing/handshake.ts';
import { type ProxyProcess, runProxy, startProxy } from '../proxy-process.ts';

const DAY_MS = 86_400_000;
const HOST = 'rollcall.example.org';
/** It looks at its files every five seconds, and says so once it has seen trouble twice. */
const PATIENCE = { timeout: 30_000, interval: 100 };

const issue = (days: number): Promise<Pair> =>
  makePair('rollcall', new Date(Date.now() - DAY_MS), new Date(Date.now() + days * DAY_MS), [HOST]);

let dir: string;
let proxy: ProxyProcess | null;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'rollcall-own-tls-'));
  proxy = null;
  await writeFile(join(dir, 'rollcall.yaml'), 'tls:\n  cert: tls.crt\n  key: tls.key\n');
});
afterEach(async () => {
  await proxy?.stop();
  await rm(dir, { recursive: true, force: true });
});

async function put(name: 'tls.crt' | 'tls.key', text: string): Promise<void> {
  await writeFile(join(dir, `${name}.new`), text, { mode: 0o600 });
  await rename(join(dir, `${name}.new`), join(dir, name));
}
const putPair = async ({ cert, key }: Pair): Promise<void> => {
  await put('tls.crt', cert);
  await put('tls.key', key);
};
const presented = async (port: number, way = {}): Promise<string> =>
  (await presentedAt(port, way)).replaceAll(':', '').toLowerCase();

/** Asks as a browser that trusts `ca` alone does, under the name of the certificate. */
function ask(port: number, path: string, ca: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port,
      path,
      ca,
      servername: HOST,
      headers: { host: HOST },
      agent: false,
    };
    request(options, resolve).on('error', reject).end();
  });
}

describe('Rollcall with a certificate', () => {
  it('serves by https, and goes on with the renewed one without ending a stream', async () => {
    const [old, renewed] = await Promise.all([issue(90), issue(90)]);
    await putPair(old);
    const running = (proxy = await startProxy({ cwd: dir }));
    expect(running.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const port = Number(new URL(running.url).port);
    const page = await ask(port, '/healthz', old.cert);
    expect([page.statusCode, page.headers['strict-transport-security']]).toEqual([200, 'max-age=31536000']);
    page.resume();
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(400);

    const stream = await ask(port, '/api/stream?cluster=demo', old.cert);
    let heard = '';
    let ended = false;
    stream.setEncoding('utf8').on('data', (text: string) => (heard += text));
    stream.on('close', () => (ended = true));
    await expect.poll(() => heard, PATIENCE).toContain('event: beat');

    // Written as far as a script came that failed in the middle.
    await put('tls.crt', renewed.cert);
    await expect.poll(running.output, PATIENCE).toContain('tls.key: does not belong to the certificate');
    expect(await presented(port)).toBe(old.fingerprint);
    await put('tls.key', renewed.key);
    await expect.poll(() => presented(port), PATIENCE).toBe(renewed.fingerprint);
    expect(await presented(port, { servername: HOST })).toBe(renewed.fingerprint);
    const before = heard.length;
    await expect.poll(() => heard.slice(before), PATIENCE).toContain('event: beat');
    expect(ended).toBe(false);
    stream.destroy();

    const { code, stdout, stderr } = await running.stop();
    expect(code).toBe(0);
    expect(stdout + stderr).toContain('a new certificate is presented');
    for (const { key } of [old, renewed]) expect(stdout + stderr).not.toContain(key.split('\n')[1]);
  });

  it('says at the start, in the log and in `rollcall check` that the certificate ends soon', async () => {
    const ending = await issue(9.5);
    await putPair(ending);
    const day = new Date(Date.now() + 9.5 * DAY_MS).toISOString().slice(0, 10);
    const check = await runProxy({ cwd: dir, args: ['check'] });
    expect(check.code).toBe(0);
    expect(check.stdout).toContain('\nlisten     https://127.0.0.1:0\n');
    expect(check.stdout).toContain(
      `\n  cert     tls.crt, sha256 ${ending.fingerprint}\n  for      ${HOST}\n  until    ${day}; it expires on ${day}, in 9 days: renew it\n`,
    );
    expect(check.stderr).toMatch(
      /^rollcall: warning: rollcall\.yaml:2: tls\.cert: expires on .*; renew the certificate$/m,
    );
    proxy = await startProxy({ cwd: dir });
    expect(proxy.output()).toMatch(/"level":"?40.*tls: the certificate expires on/);
  });

  it('does not start with one that has ended, or without its key', async () => {
    await putPair(await issue(-0.5));
    const expired = await runProxy({ cwd: dir });
    expect(expired.code).toBe(2);
    expect(expired.stderr).toMatch(
      /^rollcall: rollcall\.yaml:2: tls\.cert: expired on \S+; renew the certificate\n$/,
    );
    const alone = await runProxy({ cwd: dir, env: { ROLLCALL_TLS_CERT: 'tls.crt' } });
    expect(alone.code).toBe(2);
    expect(alone.stderr).toMatch(/^rollcall: environment: ROLLCALL_TLS_KEY: is not set .*\n$/);
  });
});

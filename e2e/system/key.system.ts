// The key of the client certificate stays in its file, whatever goes wrong: with the real program, searched for any 24 bytes of it.
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sim, startSim } from '../../proxy/sim/sim.ts';
import { remnantFinder } from '../../proxy/testing/key-remnants.ts';
import { makeIdentity } from '../clusters/identity.ts';
import { runProxy, startProxy } from '../proxy-process.ts';

const BEAT = 'intervals: { rollCall: 500ms, probe: 500ms }\n';
/** Throws, out of anybody's reach, an error with all that the connection is made of. */
const CRASH = `
  import tls from 'node:tls';
  import { syncBuiltinESMExports } from 'node:module';
  const { connect } = tls;
  let calls = 0;
  tls.connect = (options, ...rest) => {
    if (++calls === 6) setTimeout(() => {
      const error = new Error('boom ' + options.key, { cause: new Error(String(options.key)) });
      throw Object.assign(error, { options, key: options.key, deep: { in: { it: { options } } }, bytes: Buffer.from(options.key) });
    });
    return connect(options, ...rest);
  };
  syncBuiltinESMExports();`;
const PATHS = [
  '/api/clusters',
  '/api/clusters/prod',
  '/api/clusters/prod/members/node-1',
  '/api/clusters/prod/members/node-1/hardware',
  '/api/clusters/prod/members/node-1/instances',
  '/api/clusters/prod/export?from=2026-01-01T00:00:00Z',
  '/api/openapi.json',
  '/healthz',
  '/readyz',
  '/1.0',
  '/1.0/cluster',
  '/1.0/operations?recursion=1',
  '/1.0/resources',
  '/nowhere',
];

let dir = '';
let sim: Sim;
let pem = '';
let find: (said: Buffer | string) => string | null;
let clusterLines: string[];
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'rollcall-key-'));
  sim = await startSim({ members: 3, speed: 10 });
  pem = sim.restricted.keyPem;
  find = remnantFinder(pem);
  const other = await makeIdentity('other');
  await Promise.all([
    writeFile(join(dir, 'client.crt'), sim.restricted.certPem),
    writeFile(join(dir, 'client.key'), pem, { mode: 0o600 }),
    writeFile(join(dir, 'other.crt'), other.certPem),
    writeFile(join(dir, 'cut.key'), pem.slice(0, -60), { mode: 0o600 }),
    writeFile(join(dir, 'open.key'), pem, { mode: 0o644 }),
    writeFile(join(dir, 'bare.key'), pem.replaceAll(/-----.*-----\n?/g, ''), { mode: 0o600 }),
  ]);
  clusterLines = [
    'name: prod',
    `endpoints: ${JSON.stringify(sim.endpoints)}`,
    'clientCert: client.crt',
    'clientKey: client.key',
    `serverFingerprint: ${sim.serverFingerprint}`,
  ];
});
afterAll(async () => {
  await sim.close();
  await rm(dir, { recursive: true, force: true });
});

/** Settings in which the lines of the cluster that begin as these do are replaced. */
async function settings(...replaced: string[]): Promise<void> {
  const nameOf = (line: string): string => line.slice(0, line.indexOf(':'));
  const lines = clusterLines.map((line) => replaced.find((each) => nameOf(each) === nameOf(line)) ?? line);
  await writeFile(join(dir, 'rollcall.yaml'), `${BEAT}clusters:\n  - ${lines.join('\n    ')}\n`);
}
const ENV = { ROLLCALL_LOG_LEVEL: 'trace', ROLLCALL_DATA: 'data' };
const inOneLine = (): string => JSON.stringify(pem);

describe('settings that are wrong', () => {
  it.each([
    ['a key that is cut', () => ['clientKey: cut.key']],
    ['a key without its frame', () => ['clientKey: bare.key']],
    ['a key where the certificate is due', () => ['clientCert: client.key']],
    ['a key of another certificate', () => ['clientCert: other.crt']],
    ['the key itself in place of its file', () => [`clientKey: ${inOneLine()}`]],
    ['the key itself in place of a certificate', () => [`clientCert: ${inOneLine()}`]],
    ['the key as a name', () => [`name: ${inOneLine()}`]],
    ['the key as an address', () => [`endpoints: [${inOneLine()}]`]],
    ['the key as a fingerprint', () => [`serverFingerprint: ${inOneLine()}`]],
    ['the key as the name of a setting', () => [`name: prod\n    ${inOneLine()}: x`]],
    ['the key, not even YAML', () => [`clientKey: ${pem}`]],
    ['the bare base64 of it', () => [`name: ${pem.split('\n')[1]}`]],
  ])('%s', async (_what, lines) => {
    await settings(...lines());
    for (const args of [['start'], ['check']]) {
      const { code, stdout, stderr } = await runProxy({ cwd: dir, env: ENV, args });
      expect([code, stderr]).toEqual([2, expect.stringMatching(/^rollcall: .+/)]);
      expect(find(stdout + stderr)).toBeNull();
    }
  });

  it.each(['LXD_CLIENT_KEY', 'LXD_CLIENT_CERT', 'LXD_ENDPOINTS', 'ROLLCALL_LISTEN', 'ROLLCALL_LOG_LEVEL'])(
    'the key in %s',
    async (name) => {
      await rm(join(dir, 'rollcall.yaml'), { force: true });
      const env = {
        LXD_ENDPOINTS: sim.endpoints.join(),
        LXD_CLIENT_CERT: 'client.crt',
        LXD_CLIENT_KEY: 'client.key',
        LXD_SERVER_FINGERPRINT: sim.serverFingerprint,
      };
      const { code, stdout, stderr } = await runProxy({ cwd: dir, env: { ...env, [name]: pem } });
      expect([code, stderr]).toEqual([2, expect.stringContaining(name)]);
      expect(find(stdout + stderr)).toBeNull();
    },
  );

  it('the key as a token and as an argument', async () => {
    for (const args of [['enroll', pem], ['start', '--config', pem], [pem], ['history', pem]]) {
      const { code, stdout, stderr } = await runProxy({ cwd: dir, env: {}, args });
      expect(code).not.toBe(0);
      expect(find(stdout + stderr)).toBeNull();
    }
  });
});

/** All that it has written down. */
async function expectNothingIn(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    const bytes = await readFile(join(file.parentPath, file.name));
    expect([file.name, find(bytes)]).toEqual([file.name, null]);
  }
}

describe('a run in which much goes wrong', () => {
  it('leaves no trace of the key in answers, in the log at its finest, or on the disk', async () => {
    await settings('clientKey: open.key');
    const proxy = await startProxy({ cwd: dir, env: ENV });
    const answers: string[] = [];
    const askAll = async (): Promise<void> => {
      for (const path of PATHS) answers.push(await (await fetch(proxy.url + path)).text());
    };
    const board = async (): Promise<string> => (await fetch(`${proxy.url}/api/clusters/prod`)).text();
    await expect.poll(board, { timeout: 15_000 }).toContain('"node-3"');
    await askAll();
    await sim.control.garbage('node-2', 'not-json');
    await sim.control.kill('node-3');
    await expect.poll(board, { timeout: 15_000 }).toMatch(/"state":"(?:silent|wrong)"/);
    await askAll();
    await sim.control.refuseCertificate(true);
    await expect.poll(board, { timeout: 15_000 }).toMatch(/untrusted|forbidden/);
    await askAll();
    await sim.control.refuseCertificate(false);
    await sim.control.mend();
    const { stdout, stderr } = await proxy.stop();
    expect(stderr).toContain('the key can be read by others');
    expect(stdout).toContain('"msg":"change"');
    expect(answers.length).toBe(PATHS.length * 3);
    for (const said of [...answers, stdout, stderr]) expect(find(said)).toBeNull();
    await expectNothingIn(join(dir, 'data'));
  });

  it('says of a server that is not the pinned one nothing of what it would have shown it', async () => {
    await settings(`serverFingerprint: ${'ab'.repeat(32)}`);
    const proxy = await startProxy({ cwd: dir, env: ENV });
    await expect.poll(proxy.output, { timeout: 15_000 }).toContain('not the pinned certificate');
    const { stdout, stderr } = await proxy.stop();
    expect(find(stdout + stderr)).toBeNull();
    await expectNothingIn(join(dir, 'data'));
  });

  it('ends with an error that holds the key, and does not tell it', async () => {
    await settings();
    const env = { ...ENV, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(CRASH)}` };
    const proxy = await startProxy({ cwd: dir, env });
    await expect.poll(proxy.output, { timeout: 15_000 }).toContain('a defect of Rollcall ended it');
    const { code, stdout, stderr } = await proxy.stop();
    expect(code).toBe(1);
    expect(stdout).toContain('boom (PEM not shown)');
    expect(find(stdout + stderr)).toBeNull();
    await expectNothingIn(join(dir, 'data'));
  });
});

it('opens no inspector on SIGUSR1', async () => {
  await settings();
  const proxy = await startProxy({ cwd: dir, env: ENV });
  process.kill(Number(proxy.pid), 'SIGUSR1');
  await expect.poll(proxy.output).toContain('there is no inspector here');
  expect((await fetch(`${proxy.url}/healthz`)).status).toBe(200);
  const { stdout, stderr } = await proxy.stop();
  expect(stdout + stderr).not.toContain('Debugger listening');
});

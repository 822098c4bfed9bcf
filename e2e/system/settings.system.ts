// What an operator meets who has set something wrongly: one clear line, and exit code 2. Needs no cluster.
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeIdentity } from '../clusters/identity.ts';
import { getJson } from './http.ts';
import { runProxy, startProxy, type Ending, type ProxyOptions } from '../proxy-process.ts';

/** A directory with a good client certificate, its key, a key that belongs to another, and a port that is taken. */
type Desk = { dir: string; takenPort: number; close(): Promise<void> };

async function layDesk(): Promise<Desk> {
  const dir = await mkdtemp(join(tmpdir(), 'rollcall-settings-'));
  const [mine, other] = await Promise.all([makeIdentity('mine'), makeIdentity('other')]);
  const key = { mode: 0o600 };
  await Promise.all([
    writeFile(join(dir, 'client.crt'), mine.certPem),
    writeFile(join(dir, 'client.key'), mine.keyPem, key),
    writeFile(join(dir, 'other.key'), other.keyPem, key),
    writeFile(join(dir, 'open.key'), mine.keyPem, { mode: 0o644 }),
  ]);
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    dir,
    takenPort: portOf(server.address()),
    async close() {
      server.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('not a TCP address');
  return address.port;
}

const PIN = 'ab'.repeat(32);

/** Settings with which it would serve. */
const GOOD = {
  LXD_ENDPOINTS: 'https://127.0.0.1:1',
  LXD_CLIENT_CERT: 'client.crt',
  LXD_CLIENT_KEY: 'client.key',
  LXD_SERVER_FINGERPRINT: PIN,
};

const YAML = `clusters:
  - name: prod
    endpoints: [https://127.0.0.1:1]
    clientCert: client.crt
    clientKey: client.key
    serverFingerprint: ${PIN}
`;

type Settings = {
  env?: Record<string, string>;
  /** Of a `rollcall.yaml` in the working directory. */
  yaml?: string;
  args?: string[];
};

/** One of each kind; the configuration's own tests have every line. */
type Mistake = Settings & {
  title: string;
  /** What the line must hold: the key, the value, what to do. */
  line: RegExp;
};

const MISTAKES: Mistake[] = [
  {
    title: 'a fingerprint that is none',
    env: { ...GOOD, LXD_SERVER_FINGERPRINT: 'abcd' },
    line: /LXD_SERVER_FINGERPRINT.*64 hexadecimal digits.*4 characters.*lxc info/,
  },
  {
    title: 'a key that belongs to another certificate',
    env: { ...GOOD, LXD_CLIENT_KEY: 'other.key' },
    line: /LXD_CLIENT_KEY.*does not belong to the client certificate.*give the key/,
  },
  {
    title: 'an address that other machines can reach',
    env: { ...GOOD, ROLLCALL_LISTEN: '0.0.0.0:0' },
    line: /ROLLCALL_LISTEN.*"0\.0\.0\.0:0".*nobody has to log in.*--insecure-listen/,
  },
  {
    title: 'a key that the file does not know',
    yaml: `${YAML}intervalls:\n  rollCall: 5s\n`,
    line: /rollcall\.yaml:7.*intervalls.*no such setting.*did you mean intervals/,
  },
  {
    title: 'fine numbers that would outlive the coarse ones',
    yaml: `${YAML}history: { keep: { raw: 60d } }\n`,
    line: /rollcall\.yaml:7.*history\.keep\.raw.*"60d" is longer than minutes.*raw <= minutes <= quarters/,
  },
  {
    title: 'a file that is not there',
    args: ['start', '--config', 'missing.yaml'],
    line: /--config.*missing\.yaml.*no such file/,
  },
  {
    title: 'an option that does not exist',
    env: GOOD,
    args: ['start', '--prot=1'],
    line: /--prot/,
  },
  {
    title: 'a command that does not exist',
    env: GOOD,
    args: ['strat'],
    line: /strat/,
  },
];

describe('Rollcall with wrong settings', () => {
  let desk: Desk | undefined;
  const dir = () => desk?.dir ?? '';
  beforeAll(async () => {
    desk = await layDesk();
  });
  afterAll(() => desk?.close());

  const withSettings = async <T>(
    settings: Settings,
    use: (options: ProxyOptions) => Promise<T>,
  ): Promise<T> => {
    const { env = {}, yaml, args = ['start'] } = settings;
    const file = join(dir(), 'rollcall.yaml');
    if (yaml !== undefined) await writeFile(file, yaml);
    try {
      return await use({ cwd: dir(), env, args });
    } finally {
      await rm(file, { force: true });
    }
  };
  const start = (settings: Settings) => withSettings(settings, runProxy);

  /** Expects it to serve until it is stopped. */
  const serve = (settings: Settings) =>
    withSettings(settings, async (options) => {
      const proxy = await startProxy(options);
      const health = await getJson(`${proxy.url}/healthz`);
      const ending = await proxy.stop();
      expect(health).toEqual({ status: 200, body: { status: 'ok' } });
      expect(ending.code).toBe(0);
      return ending;
    });

  const expectOneLine = ({ code, stdout, stderr }: Ending, line: RegExp) => {
    expect(stderr).toMatch(line);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(code).toBe(2);
    // No stack, no text of a certificate or key, nothing served.
    expect(stderr).not.toMatch(/^ +at |node:internal|[A-Za-z0-9+/]{60}/m);
    expect(stdout).toBe('');
  };

  it.each(MISTAKES)('says $title in one line, and ends with 2', async ({ line, ...mistake }) => {
    expectOneLine(await start(mistake), line);
  });

  it('says a port in use in one line, and ends with 2', async () => {
    const port = desk?.takenPort;
    const ending = await start({ env: { ...GOOD, ROLLCALL_LISTEN: `127.0.0.1:${port}` } });
    expectOneLine(ending, new RegExp(`listen: 127\\.0\\.0\\.1:${port} is in use.*ROLLCALL_LISTEN`));
  });

  it('says every mistake at once, each in its line', async () => {
    const env = {
      ...GOOD,
      LXD_SERVER_FINGERPRINT: 'abcd',
      LXD_ENDPOINTS: 'ftp://x',
      ROLLCALL_LOG_LEVEL: 'loud',
    };
    const { code, stderr } = await start({ env });
    expect(code).toBe(2);
    const lines = stderr.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    for (const key of ['LXD_ENDPOINTS', 'LXD_SERVER_FINGERPRINT', 'ROLLCALL_LOG_LEVEL']) {
      expect(lines.filter((line) => line.includes(`${key}: `))).toHaveLength(1);
    }
  });

  it('warns of a key that others can read, and serves', async () => {
    const { stderr } = await serve({ env: { ...GOOD, LXD_CLIENT_KEY: 'open.key' } });
    expect(stderr).toMatch(/LXD_CLIENT_KEY.*can be read by others.*0644.*chmod 600/);
  });

  it('serves the clusters of a file', async () => {
    const { stdout } = await serve({ yaml: YAML });
    expect(stdout).toMatch(/rollcall\.yaml.*\bprod\b/);
  });
});

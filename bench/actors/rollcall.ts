/** Rollcall as it is run, a process of its own that watches one cluster. */
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hashPassword } from '../../proxy/access/password.ts';
import { ClusterAnswer } from '../../proxy/wire/api.ts';
import type { Scope } from '../harness/scope.ts';
import { type Actor, type Cores, startActor } from './actor.ts';
import type { Upstream } from './upstream.ts';

export type Rollcall = Actor & {
  /** `http://127.0.0.1:PORT` */
  url: string;
  /** Of the one cluster that it watches. */
  key: string;
  /** Where its history is. */
  dataDir: string;
  /** The headers by which it knows whom it answers: none where nobody has to log in. */
  known: { cookie?: string };
};

export type RollcallOptions = {
  cores?: Cores;
  /** Where it leaves a CPU profile when it ends; none unless told. */
  profileDir?: string | null;
  /** Of roll calls and probes, as in `rollcall.yaml`; the default ones unless told. */
  interval?: '5m';
  /** Whether one has to log in, by one account; where a log-in comes from is then believed of whoever says it. */
  logIn?: boolean;
  /** Before it starts: what its data directory holds already of the cluster. */
  prepare?(dataDir: string, cluster: string): Promise<void>;
};

const PROGRAM = join(import.meta.dirname, '../../proxy/main.ts');
const KEY = 'bench';
const ACCOUNT = { name: 'reader', password: randomUUID() };
const SETTLED_DEADLINE_MS = 60_000;

/** Starts it; resolves when it has called the roll and every member has answered its probe. */
export async function startRollcall(
  scope: Scope,
  upstream: Upstream,
  { cores = 'server', profileDir = null, interval, logIn = false, prepare }: RollcallOptions = {},
): Promise<Rollcall> {
  const dir = await scope.directory();
  const settings = [
    ...(interval === undefined ? [] : [`intervals: { rollCall: ${interval}, probe: ${interval} }`]),
    ...(logIn ? await accessSettings() : []),
  ];
  if (settings.length > 0) await writeFile(join(dir, 'rollcall.yaml'), `${settings.join('\n')}\n`);
  await prepare?.(dir, KEY);
  const profiling = profileDir === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileDir}`];
  const actor = scope.own(
    await startActor({
      command: process.execPath,
      args: [...profiling, PROGRAM, 'start'],
      cwd: dir,
      env: {
        ROLLCALL_LISTEN: '127.0.0.1:0',
        ROLLCALL_DATA: dir,
        ROLLCALL_LOG_LEVEL: 'warn',
        LXD_CLUSTER_NAME: KEY,
        LXD_ENDPOINTS: upstream.endpoints.join(','),
        LXD_CLIENT_CERT: upstream.clientCert,
        LXD_CLIENT_KEY: upstream.clientKey,
        LXD_SERVER_CERT: upstream.serverCert,
      },
      cores,
      ready: /\bis at (http:\/\/127\.0\.0\.1:\d+)\s/,
    }),
  );
  const url = actor.greeting[1] ?? '';
  const known = logIn ? { cookie: await cookieAt(url) } : {};
  const deadlineAtMs = Date.now() + SETTLED_DEADLINE_MS;
  while (!(await isSettled(url, known))) {
    if (Date.now() > deadlineAtMs)
      throw new Error('Rollcall does not settle: some members still do not answer it');
    await sleep(200);
  }
  return { ...actor, url, key: KEY, dataDir: dir, known };
}

/** Whether the roll has been called and every member has answered: the first beats, which are all connecting, are over. */
async function isSettled(url: string, known: Rollcall['known']): Promise<boolean> {
  const answer = await fetch(`${url}/api/clusters/${KEY}`, { headers: known });
  const { snapshot } = ClusterAnswer.parse(await answer.json());
  const { parts, members } = snapshot;
  return (
    parts.members.status === 'ok' &&
    members.every(({ probe }) => probe.observedAtMs !== null && probe.failure === null)
  );
}

async function accessSettings(): Promise<string[]> {
  const account = { ...ACCOUNT, password: await hashPassword(ACCOUNT.password), role: 'viewer' };
  return ['trustedProxies: [127.0.0.1]', `access: ${JSON.stringify({ accounts: [account] })}`];
}

async function cookieAt(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-rollcall': '1' },
    body: JSON.stringify(ACCOUNT),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';', 1)[0];
  if (cookie === undefined) throw new Error(`nobody can log in: HTTP ${answer.status}`);
  return cookie;
}

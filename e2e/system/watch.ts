/** A Rollcall that remembers: it is stopped, killed and started again on the same directory, at the same address. */
import { join } from 'node:path';
import { ClusterAnswer } from '../../proxy/wire/api.ts';
import type { Happening, Watch } from '../clusters/incident.ts';
import { eventually } from '../contract/eventually.ts';
import { type ProxyProcess, startProxy } from '../proxy-process.ts';
import { getJson } from './http.ts';

export type Watcher = Watch & {
  /** The same for all its lives. */
  readonly url: string;
  /** What it answers of its cluster, below `/api/clusters/KEY`, with the status 200. */
  ask(rest?: string): Promise<unknown>;
  /** Its live answer. */
  cluster(): Promise<ClusterAnswer>;
  freeze(): void;
  thaw(): void;
  /** What it said in all its lives. */
  output(): string;
};

export type WatchOptions = {
  /** Of the cluster, in its settings. */
  key: string;
  /** Where it runs. */
  cwd: string;
  /** Where it keeps what it remembers; `data` in `cwd` unless told. */
  dataDir?: string;
  env?: Readonly<Record<string, string>>;
};

const NOTICED_WITHIN_MS = 30_000;

export async function startWatch({
  key,
  cwd,
  dataDir = join(cwd, 'data'),
  env = {},
}: WatchOptions): Promise<Watcher> {
  const settings = { ...env, ROLLCALL_DATA: dataDir };
  let life: ProxyProcess = await startProxy({ cwd, env: settings });
  const { url } = life;
  const past: string[] = [];
  const end = async (how: 'stop' | 'kill'): Promise<void> => {
    const { stdout, stderr } = await life[how]();
    past.push(stdout + stderr);
  };
  const ask = async (rest = ''): Promise<unknown> => {
    const path = `/api/clusters/${encodeURIComponent(key)}${rest}`;
    const { status, body } = await getJson(url + path);
    if (status !== 200) throw new Error(`${path}: HTTP ${status} ${JSON.stringify(body)}`);
    return body;
  };
  const cluster = async (): Promise<ClusterAnswer> => ClusterAnswer.parse(await ask());
  return {
    url,
    ask,
    cluster,
    stop: () => end('stop'),
    kill: () => end('kill'),
    async start() {
      life = await startProxy({ cwd, env: { ...settings, ROLLCALL_LISTEN: new URL(url).host } });
    },
    async noticed(happening) {
      await eventually(
        async () => {
          if (!shows(await cluster(), happening))
            throw new Error(`not on the board: ${JSON.stringify(happening)}`);
        },
        { withinMs: NOTICED_WITHIN_MS },
      );
    },
    freeze: () => life.freeze(),
    thaw: () => life.thaw(),
    output: () => [...past, life.output()].join(''),
  };
}

/** Whether a board was live, and said so too. */
export function shows({ snapshot }: ClusterAnswer, { kind, member, word }: Happening): boolean {
  const found = snapshot.members.find(({ server_name }) => server_name === member);
  switch (kind) {
    case 'daemon':
      return found?.probe.state === word;
    case 'status':
      return snapshot.parts.members.status === 'ok' && found?.status === word;
    case 'leader':
      return snapshot.parts.members.status === 'ok' && snapshot.leadership?.member === member;
    case 'rollcall':
      return true;
  }
}

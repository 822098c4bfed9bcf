import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeDaemon, type Daemon } from './daemon.ts';
import { run, type Software } from './software.ts';

/** One daemon with its directory, and the two ways to talk to it as its administrator. */
export type Member = {
  name: string;
  readonly dir: string;
  readonly daemon: Daemon;
  /** host:port */
  readonly address: string;
  /** `lxc ARGS` or `incus ARGS` over its unix socket; `input` answers what it asks. */
  client(args: readonly string[], input?: string): Promise<string>;
  /** Sets it up: founds a cluster or joins one. */
  init(preseed: string): Promise<void>;
};

export type MemberPlace = { name: string; dir: string; host: string; port: number };

/** Makes the directory and starts the daemon, not yet in any cluster. */
export function startMember(software: Software, { name, dir, host, port }: MemberPlace): Member {
  mkdirSync(dir, { recursive: true });
  const env = {
    ...software.env,
    [software.dirVariable]: dir,
    [software.clientDirVariable]: `${dir}.client`,
  };
  const daemon = makeDaemon({
    command: software.daemon,
    args: ['--logfile', `${dir}.log`, '--group', 'root'],
    env,
    outputFile: `${dir}.out`,
    host,
    port,
  });
  daemon.start();
  return {
    name,
    dir,
    daemon,
    address: `${host}:${port}`,
    client: (args, input) => run([software.client, ...args], env, input === undefined ? {} : { input }),
    init: async (preseed) => {
      await run([software.daemon, 'waitready', '--timeout', '60'], env);
      await run(software.init, env, { input: preseed });
    },
  };
}

/** The certificate that the cluster of this member presents; written when the cluster is founded. */
export const clusterCertificateFile = (member: Member): string => join(member.dir, 'cluster.crt');

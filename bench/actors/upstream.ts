/** The clusters that are asked: simulated ones of any size, or real LXD daemons. */
import { join } from 'node:path';
import { z } from 'zod';
import { startLxd } from '../../e2e/clusters/lxd.ts';
import type { Scope } from '../harness/scope.ts';
import { type Cores, startActor } from './actor.ts';
import { cpuSecondsOf, processesNaming } from './proc.ts';

export type Upstream = {
  label: string;
  endpoints: readonly string[];
  /** Paths of PEM files: the client certificate that may only read, its key, and the certificate of the cluster. */
  clientCert: string;
  clientKey: string;
  serverCert: string;
  /** User and system time of all its members since their start, s. */
  cpuSeconds(): number;
  moveTo(cores: Cores): Promise<void>;
};

const SIM = join(import.meta.dirname, '../../proxy/sim/main.ts');
const MEMBER = /^https:\/\/127\.0\.0\.1:\d+$/gm;

/** A request as it reached one of the members. */
const LoggedRequest = z.object({
  atMs: z.number(),
  member: z.string(),
  method: z.string(),
  path: z.string(),
});
export type LoggedRequest = z.infer<typeof LoggedRequest>;

export type SimulatedUpstream = Upstream & {
  /** What has reached any member since this was asked last. */
  takeRequests(): Promise<LoggedRequest[]>;
};

export type SimulatedOptions = {
  /** On all members together; as the simulation has it unless told. */
  instances?: number;
  /** Whose certificate Rollcall gets: one that may only read, or `client`, which may do everything. */
  as?: 'restricted' | 'client';
};

export async function startSimulated(
  scope: Scope,
  members: number,
  { instances, as = 'restricted' }: SimulatedOptions = {},
): Promise<SimulatedUpstream> {
  const dir = await scope.directory();
  const sim = scope.own(
    await startActor({
      command: process.execPath,
      args: [
        ...[SIM, '--members', String(members), '--cert-dir', dir],
        ...(instances === undefined ? [] : ['--instances', String(instances)]),
      ],
      cores: 'load',
      ready: /^control (\S+)\/control\nLXD_ENDPOINTS=/m,
    }),
  );
  const requests = `${sim.greeting[1]}/control/requests`;
  return {
    label: `${members} simulated members`,
    endpoints: sim.greeting.input.match(MEMBER)?.slice(0, 3) ?? [],
    clientCert: join(dir, `${as}.crt`),
    clientKey: join(dir, `${as}.key`),
    serverCert: join(dir, 'cluster.crt'),
    cpuSeconds: sim.cpuSeconds,
    moveTo: sim.moveTo,
    async takeRequests() {
      const list = z.array(LoggedRequest).parse(await (await fetch(requests)).json());
      await fetch(requests, { method: 'DELETE' });
      return list;
    },
  };
}

export async function startReal(scope: Scope, members: number): Promise<Upstream> {
  const cluster = scope.own(await startLxd({ members }));
  // Each daemon is told where its log file is, which is below the directory of the cluster.
  const daemons = processesNaming(`${cluster.files.dir}/`).filter((pid) => pid !== process.pid);
  return {
    label: `${members} members of real ${cluster.label}`,
    endpoints: cluster.endpoints,
    ...cluster.files,
    cpuSeconds: () => daemons.reduce((sum, pid) => sum + cpuSecondsOf(pid), 0),
    // Real daemons stay where the system puts them, as in real life.
    moveTo: async () => {},
  };
}

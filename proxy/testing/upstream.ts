/** A simulated cluster as the proxy is connected to it, with a snapshot of it as a roll call would have found it. */
import { type LxdClient, createLxdClient } from '../lxd/client.ts';
import { type Endpoints, createEndpoints } from '../lxd/endpoints.ts';
import { fetchGroups, fetchMembers } from '../lxd/read/roll-call.ts';
import { type Board, createBoard } from '../rollcall/board.ts';
import { firstSnapshot, withGroups, withMembers } from '../rollcall/state.ts';
import { type Sim, type SimOptions, startSim } from '../sim/sim.ts';
import { type Forwarder, createForwarder } from '../forward/forwarder.ts';
import type { ClusterSnapshot } from '../wire/snapshot.ts';

export type Upstream = {
  sim: Sim;
  client: LxdClient;
  endpoints: Endpoints;
  /** Of the moment when it was started; `observedAtMs` of all parts is `nowMs`. */
  snapshot: ClusterSnapshot;
  forwarder(board: Board, ttlMs: number, now: () => number): Forwarder;
  /** `METHOD path`, with the query, of what reached the cluster since the start. */
  asked(): Promise<string[]>;
  close(): Promise<void>;
};

export type UpstreamOptions = SimOptions & { key?: string; admin?: boolean; nowMs?: number };

export async function startUpstream({
  key = 'prod',
  admin = false,
  nowMs = 0,
  ...options
}: UpstreamOptions = {}): Promise<Upstream> {
  const sim = await startSim(options.memberNames === undefined ? { members: 3, ...options } : options);
  const { certPem, keyPem } = admin ? sim.admin : sim.restricted;
  const client = createLxdClient({
    clientCertPem: certPem,
    clientKeyPem: keyPem,
    serverFingerprint: sim.serverFingerprint,
  });
  const [origin = ''] = sim.endpoints;
  const ask = { deadlineMs: 5000 };
  const [members, groups] = await Promise.all([
    fetchMembers(client, origin, ask),
    fetchGroups(client, origin, ask),
  ]);
  if (!members.ok || !groups.ok) throw new Error('the simulated cluster does not answer');
  const first = firstSnapshot(
    { key, name: key, demo: false, rollCallIntervalMs: 2000, probeIntervalMs: 2000 },
    nowMs,
  );
  const snapshot = withGroups(
    withMembers(first, members.value.value, null, nowMs),
    groups.value.value,
    nowMs,
  );
  await sim.control.clearRequests();
  const endpoints = createEndpoints(sim.endpoints, []);
  return {
    sim,
    client,
    endpoints,
    snapshot,
    forwarder: (board, ttlMs, now) =>
      createForwarder({
        client,
        endpoints,
        snapshot: () => board.view(key)?.snapshot ?? snapshot,
        ttlMs,
        now,
      }),
    async asked() {
      return (await sim.control.requests()).map(({ method, path }) => `${method} ${path}`);
    },
    async close() {
      await client.close();
      await sim.close();
    },
  };
}

export const boardOf = (upstreams: readonly Upstream[]): Board =>
  createBoard(upstreams.map(({ snapshot }) => snapshot));

/** A real cluster, a proxy that watches it, and both witnesses of what happens: the page's stream and LXD's own words. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestCluster } from '../clusters/cluster.ts';
import { startLxd } from '../clusters/lxd.ts';
import { connectTo } from '../contract/https.ts';
import { followCluster, type LiveView } from './live-view.ts';
import { listenToLxd, type Truth } from './lxd-truth.ts';
import { startProxy, type ProxyProcess } from '../proxy-process.ts';
import { isWell } from './sightings.ts';

/** The cluster's key: the name that a cluster of the environment has unless it is given one. */
export const KEY = 'lxd';

/** One beat of the roll call at its default interval. */
export const BEAT_MS = 2000;

export type Scene = {
  cluster: TestCluster;
  proxy: ProxyProcess;
  live: LiveView;
  truth: Truth;
  /** The settings, as environment, of a proxy of this cluster; with these endpoints, all unless told. */
  settings(endpoints?: readonly string[]): Record<string, string>;
  /** An empty directory, removed at the end. */
  newDir(): Promise<string>;
  /** Waits until all members are Online and answer us. Every scenario begins and ends so. */
  settled(): Promise<void>;
  followers(): Promise<string[]>;
  setOfflineThreshold(seconds: number): Promise<void>;
  close(): Promise<void>;
};

/** Longer than LXD takes for anything that it mends by itself. */
const SETTLED_WITHIN_MS = 60_000;

export async function setScene(): Promise<Scene> {
  const undo: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    return await setUp(undo, close);
  } catch (error) {
    await close();
    throw error;
  }
}

/** Each thing that is made says in `undo` how it ends. */
async function setUp(undo: (() => Promise<unknown>)[], close: () => Promise<void>): Promise<Scene> {
  const home = await mkdtemp(join(tmpdir(), 'rollcall-system-'));
  undo.push(() => rm(home, { recursive: true, force: true }));
  const cluster = await startLxd();
  undo.push(() => cluster.close());
  const { clientCert, clientKey, serverCert } = cluster.files;
  const settings = (endpoints = cluster.endpoints) => ({
    LXD_ENDPOINTS: endpoints.join(','),
    LXD_CLIENT_CERT: clientCert,
    LXD_CLIENT_KEY: clientKey,
    LXD_SERVER_CERT: serverCert,
    // The most that there is to say, since none of it may be a secret.
    ROLLCALL_LOG_LEVEL: 'trace',
  });
  const newDir = () => mkdtemp(join(home, 'run-'));
  const proxy = await startProxy({ cwd: await newDir(), env: settings() });
  undo.push(() => proxy.stop());
  const live = await followCluster(proxy.url, KEY);
  undo.push(() => live.close());
  const truth = listenToLxd(cluster);
  undo.push(() => truth.close());

  return {
    cluster,
    proxy,
    live,
    truth,
    settings,
    newDir,
    async settled() {
      const awaited = { what: 'a cluster that is well', withinMs: SETTLED_WITHIN_MS };
      await live.until(isWell(cluster.memberNames), awaited);
    },
    async followers() {
      const leader = await cluster.leader();
      return cluster.memberNames.filter((name) => name !== leader);
    },
    async setOfflineThreshold(seconds) {
      const client = connectTo(cluster.endpoints[0] ?? '', cluster.admin);
      const json = { config: { 'cluster.offline_threshold': String(seconds) } };
      const { status } = await client.ask('/1.0', { method: 'PATCH', json });
      await client.close();
      if (status !== 200) throw new Error(`LXD refuses the offline threshold: HTTP ${status}`);
    },
    close,
  };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ClusterConfig, Config } from './config/config.ts';
import { DEFAULT_RETENTION } from './history/retention.ts';
import { openSqlite } from './history/sqlite.ts';
import type { HistoryStore, StoreFailure } from './history/store.ts';
import { err } from './result.ts';
import { type Service, serve } from './serve.ts';
import { NO_ENROLLING } from './testing/no-enrolling.ts';
import { type Sim, startSim } from './sim/sim.ts';
import { ClusterAnswer } from './wire/api.ts';
import { Trails } from './wire/series.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 20_000 });

const patience = { timeout: 20_000, interval: 50 };

let dataDir: string;
let sim: Sim;
let services: Service[] = [];
const logged: unknown[] = [];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rollcall-history-'));
  sim = await startSim({ members: 3 });
});
afterEach(async () => {
  await Promise.all(services.map((service) => service.close()));
  await sim.close();
  await rm(dataDir, { recursive: true });
  [services, logged.length] = [[], 0];
});

const clusterOf = (): ClusterConfig => ({
  key: 'prod',
  name: 'prod',
  endpoints: sim.endpoints,
  clientCertPem: sim.restrictedWithProjects.certPem,
  clientKeyPem: sim.restrictedWithProjects.keyPem,
  serverFingerprint: sim.serverFingerprint,
  clientCertNotAfterMs: Date.now() + 86_400_000 * 365,
  files: null,
  from: 'file',
  serverCertNotAfterMs: null,
});

/** A run of the proxy, and the store that it writes to. */
type Run = { service: Service; store: HistoryStore };

async function start(wrap = (store: HistoryStore): HistoryStore => store): Promise<Run> {
  const opened = await openSqlite(join(dataDir, 'rollcall.db'));
  if (!opened.ok) throw new Error(opened.error.message);
  const store = wrap(opened.value);
  const config: Config = {
    listen: { host: '127.0.0.1', port: 0 },
    insecureListen: false,
    hosts: [],
    tls: null,
    publicUrl: null,
    trustedProxies: [],
    access: null,
    dataDir,
    logLevel: 'info',
    rollCallIntervalMs: 1000,
    probeIntervalMs: 1000,
    history: { retention: DEFAULT_RETENTION },
    clusters: [clusterOf()],
    file: null,
    source: 'test',
  };
  const service = await serve({
    config,
    log: pino({ level: 'info' }, { write: (line: string) => logged.push(JSON.parse(line)) }),
    version: '1.2.3',
    staticDir: null,
    enrolling: NO_ENROLLING,
    readSettings: () => ({ ok: true, config, warnings: [] }),
    openStore: async () => store,
    now: Date.now,
    random: () => 0.5,
  });
  services.push(service);
  return { service, store };
}

const answerOf = async ({ service }: Run, at = ''): Promise<ClusterAnswer> =>
  ClusterAnswer.parse(await (await fetch(`${service.url}/api/clusters/prod${at}`)).json());
const thenOf = (run: Run, atMs: number): Promise<ClusterAnswer> =>
  answerOf(run, `?at=${new Date(atMs).toISOString()}`);
const isWell = async (run: Run): Promise<boolean> => (await answerOf(run)).verdict.level === 'ok';
const descriptionOf = ({ snapshot }: ClusterAnswer, name: string): string | undefined =>
  snapshot.members.find(({ server_name }) => server_name === name)?.description;
/** All changes that the store has, oldest first. */
async function recordedIn({ store }: Run) {
  const page = await store.changes({
    cluster: 'prod',
    fromMs: 0,
    toMs: Number.MAX_SAFE_INTEGER,
    limit: 1000,
  });
  if (!page.ok) throw new Error(page.error.message);
  return page.value.items.toReversed();
}
const kindsOf = async (run: Run): Promise<string[]> =>
  (await recordedIn(run)).map(({ kind, after }) => `${kind} ${after}`);
async function trailsOf({ service }: Run): Promise<Trails> {
  const fromMs = Date.now() - 3_600_000;
  const answer = await fetch(
    `${service.url}/api/clusters/prod/trails?from=${new Date(fromMs).toISOString()}&to=${new Date().toISOString()}`,
  );
  return Trails.parse(await answer.json());
}

it('finds after a restart what happened meanwhile, once, and says so', async () => {
  const one = await start();
  await expect.poll(() => isWell(one), patience).toBe(true);
  await sim.control.setDescription('node-2', 'before');
  await expect.poll(() => kindsOf(one), patience).toContain('description before');
  const duringMs = (await answerOf(one)).snapshot.observedAtMs;
  await one.service.close();

  await sim.control.setDescription('node-2', 'meanwhile');
  const two = await start();
  await expect.poll(() => kindsOf(two), patience).toContain('description meanwhile');
  await expect.poll(() => isWell(two), patience).toBe(true);
  const changes = await recordedIn(two);
  expect(changes.filter(({ kind }) => kind === 'description')).toMatchObject([
    { before: '', after: 'before', sinceMs: null },
    { before: 'before', after: 'meanwhile', sinceMs: expect.any(Number) },
  ]);
  expect(new Set(changes.map(({ id }) => id)).size).toBe(changes.length);
  expect(changes.filter(({ kind }) => kind === 'verdict' || kind === 'part')).toEqual([]);
  // The page goes on with what was told before.
  expect((await answerOf(two)).changes.map(({ after }) => after)).toContain('before');

  const then = await thenOf(two, duringMs);
  expect(then.moment?.state).toBe('recorded');
  expect(descriptionOf(then, 'node-2')).toBe('before');
  expect(then.verdict.level).toBe('ok');
  const blind = await trailsOf(two);
  expect(blind.blind).toMatchObject([{ cause: 'not-running', toMs: expect.any(Number) }]);
  expect(Object.keys(blind.members)).toEqual(['node-1', 'node-2', 'node-3']);
});

/** A store whose writing fails on demand. */
function breakable(store: HistoryStore): HistoryStore & { fail(failure: StoreFailure | null): void } {
  let failure: StoreFailure | null = null;
  return {
    ...store,
    write: async (batch) => (failure === null ? store.write(batch) : err(failure)),
    fail(next) {
      failure = next;
    },
  };
}

it('stays live while nothing can be written, says so, and goes on by itself', async () => {
  let broken: ReturnType<typeof breakable> | undefined;
  const run = await start((store) => (broken = breakable(store)));
  await expect.poll(() => isWell(run), patience).toBe(true);
  broken?.fail({ kind: 'disk-full', message: 'the disk is full' });
  await sim.control.setDescription('node-1', 'unwritten');
  const recordingOf = async () => (await answerOf(run)).snapshot.recording;
  await expect.poll(recordingOf, patience).toMatchObject({ state: 'failing', reason: 'the disk is full' });
  expect((await recordingOf()).sinceMs).toBeLessThanOrEqual(Date.now());
  await expect.poll(async () => descriptionOf(await answerOf(run), 'node-1'), patience).toBe('unwritten');
  expect(await kindsOf(run)).not.toContain('description unwritten');

  broken?.fail(null);
  await expect.poll(recordingOf, patience).toMatchObject({ state: 'recording', sinceMs: null, reason: null });
  await expect.poll(() => kindsOf(run), patience).toContain('description unwritten');
  const told = logged.filter((line) => JSON.stringify(line).includes('"msg":"history is '));
  expect(told).toMatchObject([{ level: 50, reason: 'the disk is full' }, { level: 30 }]);
});

it('shows the present without a past that can not be read', async () => {
  const failing = async () => err<StoreFailure>({ kind: 'corrupt', message: 'not a database' });
  const run = await start((store) => ({
    ...store,
    ...{ write: failing, last: failing, at: failing, changes: failing, lastChangeId: failing },
  }));
  await expect.poll(() => isWell(run), patience).toBe(true);
  const recordingOf = async () => (await answerOf(run)).snapshot.recording;
  await expect.poll(recordingOf, patience).toMatchObject({ state: 'failing', reason: 'not a database' });
});

it('waits for a disk that hangs no longer than for a moment', async () => {
  const hanging = () => new Promise<never>(() => {});
  const askedMs = performance.now();
  const run = await start((store) => ({
    ...store,
    ...{ write: hanging, last: hanging, at: hanging, changes: hanging, lastChangeId: hanging },
  }));
  expect(performance.now() - askedMs).toBeLessThan(6000);
  await expect.poll(() => isWell(run), patience).toBe(true);
  const recordingOf = async () => (await answerOf(run)).snapshot.recording;
  await expect
    .poll(recordingOf, patience)
    .toMatchObject({ state: 'failing', reason: 'the disk does not answer' });
});

it('finds a member that was renamed and one that left while nobody looked', async () => {
  const one = await start();
  await expect.poll(() => isWell(one), patience).toBe(true);
  await expect.poll(async () => (await recordedFrame(one))?.length, patience).toBe(3);
  await one.service.close();
  await sim.control.rename('node-3', 'node-three');
  await sim.control.remove('node-2');
  const two = await start();
  await expect.poll(() => kindsOf(two), patience).toContain('member-removed null');
  const found = (await recordedIn(two)).filter(({ kind }) => kind.startsWith('member-'));
  expect(found).toMatchObject([
    { kind: 'member-renamed', before: 'node-3', after: 'node-three', sinceMs: expect.any(Number) },
    { kind: 'member-removed', member: 'node-2', sinceMs: expect.any(Number) },
  ]);
  await expect.poll(async () => (await recordedFrame(two))?.length, patience).toBe(2);
  const trails = await trailsOf(two);
  expect(Object.keys(trails.members).toSorted()).toEqual(['node-1', 'node-2', 'node-three']);
  expect(trails.members['node-2']?.at(-1)).toMatchObject({ ours: 'absent' });
});

/** Names of members as they are recorded last. */
async function recordedFrame({ store }: Run): Promise<string[] | undefined> {
  const facts = await store.at('prod', ['member'], Date.now());
  return facts.ok ? facts.value.map(({ name }) => name) : undefined;
}

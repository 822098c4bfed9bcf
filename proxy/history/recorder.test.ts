import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Board, createBoard } from '../rollcall/board.ts';
import { createRegister, type Register } from '../rollcall/register.ts';
import { ok } from '../result.ts';
import { serverFacts } from '../testing/server-facts.ts';
import type { MemberState } from '../wire/detail.ts';
import { Hardware } from '../wire/hardware.ts';
import type { Instance } from '../wire/instance.ts';
import type { ClusterSnapshot } from '../wire/snapshot.ts';
import {
  GIB,
  NOW_MS,
  lifecycle,
  operation,
  ring,
  snapshotOf,
  threeWell,
  warning,
} from '../wire/testing/scenes.ts';
import type { Past } from './history.ts';
import { readHolding } from './holding.ts';
import { createPast } from './past.ts';
import { type Recorder, type RecorderDeps, createRecorder } from './recorder.ts';
import { type MemoryStore, openMemory } from './testing/memory-store.ts';

const HOUR = 3_600_000;

let store: MemoryStore;
let board: Board;
let register: Register;
let recorder: Recorder;
let past: Past;
const turns: string[] = [];

function begin(differs: Partial<RecorderDeps> = {}): void {
  register = createRegister();
  board = createBoard([snapshotOf()]);
  const { detail, hardware } = register;
  recorder = createRecorder({
    store,
    cluster: 'prod',
    run: `run ${Date.now()}`,
    depth: { detail, hardware, allInstances: register.instances.all },
    holding: null,
    startedAtMs: Date.now(),
    now: Date.now,
    onTurn: ({ state }) => turns.push(state),
    ...differs,
  });
  board.listen((_key, view, delta) => recorder.hear(view, delta));
}
beforeEach(() => {
  vi.useFakeTimers({ now: NOW_MS });
  turns.length = 0;
  store = openMemory();
  begin();
  past = createPast({
    store,
    cluster: 'prod',
    empty: () => snapshotOf({ members: [] }),
    underWay: () => board.view('prod')?.snapshot.operations ?? [],
    now: Date.now,
  });
});
afterEach(async () => {
  await recorder.stop();
  vi.useRealTimers();
});

/** The scene as it is seen now: everything that is fresh in it is so now. */
function see(differs: Partial<ClusterSnapshot> = {}, events: Parameters<Board['publish']>[1] = []): number {
  const nowMs = Date.now();
  const part = { status: 'ok', failure: null, observedAtMs: nowMs, failingSinceMs: null } as const;
  const scene = snapshotOf({ members: threeWell(), ...differs });
  const { fill } = register;
  const snapshot = fill({
    ...scene,
    observedAtMs: nowMs,
    parts: { server: part, cluster: part, members: part, groups: part },
    rings: { ...scene.rings, ...differs.rings },
    members: scene.members.map((member) => ({ ...member, probe: { ...member.probe, observedAtMs: nowMs } })),
  });
  board.publish(snapshot, events);
  register.record(snapshot);
  return nowMs;
}
const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
/** Looks every two seconds for a while. */
async function watchFor(ms: number, differs: Partial<ClusterSnapshot> = {}): Promise<void> {
  for (let passed = 0; passed < ms; passed += 2000) {
    see(differs);
    await pass(2000);
  }
}
async function of<T>(answer: Promise<{ ok: true; value: T } | { ok: false }>): Promise<T> {
  const result = await answer;
  if (!result.ok) throw new Error('the past could not be read');
  return result.value;
}

const state: MemberState = {
  sysinfo: {
    uptime: 3600,
    load_averages: [1, 2, 3],
    total_ram: 64 * GIB,
    free_ram: 32 * GIB,
    shared_ram: 1024,
    buffered_ram: 2048,
    total_swap: 0,
    free_swap: 0,
    processes: 300,
    logical_cpus: 16,
  },
  storage_pools: { local: { space: { used: 10 * GIB, total: 100 * GIB }, inodes: null } },
};
const machine = Hardware.parse({
  cpu: { architecture: 'x86_64', sockets: [{ name: 'Xeon', frequency: 3100, cores: [] }], total: 16 },
  memory: { used: 16 * GIB, total: 64 * GIB, nodes: [] },
});
const instance = (name: string, location = 'node-1', status = 'Running'): Instance => ({
  name,
  project: 'default',
  type: 'container',
  status,
  location,
  architecture: 'x86_64',
  description: '',
  ephemeral: false,
  stateful: false,
  profiles: ['default'],
  createdAtMs: NOW_MS - HOUR,
  lastUsedAtMs: NOW_MS - HOUR,
});
const URL = 'https://node-1.example:8443';

describe('what is found before the first list of a run', () => {
  it('is written together with the facts that it leaves, and not before them', async () => {
    await watchFor(4000);
    await recorder.stop();
    const written = async () =>
      (await of(store.changes({ cluster: 'prod', fromMs: 0, toMs: Date.now() + 1, limit: 10 }))).items;
    expect(await written()).toEqual([]);

    const [first, ...others] = threeWell();
    if (first === undefined) throw new Error('there are three');
    const { parts, ...known } = snapshotOf({ members: threeWell() });
    const pending = { ...parts.members, status: 'pending' } as const;
    board = createBoard([{ ...known, parts: { ...parts, members: pending } }]);
    recorder = createRecorder({
      store,
      cluster: 'prod',
      run: 'another',
      depth: { detail: register.detail, hardware: register.hardware, allInstances: register.instances.all },
      holding: await of(readHolding(store, 'prod')),
      startedAtMs: Date.now(),
      now: Date.now,
      onTurn: () => undefined,
    });
    board.listen((_key, view, delta) => recorder.hear(view, delta));
    const silent = {
      ...first,
      probe: { ...first.probe, state: 'silent' as const, observedAtMs: Date.now() },
    };
    board.publish({
      ...known,
      observedAtMs: Date.now(),
      members: [silent, ...others],
      parts: { ...parts, members: pending },
    });
    await pass(1000);
    const told = board.view('prod')?.changes ?? [];
    expect(told.map(({ kind }) => kind)).toContain('answering');
    expect(await written()).toEqual([]);

    see({ members: [silent, ...others] });
    await pass(1000);
    expect(await written()).toEqual(told);
    const facts = await of(store.at('prod', ['member'], Date.now()));
    expect(facts.map(({ value }) => value)).toContainEqual(
      expect.objectContaining({ probe: expect.objectContaining({ state: 'silent' }) }),
    );
  });
});

describe('what is recorded of a member', () => {
  it('is read back in the shapes of the present, with its own times', async () => {
    const pools = [{ name: 'local', driver: 'zfs', description: 'fast', status: 'Created' }];
    register.setPools(pools);
    for (let passed = 0; passed < 90_000; passed += 2000) {
      register.heardServer(URL, serverFacts({ api_extensions: ['cluster_member_state'] }), Date.now());
      if (passed % 10_000 === 0) {
        register.heardState(
          URL,
          ok({ ...state, sysinfo: { ...state.sysinfo, uptime: 3600 + passed / 1000 } }),
          Date.now(),
        );
        register.heardHardware(URL, ok(machine), Date.now());
      }
      see();
      await pass(2000);
    }
    const live = register.detail('node-1');
    const atMs = Date.now() - 20_000;
    const then = await of(past.detail('node-1', atMs));
    expect(then?.server).toEqual({
      part: { ...live?.server.part, observedAtMs: atMs },
      value: live?.server.value,
    });
    expect(then?.pools.value).toEqual(live?.pools.value);
    expect(then?.state.value).toEqual({
      ...state,
      sysinfo: { ...state.sysinfo, uptime: 3600 + (atMs - NOW_MS) / 1000 },
    });
    const { value } = (await of(past.hardware('node-1', atMs))) ?? {};
    expect(value).toEqual({
      ...machine,
      cpu: { ...machine.cpu, sockets: [{ ...machine.cpu?.sockets[0], frequency: null }] },
    });
    const { view } = await of(past.view(atMs));
    const [member] = view.snapshot.members;
    expect(member?.vitals).toMatchObject({ load: [1, 2, 3], cpuThreads: 16, fullestPool: { name: 'local' } });
    expect(view.snapshot.pools).toEqual(board.view('prod')?.snapshot.pools);
    expect(member?.probe).toMatchObject({ latencyMs: 2.4, observedAtMs: atMs });
    expect(await of(past.detail('nobody', atMs))).toBeUndefined();
    const series = await of(past.series('node-1', 'hour', Date.now()));
    expect(series?.latencyMs.filter((ms) => ms !== null)).toContain(2.4);
    expect(series?.pools['local']?.filter((share) => share !== null)).toContain(0.1);
  });

  it('has a trail of those alone that were members, whatever they are called', async () => {
    await watchFor(20_000);
    const trailsOf = (member: string) => of(past.trails(NOW_MS, Date.now(), Date.now(), member));
    expect(Object.keys((await trailsOf('node-1'))?.members ?? {})).toEqual(['node-1']);
    expect(await trailsOf('constructor')).toBeUndefined();
  });

  it('has no number that was not measured lately', async () => {
    register.heardState(URL, ok(state), Date.now());
    await watchFor(90_000);
    const atMs = Date.now() + HOUR;
    vi.setSystemTime(atMs);
    see();
    await pass(1000);
    const { view } = await of(past.view(atMs));
    expect(view.snapshot.members[0]?.vitals).toMatchObject({ load: null, fullestPool: null });
    expect((await of(past.detail('node-1', atMs)))?.state.value).toBeNull();
  });

  it('is of the host that was booted when it was, however clocks and answers differ', async () => {
    const heard = (uptime: number) =>
      register.heardState(URL, ok({ ...state, sysinfo: { ...state.sysinfo, uptime } }), Date.now());
    for (const late of [0, 1, 3, 2]) {
      heard(3600 + late + (Date.now() - NOW_MS) / 1000);
      await watchFor(12_000);
    }
    expect(store.facts('prod').filter(({ kind, name }) => kind === 'host' && name === 'node-1')).toHaveLength(
      1,
    );
    heard(1);
    await watchFor(12_000);
    expect(store.facts('prod').filter(({ kind, name }) => kind === 'host' && name === 'node-1')).toHaveLength(
      2,
    );
  });
});

describe('instances', () => {
  it('are read back as they were on each member', async () => {
    const at = (atMs: number) => ({ ...snapshotOf().rings, instances: { ...ring(), observedAtMs: atMs } });
    register.instances.replace([instance('web-1'), instance('web-2')]);
    const firstMs = see({ rings: at(Date.now()) });
    await pass(60_000);
    register.instances.replace([instance('web-1', 'node-2', 'Stopped')]);
    const secondMs = see({ rings: at(Date.now()) });
    await pass(1000);
    const on = async (member: string, atMs: number) =>
      (await of(past.instances(member, atMs)))?.value?.map(({ name, status }) => `${name} ${status}`);
    expect(await on('node-1', firstMs)).toEqual(['web-1 Running', 'web-2 Running']);
    expect(await on('node-2', firstMs)).toEqual([]);
    expect(await on('node-1', secondMs)).toEqual([]);
    expect(await on('node-2', secondMs)).toEqual(['web-1 Stopped']);
  });
});

describe('what the cluster told of', () => {
  const occurrences = async () => {
    const page = await of(
      store.occurrences({ cluster: 'prod', fromMs: 0, toMs: Number.MAX_SAFE_INTEGER, limit: 100 }),
    );
    return page.items.toReversed();
  };

  it('is recorded once: events, ends of operations, warnings that come and go', async () => {
    see({ warnings: [warning('old')] });
    await pass(5000);
    const { id: _id, ...event } = lifecycle(1);
    see(
      {
        warnings: [warning('old', { count: 2 }), warning('new')],
        operations: [operation('a'), operation('b')],
      },
      [event],
    );
    await pass(5000);
    const done = operation('a', { status: 'Success', status_code: 200 });
    see({ warnings: [warning('new')], operations: [done] });
    await pass(1000);
    see({ warnings: [warning('new')], operations: [done] });
    await pass(1000);
    see({ warnings: [warning('new')], operations: [] });
    await pass(1000);
    expect(
      (await occurrences()).map((each) =>
        each.kind === 'operation'
          ? `${each.operation.id} ${each.operation.status}`
          : each.kind === 'warning'
            ? `${each.warning.uuid} ${each.phase}`
            : each.event.action,
      ),
    ).toEqual(['instance-started', 'new began', 'a Success', 'b Running', 'old ended']);
  });

  it('is recorded once, where the next run finds an operation in the list that had ended before', async () => {
    const done = operation('a', { status: 'Success', status_code: 200, updatedAtMs: NOW_MS });
    await watchFor(4000, { operations: [done] });
    await recorder.stop();
    begin({ run: 'the next', holding: await of(readHolding(store, 'prod')) });
    await watchFor(4000, { operations: [done, operation('b', { ...done, id: 'b' })] });
    const { items } = await of(
      store.occurrences({ cluster: 'prod', fromMs: 0, toMs: Date.now(), limit: 10 }),
    );
    expect(items.map((each) => each.kind === 'operation' && each.operation.id)).toEqual(['b', 'a']);
  });

  it('has operations under way at a moment that had begun and not ended by then', async () => {
    await watchFor(4000, { operations: [operation('a'), operation('b')] });
    const atMs = Date.now();
    await watchFor(4000, { operations: [operation('a'), operation('b')] });
    const ended = { status: 'Success', status_code: 200, updatedAtMs: Date.now() };
    see({ operations: [operation('a'), operation('b', ended)] });
    await pass(1000);
    const { view } = await of(past.view(atMs));
    expect(view.snapshot.operations.map(({ id, status }) => [id, status])).toEqual([
      ['a', 'Running'],
      ['b', 'Running'],
    ]);
  });
});

describe('a recorder', () => {
  it('vouches for every ten seconds in which nothing happened', async () => {
    await watchFor(60_000);
    const last = await of(store.last('prod'));
    expect(Date.now() - (last?.atMs ?? 0)).toBeLessThan(15_000);
    expect((await of(past.moment(Date.now() - 20_000))).state).toBe('recorded');
  });

  it('writes nothing again of what stays', async () => {
    await watchFor(60_000);
    const count = store.facts('prod').length;
    await watchFor(120_000);
    expect(store.facts('prod')).toHaveLength(count);
  });

  it('that had to give up what it held says so, and records all of the present anew', async () => {
    await watchFor(20_000);
    const beforeMs = Date.now();
    store.fail({ kind: 'disk-full', message: 'full' });
    await watchFor(16_000);
    expect(turns).toEqual(['failing']);
    // More than is held.
    register.instances.replace(Array.from({ length: 60_000 }, (_, index) => instance(`i-${index}`)));
    const rings = { ...snapshotOf().rings, instances: { ...ring(), observedAtMs: Date.now() } };
    see({ rings });
    await pass(2000);
    register.instances.replace([instance('web-1')]);
    store.fail(null);
    const later = { ...snapshotOf().rings, instances: { ...ring(), observedAtMs: Date.now() } };
    await watchFor(20_000, { rings: later });
    expect(turns).toEqual(['failing', 'recording']);
    const moment = await of(past.moment(beforeMs + 16_000));
    expect(moment).toMatchObject({
      state: 'blind',
      blind: { cause: 'not-recorded', toMs: expect.any(Number) },
    });
    const nowMs = Date.now();
    expect((await of(past.moment(nowMs - 1000))).state).toBe('recorded');
    expect((await of(past.instances('node-1', nowMs)))?.value?.map(({ name }) => name)).toEqual(['web-1']);
  });

  it('records all of the present anew where what it wrote was taken away', async () => {
    await watchFor(20_000);
    const count = store.facts('prod').length;
    store.forget();
    await watchFor(30_000);
    expect(store.facts('prod').length).toBeGreaterThanOrEqual(count - 1);
    const nowMs = Date.now();
    const { view } = await of(past.view(nowMs));
    expect(view.snapshot.members.map(({ server_name }) => server_name)).toEqual([
      'node-1',
      'node-2',
      'node-3',
    ]);
    expect((await of(past.moment(nowMs))).firstMs).toBeGreaterThanOrEqual(nowMs - 30_000);
    expect(turns).toEqual(['failing', 'recording']);
  });

  it('leaves nothing behind when it stops', async () => {
    see();
    await recorder.stop();
    expect(store.facts('prod').length).toBeGreaterThan(0);
    const last = await of(store.last('prod'));
    expect(last?.atMs).toBe(NOW_MS);
  });
});

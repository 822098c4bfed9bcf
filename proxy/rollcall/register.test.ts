import { describe, expect, it } from 'vitest';
import { err, ok } from '../result.ts';
import { serverFacts } from '../testing/server-facts.ts';
import type { MemberState } from '../wire/detail.ts';
import { Hardware } from '../wire/hardware.ts';
import { GIB, NOW_MS, SECOND, member, online, snapshotOf } from '../wire/testing/scenes.ts';
import { type Register, createRegister } from './register.ts';

const URL_OF = (name: string): string => `https://${name}.example:8443`;

const state = (pools: Record<string, [used: number, total: number]> = { local: [10, 100] }): MemberState => ({
  sysinfo: {
    uptime: 3600,
    load_averages: [1, 2, 3],
    total_ram: 64 * GIB,
    free_ram: 32 * GIB,
    shared_ram: 1,
    buffered_ram: 2,
    total_swap: 0,
    free_swap: 0,
    processes: 300,
    logical_cpus: 16,
  },
  storage_pools: Object.fromEntries(
    Object.entries(pools).map(([name, [used, total]]) => [name, { space: { used, total }, inodes: null }]),
  ),
});
const hardware = Hardware.parse({
  cpu: { architecture: 'x86_64', sockets: [], total: 8 },
  memory: { used: 16 * GIB, total: 64 * GIB, nodes: [] },
});
const facts = (extensions = ['cluster_member_state']) => serverFacts({ api_extensions: extensions });

/** A register that knows of the members of a scene. */
function begin(scene = snapshotOf()): { register: Register; fill: () => ReturnType<Register['fill']> } {
  const register = createRegister();
  register.record(scene);
  return { register, fill: () => register.fill(scene) };
}
const of = (snapshot: ReturnType<Register['fill']>, name: string) =>
  snapshot.members.find(({ server_name }) => server_name === name)?.vitals;

describe('the numbers of a member', () => {
  it('come from its state and its resources, each with its own time', () => {
    const { register, fill } = begin();
    register.heardState(URL_OF('node-1'), ok(state()), NOW_MS);
    register.heardHardware(URL_OF('node-1'), ok(hardware), NOW_MS - SECOND);
    expect(of(fill(), 'node-1')).toEqual({
      stateAtMs: NOW_MS,
      load: [1, 2, 3],
      uptimeS: 3600,
      resourcesAtMs: NOW_MS - SECOND,
      cpuThreads: 8,
      memory: { totalBytes: 64 * GIB, usedBytes: 16 * GIB, freeBytes: 32 * GIB },
      poolsAtMs: NOW_MS,
      fullestPool: { name: 'local', usedBytes: 10, totalBytes: 100 },
      instances: null,
    });
    expect(of(fill(), 'node-2')?.load).toBeNull();
  });

  it('stay with their time when it is not heard any more', () => {
    const { register, fill } = begin();
    register.heardState(URL_OF('node-1'), ok(state()), NOW_MS);
    register.heardState(URL_OF('node-1'), err({ kind: 'timeout', message: 'no answer' }), NOW_MS + SECOND);
    expect(of(fill(), 'node-1')).toMatchObject({ stateAtMs: NOW_MS, load: [1, 2, 3] });
    expect(register.detail('node-1')?.state.part).toMatchObject({
      status: 'failed',
      observedAtMs: NOW_MS,
      failingSinceMs: NOW_MS + SECOND,
    });
  });

  it('are the same object for as long as nothing is new', () => {
    const { register, fill } = begin();
    register.heardState(URL_OF('node-1'), ok(state()), NOW_MS);
    expect(of(fill(), 'node-1')).toBe(of(fill(), 'node-1'));
  });

  it('come from its pools one by one where it has no state, which is said', () => {
    const { register, fill } = begin();
    register.heardServer(URL_OF('node-1'), facts([]), NOW_MS);
    const usage = { space: { used: 90, total: 100 }, inodes: null };
    register.heardPools(URL_OF('node-1'), ok(new Map([['local', usage]])), NOW_MS);
    register.heardHardware(URL_OF('node-1'), ok(hardware), NOW_MS);
    expect(of(fill(), 'node-1')).toMatchObject({
      load: null,
      memory: { usedBytes: 16 * GIB, freeBytes: null },
      fullestPool: { name: 'local', usedBytes: 90, totalBytes: 100 },
    });
    expect(register.detail('node-1')?.state.part).toMatchObject({
      status: 'unsupported',
      failure: { kind: 'not-implemented', message: 'needs the API extension cluster_member_state' },
    });
  });

  it('stay with a member that is renamed, and go with one that leaves', () => {
    const { register } = begin();
    register.heardState(URL_OF('node-2'), ok(state()), NOW_MS);
    const renamed = snapshotOf({ members: [online('node-1'), member('node-x', { url: URL_OF('node-2') })] });
    register.record(renamed);
    expect(of(register.fill(renamed), 'node-x')?.load).toEqual([1, 2, 3]);
    expect(register.detail('node-2')).toBeUndefined();
    register.record(snapshotOf({ members: [online('node-1')] }));
    register.record(snapshotOf());
    expect(register.detail('node-2')?.state.value).toBeNull();
  });
});

describe('pools', () => {
  const list = [
    { name: 'local', driver: 'zfs', description: 'fast', status: 'Created' },
    { name: 'shared', driver: 'ceph', description: '', status: 'Created' },
  ];
  const everywhere = (register: Register): void => {
    for (const [index, name] of ['node-1', 'node-2', 'node-3'].entries()) {
      const pools = { local: [index + 1, 100], shared: [50, 1000] } satisfies Record<
        string,
        [number, number]
      >;
      register.heardState(URL_OF(name), ok(state(pools)), NOW_MS);
      register.heardServer(URL_OF(name), facts(), NOW_MS);
    }
  };

  it('are added up over the members, but for one that all of them share', () => {
    const { register, fill } = begin();
    register.setPools(list);
    everywhere(register);
    expect(fill().pools).toEqual([
      { name: 'local', driver: 'zfs', remote: false, usedBytes: 6, totalBytes: 300, members: 3 },
      { name: 'shared', driver: 'ceph', remote: true, usedBytes: 50, totalBytes: 1000, members: 3 },
    ]);
  });

  it('that are not listed are told without a driver, and nobody claims to know whether they are shared', () => {
    const { register } = begin();
    everywhere(register);
    expect(register.poolNames()).toEqual(['local', 'shared']);
    expect(register.detail('node-1')?.pools.value).toMatchObject([
      { name: 'local', pool: null, remote: null, space: { used: 1, total: 100 } },
      { name: 'shared', pool: null, remote: null },
    ]);
  });

  it('that are listed and not told have no space', () => {
    const { register } = begin();
    register.setPools(list);
    expect(register.detail('node-1')?.pools.value).toMatchObject([
      { name: 'local', space: null },
      { name: 'shared', space: null },
    ]);
  });
});

it('knows nothing of the instances of anybody before there was a list', () => {
  const { register } = begin();
  expect(register.instancesOn('node-1')?.value).toBeNull();
  register.instances.replace([]);
  expect(register.instancesOn('node-1')?.value).toEqual([]);
  expect(register.instancesOn('nobody')).toBeUndefined();
});

it('samples each probe once, however often a snapshot with it is published', () => {
  const { register } = begin();
  for (let times = 0; times < 5; times += 1) register.record(snapshotOf());
  const other = { ...online('node-1').probe, latencyMs: 4.4, observedAtMs: NOW_MS + 1 };
  register.record(snapshotOf({ members: [online('node-1', undefined, { probe: other })] }));
  // 2.4 ms once and 4.4 ms once.
  expect(register.series('node-1', 'hour', NOW_MS)?.latencyMs.at(-1)).toBe(3.4);
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { guises } from '../guise.ts';
import { memberFrom } from '../member.ts';
import type { Member } from '../member.ts';
import { memberState } from '../member-state.ts';
import { fakeClock } from '../fake-clock.ts';
import { seededRandom } from '../random.ts';
import { startSim } from '../sim.ts';
import type { Sim } from '../sim.ts';
import { Pools } from '../storage/pools.ts';
import { ask, error, success } from '../test-client.ts';
import { resourcesOf } from './resources.ts';

const clock = fakeClock();
const nowMs = clock.nowMs();
const seed = 1;
const memberOf = (id: number): Member =>
  memberFrom({ name: `node-${id}`, url: '', failureDomain: 'default' }, id, {
    nowMs,
    heartbeatSpreadMs: 3000,
    random: seededRandom(id),
  });
const members = Array.from({ length: 60 }, (_, index) => memberOf(index + 1));
const machineOf = (member: Member) => resourcesOf(member, nowMs, seed, guises['lxd-5.21']);
const machines = members.map(machineOf);

describe('a machine', () => {
  it('is the same as the one that the member state tells of', () => {
    const pools = new Pools({ clock, seed, memberCount: 3 });
    for (const member of members) {
      const { cpu, memory } = machineOf(member);
      const { sysinfo } = memberState(member, nowMs, { seed, guise: guises['lxd-5.21'], pools });
      expect(sysinfo.logical_cpus).toBe(cpu.total);
      expect(sysinfo.total_ram / memory.total).toBeGreaterThan(0.97);
      expect(sysinfo.total_ram).toBeLessThan(memory.total);
      // What caches hold is used for the one and not for the other.
      expect(sysinfo.total_ram - sysinfo.free_ram).toBeGreaterThan(memory.used);
    }
  });

  it('depends on seed and member, and not on its name', () => {
    const [first] = members;
    if (!first) throw new Error('no member');
    expect(machineOf({ ...first, name: 'another' })).toEqual(machineOf(first));
    expect(machineOf({ ...first, id: 2 })).not.toEqual(machineOf(first));
    expect(resourcesOf(first, nowMs, 2, guises['lxd-5.21'])).not.toEqual(machineOf(first));
  });

  it('has each thread once, in as many sockets, cores and nodes as are said', () => {
    for (const { cpu, memory } of machines) {
      const threads = cpu.sockets.flatMap(({ cores }) => cores.flatMap((core) => core.threads));
      expect(threads.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: cpu.total }, (_, id) => id),
      );
      const nodes = new Set(threads.map(({ numa_node }) => numa_node));
      expect([...nodes]).toEqual(memory.nodes.map(({ numa_node }) => numa_node));
      expect(memory.nodes.reduce((sum, { total }) => sum + total, 0)).toBe(memory.total);
    }
    expect(new Set(machines.map(({ cpu }) => cpu.sockets.length))).toEqual(new Set([1, 2]));
  });

  it('has cards now and then, and a port without a cable always', () => {
    expect(new Set(machines.map(({ gpu }) => gpu.total > 0))).toEqual(new Set([true, false]));
    for (const { network } of machines) {
      const ports = network.cards.flatMap((card) => card.ports);
      const down = ports.filter(({ link_detected }) => !link_detected);
      expect(down.length).toBeGreaterThan(0);
      for (const port of down) expect(port).not.toHaveProperty('link_speed');
    }
    const fast = machines.flatMap(({ network }) => network.cards.slice(2, 4).flatMap((card) => card.ports));
    expect(new Set(fast.map(({ link_detected }) => link_detected))).toEqual(new Set([true, false]));
  });

  it('lists whatever is in a slot among its PCI devices', () => {
    for (const { pci, network, gpu, storage } of machines) {
      const plugged = [...network.cards, ...gpu.cards, ...storage.disks].map((card) => card.pci_address);
      const addresses = pci.devices.map((device) => device.pci_address);
      expect(addresses).toEqual(expect.arrayContaining(plugged));
      expect(new Set(addresses).size).toBe(pci.total);
    }
  });

  it('counts disks and partitions together, and has disks of every kind', () => {
    for (const { storage } of machines) {
      const partitions = storage.disks.flatMap((disk) => disk.partitions);
      expect(storage.total).toBe(storage.disks.length + partitions.length);
      for (const disk of storage.disks) {
        expect(disk.partitions.reduce((sum, { size }) => sum + size, 0)).toBeLessThanOrEqual(disk.size);
      }
      expect(new Set(storage.disks.map(({ id }) => id)).size).toBe(storage.disks.length);
    }
    const disks = machines.flatMap(({ storage }) => storage.disks);
    expect(new Set(disks.map(({ type }) => type))).toEqual(new Set(['nvme', 'sata', 'usb']));
    expect(new Set(disks.map(({ rpm }) => rpm))).toEqual(new Set([0, 1, 7200]));
  });

  it('tells of its load and of what its cores can do only as Incus', () => {
    const [member] = members;
    if (!member) throw new Error('no member');
    const incus = resourcesOf(member, nowMs, seed, guises['incus-6']);
    expect(incus).toMatchObject({ load: { Average1Min: expect.any(Number) } });
    expect(incus.cpu.sockets[0]?.cores[0]).toHaveProperty('flags');
    expect(machineOf(member)).not.toHaveProperty('load');
    expect(machineOf(member).cpu.sockets[0]?.cores[0]).not.toHaveProperty('flags');
  });
});

describe('GET /1.0/resources', () => {
  let sim: Sim;
  const at = (query = '', member = 1): string => `${sim.endpoints[member - 1]}/1.0/resources${query}`;
  beforeEach(async () => {
    sim = await startSim({ members: 3, speed: 20, guise: 'lxd-5.0' });
  });
  afterEach(() => sim.close());

  it('is of the member that is asked, or of the one that is named', async () => {
    const client = sim.restricted;
    const serialOf = async (url: string) =>
      JSON.stringify((await ask(url, { client })).json).match(
        /"product":"[^"]*","family".*?"serial":"(\w+)"/,
      )?.[1];
    const second = await serialOf(at('', 2));
    expect(second).toMatch(/^\w{7}$/);
    expect(await serialOf(at())).not.toBe(second);
    expect(await serialOf(at('?target=node-2'))).toBe(second);
    expect(await serialOf(at('?target=node-2', 2))).toBe(second);
    expect((await ask(at(), { client })).json).toMatchObject(
      success({ cpu: { architecture: 'x86_64' }, system: { type: 'physical' } }),
    );
  });

  it('of nobody is 404, of one that is down an error after a while', async () => {
    const client = sim.restricted;
    expect((await ask(at('?target=nobody'), { client })).json).toEqual(
      error(404, 'Cluster member not found'),
    );
    await sim.control.kill('node-3');
    expect((await ask(at('?target=node-3'), { client })).json).toEqual(
      error(500, 'Missing event connection with target cluster member'),
    );
  });

  it('needs a certificate, and no majority', async () => {
    expect((await ask(at())).status).toBe(403);
    await sim.control.kill('node-2');
    await sim.control.kill('node-3');
    expect((await ask(at(), { client: sim.restricted })).status).toBe(200);
    expect((await ask(at('?target=node-1'), { client: sim.restricted })).status).not.toBe(200);
  });
});

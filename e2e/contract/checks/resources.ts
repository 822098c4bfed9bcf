import { describe, expect, it } from 'vitest';
import { outcomeOf, read } from '../answers.ts';
import { Resources } from '../shapes/resources/resources.ts';
import { firstOf, TRUSTED, type Caller, type Subject } from '../subject.ts';

const PATH = '/1.0/resources';

/** The machines that the members are. */
export function resourceChecks(subject: () => Subject): void {
  const machineOf = async (member: string, caller: Caller = 'restricted') =>
    Resources.parse(await read(subject().as(caller, member), PATH));

  describe('the machine of a member', () => {
    it.each(TRUSTED)('is described by the member itself, to %s', async (caller) => {
      for (const name of subject().cluster.memberNames) {
        const { cpu, memory } = await machineOf(name, caller);
        const threads = cpu.sockets.flatMap((socket) => socket.cores.flatMap((core) => core.threads));
        expect(threads).toHaveLength(cpu.total);
        expect(memory.used).toBeGreaterThan(0);
        expect(memory.used).toBeLessThan(memory.total);
      }
    });

    it('counts its cards, disks and devices', async () => {
      const { gpu, network, storage, usb, pci } = await machineOf(firstOf(subject().cluster.memberNames));
      // Virtual functions, ports and partitions may count too.
      expect(gpu.total).toBeGreaterThanOrEqual(gpu.cards.length);
      expect(network.total).toBeGreaterThanOrEqual(network.cards.length);
      expect(storage.total).toBeGreaterThanOrEqual(storage.disks.length);
      expect(usb.total).toBe(usb.devices.length);
      expect(pci.total).toBe(pci.devices.length);
    });

    it('tells its load and what its processors can do in Incus alone', async () => {
      const { load, cpu } = await machineOf(firstOf(subject().cluster.memberNames));
      const [core] = cpu.sockets.flatMap((socket) => socket.cores);
      const isIncus = subject().cluster.product === 'incus';
      expect(load !== undefined).toBe(isIncus);
      expect(core?.flags !== undefined).toBe(isIncus);
    });

    it('is the same when another member is asked for it', async () => {
      const { cluster, as } = subject();
      const asked = firstOf(cluster.memberNames);
      for (const target of cluster.memberNames) {
        const path = `${PATH}?target=${encodeURIComponent(target)}`;
        const { cpu, storage } = Resources.parse(await read(as('restricted', asked), path));
        const own = await machineOf(target);
        expect(cpu).toEqual(own.cpu);
        expect(storage).toEqual(own.storage);
      }
      expect(await outcomeOf(as('restricted'), `${PATH}?target=nobody`)).toBe('404 Cluster member not found');
    });
  });
}

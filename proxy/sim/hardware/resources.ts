import type { Guise } from '../guise.ts';
import type { Member } from '../member.ts';
import { cpuOf } from './cpu.ts';
import { disksOf } from './disks.ts';
import { figuresOf } from './figures.ts';
import { gpusOf } from './gpu.ts';
import { hostOf } from './host.ts';
import { memoryOf } from './memory.ts';
import { networkOf } from './network.ts';
import { pciOf } from './pci.ts';
import { systemOf } from './system.ts';
import { usbOf } from './usb.ts';

/** `GET /1.0/resources` at `nowMs`: the machine of the member, field for field as the API has it. */
export function resourcesOf(member: Member, nowMs: number, seed: number, guise: Guise) {
  const host = hostOf(member.id, seed);
  const figures = figuresOf(member, host, nowMs);
  const [Average1Min, Average5Min, Average10Min] = figures.load;
  return {
    cpu: cpuOf(host, guise),
    memory: memoryOf(host, figures),
    gpu: gpusOf(host),
    network: networkOf(host),
    storage: disksOf(host),
    usb: usbOf(host),
    pci: pciOf(host),
    system: systemOf(host),
    ...(guise.extensions.includes('resources_load')
      ? { load: { Average1Min, Average5Min, Average10Min, Processes: figures.processes } }
      : {}),
  };
}

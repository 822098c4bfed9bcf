import * as z from 'zod/mini';
import { Pci, Usb } from './buses.ts';
import { Cpu, Load } from './cpu.ts';
import { Disks } from './disks.ts';
import { Gpu } from './gpu.ts';
import { Memory } from './memory.ts';
import { Network } from './network.ts';
import { System } from './system.ts';

/** The machine of a member. */
export const Resources = z.strictObject({
  cpu: Cpu,
  memory: Memory,
  gpu: Gpu,
  network: Network,
  storage: Disks,
  usb: Usb,
  pci: Pci,
  system: System,
  load: z.optional(Load),
});

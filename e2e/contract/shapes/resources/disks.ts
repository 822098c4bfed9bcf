import * as z from 'zod/mini';

const Partition = z.strictObject({
  id: z.string(),
  device: z.string(),
  partition: z.int(),
  read_only: z.boolean(),
  size: z.int(),
});

/** Sizes in bytes. `rpm` is 0 of what does not turn, and may be 1 of what is virtual. */
const Disk = z.strictObject({
  id: z.string(),
  device: z.string(),
  device_id: z.string(),
  device_path: z.optional(z.string()),
  type: z.optional(z.string()),
  model: z.optional(z.string()),
  serial: z.optional(z.string()),
  wwn: z.optional(z.string()),
  firmware_version: z.optional(z.string()),
  size: z.int(),
  block_size: z.int(),
  rpm: z.int(),
  read_only: z.boolean(),
  removable: z.boolean(),
  numa_node: z.int(),
  pci_address: z.optional(z.string()),
  usb_address: z.optional(z.string()),
  partitions: z.array(Partition),
});

export const Disks = z.strictObject({ disks: z.array(Disk), total: z.int() });

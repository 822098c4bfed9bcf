/**
 * What a member is made of. LXD's names; bytes, and clock frequencies in MHz, link speeds in Mbit/s.
 * Source: `GET /1.0/resources`, API extensions `resources`, `resources_v2`, `resources_system` and their like.
 * A field that is missing or makes no sense costs that field alone: '' for a text, null for anything else.
 */
import * as z from 'zod/mini';

const text = z.catch(z.string(), '');
const number = z.catch(z.nullable(z.number()), null);
const flag = z.catch(z.nullable(z.boolean()), null);
const list = <T extends z.ZodMiniType>(item: T) => z.catch(z.array(item), []);
const maybe = <T extends z.ZodMiniType>(part: T) => z.catch(z.nullable(part), null);
const map = <T extends z.ZodMiniType>(value: T) => z.catch(z.record(z.string(), value), {});

const CpuThread = z.object({ id: number, thread: number, numa_node: number, online: flag, isolated: flag });
const CpuCore = z.object({
  core: number,
  die: number,
  frequency: number,
  threads: list(CpuThread),
  /** Incus, API extension `resources_cpu_flags`. */
  flags: list(z.string()),
});
const CpuSocket = z.object({
  socket: number,
  name: text,
  vendor: text,
  frequency: number,
  frequency_minimum: number,
  frequency_turbo: number,
  cache: list(z.object({ level: number, type: text, size: number })),
  cores: list(CpuCore),
});

const MemoryNode = z.object({
  numa_node: number,
  used: number,
  total: number,
  hugepages_used: number,
  hugepages_total: number,
});

/** What devices on a bus have in common. */
const device = {
  driver: text,
  driver_version: text,
  vendor: text,
  vendor_id: text,
  product: text,
  product_id: text,
  numa_node: number,
  pci_address: text,
};
/** Virtual functions, as counts: each of them is a card again. */
const sriov = maybe(z.object({ current_vfs: number, maximum_vfs: number }));

/** A kind of virtual card that a card can be shared as, by the id that `mdev` of a device takes. API extension `resources_gpu_mdev`. */
const MediatedDevice = z.object({
  api: text,
  name: text,
  description: text,
  available: number,
  /** Those in use, by UUID. */
  devices: list(z.string()),
});

const GpuCard = z.object({
  ...device,
  usb_address: text,
  drm: maybe(
    z.object({ id: number, card_name: text, card_device: text, render_name: text, control_name: text }),
  ),
  nvidia: maybe(
    z.object({
      brand: text,
      model: text,
      architecture: text,
      cuda_version: text,
      nvrm_version: text,
      uuid: text,
      card_name: text,
    }),
  ),
  mdev: map(MediatedDevice),
  sriov,
});

const NetworkPort = z.object({
  id: text,
  address: text,
  port: number,
  protocol: text,
  port_type: text,
  transceiver_type: text,
  auto_negotiation: flag,
  link_detected: flag,
  link_speed: number,
  link_duplex: text,
  supported_modes: list(z.string()),
  supported_ports: list(z.string()),
  infiniband: maybe(z.object({ issm_name: text, mad_name: text, verb_name: text })),
});
const NetworkCard = z.object({
  ...device,
  firmware_version: text,
  usb_address: text,
  ports: list(NetworkPort),
  sriov,
});

const Disk = z.object({
  id: text,
  device: text,
  device_id: text,
  device_path: text,
  model: text,
  serial: text,
  wwn: text,
  type: text,
  firmware_version: text,
  size: number,
  block_size: number,
  rpm: number,
  read_only: flag,
  removable: flag,
  numa_node: number,
  pci_address: text,
  usb_address: text,
  partitions: list(z.object({ id: text, device: text, partition: number, read_only: flag, size: number })),
});

const UsbDevice = z.object({
  bus_address: number,
  device_address: number,
  vendor: text,
  vendor_id: text,
  product: text,
  product_id: text,
  speed: number,
  interfaces: list(
    z.object({ class: text, subclass: text, driver: text, driver_version: text, number: number }),
  ),
});

const PciDevice = z.object({
  ...device,
  iommu_group: number,
  /** What the vendor wrote into it: part and serial numbers, by two letters. */
  vpd: maybe(z.object({ product_name: text, entries: map(z.string()) })),
});

export const Hardware = z.object({
  cpu: maybe(z.object({ architecture: text, sockets: list(CpuSocket), total: number })),
  memory: maybe(
    z.object({
      nodes: list(MemoryNode),
      hugepages_total: number,
      hugepages_used: number,
      hugepages_size: number,
      used: number,
      total: number,
    }),
  ),
  gpu: maybe(z.object({ cards: list(GpuCard), total: number })),
  network: maybe(z.object({ cards: list(NetworkCard), total: number })),
  storage: maybe(z.object({ disks: list(Disk), total: number })),
  usb: maybe(z.object({ devices: list(UsbDevice), total: number })),
  pci: maybe(z.object({ devices: list(PciDevice), total: number })),
  system: maybe(
    z.object({
      uuid: text,
      vendor: text,
      product: text,
      family: text,
      version: text,
      sku: text,
      serial: text,
      type: text,
      firmware: maybe(z.object({ vendor: text, date: text, version: text })),
      chassis: maybe(z.object({ vendor: text, type: text, serial: text, version: text })),
      motherboard: maybe(z.object({ vendor: text, product: text, serial: text, version: text })),
    }),
  ),
});
export type Hardware = z.infer<typeof Hardware>;

import type { Random } from '../random.ts';
import { hexDigits, serial } from './host.ts';
import type { Host } from './host.ts';

type Kind = { model: string; firmware_version: string; size: number; rpm: number; block_size: number };

const systemDisk: Kind = {
  model: 'INTEL SSDSC2KB48',
  firmware_version: 'XCV10165',
  size: 480_103_981_056,
  rpm: 0,
  block_size: 4096,
};

const hardDisk: Kind = {
  model: 'ST8000NM000A-2KE',
  firmware_version: 'SN02',
  size: 8_001_563_222_016,
  rpm: 7200,
  block_size: 4096,
};

const mebibyte = 2 ** 20;
/** Boot loader, boot and the rest. */
const systemPartitions = [512 * mebibyte, 1024 * mebibyte, 0];

/** On SATA: `sda`, `sdb`, ... */
function sata(random: Random, kind: Kind, index: number, isSystem: boolean) {
  const id = `sd${String.fromCodePoint(97 + index)}`;
  const wwn = `5000c5${serial(random, 10, hexDigits)}`;
  const rest = kind.size - systemPartitions.reduce((sum, size) => sum + size, 2 * mebibyte);
  const partitions = isSystem
    ? systemPartitions.map((size, at) => ({
        id: `${id}${at + 1}`,
        device: `8:${index * 16 + at + 1}`,
        read_only: false,
        size: size || rest,
        partition: at + 1,
      }))
    : [];
  return {
    id,
    device: `8:${index * 16}`,
    model: kind.model,
    type: 'sata',
    read_only: false,
    size: kind.size,
    removable: false,
    wwn: `naa.${wwn}`,
    numa_node: 0,
    device_path: `pci-0000:00:17.0-ata-${index + 1}`,
    block_size: kind.block_size,
    firmware_version: kind.firmware_version,
    rpm: kind.rpm,
    serial: isSystem ? `PHYF${serial(random, 14)}` : `ZR${serial(random, 6)}`,
    device_id: `wwn-0x${wwn}`,
    partitions,
    pci_address: '0000:00:17.0',
  };
}

/** One half of the mirror on which the member's own pool is. */
function nvme(host: Host, random: Random, index: number) {
  const eui = `eui.${serial(random, 14, hexDigits)}02`;
  const id = `nvme${index}n1`;
  const pci = `0000:5${index + 7}:00.0`;
  return {
    id,
    device: `259:${index * 2}`,
    model: host.poolDisk.model,
    type: 'nvme',
    read_only: false,
    size: host.poolDisk.size,
    removable: false,
    wwn: eui,
    numa_node: host.nodes - 1,
    device_path: `pci-${pci}-nvme-1`,
    block_size: 512,
    firmware_version: 'GDC5902Q',
    rpm: 0,
    serial: `S64HNE0${serial(random, 7)}`,
    device_id: `nvme-${eui}`,
    partitions: [
      {
        id: `${id}p1`,
        device: `259:${index * 2 + 1}`,
        read_only: false,
        size: host.poolDisk.size - 2 * mebibyte,
        partition: 1,
      },
    ],
    pci_address: pci,
  };
}

/** What somebody has forgotten in it, after the installation. */
const forgottenStick = (random: Random, index: number) => ({
  id: `sd${String.fromCodePoint(97 + index)}`,
  device: `8:${index * 16}`,
  model: 'Ultra Fit',
  type: 'usb',
  read_only: false,
  size: 30_765_219_840,
  removable: true,
  numa_node: 0,
  device_path: 'pci-0000:00:14.0-usb-0:1:1.0-scsi-0:0:0:0',
  block_size: 512,
  firmware_version: '1.00',
  rpm: 1,
  serial: `4C53100${serial(random, 13, '0123456789')}`,
  device_id: 'usb-SanDisk_Ultra_Fit-0:0',
  partitions: [],
  pci_address: '0000:00:14.0',
  usb_address: '1:4',
});

/** `storage` of `GET /1.0/resources`, bytes: two SSDs with the system, two NVMe disks with the member's own pool, in some
 *  machines rotating disks for the pool that is shared. `total` counts disks and partitions alike. */
export function disksOf(host: Host) {
  const random = host.randomFor('disks');
  const hard = Array.from({ length: host.hardDisks }, (_, index) => sata(random, hardDisk, index + 2, false));
  const disks = [
    nvme(host, random, 0),
    nvme(host, random, 1),
    sata(random, systemDisk, 0, true),
    sata(random, systemDisk, 1, true),
    ...hard,
    ...(random() < 0.15 ? [forgottenStick(random, 2 + host.hardDisks)] : []),
  ];
  return { disks, total: disks.reduce((sum, { partitions }) => sum + 1 + partitions.length, 0) };
}

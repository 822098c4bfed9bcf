import type { Random } from '../random.ts';
import { hexDigits, serial } from './host.ts';
import type { Host } from './host.ts';
import { kernelVersion } from './kernel.ts';

const copper = ['10baseT/Half', '10baseT/Full', '100baseT/Half', '100baseT/Full', '1000baseT/Full'];

/** A port as the API has it. Without a link it has neither speed nor duplex. */
type Port = {
  id: string;
  address: string;
  port: number;
  protocol: string;
  supported_modes?: string[];
  supported_ports?: string[];
  port_type: string;
  transceiver_type: string;
  auto_negotiation: boolean;
  link_detected: boolean;
  link_speed?: number;
  link_duplex?: string;
  infiniband?: Record<string, string>;
};

type NetworkCard = Card & {
  driver_version: string;
  ports: Port[];
  sriov?: { current_vfs: number; maximum_vfs: number; vfs: never[] };
  numa_node: number;
  pci_address: string;
};

type Card = {
  driver: string;
  vendor: string;
  vendor_id: string;
  product: string;
  product_id: string;
  firmware_version: string;
};

const broadcom: Card = {
  driver: 'tg3',
  vendor: 'Broadcom Inc. and subsidiaries',
  vendor_id: '14e4',
  product: 'NetXtreme BCM5720 Gigabit Ethernet PCIe',
  product_id: '165f',
  firmware_version: 'FFV22.61.8 bc 5720-v1.39',
};

const intel: Card = {
  driver: 'i40e',
  vendor: 'Intel Corporation',
  vendor_id: '8086',
  product: 'Ethernet Controller X710 for 10GbE SFP+',
  product_id: '1572',
  firmware_version: '9.20 0x8000d95e 22.0.9',
};

const mellanox: Card = {
  driver: 'mlx5_core',
  vendor: 'Mellanox Technologies',
  vendor_id: '15b3',
  product: 'MT27710 Family [ConnectX-4 Lx]',
  product_id: '1015',
  firmware_version: '14.32.1010 (DEL2810000034)',
};

const infiniBand: Card = {
  driver: 'mlx5_core',
  vendor: 'Mellanox Technologies',
  vendor_id: '15b3',
  product: 'MT28908 Family [ConnectX-6]',
  product_id: '101b',
  firmware_version: '20.39.2048 (MT_0000000228)',
};

const linkOf = (speed: number | null) =>
  speed === null ? { link_detected: false } : { link_detected: true, link_speed: speed, link_duplex: 'full' };

const addressOf = (random: Random, vendor: string): string =>
  vendor + (serial(random, 6, hexDigits).match(/../g) ?? []).map((byte) => `:${byte}`).join('');

const onBoard = (random: Random, index: number, speed: number | null): NetworkCard => ({
  ...broadcom,
  driver_version: kernelVersion,
  ports: [
    {
      id: `eno${index + 1}`,
      address: addressOf(random, 'b0:4f:13'),
      port: 0,
      protocol: 'ethernet',
      supported_modes: copper,
      supported_ports: ['twisted pair'],
      port_type: 'twisted pair',
      transceiver_type: 'internal',
      auto_negotiation: true,
      ...linkOf(speed),
    },
  ],
  numa_node: 0,
  pci_address: `0000:04:00.${index}`,
});

/** One of the two fast ports, on which the cluster's own traffic goes. */
function fast(host: Host, random: Random, index: number, hasLink: boolean): NetworkCard {
  const isSmall = host.cpus === 8;
  const speed = isSmall ? 10_000 : 25_000;
  return {
    ...(isSmall ? intel : mellanox),
    driver_version: kernelVersion,
    ports: [
      {
        id: isSmall ? `enp59s0f${index}` : `enp59s0f${index}np${index}`,
        address: addressOf(random, isSmall ? '3c:fd:fe' : '98:03:9b'),
        port: 0,
        protocol: 'ethernet',
        supported_modes: isSmall
          ? ['10000baseSR/Full', '10000baseLR/Full']
          : ['10000baseKR/Full', '25000baseCR/Full', '25000baseSR/Full'],
        supported_ports: ['fibre'],
        port_type: isSmall ? 'fibre' : 'direct attach copper',
        transceiver_type: 'internal',
        auto_negotiation: !isSmall,
        ...linkOf(hasLink ? speed : null),
      },
    ],
    sriov: { current_vfs: 0, maximum_vfs: isSmall ? 64 : 8, vfs: [] },
    numa_node: 0,
    pci_address: `0000:3b:00.${index}`,
  };
}

const fabric = (host: Host): NetworkCard => ({
  ...infiniBand,
  driver_version: kernelVersion,
  ports: [
    {
      id: 'ibp175s0',
      address: '00:00:10:86:fe:80:00:00:00:00:00:00:08:c0:eb:03:00:5c:1f:7e',
      port: 0,
      protocol: 'infiniband',
      port_type: 'other',
      transceiver_type: 'internal',
      auto_negotiation: true,
      ...linkOf(100_000),
      infiniband: {
        issm_name: 'issm0',
        issm_device: '231:64',
        mad_name: 'umad0',
        mad_device: '231:0',
        verb_name: 'uverbs0',
        verb_device: '231:192',
      },
    },
  ],
  numa_node: host.nodes - 1,
  pci_address: '0000:af:00.0',
});

/** `network` of `GET /1.0/resources`, speeds in Mbit/s: two ports on the board, of which the second has no cable, and two
 *  fast ones, of which in one machine in four the second has lost its link; with graphics cards one for their traffic. */
export function networkOf(host: Host) {
  const random = host.randomFor('network');
  const cards = [
    onBoard(random, 0, 1000),
    onBoard(random, 1, null),
    fast(host, random, 0, true),
    fast(host, random, 1, random() >= 0.25),
    ...(host.gpus > 0 ? [fabric(host)] : []),
  ];
  return { cards, total: cards.length };
}

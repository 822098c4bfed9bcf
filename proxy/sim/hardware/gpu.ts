import { seededUuid } from '../random.ts';
import type { Random } from '../random.ts';
import type { Host } from './host.ts';
import { kernelVersion } from './kernel.ts';

const driverVersion = '550.90.07';

const nvidia = (host: Host, random: Random, index: number) => ({
  driver: 'nvidia',
  driver_version: driverVersion,
  drm: {
    id: index,
    card_name: `card${index}`,
    card_device: `226:${index}`,
    render_name: `renderD${128 + index}`,
    render_device: `226:${128 + index}`,
  },
  sriov: { current_vfs: 0, maximum_vfs: 32, vfs: [] },
  nvidia: {
    cuda_version: '12.4',
    nvrm_version: driverVersion,
    brand: 'NVIDIA',
    model: 'NVIDIA A10',
    uuid: `GPU-${seededUuid(random)}`,
    architecture: '8.6',
    card_name: `nvidia${index}`,
    card_device: `195:${index}`,
  },
  mdev: {
    'nvidia-592': {
      api: 'vfio-pci',
      available: 6,
      name: 'NVIDIA A10-4Q',
      description: 'num_heads=4, frl_config=60, framebuffer=4096M, max_resolution=7680x4320, max_instance=6',
      devices: [],
    },
  },
  numa_node: host.nodes - 1,
  pci_address: `0000:${index === 0 ? 'ca' : 'e1'}:00.0`,
  vendor: 'NVIDIA Corporation',
  vendor_id: '10de',
  product: 'GA102GL [A10]',
  product_id: '2236',
});

/** The picture of the board's own remote control. */
const aspeed = {
  driver: 'ast',
  driver_version: kernelVersion,
  drm: { id: 0, card_name: 'card0', card_device: '226:0' },
  numa_node: 0,
  pci_address: '0000:03:00.0',
  vendor: 'ASPEED Technology, Inc.',
  vendor_id: '1a03',
  product: 'ASPEED Graphics Family',
  product_id: '2000',
};

/** `gpu` of `GET /1.0/resources`: of most machines an empty list. */
export function gpusOf(host: Host) {
  const random = host.randomFor('gpu');
  const own = host.model.vendor === 'Supermicro' ? [aspeed] : [];
  const cards = [
    ...own,
    ...Array.from({ length: host.gpus }, (_, index) => nvidia(host, random, own.length + index)),
  ];
  return { cards, total: cards.length };
}

import { disksOf } from './disks.ts';
import { gpusOf } from './gpu.ts';
import type { Host } from './host.ts';
import { kernelVersion } from './kernel.ts';
import { networkOf } from './network.ts';

type Device = {
  driver: string;
  driver_version: string;
  numa_node: number;
  pci_address: string;
  vendor: string;
  vendor_id: string;
  product: string;
  product_id: string;
};

/** What comes with the board. */
function chipsetOf(host: Host): Device[] {
  const isIntel = host.model.processor.vendor === 'GenuineIntel';
  const bridge = {
    pci_address: '0000:00:00.0',
    driver: '',
    product: isIntel ? 'Ice Lake Memory Map/VT-d' : 'Starship/Matisse Root Complex',
    product_id: isIntel ? '09a2' : '1480',
  };
  const usb = {
    pci_address: '0000:00:14.0',
    driver: 'xhci_hcd',
    product: isIntel
      ? 'C620 Series Chipset Family USB 3.0 xHCI Controller'
      : 'Starship USB 3.0 Host Controller',
    product_id: isIntel ? 'a1af' : '148c',
  };
  const sata = {
    pci_address: '0000:00:17.0',
    driver: 'ahci',
    product: isIntel ? 'C620 Series Chipset Family SATA Controller' : 'FCH SATA Controller',
    product_id: isIntel ? 'a182' : '7901',
  };
  return [bridge, usb, sata].map((device) => ({
    ...device,
    driver_version: device.driver === '' ? '' : kernelVersion,
    numa_node: 0,
    vendor: isIntel ? 'Intel Corporation' : 'Advanced Micro Devices, Inc. [AMD]',
    vendor_id: isIntel ? '8086' : '1022',
  }));
}

/** `pci` of `GET /1.0/resources`: the board's own devices, and all those cards and disks that the other parts tell of. */
export function pciOf(host: Host) {
  const drives = disksOf(host).disks.filter(({ type }) => type === 'nvme');
  const plugged: Device[] = [
    ...networkOf(host).cards,
    ...gpusOf(host).cards,
    ...drives.map(({ pci_address, numa_node }) => ({
      driver: 'nvme',
      driver_version: '1.0',
      numa_node,
      pci_address,
      vendor: 'Samsung Electronics Co Ltd',
      vendor_id: '144d',
      product: 'NVMe SSD Controller PM9A1/PM9A3/980PRO',
      product_id: 'a80a',
    })),
  ];
  const devices = [...chipsetOf(host), ...plugged]
    .toSorted((one, other) => (one.pci_address < other.pci_address ? -1 : 1))
    .map(
      (
        { driver, driver_version, numa_node, pci_address, vendor, vendor_id, product, product_id },
        index,
      ) => ({
        driver,
        driver_version,
        numa_node,
        pci_address,
        vendor,
        vendor_id,
        product,
        product_id,
        iommu_group: 10 + index,
        vpd:
          vendor_id === '14e4'
            ? {
                product_name: 'Broadcom NetXtreme Gigabit Ethernet',
                entries: { MN: '14E4', V0: 'FFV22.61.8' },
              }
            : {},
      }),
    );
  return { devices, total: devices.length };
}

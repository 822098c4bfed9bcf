/** What hangs on the buses: long lists of little interest, folded until they are asked for. */
import { type ReactNode, useState } from 'react';
import type { Hardware } from '~wire/hardware.ts';
import { formatCount, formatMegabits } from '../../../lib/units.ts';
import { DataTable } from '../../../ui/DataTable.tsx';
import { Absent } from './Absent.tsx';
import { Lines, Words } from '../Words.tsx';
import { joined, productOf } from '../hardware-words.ts';

export function UsbPanel({ usb }: { usb: Hardware['usb'] }) {
  if (usb === null || usb.devices.length === 0) return <Absent title="USB devices" told={usb !== null} />;
  return (
    <Folded title="USB devices" count={usb.devices.length}>
      <DataTable
        label="USB devices"
        rows={usb.devices}
        keyOf={(_device, index) => String(index)}
        columns={[
          { head: 'At', cell: (device) => `${device.bus_address ?? '?'}:${device.device_address ?? '?'}` },
          { head: 'Device', cell: (device) => <Words text={productOf(device)} /> },
          { head: 'IDs', cell: (device) => <Words text={joined(device.vendor_id, device.product_id)} /> },
          {
            head: 'Speed',
            numeric: true,
            cell: ({ speed }) => <Words text={speed && formatMegabits(speed)} />,
          },
          {
            head: 'Interfaces',
            cell: ({ interfaces }) => (
              <Words
                text={interfaces
                  .map((each) => joined(each.class, each.subclass, each.driver && `by ${each.driver}`))
                  .filter((words) => words !== null)
                  .join(', ')}
              />
            ),
          },
        ]}
      />
    </Folded>
  );
}

export function PciPanel({ pci }: { pci: Hardware['pci'] }) {
  if (pci === null || pci.devices.length === 0) return <Absent title="PCI devices" told={pci !== null} />;
  return (
    <Folded title="PCI devices" count={pci.devices.length}>
      <DataTable
        label="PCI devices"
        rows={pci.devices}
        keyOf={({ pci_address }, index) => `${pci_address} ${index}`}
        columns={[
          { head: 'At', cell: (device) => <Words text={joined(device.pci_address)} /> },
          {
            head: 'Device',
            cell: (device) => (
              <Lines
                text={joined(device.vpd?.product_name) ?? productOf(device)}
                less={[joined(device.vpd?.product_name) && productOf(device), entriesOf(device)]}
              />
            ),
          },
          { head: 'IDs', cell: (device) => <Words text={joined(device.vendor_id, device.product_id)} /> },
          { head: 'Driver', cell: (device) => <Words text={joined(device.driver, device.driver_version)} /> },
          { head: 'IOMMU group', numeric: true, cell: ({ iommu_group }) => iommu_group ?? '–' },
          { head: 'NUMA node', numeric: true, cell: ({ numa_node }) => numa_node ?? '–' },
        ]}
      />
    </Folded>
  );
}

type PciDevice = NonNullable<Hardware['pci']>['devices'][number];

/** What the vendor wrote into a device, as it is: `PN 71-11, SN 1234`. */
const entriesOf = ({ vpd }: PciDevice): string =>
  Object.entries(vpd?.entries ?? {})
    .map(([key, value]) => `${key} ${value}`)
    .join(', ');

/** A list that is made only when it is opened. */
function Folded({ title, count, children }: { title: string; count: number; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <details
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className="rounded-md border border-line bg-surface"
    >
      <summary className="px-5 py-2.5">
        <h2 className="inline text-base font-semibold">{title}</h2>
        <span className="ml-2 text-faint">{formatCount(count)}</span>
      </summary>
      {open && <div className="border-t border-line">{children}</div>}
    </details>
  );
}

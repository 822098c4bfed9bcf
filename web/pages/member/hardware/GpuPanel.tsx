import type { Hardware } from '~wire/hardware.ts';
import { formatCount } from '../../../lib/units.ts';
import { DataTable } from '../../../ui/DataTable.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { Absent } from './Absent.tsx';
import { VirtualFunctions } from './NetworkPanel.tsx';
import { Words } from '../Words.tsx';
import { joined, productOf } from '../hardware-words.ts';

/** Graphics cards. */
export function GpuPanel({ gpu }: { gpu: Hardware['gpu'] }) {
  if (gpu === null || gpu.cards.length === 0) return <Absent title="Graphics cards" told={gpu !== null} />;
  return (
    <Panel title="Graphics cards" count={formatCount(gpu.cards.length)}>
      <DataTable
        label="Graphics cards"
        rows={gpu.cards}
        keyOf={({ pci_address }, index) => `${pci_address} ${index}`}
        columns={[
          { head: 'Card', cell: (card) => <Words text={joined(card.nvidia?.model) ?? productOf(card)} /> },
          { head: 'Driver', cell: (card) => <Words text={joined(card.driver, card.driver_version)} /> },
          {
            head: 'CUDA',
            cell: ({ nvidia }) => <Words text={nvidia && joined(nvidia.cuda_version, nvidia.architecture)} />,
          },
          {
            head: 'Devices',
            cell: ({ drm }) => (
              <Words text={drm && joined(drm.card_name, drm.render_name, drm.control_name)} />
            ),
          },
          {
            head: 'At',
            cell: (card) => (
              <Words
                text={joined(
                  card.pci_address || card.usb_address,
                  card.numa_node === null ? null : `node ${card.numa_node}`,
                )}
              />
            ),
          },
          { head: 'Virtual functions', cell: ({ sriov }) => <VirtualFunctions sriov={sriov} /> },
        ]}
      />
    </Panel>
  );
}

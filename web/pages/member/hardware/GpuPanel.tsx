import type { Hardware } from '~wire/hardware.ts';
import { formatCount } from '../../../lib/units.ts';
import { DataTable } from '../../../ui/DataTable.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { Absent } from './Absent.tsx';
import { VirtualFunctions, nodeOf } from './NetworkPanel.tsx';
import { Lines, Words } from '../Words.tsx';
import { idsOf, joined, placeOf, productOf } from '../hardware-words.ts';

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
          {
            head: 'Card',
            cell: (card) => (
              <Lines
                text={joined(card.nvidia?.model) ?? productOf(card)}
                less={[card.nvidia && productOf(card), idsOf(card), joined(card.nvidia?.uuid)]}
              />
            ),
          },
          { head: 'Driver', cell: (card) => <Words text={joined(card.driver, card.driver_version)} /> },
          {
            head: 'CUDA',
            cell: ({ nvidia }) => (
              <Lines
                text={nvidia && joined(nvidia.cuda_version)}
                less={
                  nvidia === null
                    ? []
                    : [
                        joined(nvidia.brand, nvidia.architecture && `compute ${nvidia.architecture}`),
                        nvidia.nvrm_version && `NVRM ${nvidia.nvrm_version}`,
                      ]
                }
              />
            ),
          },
          {
            head: 'Devices',
            cell: ({ drm, nvidia }) => (
              <Lines
                text={drm && joined(drm.card_name, drm.render_name, drm.control_name)}
                less={[joined(drm?.card_device), joined(nvidia?.card_name)]}
              />
            ),
          },
          { head: 'At', cell: (card) => <Lines text={placeOf(card)} less={[nodeOf(card)]} /> },
          { head: 'Virtual functions', cell: ({ sriov }) => <VirtualFunctions sriov={sriov} /> },
        ]}
      />
    </Panel>
  );
}

import type { Hardware } from '~wire/hardware.ts';
import { formatCount } from '../../../lib/units.ts';
import { Foreign } from '../../../ui/Foreign.tsx';
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
          { head: 'Mediated devices', cell: ({ mdev }) => <MediatedDevices kinds={Object.entries(mdev)} /> },
        ]}
      />
    </Panel>
  );
}

type Card = NonNullable<Hardware['gpu']>['cards'][number];

/** As what the card can be shared, folded: there may be dozens of kinds. */
function MediatedDevices({ kinds }: { kinds: readonly [string, Card['mdev'][string]][] }) {
  if (kinds.length === 0) return <Words text={null} />;
  return (
    <details>
      <summary className="whitespace-nowrap text-soft hover:text-ink">
        {kinds.length === 1 ? '1 kind' : `${formatCount(kinds.length)} kinds`}
      </summary>
      <ul className="flex flex-col gap-1 pt-1">
        {kinds.map(([id, { name, description, available, devices }]) => (
          <li key={id}>
            <Foreign text={joined(id, name) ?? id} />
            <span className="text-soft">
              {available !== null && `: ${formatCount(available)} available`}
              {devices.length > 0 && `, ${formatCount(devices.length)} in use`}
            </span>
            <span className="block text-sm text-faint">
              <Foreign text={description} />
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

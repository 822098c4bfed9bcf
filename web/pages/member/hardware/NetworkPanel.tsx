import type { Hardware } from '~wire/hardware.ts';
import { StatusShape } from '../../../components/StatusShape.tsx';
import { formatCount, formatMegabits } from '../../../lib/units.ts';
import { DataTable } from '../../../ui/DataTable.tsx';
import { Foreign } from '../../../ui/Foreign.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { Absent } from './Absent.tsx';
import { Words } from '../Words.tsx';
import { joined, productOf } from '../hardware-words.ts';

type Card = NonNullable<Hardware['network']>['cards'][number];
type Port = Card['ports'][number];

/** Network cards by their ports: a card without any is a row of its own. */
export function NetworkPanel({ network }: { network: Hardware['network'] }) {
  if (network === null || network.cards.length === 0) {
    return <Absent title="Network cards" told={network !== null} />;
  }
  const rows = network.cards.flatMap((card): { card: Card; port: Port | null }[] =>
    card.ports.length === 0 ? [{ card, port: null }] : card.ports.map((port) => ({ card, port })),
  );
  return (
    <Panel title="Network cards" count={formatCount(network.cards.length)}>
      <DataTable
        label="Network cards"
        rows={rows}
        keyOf={({ card, port }, index) => `${card.pci_address} ${port?.id} ${index}`}
        columns={[
          { head: 'Port', cell: ({ port }) => <Words text={joined(port?.id)} /> },
          { head: 'Link', cell: ({ port }) => <Link port={port} /> },
          { head: 'Speed', numeric: true, cell: ({ port }) => <Speed port={port} /> },
          { head: 'Address', cell: ({ port }) => <Words text={joined(port?.address)} /> },
          { head: 'Card', cell: ({ card }) => <Words text={productOf(card)} /> },
          { head: 'Driver', cell: ({ card }) => <Words text={joined(card.driver, card.driver_version)} /> },
          { head: 'Firmware', cell: ({ card }) => <Words text={joined(card.firmware_version)} /> },
          {
            head: 'Port type',
            cell: ({ port }) => (
              <Words text={joined(port?.port_type, port?.protocol, port?.transceiver_type)} />
            ),
          },
          {
            head: 'At',
            cell: ({ card }) => (
              <Words
                text={joined(
                  card.pci_address || card.usb_address,
                  card.numa_node === null ? null : `node ${card.numa_node}`,
                )}
              />
            ),
          },
          { head: 'Virtual functions', cell: ({ card }) => <VirtualFunctions sriov={card.sriov} /> },
        ]}
      />
    </Panel>
  );
}

/** The state of a link in word and shape. */
function Link({ port }: { port: Port | null }) {
  if (port === null || port.link_detected === null) return <Words text={null} />;
  const [shape, word] = port.link_detected ? (['online', 'up'] as const) : (['offline', 'down'] as const);
  return (
    <span className="flex items-center gap-2">
      <StatusShape shape={shape} className="size-3" />
      {word}
    </span>
  );
}

function Speed({ port }: { port: Port | null }) {
  if (port === null || port.link_detected === false || port.link_speed === null || port.link_speed === 0) {
    return <Words text={null} />;
  }
  const manner = joined(port.link_duplex, port.auto_negotiation === false ? 'fixed' : null);
  return (
    <>
      {formatMegabits(port.link_speed)}
      {manner !== null && (
        <span className="text-faint">
          {' '}
          <Foreign text={manner} />
        </span>
      )}
    </>
  );
}

export function VirtualFunctions({ sriov }: { sriov: Card['sriov'] }) {
  if (sriov === null || sriov.maximum_vfs === null) return <Words text={null} />;
  return (
    <>
      {formatCount(sriov.current_vfs ?? 0)} of {formatCount(sriov.maximum_vfs)}
    </>
  );
}

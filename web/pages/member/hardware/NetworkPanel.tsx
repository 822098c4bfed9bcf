import type { Hardware } from '~wire/hardware.ts';
import { StatusShape } from '../../../components/StatusShape.tsx';
import { formatCount, formatMegabits } from '../../../lib/units.ts';
import { DataTable } from '../../../ui/DataTable.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { Lines, Words } from '../Words.tsx';
import { idsOf, joined, placeOf, productOf } from '../hardware-words.ts';
import { Absent } from './Absent.tsx';

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
          {
            head: 'Port',
            cell: ({ port }) => <Lines text={joined(port?.id)} less={[joined(port?.address)]} />,
          },
          { head: 'Link', cell: ({ port }) => <Link port={port} /> },
          {
            head: 'Speed',
            cell: ({ port }) => (
              <Lines text={speedOf(port)} less={[joined(...(port?.supported_modes ?? []))]} />
            ),
          },
          {
            head: 'Kind',
            cell: ({ port }) => (
              <Lines
                text={joined(port?.port_type, port?.protocol)}
                less={[
                  joined(port?.transceiver_type && `${port.transceiver_type} transceiver`),
                  joined(...(port?.supported_ports ?? [])),
                  port?.infiniband && joined(...Object.values(port.infiniband)),
                ]}
              />
            ),
          },
          { head: 'Card', cell: ({ card }) => <Lines text={productOf(card)} less={[idsOf(card)]} /> },
          {
            head: 'Driver',
            cell: ({ card }) => (
              <Lines
                text={joined(card.driver, card.driver_version)}
                less={[card.firmware_version && `firmware ${card.firmware_version}`]}
              />
            ),
          },
          { head: 'At', cell: ({ card }) => <Lines text={placeOf(card)} less={[nodeOf(card)]} /> },
          { head: 'Virtual functions', cell: ({ card }) => <VirtualFunctions sriov={card.sriov} /> },
        ]}
      />
    </Panel>
  );
}

/** The NUMA node that a device hangs on. */
export const nodeOf = ({ numa_node }: { numa_node: number | null }): string | null =>
  numa_node === null ? null : `NUMA node ${numa_node}`;

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

/** How fast a link that is up is, and whether that was agreed upon. */
function speedOf(port: Port | null): string | null {
  if (port === null || port.link_detected === false || port.link_speed === null || port.link_speed === 0) {
    return null;
  }
  const fixed = port.auto_negotiation === false ? 'not negotiated' : null;
  return joined(formatMegabits(port.link_speed), port.link_duplex, fixed);
}

export function VirtualFunctions({ sriov }: { sriov: Card['sriov'] }) {
  if (sriov === null || sriov.maximum_vfs === null) return <Words text={null} />;
  return (
    <>
      {formatCount(sriov.current_vfs ?? 0)} of {formatCount(sriov.maximum_vfs)}
    </>
  );
}

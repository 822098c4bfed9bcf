import type { Hardware } from '~wire/hardware.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { FactList, TextFact } from '../../../components/FactList.tsx';
import { joined, productOf } from '../hardware-words.ts';
import { Absent } from './Absent.tsx';

type System = NonNullable<Hardware['system']>;

/** The machine as a whole: who made it, and its firmware. Virtual ones tell little of it, or nothing. */
export function SystemPanel({ system }: { system: Hardware['system'] }) {
  if (system === null) return <Absent title="System" />;
  const told = factsOf(system).filter(([, text]) => text !== null);
  return (
    <Panel title="System" count={system.type}>
      {told.length === 0 ? (
        <p className="px-5 py-3 text-soft">The machine tells nothing of itself.</p>
      ) : (
        <FactList>
          {told.map(([label, text]) => (
            <TextFact key={label} label={label} text={text} />
          ))}
        </FactList>
      )}
    </Panel>
  );
}

const serialOf = ({ serial }: { serial: string }): string | null =>
  joined(serial) === null ? null : `serial ${serial}`;

function factsOf(system: System): [label: string, text: string | null][] {
  const { firmware, chassis, motherboard } = system;
  return [
    ['Product', productOf(system)],
    ['Family', joined(system.family)],
    ['Version', joined(system.version)],
    ['SKU', joined(system.sku)],
    ['Serial', joined(system.serial)],
    ['UUID', joined(system.uuid)],
    [
      'Firmware',
      firmware && joined(firmware.vendor, firmware.version, firmware.date && `of ${firmware.date}`),
    ],
    [
      'Motherboard',
      motherboard && joined(productOf(motherboard), motherboard.version, serialOf(motherboard)),
    ],
    ['Chassis', chassis && joined(chassis.vendor, chassis.type, chassis.version, serialOf(chassis))],
  ];
}

import type { Hardware } from '~wire/hardware.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { FactList, TextFact } from '../FactList.tsx';
import { Absent } from './Absent.tsx';
import { joined, productOf } from '../hardware-words.ts';

/** The machine as a whole: who made it, and its firmware. */
export function SystemPanel({ system }: { system: Hardware['system'] }) {
  if (system === null) return <Absent title="System" />;
  const { firmware, chassis, motherboard } = system;
  return (
    <Panel title="System" count={system.type}>
      <FactList>
        <TextFact label="Product" text={productOf(system)} />
        <TextFact label="Family" text={joined(system.family)} />
        <TextFact label="Version" text={joined(system.version)} />
        <TextFact label="SKU" text={joined(system.sku)} />
        <TextFact label="Serial" text={joined(system.serial)} />
        <TextFact label="UUID" text={joined(system.uuid)} />
        <TextFact
          label="Firmware"
          text={firmware && joined(firmware.vendor, firmware.version, firmware.date && `of ${firmware.date}`)}
        />
        <TextFact
          label="Motherboard"
          text={
            motherboard &&
            joined(
              productOf(motherboard),
              motherboard.version,
              motherboard.serial && `serial ${motherboard.serial}`,
            )
          }
        />
        <TextFact
          label="Chassis"
          text={
            chassis &&
            joined(
              chassis.vendor,
              chassis.type,
              chassis.version,
              chassis.serial && `serial ${chassis.serial}`,
            )
          }
        />
      </FactList>
    </Panel>
  );
}

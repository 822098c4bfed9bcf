import { seededUuid } from '../random.ts';
import { serial } from './host.ts';
import type { Host } from './host.ts';

/** `system` of `GET /1.0/resources`. */
export function systemOf(host: Host) {
  const { vendor, product, family, sku, firmware, board, chassis } = host.model;
  const random = host.randomFor('system');
  const machineSerial = serial(random, 7);
  return {
    uuid: seededUuid(random),
    vendor,
    product,
    family,
    version: '',
    sku,
    serial: machineSerial,
    type: 'physical',
    firmware: { vendor: firmware.vendor, date: firmware.date, version: firmware.version },
    chassis: { vendor, type: chassis.type, serial: machineSerial, version: chassis.version },
    motherboard: {
      vendor: board.vendor,
      product: board.product,
      serial: `.${machineSerial}.CN${serial(random, 10)}.`,
      version: board.version,
    },
  };
}

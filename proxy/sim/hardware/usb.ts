import type { Host } from './host.ts';
import { kernelVersion } from './kernel.ts';

/** `usb` of `GET /1.0/resources`, speeds in Mbit/s: what the board's remote control pretends to be. */
export function usbOf(host: Host) {
  const isDell = host.model.vendor === 'Dell Inc.';
  const keyboard = {
    bus_address: 1,
    device_address: 3,
    interfaces: [
      { subclass: 'Boot Interface Subclass', number: 0 },
      { subclass: 'Boot Interface Subclass', number: 1 },
    ].map(({ subclass, number }) => ({
      class: 'Human Interface Device',
      class_id: 3,
      driver: 'usbhid',
      driver_version: kernelVersion,
      number,
      subclass,
      subclass_id: 1,
    })),
    vendor: 'American Megatrends, Inc.',
    vendor_id: '046b',
    product: 'Virtual Keyboard and Mouse',
    product_id: 'ff10',
    speed: 12,
  };
  const hub = {
    bus_address: 1,
    device_address: 2,
    interfaces: [
      {
        class: 'Hub',
        class_id: 9,
        driver: 'hub',
        driver_version: kernelVersion,
        number: 0,
        subclass: '',
        subclass_id: 0,
      },
    ],
    vendor: isDell ? 'Dell Inc.' : 'Genesys Logic, Inc.',
    vendor_id: isDell ? '413c' : '05e3',
    product: isDell ? 'Gen4 USB 2.0 Hub' : 'USB2.0 Hub',
    product_id: isDell ? 'a001' : '0608',
    speed: 480,
  };
  return { devices: [hub, keyboard], total: 2 };
}

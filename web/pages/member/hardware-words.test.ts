import { describe, expect, it } from 'vitest';
import {
  type Socket,
  clocksOf,
  countSocket,
  diskKind,
  flagsOf,
  joined,
  productOf,
  idsOf,
  placeOf,
} from './hardware-words.ts';

const core = (differs: Partial<Socket['cores'][number]> = {}): Socket['cores'][number] => ({
  core: 0,
  die: 0,
  frequency: 2400,
  threads: [
    { id: 0, thread: 0, numa_node: 0, online: true, isolated: false },
    { id: 1, thread: 1, numa_node: 1, online: false, isolated: true },
  ],
  flags: [],
  ...differs,
});

describe('names', () => {
  it.each([
    [['ACME', '', 'X1'], 'ACME X1'],
    [['Not Specified', 'To Be Filled By O.E.M.', null, undefined], null],
    [[0, 'B'], '0 B'],
  ])('of %j', (parts, text) => {
    expect(joined(...parts)).toBe(text);
  });

  it('say the vendor once', () => {
    expect(productOf({ vendor: 'Intel', product: 'Intel 82599' })).toBe('Intel 82599');
    expect(productOf({ vendor: 'Intel', product: '82599' })).toBe('Intel 82599');
    expect(productOf({ vendor: '', product: '' })).toBeNull();
  });

  it('of buses are as short as can be', () => {
    expect(idsOf({ vendor_id: '8086', product_id: '1572' })).toBe('8086:1572');
    expect(idsOf({ vendor_id: '', product_id: '' })).toBeNull();
    expect(placeOf({ pci_address: '0000:3b:00.0', usb_address: '1:2' })).toBe('0000:3b:00.0');
    expect(placeOf({ pci_address: '', usb_address: '1:2' })).toBe('USB 1:2');
    expect(placeOf({ pci_address: '', usb_address: '' })).toBeNull();
  });

  it('of disks tell what turns', () => {
    expect(diskKind({ type: 'nvme', rpm: 0 })).toBe('nvme');
    expect(diskKind({ type: 'virtio', rpm: 1 })).toBe('virtio');
    expect(diskKind({ type: 'sata', rpm: 7200 })).toBe('sata 7,200\u00a0rpm');
  });
});

describe('a socket', () => {
  it('is counted', () => {
    expect(countSocket({ cores: [core(), core()] })).toEqual({
      cores: 2,
      threads: 4,
      online: 2,
      isolated: 2,
      nodes: [
        { node: 0, cpus: '0' },
        { node: 1, cpus: '1' },
      ],
    });
  });

  it('tells which threads are near which memory', () => {
    const threads = [0, 1, 2, 3, 16, 17, 9, 11].map((id) => ({
      id,
      thread: 0,
      numa_node: id % 8 > 3 ? null : id < 16 ? 0 : 1,
      online: true,
      isolated: false,
    }));
    expect(countSocket({ cores: [core({ threads: threads.toReversed() })] }).nodes).toEqual([
      { node: 0, cpus: '0-3,9,11' },
      { node: 1, cpus: '16-17' },
    ]);
  });

  it('tells between which clocks its cores run', () => {
    expect(clocksOf({ cores: [core(), core({ frequency: 800 }), core({ frequency: null })] })).toEqual({
      least: 800,
      most: 2400,
    });
    expect(clocksOf({ cores: [core({ frequency: 0 })] })).toBeNull();
  });
});

it('names every flag once', () => {
  const socket = {
    socket: 0,
    name: '',
    vendor: '',
    frequency: null,
    frequency_minimum: null,
    frequency_turbo: null,
    cache: [],
    cores: [core({ flags: ['vmx', 'aes'] }), core({ flags: ['aes'] })],
  };
  expect(flagsOf({ sockets: [socket] })).toEqual(['aes', 'vmx']);
});

/** Hardware in words: what many parts have in common is said once. Pure. */
import type { Hardware } from '~wire/hardware.ts';

export type Cpu = NonNullable<Hardware['cpu']>;
export type Socket = Cpu['sockets'][number];
export type Disk = NonNullable<Hardware['storage']>['disks'][number];

/** Texts of hardware that say nothing: what vendors leave where they have nothing to tell. */
const EMPTY_WORDS: ReadonlySet<string> = new Set([
  'to be filled by o.e.m.',
  'not specified',
  'default string',
  'none',
]);

/** Parts of a name, without those that are empty or say nothing; null where nothing is left. */
export function joined(...parts: readonly (string | number | null | undefined)[]): string | null {
  const told = parts
    .map((part) => String(part ?? '').trim())
    .filter((part) => part !== '' && !EMPTY_WORDS.has(part.toLowerCase()));
  return told.length === 0 ? null : told.join(' ');
}

/** Vendor and product, where the product does not begin with the vendor already. */
export function productOf({ vendor, product }: { vendor: string; product: string }): string | null {
  return product.toLowerCase().startsWith(vendor.toLowerCase()) ? joined(product) : joined(vendor, product);
}

/** What buses call a device: `8086:1572`; null where it has no such name. */
export const idsOf = ({ vendor_id, product_id }: { vendor_id: string; product_id: string }): string | null =>
  vendor_id === '' && product_id === '' ? null : `${vendor_id}:${product_id}`;

/** Where a device hangs: on PCI, or on USB. */
export const placeOf = (device: { pci_address: string; usb_address: string }): string | null =>
  joined(device.pci_address) ?? joined(device.usb_address && `USB ${device.usb_address}`);

export type SocketCounts = {
  cores: number;
  threads: number;
  online: number;
  isolated: number;
  /** NUMA nodes in their order, and the ids of their threads as `limits.cpu` takes them: `0-7,16-23`. */
  nodes: { node: number; cpus: string }[];
};

/** What a socket consists of. A thread of which it is not told counts as online. */
export function countSocket({ cores }: Pick<Socket, 'cores'>): SocketCounts {
  const threads = cores.flatMap((core) => core.threads);
  const byNode = Map.groupBy(threads, ({ numa_node }) => numa_node);
  const nodes = [...byNode].flatMap(([node, those]) =>
    node === null ? [] : [{ node, cpus: rangesOf(those.flatMap(({ id }) => (id === null ? [] : [id]))) }],
  );
  return {
    cores: cores.length,
    threads: threads.length,
    online: threads.filter(({ online }) => online !== false).length,
    isolated: threads.filter(({ isolated }) => isolated === true).length,
    nodes: nodes.toSorted((a, b) => a.node - b.node),
  };
}

/** Whole numbers, each once, those in a row as one range: `0-3,8`. */
function rangesOf(numbers: readonly number[]): string {
  const ranges: { from: number; to: number }[] = [];
  for (const number of [...new Set(numbers)].toSorted((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && number === last.to + 1) last.to = number;
    else ranges.push({ from: number, to: number });
  }
  return ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}

/** The flags that any core has, by name. */
export const flagsOf = ({ sockets }: Pick<Cpu, 'sockets'>): string[] =>
  [...new Set(sockets.flatMap(({ cores }) => cores.flatMap(({ flags }) => flags)))].toSorted();

/** The lowest and the highest clock that cores run at now, MHz; null: none tells. */
export function clocksOf({ cores }: Pick<Socket, 'cores'>): { least: number; most: number } | null {
  const clocks = cores.flatMap(({ frequency }) => (frequency === null || frequency === 0 ? [] : [frequency]));
  return clocks.length === 0 ? null : { least: Math.min(...clocks), most: Math.max(...clocks) };
}

/** How a disk keeps data: `rpm` is 0 for what does not turn, and 1 for what a virtual machine is given. */
export function diskKind({ type, rpm }: Pick<Disk, 'type' | 'rpm'>): string | null {
  const turns = rpm !== null && rpm > 1 ? `${rpm.toLocaleString('en')}\u00a0rpm` : null;
  return joined(type, turns);
}

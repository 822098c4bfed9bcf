/** Addresses, and nets of them, as the settings name them. */
import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net';

/** Whether an address is one of `nets`, or within one (CIDR). A text that is no address is in none. */
export function createNets(nets: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const net of nets) {
    const [address = '', prefix] = net.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return (address) => isIP(address) !== 0 && list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** An address as it is told of a socket: of IPv4 as an IPv6 socket shows it, and without the name of the interface. */
export function plainAddress(address: string): string {
  const [, inner = ''] = /^::ffff:([0-9.]+)$/i.exec(address) ?? [];
  return isIPv4(inner) ? inner : address.replace(/%.*$/, '');
}

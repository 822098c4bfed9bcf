/** How many of something that stays open one client may have, so that none takes it all from the others. */
import { BlockList, isIPv6 } from 'node:net';
import { netOf } from './client.ts';

export type Quota = {
  readonly most: number;
  /** `address`: of the client, as `clientOf` has it. */
  isFull(address: string): boolean;
  /** Counts one more. Returns the way to give it back, which counts once. */
  take(address: string): () => void;
};

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');
const isLoopback = (address: string): boolean => loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');

/**
 * `most`: for each address, and of IPv6 for each net of a customer. This machine is bound by no quota: there is the operator,
 * or a reverse proxy that was not named in `trustedProxies`, behind which everybody has the same address.
 */
export function createQuota(most: number): Quota {
  const taken = new Map<string, number>();
  return {
    most,
    isFull: (address) => !isLoopback(address) && (taken.get(netOf(address)) ?? 0) >= most,
    take(address) {
      const net = netOf(address);
      taken.set(net, (taken.get(net) ?? 0) + 1);
      let given = false;
      return () => {
        if (given) return;
        given = true;
        const left = (taken.get(net) ?? 0) - 1;
        if (left > 0) taken.set(net, left);
        else taken.delete(net);
      };
    },
  };
}

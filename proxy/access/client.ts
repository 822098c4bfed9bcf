/** Where a request comes from, as far as that can be believed. */
import type { IncomingHttpHeaders } from 'node:http';
import { isIP, isIPv6 } from 'node:net';
import { createNets, plainAddress } from './nets.ts';

export type Client = {
  /** Of the browser, an IP address; what a proxy of ours said of it, else whoever is at the other end of the connection. */
  address: string;
  /** Whether the browser speaks https, to us or to what is in front of us. */
  secure: boolean;
};

/** Of a request what tells of that; a socket with TLS is `encrypted`. */
export type Asking = {
  headers: IncomingHttpHeaders;
  socket: { remoteAddress?: string | undefined; encrypted?: unknown };
};
export type ClientOf = (request: Asking) => Client;

/** `trusted`: addresses and nets whose word is taken. `publicUrl`: the origin at which browsers find us. */
export function createClientOf(trusted: readonly string[], publicUrl: string | null): ClientOf {
  const isTrusted = createNets(trusted);
  const secureHost = publicUrl?.startsWith('https:') === true ? new URL(publicUrl).host : null;

  return ({ socket, headers }) => {
    const peer = plainAddress(socket.remoteAddress ?? '');
    const believed = isTrusted(peer);
    const encrypted = socket.encrypted === true;
    const proto = believed ? lastOf(headers['x-forwarded-proto'])?.toLowerCase() : undefined;
    return {
      address: believed ? furthest(peer, listOf(headers['x-forwarded-for']), isTrusted) : peer,
      secure: encrypted || proto === 'https' || (secureHost !== null && headers.host === secureHost),
    };
  };
}

/** Each proxy adds whom it was asked by to the end: the last that is none of ours is who asked. */
function furthest(peer: string, chain: readonly string[], isTrusted: (address: string) => boolean): string {
  let address = peer;
  for (const said of chain.toReversed()) {
    const before = addressIn(said);
    if (before === null) break;
    address = before;
    if (!isTrusted(address)) break;
  }
  return address;
}

/** Some add the port: `10.0.0.1:1234`, `[::1]:1234`. */
function addressIn(text: string): string | null {
  const [, bracketed, bare] = /^(?:\[([^\]]+)\]|([^:]+))(?::\d+)?$/.exec(text) ?? [];
  const address = plainAddress(isIPv6(text) ? text : (bracketed ?? bare ?? ''));
  return isIP(address) === 0 ? null : address;
}

const listOf = (header: string | string[] | undefined): string[] =>
  (Array.isArray(header) ? header.join(',') : (header ?? ''))
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');

const lastOf = (header: string | string[] | undefined): string | undefined => listOf(header).at(-1);

/** What one client can have many of counts as one: of IPv6, the net of a customer. */
export function netOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const behind = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = tail === undefined ? 0 : 8 - groups.length - behind.length;
  const all = [...groups, ...Array.from({ length: Math.max(0, missing) }, () => '0'), ...behind];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

/**
 * Somebody for whom a reverse proxy vouches: it has them log in, and names them in a header. Each request proves itself so,
 * and there is no session. Whoever else could send that header could be anybody, so it is believed of listed addresses alone.
 */
import type { IncomingMessage } from 'node:http';
import { type Result, err, ok } from '../result.ts';
import type { VouchingRefusal } from '../wire/log-in.ts';
import { readName } from './name.ts';
import { createNets, plainAddress } from './nets.ts';
import type { Viewer } from './viewer.ts';

export type VouchingSettings = {
  /** Of the header that names the person, in lower case. */
  name: string;
  /** Of the header that names their groups, with commas between them, in lower case; null: groups count for nothing. */
  groups: string | null;
  /** Addresses, and nets as CIDR. Not of the browser: of whoever is at the other end of the connection. */
  from: readonly string[];
  operators: readonly string[];
  operatorGroups: readonly string[];
  viewers: readonly string[];
  viewerGroups: readonly string[];
  /** Whether whoever is named is a viewer at least. */
  everyone: boolean;
};

/** What a request tells by these headers; null: nothing that could be believed. */
export type Vouching = (
  request: Pick<IncomingMessage, 'rawHeaders' | 'socket'>,
) => Result<Viewer, VouchingRefusal> | null;

/** Beyond so many addresses, which are then no mistake of a setting any more, nothing more is told of them. */
const MOST_TOLD = 1000;

/** `onUnbelieved`: is told once of each address that sends the header and is not listed. */
export function createVouching(
  { name, groups, from, everyone, ...listed }: VouchingSettings,
  onUnbelieved: (address: string) => void,
): Vouching {
  const isListed = createNets(from);
  const told = new Set<string>();
  const [operators, viewers] = [new Set(listed.operators), new Set(listed.viewers)];
  const [operatorGroups, viewerGroups] = [new Set(listed.operatorGroups), new Set(listed.viewerGroups)];

  const roleOf = (person: string, theirs: readonly string[]): Viewer['role'] | null => {
    if (operators.has(person) || theirs.some((group) => operatorGroups.has(group))) return 'operator';
    return everyone || viewers.has(person) || theirs.some((group) => viewerGroups.has(group))
      ? 'viewer'
      : null;
  };
  const tell = (address: string): void => {
    if (told.has(address) || told.size >= MOST_TOLD) return;
    told.add(address);
    onUnbelieved(address);
  };

  return ({ rawHeaders, socket }) => {
    const sent = valuesOf(rawHeaders, name);
    const sentGroups = groups === null ? [] : valuesOf(rawHeaders, groups);
    if (sent.length + sentGroups.length === 0) return null;
    const address = plainAddress(socket.remoteAddress ?? '');
    if (!isListed(address)) {
      tell(address);
      return null;
    }
    // One may be what the browser sent and the proxy let pass: there is no telling which.
    if (sent.length > 1 || sentGroups.length > 1) return err('doubled-header');
    const [text = ''] = sent;
    // How some proxies say that nobody is logged in.
    if (text.trim() === '') return null;
    const person = nameIn(text);
    if (person === null) return err('garbled-header');
    const theirs = groupsIn(sentGroups[0] ?? '');
    if (theirs === null) return err('garbled-header');
    const role = roleOf(person, theirs);
    return role === null
      ? err('no-role')
      : ok({ name: person, role, by: 'header', clusters: 'all', session: null });
  };
}

/** Each by itself: elsewhere Node has made one of those of the same name. */
const valuesOf = (rawHeaders: readonly string[], name: string): string[] =>
  rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name);

/** Two headers of one name, which somebody made into one on the way, have a comma between them. */
function nameIn(header: string): string | null {
  const text = textIn(header);
  return text === null || text.includes(',') ? null : readName(text);
}

function groupsIn(header: string): string[] | null {
  const parts = textIn(header)?.split(',');
  return parts?.map((part) => part.trim().normalize('NFC')).filter((group) => group !== '') ?? null;
}

/** Node takes each byte for a character, and proxies send UTF-8; null: it is not. */
function textIn(header: string): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(header, 'latin1'));
  } catch {
    return null;
  }
}

/** Whether the name of a server has an address. */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { within } from './collect.ts';
import type { Finding, Speaker } from './finding.ts';

const TIMEOUT_MS = 2000;

/** The addresses of a name, as the system finds them. Rejects with a `code`. */
export type Lookup = (host: string) => Promise<string[]>;

export const systemLookup: Lookup = async (host) =>
  (await lookup(host, { all: true })).map(({ address }) => address);

/** Null: it is an address already. */
export async function examineName(here: Speaker, host: string, find: Lookup): Promise<Finding | null> {
  if (isIP(host) !== 0) return null;
  const remedy = `correct the name, or what resolves it (getent hosts ${host}); or give an address`;
  try {
    const addresses = await within(TIMEOUT_MS, find(host));
    if (addresses === null)
      return here.problem('dns', `nobody says within ${TIMEOUT_MS} ms where ${host} is`, remedy);
    return here.ok('dns', addresses.join(', '));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    return here.problem('dns', `${host} has no address (${code})`, remedy);
  }
}

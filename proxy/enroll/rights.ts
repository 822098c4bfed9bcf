/** What a certificate may read, and what it may not change: tried at the cluster itself, where nothing comes of it. */
import { randomBytes } from 'node:crypto';
import type { Door } from './door.ts';

/** `allowed`, `refused`: as the server says. `unsupported`: it has no such thing. `unknown`: it did not say. */
export type Right = 'allowed' | 'refused' | 'unsupported' | 'unknown';

export type Tried = { what: string; right: Right };

export type Rights = { reads: Tried[]; writes: Tried[] };

const READS: readonly (readonly [what: string, path: string])[] = [
  ['members', '/1.0/cluster/members'],
  ['groups', '/1.0/cluster/groups'],
  ['hardware', '/1.0/resources'],
  ['storage pools', '/1.0/storage-pools'],
  ['operations', '/1.0/operations'],
  ['instances of all projects', '/1.0/instances?all-projects=true'],
  ['warnings', '/1.0/warnings'],
];

/**
 * Deletions of what is not there: a certificate that may not do so is refused before anybody looks, and one that may is told
 * that there is none of that name. One that names projects may change what is in them.
 */
const WRITES: readonly (readonly [what: string, path: (nobody: string) => string])[] = [
  ['instances', (nobody) => `/1.0/instances/${nobody}`],
  ['profiles', (nobody) => `/1.0/profiles/${nobody}`],
  ['storage pools', (nobody) => `/1.0/storage-pools/${nobody}`],
  ['cluster groups', (nobody) => `/1.0/cluster/groups/${nobody}`],
  ['cluster members', (nobody) => `/1.0/cluster/members/${nobody}`],
];

export async function tryRights(door: Door, origin: string): Promise<Rights> {
  const nobody = `rollcall-tries-${randomBytes(6).toString('hex')}`;
  return {
    reads: await Promise.all(
      READS.map(async ([what, path]) => ({ what, right: await rightOf(door, origin, 'GET', path) })),
    ),
    writes: await Promise.all(
      WRITES.map(async ([what, path]) => ({
        what,
        right: await rightOf(door, origin, 'DELETE', path(nobody)),
      })),
    ),
  };
}

async function rightOf(door: Door, origin: string, method: 'GET' | 'DELETE', path: string): Promise<Right> {
  const answer = await door.ask(origin, method, path);
  if (!answer.ok) return 'unknown';
  const { status } = answer.value;
  if (status === 401 || status === 403) return 'refused';
  if (status === 501) return 'unsupported';
  if (method === 'GET') return status === 200 ? 'allowed' : 'unknown';
  return status === 404 ? 'allowed' : 'unknown';
}

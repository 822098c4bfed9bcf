/** What a client finds out once it is trusted: what kind of cluster it is, where its members are, and what it was granted. */
import type { LxdClient } from '../lxd/client.ts';
import { IDENTITIES_EXTENSION, fetchGrant } from '../lxd/read/grant.ts';
import { type ServerInfo, fetchMembers, fetchServer } from '../lxd/read/roll-call.ts';
import { type Result, ok } from '../result.ts';
import type { Grant } from '../wire/grant.ts';
import type { Failure } from '../wire/snapshot.ts';
import { fingerprintOf } from './client-pair.ts';

export type Learned = Pick<ServerInfo, 'product' | 'version'> & {
  /** `https://host:port` of every member, the one that was asked first; of that one alone where there is no cluster. */
  endpoints: string[];
  /** Null: the server does not say. */
  grant: Grant | null;
  /** It could have been an identity of fine-grained authorization. */
  hasIdentities: boolean;
};

const OPTIONS = { deadlineMs: 10_000 };
/** A member that has just heard of a certificate may take some seconds to believe in it. */
const TRIES = 10;
const BETWEEN_MS = 1000;

export async function learn(
  client: LxdClient,
  origin: string,
  clientCertPem: string,
  pause: (ms: number) => Promise<void>,
): Promise<Result<Learned, Failure>> {
  let server = await fetchServer(client, origin, OPTIONS);
  for (let tries = 1; tries < TRIES && !server.ok && server.error.kind === 'untrusted'; tries += 1) {
    await pause(BETWEEN_MS);
    server = await fetchServer(client, origin, OPTIONS);
  }
  if (!server.ok) return server;
  const { product, version, clustered, apiExtensions: extensions } = server.value.value;
  const members = clustered ? await fetchMembers(client, origin, OPTIONS) : null;
  if (members?.ok === false) return members;
  const others = (members?.value.value ?? []).flatMap(({ url }) => URL.parse(url)?.origin ?? []);
  const endpoints = [...new Set([origin, ...others])];
  const fingerprint = fingerprintOf(clientCertPem);
  const grant = await fetchGrant(client, origin, { fingerprint, extensions }, OPTIONS);
  return ok({
    product,
    version,
    endpoints,
    grant: grant.ok ? grant.value.value : null,
    hasIdentities: extensions.has(IDENTITIES_EXTENSION),
  });
}

/** Our side of a connection in tests: a client that ends with its test. */
import { onTestFinished } from 'vitest';
import { type LxdClient, createLxdClient } from '../client.ts';
import type { PinnedIdentity } from '../pinned-connector.ts';

type Simulated = { restricted: { certPem: string; keyPem: string }; serverFingerprint: string };

/** How a simulated cluster is to be reached. */
export const identityFor = ({ restricted, serverFingerprint }: Simulated): PinnedIdentity => ({
  clientCertPem: restricted.certPem,
  clientKeyPem: restricted.keyPem,
  serverFingerprint,
});

/** `atEnd`: as for the servers beside this. */
export function connectAs(
  identity: PinnedIdentity,
  atEnd: typeof onTestFinished = onTestFinished,
): LxdClient {
  const client = createLxdClient(identity);
  atEnd(() => client.close());
  return client;
}

/** What the cluster grants a client certificate, asked by the client itself. */
import { z } from 'zod';
import { ok } from '../../result.ts';
import type { Grant } from '../../wire/grant.ts';
import type { GetOptions, LxdClient } from '../client.ts';
import { type Reading, read, strings } from './read.ts';

/** The identity type of fine-grained authorization; those of the older kind have a word in brackets behind it. */
const FINE_GRAINED = 'Client certificate';

const Identity = z.object({ type: z.string(), groups: strings, effective_groups: strings });
const Certificate = z.object({ restricted: z.boolean(), projects: strings });

/** Where identities can be told from certificates of the older kind. */
export const IDENTITIES_EXTENSION = 'access_management_tls';

/**
 * `fingerprint`: of the certificate that `client` comes with, SHA-256 as 64 lower-case hexadecimal digits. Restricted
 * certificates may read this of themselves, on LXD and Incus alike.
 */
export async function fetchGrant(
  client: Pick<LxdClient, 'get'>,
  origin: string,
  { fingerprint, extensions }: { fingerprint: string; extensions: ReadonlySet<string> },
  options: GetOptions,
): Reading<Grant> {
  if (extensions.has(IDENTITIES_EXTENSION)) {
    const identity = await read(client, origin, '/1.0/auth/identities/current', Identity, options);
    if (!identity.ok) return identity;
    const { type, groups, effective_groups } = identity.value.value;
    if (type === FINE_GRAINED) {
      const all = [...new Set([...groups, ...effective_groups])];
      return ok({ ...identity.value, value: { kind: 'identity', projects: [], groups: all } });
    }
  }
  const certificate = await read(client, origin, `/1.0/certificates/${fingerprint}`, Certificate, options);
  if (!certificate.ok) return certificate;
  const { restricted, projects } = certificate.value.value;
  return ok({
    ...certificate.value,
    value: restricted
      ? { kind: 'restricted', projects, groups: [] }
      : { kind: 'unrestricted', projects: [], groups: [] },
  });
}

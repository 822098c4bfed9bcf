/**
 * TLS identities of LXD's fine-grained authorization, by the source of LXD 6 (lxd/identities.go@ac48e86): no server that has
 * them could be tried.
 */
import { z } from 'zod';

import { created, failure, success } from '../envelope.ts';
import type { Answer } from '../envelope.ts';
import type { SimRequest } from '../request.ts';
import { askedBy, identityToken, secretIn } from '../tokens.ts';
import type { Client, Trusted } from '../trust.ts';
import { viewers } from '../trust.ts';
import { replaceCertificate } from './certificates.ts';

const pathOf = (fingerprint: string): string => `/1.0/auth/identities/tls/${fingerprint}`;

const Asked = z.object({
  name: z.string().catch(''),
  token: z.boolean().catch(false),
  groups: z.array(z.string()).catch([]),
  trust_token: z.string().catch(''),
});

/** `POST /1.0/auth/identities/tls`: an identity that waits for its certificate, or a client with the token of one. */
export function postIdentities(request: SimRequest): Answer {
  const { cluster, client } = request;
  const asked = Asked.safeParse(request.body).data ?? { name: '', token: false, groups: [], trust_token: '' };
  if (client.trust === 'untrusted') return activate(asked, request);
  if (client.trust !== 'admin') return failure(403, cluster.world.guise.restrictedError);
  if (asked.name === '') return failure(400, 'Identity name must be provided');
  if (asked.trust_token !== '') return failure(409, 'Client already trusted');
  if (!asked.token) return failure(501, 'not implemented');
  return created(identityToken(asked.name, asked.groups, askedBy(request)), pathOf(asked.name));
}

function activate(
  { name, token, groups, trust_token }: z.infer<typeof Asked>,
  { cluster, client }: SimRequest,
): Answer {
  if (trust_token === '') return failure(403, 'Trust token required');
  if (token || name !== '' || groups.length > 0) return failure(403, 'Only trust token must be provided');
  if (client.fingerprint === undefined || client.certPem === undefined)
    return failure(400, 'No client certificate provided');
  const secret = secretIn(trust_token);
  if (secret === undefined) return failure(403, 'Forbidden');
  const expected = cluster.trust.expected(secret);
  if (expected === undefined) {
    return failure(
      500,
      'Failed during search for pending TLS identity: Failed to find a matching pending identity',
    );
  }
  cluster.trust.add(client.fingerprint, {
    name: expected.name,
    certPem: client.certPem,
    grant: { trust: 'identity', groups: expected.groups },
  });
  return created(null, pathOf(client.fingerprint));
}

/** `GET /1.0/auth/identities/current`: who asks. */
export function getOwnIdentity({ cluster, client }: SimRequest): Answer {
  const trusted = cluster.trust.find(client.fingerprint ?? '');
  if (trusted === undefined) return failure(404, 'Identity not found');
  const { name, certPem, grant } = trusted;
  const groups = grant.trust === 'identity' ? grant.groups : [];
  return success({
    authentication_method: 'tls',
    type: typeOf(grant),
    id: client.fingerprint,
    name,
    groups,
    tls_certificate: certPem,
    effective_groups: groups,
    effective_permissions: groups.includes(viewers)
      ? [{ entity_type: 'server', url: '/1.0', entitlement: 'viewer' }]
      : [],
    fine_grained: grant.trust === 'identity',
  });
}

function typeOf(grant: Trusted['grant']): string {
  if (grant.trust === 'identity') return 'Client certificate';
  return `Client certificate (${grant.trust === 'admin' ? 'unrestricted' : 'restricted'})`;
}

const Change = z.object({
  groups: z.array(z.string()).default([]),
  tls_certificate: z.string().default(''),
});

/** `PATCH /1.0/auth/identities/tls/{fingerprint}` with `{"tls_certificate": PEM}`: its own alone, and nothing else of it. */
export function patchIdentity(request: SimRequest): Answer {
  const { cluster, client, params } = request;
  const trusted = cluster.trust.find(params[0] ?? '');
  if (trusted === undefined) return failure(404, 'Identity not found');
  if (trusted.grant.trust !== 'identity')
    return failure(501, `Identities of type "${typeOf(trusted.grant)}" cannot be modified via this API`);
  if (!isOwn(client, params[0] ?? '')) return failure(403, 'Forbidden');
  const change = Change.safeParse(request.body);
  if (!change.success) return failure(400, 'Failed to unmarshal request body');
  if (change.data.groups.length > 0) return failure(403, 'Only the certificate may be changed');
  return replaceCertificate(request, params[0] ?? '', change.data.tls_certificate);
}

const isOwn = ({ fingerprint }: Client, id: string): boolean => fingerprint === id;

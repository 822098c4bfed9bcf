import { X509Certificate } from 'node:crypto';

import { z } from 'zod';

import { fingerprintOf } from '../certificates.ts';
import { accepted, created, failure, notAuthorized, success } from '../envelope.ts';
import type { Answer } from '../envelope.ts';
import type { SimRequest } from '../request.ts';
import { askedBy, secretIn, trustToken } from '../tokens.ts';
import type { Trusted } from '../trust.ts';

const notFound = (): Answer => failure(404, 'Certificate not found');

/** What is not given comes back empty. */
const Asked = z.object({
  name: z.string().default(''),
  type: z.string().default(''),
  restricted: z.boolean().default(false),
  projects: z.array(z.string()).default([]),
  certificate: z.string().default(''),
  token: z.literal(true),
});

/** `POST /1.0/certificates`: a token for a client that is to be trusted, or such a client with its token. */
export function postCertificates(request: SimRequest): Answer {
  const { cluster, client } = request;
  const { guise } = cluster.world;
  if (client.trust === 'untrusted') return redeem(request);
  if (client.trust !== 'admin') return failure(403, guise.restrictedError);
  const body = Asked.safeParse(request.body);
  if (!body.success) return failure(400, 'Client is already trusted');
  const more = guise.product === 'incus' ? { description: '', trust_token: '' } : { password: '' };
  return accepted(trustToken({ ...body.data, ...more }, askedBy(request)));
}

const Redeemed = z.object({ password: z.string().catch(''), trust_token: z.string().catch('') });
/** What an operation of the class `token` was asked for. */
const Request = z.object({ request: Asked, secret: z.string() });

/** A token is good once, and in LXD 5.0 at the member alone that made it; anywhere else it is spent for nothing. */
function redeem({ cluster, member, client, body }: SimRequest): Answer {
  const { operations, trust, world } = cluster;
  const given = Redeemed.safeParse(body);
  const token = world.guise.tokenFields.map((field) => given.data?.[field] ?? '').find((text) => text !== '');
  const secret = token === undefined ? undefined : secretIn(token);
  if (secret === undefined || client.fingerprint === undefined || client.certPem === undefined)
    return notAuthorized();
  const found = operations.list().flatMap(({ operation }) => {
    const asked = Request.safeParse(operation.metadata);
    return operation.status === 'Running' && asked.data?.secret === secret
      ? [{ operation, asked: asked.data.request }]
      : [];
  })[0];
  if (found === undefined) return failure(403, 'No matching certificate add operation found');
  operations.cancel(found.operation.id);
  if (world.guise.name === 'lxd-5.0' && found.operation.location !== member.name)
    return failure(500, 'Bad certificate add operation data');
  const { name, restricted, projects } = found.asked;
  trust.add(client.fingerprint, {
    name,
    certPem: client.certPem,
    grant: restricted ? { trust: 'restricted', projects } : { trust: 'admin' },
  });
  return created(null, `/1.0/certificates/${client.fingerprint}`);
}

/** Identities of fine-grained authorization are none of these. */
function find({ cluster, params }: SimRequest): { fingerprint: string; trusted: Trusted } | undefined {
  const fingerprint = params[0] ?? '';
  const trusted = cluster.trust.find(fingerprint);
  return trusted === undefined || trusted.grant.trust === 'identity' ? undefined : { fingerprint, trusted };
}

/** `GET /1.0/certificates/{fingerprint}`: also for the restricted, and not only of themselves. */
export function getCertificate(request: SimRequest): Answer {
  const found = find(request);
  if (found === undefined) return notFound();
  const { name, certPem, grant } = found.trusted;
  const metadata = {
    name,
    type: 'client',
    restricted: grant.trust === 'restricted',
    projects: grant.trust === 'restricted' ? grant.projects : [],
    certificate: certPem,
    fingerprint: found.fingerprint,
    ...(request.cluster.world.guise.product === 'incus' ? { description: '' } : {}),
  };
  return success(metadata, metadata);
}

const Change = z.strictObject({ certificate: z.string() });

/** `PATCH /1.0/certificates/{fingerprint}` with `{"certificate": PEM}`: one takes the place of the other, by whoever has it. */
export function patchCertificate(request: SimRequest): Answer {
  const { client } = request;
  const found = find(request);
  if (found === undefined) return notFound();
  const change = Change.safeParse(request.body);
  const isOwn = client.trust === 'admin' || client.fingerprint === found.fingerprint;
  if (!isOwn || !change.success) return failure(403, 'Certificate cannot be changed');
  return replaceCertificate(request, found.fingerprint, change.data.certificate);
}

/** The new certificate is trusted as the old one was, which is trusted no more, at all members at once. */
export function replaceCertificate({ cluster }: SimRequest, fingerprint: string, certPem: string): Answer {
  const trusted = cluster.trust.find(fingerprint);
  if (trusted === undefined) return notFound();
  let next: X509Certificate;
  try {
    next = new X509Certificate(certPem);
  } catch {
    return failure(400, 'Invalid PEM encoded certificate');
  }
  cluster.trust.remove(fingerprint);
  cluster.trust.add(fingerprintOf(next), { ...trusted, certPem: next.toString() });
  return success({});
}

/** `DELETE /1.0/certificates/{fingerprint}`: it is trusted no more. */
export function deleteCertificate(request: SimRequest): Answer {
  const found = find(request);
  if (found === undefined) return notFound();
  request.cluster.trust.remove(found.fingerprint);
  return success({});
}

import { z } from 'zod';

import { accepted, failure } from '../envelope.ts';
import type { Answer } from '../envelope.ts';
import { requestorOf } from '../lifecycle.ts';
import type { SimRequest } from '../request.ts';
import { joinToken, trustToken } from '../tokens.ts';

/** Nobody looks whether it is a good name. */
const Join = z.object({ server_name: z.string().catch('') }).catch({ server_name: '' });

/** What is not given comes back empty. */
const Trust = z.object({
  name: z.string().default(''),
  type: z.string().default(''),
  restricted: z.boolean().default(false),
  projects: z.array(z.string()).default([]),
  certificate: z.string().default(''),
  token: z.literal(true),
});

const askedBy = ({ cluster, member, client }: SimRequest) => ({
  cluster,
  member,
  requestor: requestorOf(client, cluster.world.guise),
});

/** `POST /1.0/cluster/members` with `{"server_name": NAME}`: a token for a member that is to join. */
export function postMembers(request: SimRequest): Answer {
  const { world } = request.cluster;
  const { server_name } = Join.parse(request.body);
  const isTaken = world.members().some(({ name }) => name === server_name);
  return isTaken && world.guise.name !== 'lxd-5.0'
    ? failure(500, `The cluster already has a member with name: ${server_name}`)
    : accepted(joinToken(server_name, askedBy(request)));
}

/** `POST /1.0/certificates` with `{"token": true, ...}`: a token for a client that is to be trusted. Certificates
 *  themselves are not simulated: what comes without one is taken for the client's own. */
export function postCertificates(request: SimRequest): Answer {
  const body = Trust.safeParse(request.body);
  if (!body.success) return failure(400, 'Client is already trusted');
  const isIncus = request.cluster.world.guise.product === 'incus';
  const more = isIncus ? { description: '', trust_token: '' } : { password: '' };
  return accepted(trustToken({ ...body.data, ...more }, askedBy(request)));
}

import { z } from 'zod';

import { accepted, failure } from '../envelope.ts';
import type { Answer } from '../envelope.ts';
import { requestorOf } from '../lifecycle.ts';
import type { SimRequest } from '../request.ts';
import { joinToken, trustToken } from '../tokens.ts';

const Join = z.object({ server_name: z.string().min(1) });
const Trust = z.looseObject({ token: z.literal(true) });

const askedBy = ({ cluster, member, client }: SimRequest) => ({
  cluster,
  member,
  requestor: requestorOf(client, cluster.world.guise),
});

/** `POST /1.0/cluster/members` with `{"server_name": NAME}`: a token for a member that is to join. */
export function postMembers(request: SimRequest): Answer {
  const body = Join.safeParse(request.body);
  if (!body.success) return failure(400, 'No name provided');
  const { server_name } = body.data;
  if (request.cluster.world.members().some(({ name }) => name === server_name))
    return failure(409, `The cluster already has a member with name: ${server_name}`);
  return accepted(joinToken(server_name, askedBy(request)));
}

/** `POST /1.0/certificates` with `{"token": true, ...}`: a token for a client that is to be trusted. Certificates
 *  themselves are not simulated. */
export function postCertificates(request: SimRequest): Answer {
  const body = Trust.safeParse(request.body);
  if (!body.success) return failure(400, 'The simulation makes tokens and takes no certificates');
  return accepted(trustToken(body.data, askedBy(request)));
}

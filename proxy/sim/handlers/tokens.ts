import { z } from 'zod';

import { accepted, failure } from '../envelope.ts';
import type { Answer } from '../envelope.ts';
import type { SimRequest } from '../request.ts';
import { askedBy, joinToken } from '../tokens.ts';

/** Nobody looks whether it is a good name. */
const Join = z.object({ server_name: z.string().catch('') }).catch({ server_name: '' });

/** `POST /1.0/cluster/members` with `{"server_name": NAME}`: a token for a member that is to join. */
export function postMembers(request: SimRequest): Answer {
  const { world } = request.cluster;
  const { server_name } = Join.parse(request.body);
  const isTaken = world.members().some(({ name }) => name === server_name);
  return isTaken && world.guise.name !== 'lxd-5.0'
    ? failure(500, `The cluster already has a member with name: ${server_name}`)
    : accepted(joinToken(server_name, askedBy(request)));
}

import { randomBytes } from 'node:crypto';

import { z } from 'zod';

import { goTimestamp } from './go-format.ts';
import { requestorOf } from './lifecycle.ts';
import type { Requestor } from './lifecycle.ts';
import type { Member } from './member.ts';
import type { Operation } from './operations.ts';
import type { Cluster, SimRequest } from './request.ts';

const joinExpiryMs = 3 * 3_600_000;

const secret = (): string => randomBytes(32).toString('hex');

const hostOf = ({ url }: Member): string => new URL(url).host;

const Printed = z.object({ secret: z.string() });

type Asked = { cluster: Cluster; member: Member; requestor: Requestor };

/** Of whom, and by whom, a token is asked for. */
export const askedBy = ({ cluster, member, client }: SimRequest): Asked => ({
  cluster,
  member,
  requestor: requestorOf(client, cluster.world.guise),
});

/** A token with which a member named `serverName` may join: an operation whose metadata has the secret, for everybody to
 *  read who may read operations. It expires after three hours. */
export function joinToken(serverName: string, { cluster, member, requestor }: Asked): Operation {
  const { world, clock, operations, events, serverFingerprint } = cluster;
  const online = world.members().filter((each) => !world.isOverdue(each));
  const operation = operations.start({
    class: 'token',
    description: 'Executing operation',
    location: member.name,
    project: 'default',
    resources: { cluster: null },
    metadata: {
      addresses: online.map(hostOf),
      expiresAt: goTimestamp(clock.nowMs() + joinExpiryMs),
      fingerprint: serverFingerprint,
      secret: secret(),
      serverName,
    },
    may_cancel: true,
    requestor,
  });
  clock.setTimeout(() => operations.cancel(operation.id), joinExpiryMs);
  events.lifecycle('cluster-token-created', '/1.0/cluster/members', member.name, { requestor });
  return operation;
}

/** A token with which a client may have its certificate trusted; the address is that of the member alone that made it. */
export function trustToken(
  request: Readonly<Record<string, unknown>>,
  { cluster, member, requestor }: Asked,
): Operation {
  const { operations, serverFingerprint } = cluster;
  return operations.start({
    class: 'token',
    description: 'Executing operation',
    location: member.name,
    project: 'default',
    metadata: {
      addresses: [hostOf(member)],
      fingerprint: serverFingerprint,
      request,
      secret: secret(),
    },
    may_cancel: true,
    requestor,
  });
}

/** The secret in a token as the products' clients print it; undefined: it is none. */
export function secretIn(token: string): string | undefined {
  try {
    return Printed.parse(JSON.parse(Buffer.from(token, 'base64').toString())).secret;
  } catch {
    return undefined;
  }
}

/** A token for an identity that has no certificate yet. It is no operation, and the answer itself is what is printed. */
export function identityToken(name: string, groups: readonly string[], { cluster, member }: Asked): object {
  const token = {
    client_name: name,
    fingerprint: cluster.serverFingerprint,
    addresses: [hostOf(member)],
    secret: secret(),
    expires_at: '0001-01-01T00:00:00Z',
    type: 'Client certificate',
  };
  cluster.trust.expect(token.secret, { name, groups });
  return token;
}

import { randomBytes } from 'node:crypto';

import { goTimestamp } from './go-format.ts';
import type { Requestor } from './lifecycle.ts';
import type { Member } from './member.ts';
import type { Operation } from './operations.ts';
import type { Cluster } from './request.ts';

const joinExpiryMs = 3 * 3_600_000;

const secret = (): string => randomBytes(32).toString('hex');

const hostOf = ({ url }: Member): string => new URL(url).host;

type Asked = { cluster: Cluster; member: Member; requestor: Requestor };

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

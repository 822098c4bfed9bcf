/** Why something of a cluster is not shown, in the words of the page, and what would help. Pure. */
import type { ClusterIdentity, PartState, Rings } from '~wire/snapshot.ts';
import { failureWord } from '~wire/witness.ts';

/** What a part tells of. */
export type Topic = keyof Rings | 'groups';

type TopicWords = {
  what: string;
  /** The API extension that brings it. */
  extension: string;
  /** What would be allowed to read it. */
  grant: string;
};

const UNRESTRICTED = 'an unrestricted one';
const WITH_PROJECTS = 'one that names projects';

const TOPICS: Readonly<Record<Topic, TopicWords>> = {
  state: {
    what: 'load, uptime and free memory',
    extension: 'cluster_member_state',
    grant: UNRESTRICTED,
  },
  resources: { what: 'hardware', extension: 'resources', grant: UNRESTRICTED },
  pools: { what: 'storage pools', extension: 'storage', grant: UNRESTRICTED },
  instances: { what: 'instances', extension: 'instances', grant: WITH_PROJECTS },
  operations: { what: 'operations', extension: 'operation_description', grant: WITH_PROJECTS },
  warnings: { what: 'warnings', extension: 'warnings', grant: UNRESTRICTED },
  events: { what: 'events', extension: 'event_lifecycle', grant: WITH_PROJECTS },
  groups: { what: 'cluster groups', extension: 'clustering_groups', grant: UNRESTRICTED },
};

/** `LXD 5.0`, `Incus 6.0`: product and version as its users speak of it. */
function serverWords({ product, serverVersion }: ClusterIdentity): string {
  if (product === null) return 'This server';
  const name = product === 'incus' ? 'Incus' : 'LXD';
  const version = serverVersion?.match(/^\d+(?:\.\d+)?/)?.[0];
  return version === undefined ? name : `${name} ${version}`;
}

/**
 * What to say of a part that is not well, as one sentence; null of one that is. `what`: narrower than all that the part
 * tells of, such as "load" alone.
 */
export function ringWords(
  topic: Topic,
  { status, failure }: PartState,
  cluster: ClusterIdentity,
  what: string = TOPICS[topic].what,
): string | null {
  const { extension, grant } = TOPICS[topic];
  switch (status) {
    case 'ok':
      return null;
    case 'pending':
      return `${capital(what)}: not read yet.`;
    case 'unsupported':
      return `${serverWords(cluster)} does not report ${what}: needs the API extension ${extension}.`;
    case 'refused':
      return failure?.kind === 'untrusted'
        ? `${capital(what)} refused: our certificate is not trusted.`
        : `${capital(what)} refused: the certificate is restricted; ${grant} would show ${what}.`;
    case 'failed':
      return `${capital(what)} could not be read: ${failure === null ? 'no answer' : failureWord(failure.kind)}.`;
  }
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** LXD's lifecycle events in readable words. An action that is not known is told in LXD's own. Pure. */
import type { LifecycleEvent } from '~wire/event.ts';

/** `before` and `after` are ours; `name` comes from the cluster, and is empty where none helps. */
export type EventWords = { before: string; name: string; after: string };

const VERBS: ReadonlyMap<string, string> = new Map([
  ['acknowledged', 'acknowledged'],
  ['added', 'added'],
  ['attached', 'attached'],
  ['created', 'created'],
  ['deleted', 'deleted'],
  ['detached', 'detached'],
  ['evacuated', 'evacuated'],
  ['migrated', 'moved'],
  ['paused', 'paused'],
  ['pushed', 'put'],
  ['refreshed', 'refreshed'],
  ['removed', 'removed'],
  ['renamed', 'renamed'],
  ['reset', 'reset'],
  ['restarted', 'restarted'],
  ['restored', 'restored'],
  ['resumed', 'resumed'],
  ['retrieved', 'downloaded'],
  ['shutdown', 'shut down'],
  ['started', 'started'],
  ['stopped', 'stopped'],
  ['updated', 'changed'],
]);

const INSTANCE = ['', 'instances'] as const;

/** What it was done to: one, and many. Instances are what is meant unless something else is said. */
const NOUNS: ReadonlyMap<string, readonly [one: string, many: string]> = new Map<
  string,
  readonly [string, string]
>([
  ['certificate', ['certificate', 'certificates']],
  ['cluster-group', ['cluster group', 'cluster groups']],
  ['cluster-link', ['cluster link', 'cluster links']],
  ['cluster-member', ['member', 'members']],
  ['identity', ['identity', 'identities']],
  ['image', ['image', 'images']],
  ['image-alias', ['image alias', 'image aliases']],
  ['instance', INSTANCE],
  ['instance-backup', ['backup', 'backups']],
  ['instance-snapshot', ['snapshot', 'snapshots']],
  ['network', ['network', 'networks']],
  ['network-acl', ['network ACL', 'network ACLs']],
  ['network-forward', ['network forward', 'network forwards']],
  ['network-load-balancer', ['load balancer', 'load balancers']],
  ['network-peer', ['network peer', 'network peers']],
  ['network-zone', ['network zone', 'network zones']],
  ['profile', ['profile', 'profiles']],
  ['project', ['project', 'projects']],
  ['storage-bucket', ['storage bucket', 'storage buckets']],
  ['storage-pool', ['storage pool', 'storage pools']],
  ['storage-volume', ['volume', 'volumes']],
  ['storage-volume-backup', ['volume backup', 'volume backups']],
  ['storage-volume-snapshot', ['volume snapshot', 'volume snapshots']],
]);

/** Actions that are no verb and noun, or whose subject nobody would know by its name: one, and many. */
const PHRASES: ReadonlyMap<string, readonly [one: string, many: string]> = new Map<
  string,
  readonly [string, string]
>([
  ['cluster-certificate-updated', ['changed the cluster certificate', 'changed the cluster certificate']],
  ['cluster-disabled', ['left the cluster', 'left the cluster']],
  ['cluster-enabled', ['made the server a cluster', 'made the server a cluster']],
  ['cluster-token-created', ['made a join token', 'made join tokens']],
  ['config-updated', ["changed the server's configuration", "changed the server's configuration"]],
  ['operation-cancelled', ['cancelled an operation', 'cancelled operations']],
  ['warning-acknowledged', ['acknowledged a warning', 'acknowledged warnings']],
  ['warning-deleted', ['deleted a warning', 'deleted warnings']],
  ['warning-reset', ['set a warning to new', 'set warnings to new']],
]);

/** What is done inside an instance; its name stands last. */
const INSIDE: ReadonlyMap<string, string> = new Map([
  ['instance-console', 'opened the console of'],
  ['instance-console-reset', 'cleared the console log of'],
  ['instance-console-retrieved', 'read the console log of'],
  ['instance-exec', 'ran a command in'],
  ['instance-file-deleted', 'deleted a file in'],
  ['instance-file-pushed', 'put a file into'],
  ['instance-file-retrieved', 'read a file of'],
  ['instance-metadata-updated', 'changed the image metadata of'],
]);

const FINGERPRINT = /^[0-9a-f]{64}$/;
const FINGERPRINT_SHOWN = 12;

/** The beginning of a certificate's or an image's fingerprint, as LXD's own lists have it; any other name as it is. */
const shortName = (name: string): string =>
  FINGERPRINT.test(name) ? name.slice(0, FINGERPRINT_SHOWN) : name;

function parsed(action: string): { verb: string; noun: readonly [string, string] } | null {
  const cut = action.lastIndexOf('-');
  const verb = VERBS.get(action.slice(cut + 1));
  const noun = NOUNS.get(action.slice(0, Math.max(cut, 0)));
  return verb === undefined || noun === undefined ? null : { verb, noun };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** What an event is about, by the name that LXD's own commands use: `web-1`, and of its snapshot `web-1/daily`. */
export function nameOf({ action, source, subject }: LifecycleEvent): string {
  const [, , collection, name = '', part] = source.split('/');
  if (collection !== 'instances' || name === '') return shortName(subject);
  const ofPart = part !== undefined && !INSIDE.has(action) && subject !== decoded(name);
  return ofPart ? `${decoded(name)}/${subject}` : decoded(name);
}

/** Events of one action, as one line: `started web-1`, `started 12 instances`. */
export function describeEvents(events: readonly [LifecycleEvent, ...LifecycleEvent[]]): EventWords {
  const [{ action }] = events;
  const count = events.length;
  const phrase = PHRASES.get(action);
  if (phrase !== undefined) return { before: phrase[count === 1 ? 0 : 1], name: '', after: times(count) };
  const inside = INSIDE.get(action);
  const known = inside === undefined ? parsed(action) : { verb: inside, noun: INSTANCE };
  if (known === null) {
    return { before: '', name: count === 1 ? `${action} ${nameOf(events[0])}` : action, after: times(count) };
  }
  const { verb, noun } = known;
  // One thing that the same is done to again and again is still one thing.
  const names = new Map(events.map((event) => [inside === undefined ? event.source : nameOf(event), event]));
  if (names.size > 1) return { before: `${verb} ${names.size} ${noun[1]}`, name: '', after: '' };
  return {
    before: noun[0] === '' ? verb : `${verb} ${noun[0]}`,
    name: nameOf(events[0]),
    after: times(count),
  };
}

const times = (count: number): string => (count === 1 ? '' : `${count} times`);

/** Who asked for it: `5aefa2e81b15 (tls)`, `root (unix)`; null where LXD does not say. */
export function actorOf({ requestor }: LifecycleEvent): string | null {
  if (requestor === null) return null;
  const { username, protocol } = requestor;
  if (username === '') return protocol === '' ? null : protocol;
  return protocol === '' ? shortName(username) : `${shortName(username)} (${protocol})`;
}

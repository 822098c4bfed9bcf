/** The endpoints that a roll call reads: one function each, with the narrow schema of what we use of its answer. */
import { z } from 'zod';
import { err, ok } from '../../result.ts';
import type { ServerFacts } from '../../wire/detail.ts';
import type { ClusterGroup, LxdMember } from '../../wire/snapshot.ts';
import type { GetOptions, LxdClient } from '../client.ts';
import { type Reading, read, stringMap, strings, text } from './read.ts';

/** What an extension adds is null at a server without it. */
const orNull = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);

const Environment = z.object({
  server: text('lxd'),
  server_name: text(),
  server_version: text(),
  server_clustered: z.boolean().nullish(),
  server_pid: orNull(z.number()),
  server_event_mode: orNull(z.string()),
  server_lts: orNull(z.boolean()),
  kernel: text(),
  kernel_version: text(),
  kernel_architecture: text(),
  kernel_features: stringMap,
  lxc_features: stringMap,
  os_name: text(),
  os_version: text(),
  architectures: strings,
  addresses: strings,
  driver: text(),
  driver_version: text(),
  instance_types: strings,
  firewall: text(),
  project: text(),
  storage: text(),
  storage_version: text(),
  storage_supported_drivers: z
    .array(z.object({ Name: text(), Version: text(), Remote: z.boolean().catch(false) }))
    .nullish()
    .transform((drivers) => drivers ?? []),
  certificate_fingerprint: text(),
});

const ServerAnswer = z.object({
  auth: z.string(),
  api_extensions: strings,
  api_status: text(),
  api_version: text(),
  auth_methods: strings,
  environment: Environment.nullish(),
});

/** What `GET /1.0` says of the server that answers. It needs no database, so it answers without quorum, too. */
export type ServerInfo = {
  product: 'lxd' | 'incus';
  /** The answering member's own name. */
  serverName: string;
  version: string;
  clustered: boolean;
  apiExtensions: ReadonlySet<string>;
  /** All that it says of itself, for the page of the member. */
  facts: ServerFacts;
};

const ClusterAnswer = z.object({ server_name: z.string(), enabled: z.boolean() });
export type ClusterInfo = z.infer<typeof ClusterAnswer>;

const MemberAnswer: z.ZodType<LxdMember> = z.object({
  server_name: z.string().min(1),
  url: z.string(),
  database: z.boolean(),
  status: z.string(),
  message: text(),
  architecture: text(),
  // clustering_edit_roles, clustering_failure_domains, clustering_description, clustering_config, clustering_groups
  roles: strings,
  failure_domain: text('default'),
  description: text(),
  config: stringMap,
  groups: strings,
});

const GroupAnswer: z.ZodType<ClusterGroup> = z.object({
  name: z.string(),
  description: text(),
  members: strings,
});
const GroupsAnswer = z
  .array(GroupAnswer)
  .nullable()
  .transform((groups) => groups ?? []);

/** `GET /1.0`: an untrusted client gets a 200, too, and no environment. */
export async function fetchServer(
  client: LxdClient,
  origin: string,
  options: GetOptions,
): Reading<ServerInfo> {
  const answer = await read(client, origin, '/1.0', ServerAnswer, options);
  if (!answer.ok) return answer;
  const { auth, environment, ...open } = answer.value.value;
  if (auth !== 'trusted') return err({ kind: 'untrusted', message: `GET /1.0: auth is "${auth}"` });
  if (environment === null || environment === undefined) {
    return err({ kind: 'garbage', message: 'GET /1.0: metadata.environment is missing' });
  }
  const { server_clustered, ...facts } = environment;
  const value: ServerInfo = {
    product: environment.server === 'incus' ? 'incus' : 'lxd',
    serverName: environment.server_name,
    version: environment.server_version,
    clustered: server_clustered === true,
    apiExtensions: new Set(open.api_extensions),
    facts: { ...open, ...facts },
  };
  return ok({ ...answer.value, value });
}

/** `GET /1.0/cluster`: `enabled` is false at a server that was removed from the cluster. */
export const fetchCluster = (client: LxdClient, origin: string, options: GetOptions): Reading<ClusterInfo> =>
  read(client, origin, '/1.0/cluster', ClusterAnswer, options);

/** `GET /1.0/cluster/members?recursion=1`, in the order of joining. Any member answers for all; needs the database leader. */
export const fetchMembers = (client: LxdClient, origin: string, options: GetOptions): Reading<LxdMember[]> =>
  read(client, origin, '/1.0/cluster/members?recursion=1', z.array(MemberAnswer), options);

/** `GET /1.0/cluster/groups?recursion=1`; API extension `clustering_groups`. */
export const fetchGroups = (
  client: LxdClient,
  origin: string,
  options: GetOptions,
): Reading<ClusterGroup[]> => read(client, origin, '/1.0/cluster/groups?recursion=1', GroupsAnswer, options);

/** The endpoints that a roll call reads: one function each, with the narrow schema of what we use of its answer. */
import { z } from 'zod';
import { type Result, err, ok } from '../result.ts';
import type { ClusterGroup, Failure, LxdMember } from '../wire/snapshot.ts';
import type { GetOptions, LxdClient } from './client.ts';
import { parseEnvelope } from './envelope.ts';

/** Go sends null for an empty list or map, and an older server sends nothing. */
const strings = z
  .array(z.string())
  .nullish()
  .transform((list) => list ?? []);
const stringMap = z
  .record(z.string(), z.string())
  .nullish()
  .transform((map) => map ?? {});
const text = (otherwise: string): z.ZodType<string> =>
  z
    .string()
    .nullish()
    .transform((value) => (value === null || value === undefined || value === '' ? otherwise : value));

const ServerAnswer = z.object({
  auth: z.string(),
  api_extensions: strings,
  environment: z
    .object({
      server: text('lxd'),
      server_name: text(''),
      server_version: text(''),
      server_clustered: z.boolean().nullish(),
    })
    .nullish(),
});

/** What `GET /1.0` says of the server that answers. It needs no database, so it answers without quorum, too. */
export type ServerInfo = {
  product: 'lxd' | 'incus';
  /** The answering member's own name. */
  serverName: string;
  version: string;
  clustered: boolean;
  apiExtensions: ReadonlySet<string>;
};

const ClusterAnswer = z.object({ server_name: z.string(), enabled: z.boolean() });
export type ClusterInfo = z.infer<typeof ClusterAnswer>;

const MemberAnswer: z.ZodType<LxdMember> = z.object({
  server_name: z.string().min(1),
  url: z.string(),
  database: z.boolean(),
  status: z.string(),
  message: text(''),
  architecture: text(''),
  // clustering_edit_roles, clustering_failure_domains, clustering_description, clustering_config, clustering_groups
  roles: strings,
  failure_domain: text('default'),
  description: text(''),
  config: stringMap,
  groups: strings,
});

const GroupAnswer: z.ZodType<ClusterGroup> = z.object({
  name: z.string(),
  description: text(''),
  members: strings,
});
const GroupsAnswer = z
  .array(GroupAnswer)
  .nullable()
  .transform((groups) => groups ?? []);

/** A value, who gave it and how long that took. */
export type Heard<T> = { value: T; origin: string; ms: number };
export type Reading<T> = Promise<Result<Heard<T>, Failure>>;

async function read<T>(
  client: LxdClient,
  origin: string,
  path: string,
  schema: z.ZodType<T>,
  options: GetOptions,
): Reading<T> {
  const answer = await client.get(origin, path, options);
  if (!answer.ok) return answer;
  const { body, status, ms } = answer.value;
  const parsed = parseEnvelope(body.toString('utf8'), status, schema, `GET ${path}`);
  return parsed.ok ? ok({ value: parsed.value, origin, ms }) : parsed;
}

/** `GET /1.0`: an untrusted client gets a 200, too, and no environment. */
export async function fetchServer(
  client: LxdClient,
  origin: string,
  options: GetOptions,
): Reading<ServerInfo> {
  const answer = await read(client, origin, '/1.0', ServerAnswer, options);
  if (!answer.ok) return answer;
  const { auth, api_extensions, environment } = answer.value.value;
  if (auth !== 'trusted') return err({ kind: 'untrusted', message: `GET /1.0: auth is "${auth}"` });
  if (environment === null || environment === undefined) {
    return err({ kind: 'garbage', message: 'GET /1.0: metadata.environment is missing' });
  }
  const value: ServerInfo = {
    product: environment.server === 'incus' ? 'incus' : 'lxd',
    serverName: environment.server_name,
    version: environment.server_version,
    clustered: environment.server_clustered === true,
    apiExtensions: new Set(api_extensions),
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

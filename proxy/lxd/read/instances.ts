/** Instances: what runs where. API extension `instances`. Their config and devices are dropped as they are read. */
import { z } from 'zod';
import { type Result, err, ok } from '../../result.ts';
import type { Failure } from '../../wire/snapshot.ts';
import type { Instance } from '../../wire/instance.ts';
import type { GetOptions, LxdClient } from '../client.ts';
import { type Reading, instant, read, strings, text } from './read.ts';

const InstanceAnswer = z
  .object({
    name: z.string(),
    project: text('default'),
    type: text('container'),
    status: text(),
    location: text(),
    architecture: text(),
    description: text(),
    ephemeral: z.boolean().catch(false),
    stateful: z.boolean().catch(false),
    profiles: strings,
    created_at: instant,
    last_used_at: instant,
  })
  .transform(({ created_at, last_used_at, ...instance }): Instance => ({
    ...instance,
    createdAtMs: created_at,
    lastUsedAtMs: last_used_at,
  }));
const InstancesAnswer = z
  .array(InstanceAnswer)
  .nullable()
  .transform((instances) => instances ?? []);

/** Each instance has 2 to 4 kB: room for 30,000 of them. */
const MAX_LIST_BYTES = 128 * 1024 * 1024;

/**
 * `GET /1.0/instances?recursion=1&all-projects=true`: one list for the cluster, of the projects that our certificate may
 * see. About 1.5 kB for each, nearly all of it configuration.
 */
export const fetchInstances = (client: LxdClient, origin: string, options: GetOptions): Reading<Instance[]> =>
  read(client, origin, '/1.0/instances?recursion=1&all-projects=true', InstancesAnswer, {
    ...options,
    maxBytes: MAX_LIST_BYTES,
  });

/** One of them, after an event that is about it; a failure of kind `not-found` once it is gone. */
export const fetchInstance = (
  client: LxdClient,
  origin: string,
  { project, name }: Pick<Instance, 'project' | 'name'>,
  options: GetOptions,
): Reading<Instance> =>
  read(
    client,
    origin,
    `/1.0/instances/${encodeURIComponent(name)}?project=${encodeURIComponent(project)}`,
    InstanceAnswer,
    options,
  );

/**
 * Whether our certificate may see any project at all. Incus answers a restricted one that names none with empty lists,
 * which must not pass for a cluster without instances. `GET /1.0/projects`, API extension `projects`.
 */
export async function seesProjects(
  client: LxdClient,
  origin: string,
  options: GetOptions,
): Promise<Result<boolean, Failure>> {
  const answer = await read(client, origin, '/1.0/projects', z.array(z.string()).nullable(), options);
  if (answer.ok) return ok((answer.value.value ?? []).length > 0);
  return answer.error.kind === 'forbidden' ? ok(false) : err(answer.error);
}

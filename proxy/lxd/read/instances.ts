/** Instances: what runs where. API extension `instances`. Their config and devices are dropped as they are read. */
import { z } from 'zod';
import type { Instance } from '../../wire/instance.ts';
import type { GetOptions, LxdClient } from '../client.ts';
import { inProject, readAllProjects } from './projects.ts';
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
 * `GET /1.0/instances?recursion=1`: those of the whole cluster in one project, or with `null` in all of them (`all-projects`,
 * API extension `instance_all_projects`). 1.5 to 4 kB for each, nearly all of it configuration.
 */
const fetchInstances = (
  client: LxdClient,
  origin: string,
  project: string | null,
  options: GetOptions,
): Reading<Instance[]> =>
  read(client, origin, `/1.0/instances?recursion=1&${inProject(project)}`, InstancesAnswer, {
    ...options,
    maxBytes: MAX_LIST_BYTES,
  });

/** Those of all the projects that our certificate may see. */
export const fetchAllInstances = (
  client: LxdClient,
  origin: string,
  options: GetOptions,
): Reading<Instance[]> =>
  readAllProjects(client, origin, options, (project) => fetchInstances(client, origin, project, options));

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

/** `GET /1.0/operations`: what the cluster is doing, and the same as it comes in events of type `operation`. */
import { z } from 'zod';
import type { Operation } from '../../wire/operation.ts';
import type { GetOptions, LxdClient } from '../client.ts';
import { progressOf } from './progress.ts';
import { inProject, readAllProjects } from './projects.ts';
import { type Reading, instant, read, text } from './read.ts';

/** What is listed of one operation: hundreds of instances may be its subject. */
const MAX_SUBJECTS = 20;
/** Of LXD's free texts. */
const MAX_CHARS = 500;

const Requestor = z.object({ username: text(), protocol: text() });

/** Field by field, so that nothing else comes through; of `metadata` the progress alone. */
export const OperationAnswer = z
  .object({
    id: z.string(),
    class: text('task'),
    description: text(),
    status: text(),
    status_code: z.number(),
    location: text(),
    may_cancel: z.boolean().catch(false),
    err: text(),
    created_at: instant,
    updated_at: instant,
    metadata: z.unknown(),
    resources: z
      .record(z.string(), z.array(z.string()).nullable())
      .nullish()
      .catch(null)
      .transform((resources) => {
        // Instances stand there twice, also by their name of old.
        const { containers, ...others } = resources ?? {};
        const lists = 'instances' in others ? Object.values(others) : [containers, ...Object.values(others)];
        return lists.flatMap((urls) => urls ?? []);
      }),
    requestor: Requestor.nullish().catch(null),
  })
  .transform(({ created_at, updated_at, metadata, resources, requestor, ...operation }): Operation => ({
    ...operation,
    description: operation.description.slice(0, MAX_CHARS),
    err: operation.err.slice(0, MAX_CHARS),
    // LXD's word for an operation that was begun before there was a cluster.
    location: operation.location === 'none' ? '' : operation.location,
    createdAtMs: created_at,
    updatedAtMs: updated_at,
    progress: progressOf(metadata),
    subjects: [...new Set(resources.map((url) => url.split('?', 1)[0] ?? ''))].slice(0, MAX_SUBJECTS),
    requestor:
      requestor === null || requestor === undefined || requestor.username === '' ? null : requestor.username,
  }));

const OperationsAnswer = z
  .record(z.string(), z.array(OperationAnswer))
  .nullable()
  .transform((byStatus) => Object.values(byStatus ?? {}).flat());

/**
 * Those of every member: the one that is asked asks the others that are online. `parameters`: of which project, as
 * `inProject` has it; '' where the server knows none (no API extension `operations_get_query_all_projects`).
 */
const fetchOperations = (
  client: LxdClient,
  origin: string,
  parameters: string,
  options: GetOptions,
): Reading<Operation[]> =>
  read(
    client,
    origin,
    `/1.0/operations?recursion=1${parameters === '' ? '' : `&${parameters}`}`,
    OperationsAnswer,
    options,
  );

/**
 * Those of all the projects that our certificate may see; `byProject`: the server has
 * `operations_get_query_all_projects`. An empty list is no sign of anything here: mostly there are none.
 */
export async function fetchAllOperations(
  client: LxdClient,
  origin: string,
  byProject: boolean,
  options: GetOptions,
): Reading<Operation[]> {
  const fetchIn = (parameters: string) => fetchOperations(client, origin, parameters, options);
  if (!byProject) return fetchIn('');
  const all = await fetchIn(inProject(null));
  if (all.ok) return all;
  return readAllProjects(client, origin, options, (project) => fetchIn(inProject(project)));
}

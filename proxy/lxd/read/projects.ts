/** Projects: which of them our certificate may see, and how a list is read that it may see only project by project. */
import { z } from 'zod';
import { err, ok } from '../../result.ts';
import type { Failure } from '../../wire/snapshot.ts';
import type { GetOptions, LxdClient } from '../client.ts';
import { type Reading, read } from './read.ts';

/** A certificate that names more projects than this is asked for in a row of questions that has an end. */
const MAX_PROJECTS = 200;

const NO_PROJECTS: Failure = {
  kind: 'forbidden',
  message: 'the certificate is restricted and names no project',
};

/** The parameter of a list; null: of all projects. */
export const inProject = (project: string | null): string =>
  project === null ? 'all-projects=true' : `project=${encodeURIComponent(project)}`;

const ProjectsAnswer = z
  .array(z.string())
  .nullable()
  .transform((urls) => (urls ?? []).flatMap((url) => nameIn(url) ?? []));

function nameIn(url: string): string | null {
  try {
    return decodeURIComponent(url.slice(url.lastIndexOf('/') + 1));
  } catch {
    return null;
  }
}

/**
 * `GET /1.0/projects`, API extension `projects`: names of those that our certificate may see. A failure of kind `forbidden`
 * when there are none, for there is always one: Incus answers a restricted certificate that names none with empty lists,
 * which must not pass for a cluster without instances.
 */
export async function fetchProjects(
  client: LxdClient,
  origin: string,
  options: GetOptions,
): Reading<string[]> {
  const answer = await read(client, origin, '/1.0/projects', ProjectsAnswer, options);
  return answer.ok && answer.value.value.length === 0 ? err(NO_PROJECTS) : answer;
}

/** Incus says 500 of lists that may not be read, as it says of everything that goes wrong. */
const MAYBE_REFUSED: ReadonlySet<Failure['kind']> = new Set(['forbidden', 'lxd-error']);

/**
 * A list over all the projects that we may see. In one question where that is granted; LXD from 5.21 on and Incus 7 refuse it
 * to a restricted certificate, whose projects are then asked for one after the other.
 */
export async function readAllProjects<T>(
  client: LxdClient,
  origin: string,
  options: GetOptions,
  fetchIn: (project: string | null) => Reading<T[]>,
): Reading<T[]> {
  const all = await fetchIn(null);
  const empty = all.ok && all.value.value.length === 0;
  if (all.ok ? !empty : !MAYBE_REFUSED.has(all.error.kind)) return all;
  const projects = await fetchProjects(client, origin, options);
  // Where no other question is answered either, the server's own error tells the most.
  const failed = (failure: { ok: false; error: Failure }) =>
    !all.ok && all.error.kind === 'lxd-error' ? all : failure;
  if (!projects.ok) return failed(projects);
  if (empty) return all;
  const found: T[] = [];
  let { ms } = projects.value;
  for (const project of projects.value.value.slice(0, MAX_PROJECTS)) {
    const answer = await fetchIn(project);
    if (!answer.ok) return failed(answer);
    found.push(...answer.value.value);
    ms += answer.value.ms;
  }
  return ok({ value: found, origin, ms });
}

import { failure } from './envelope.ts';
import type { Answer } from './envelope.ts';
import type { Guise } from './guise.ts';
import type { Client } from './trust.ts';

/** What the daemons take for yes. */
export const isTrue = (value: string | null): boolean => /^(true|1|yes|on)$/i.test(value ?? '');

/** Of which projects a list is to hold what is in them, or why there is none. Some things are in no project. */
export type Sight = { ok: true; sees: (project?: string) => boolean } | { ok: false; answer: Answer };

const seeing = (sees: (project?: string) => boolean): Sight => ({ ok: true, sees });
const refused = (code: number, error: string): Sight => ({ ok: false, answer: failure(code, error) });

/** Whether the client may see what is in the project. */
export const mayView = (client: Client, project: string): boolean =>
  maySeeAll(client) || client.projects.includes(project);

/** Whether there is nothing that the client may not see but configuration, which is for those who may change it. */
export const maySeeAll = ({ trust }: Client): boolean => trust === 'admin' || trust === 'viewer';

const contradiction = (code: number): Sight =>
  refused(code, 'Cannot specify a project when requesting all projects');

/** What a list of instances holds: `project` (the one called default unless named), or with `all-projects` those of all
 *  projects that the client may see, if its certificate may ask so at all. */
export function instancesSeen(client: Client, query: URLSearchParams, guise: Guise): Sight {
  const named = query.get('project') ?? '';
  const wantsAll = isTrue(query.get('all-projects'));
  if (wantsAll && named !== '') return refused(400, 'Cannot specify a project when requesting all projects');
  const project = named || 'default';
  if (wantsAll) {
    // LXD 5.0 looks at the default project before it looks at all of them.
    if (guise.checksProjectFirst && !mayView(client, project)) return refused(403, guise.restrictedError);
    if (guise.refusesAllProjects !== undefined && client.trust === 'restricted')
      return refused(guise.refusesAllProjects, guise.restrictedError);
    return seeing((each) => each !== undefined && mayView(client, each));
  }
  if (mayView(client, project)) return seeing((each) => each === project);
  return guise.product === 'incus'
    ? refused(500, `User does not have permissions for project "${project}"`)
    : refused(403, guise.restrictedError);
}

/** What a list of operations holds: those of `project`, or of all projects, and those of none. A restricted certificate
 *  sees as much in LXD 5.0, whatever its projects are, and elsewhere what is in its projects. */
export function operationsSeen(client: Client, query: URLSearchParams, guise: Guise): Sight {
  const named = query.get('project') ?? '';
  const project = named || 'default';
  if (!guise.operationsByProject) return seeing((each) => each === undefined || each === project);
  const wantsAll = isTrue(query.get('all-projects'));
  if (wantsAll && named !== '') return contradiction(400);
  if (maySeeAll(client)) return seeing((each) => wantsAll || each === undefined || each === project);
  if (guise.product === 'lxd' && !wantsAll && !mayView(client, project))
    return refused(403, guise.restrictedError);
  return seeing((each) => each !== undefined && mayView(client, each) && (wantsAll || each === project));
}

/** What it takes to see one thing in a project: undefined when the client may. */
export function refusalOf(client: Client, project: string, guise: Guise): Answer | undefined {
  if (mayView(client, project)) return undefined;
  return failure(
    403,
    guise.name === 'lxd-5.0'
      ? guise.restrictedError
      : `User does not have permission for project "${project}"`,
  );
}

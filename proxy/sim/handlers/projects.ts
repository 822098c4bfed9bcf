import { mayView, refusalOf } from '../access.ts';
import { failure, success } from '../envelope.ts';
import type { Answer } from '../envelope.ts';
import { pathOfInstance } from '../instances/instance.ts';
import { pathOf } from '../paths.ts';
import type { Project } from '../projects.ts';
import { isRecursive } from '../request.ts';
import type { SimRequest } from '../request.ts';

/** `GET /1.0/projects`: those that the client may see, which may be none. */
export function getProjects(request: SimRequest): Answer {
  const { cluster, client, query } = request;
  const projects = cluster.projects.list().filter(({ name }) => mayView(client, name));
  return success(
    isRecursive(query)
      ? projects.map((project) => apiProject(project, request))
      : projects.map(({ name }) => pathOf('/1.0/projects', name, cluster.world.guise)),
  );
}

/** `GET /1.0/projects/{name}`. */
export function getProject(request: SimRequest): Answer {
  const { cluster, client, params } = request;
  const { guise } = cluster.world;
  const name = params[0] ?? '';
  if (!mayView(client, name)) {
    const refusal = guise.product === 'incus' ? refusalOf(client, name, guise) : undefined;
    return refusal ?? failure(403, guise.restrictedError);
  }
  const project = cluster.projects.find(name);
  if (!project) return failure(404, 'Project not found');
  return success(apiProject(project, request), { config: project.config, description: project.description });
}

function apiProject({ config, description, name }: Project, { cluster }: SimRequest) {
  const profile = `/1.0/profiles/default${name === 'default' ? '' : `?project=${encodeURIComponent(name)}`}`;
  const instances = cluster.instances.list().filter(({ project }) => project === name);
  return { config, description, name, used_by: [...instances.map(pathOfInstance), profile] };
}

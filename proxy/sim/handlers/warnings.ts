import { maySeeAll } from '../access.ts';
import { failure, success } from '../envelope.ts';
import type { Answer } from '../envelope.ts';
import { isRecursive } from '../request.ts';
import type { SimRequest } from '../request.ts';

/** `GET /1.0/warnings`, of all members: for those alone who may see everything. */
export function getWarnings(request: SimRequest): Answer {
  const { cluster, client, query } = request;
  if (!maySeeAll(client)) return failure(403, cluster.world.guise.restrictedError);
  const warnings = cluster.warnings.list();
  return success(isRecursive(query) ? warnings : warnings.map(({ uuid }) => `/1.0/warnings/${uuid}`));
}

/** `GET /1.0/warnings/{uuid}`. */
export function getWarning({ cluster, client, params }: SimRequest): Answer {
  if (!maySeeAll(client)) return failure(403, cluster.world.guise.restrictedError);
  const warning = cluster.warnings.list().find(({ uuid }) => uuid === params[0]);
  return warning ? success(warning, { status: warning.status }) : failure(404, 'Warning not found');
}

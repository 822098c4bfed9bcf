import { maySeeAll, operationsSeen, refusalOf } from '../access.ts';
import { sleep } from '../clock.ts';
import { failure, success } from '../envelope.ts';
import type { Answer } from '../envelope.ts';
import { requestorOf } from '../lifecycle.ts';
import type { Operation } from '../operations.ts';
import { isRecursive } from '../request.ts';
import type { SimRequest } from '../request.ts';

const notFound = (): Answer => failure(404, 'Operation not found');

/** `GET /1.0/operations`: by lower-case status, `{}` when there are none. */
export function getOperations({ cluster, client, query }: SimRequest): Answer {
  const sight = operationsSeen(client, query, cluster.world.guise);
  if (!sight.ok) return sight.answer;
  const recursive = isRecursive(query);
  const byStatus: Record<string, unknown[]> = {};
  for (const { operation, project } of cluster.operations.list()) {
    if (!sight.sees(project)) continue;
    const group = (byStatus[operation.status.toLowerCase()] ??= []);
    group.push(recursive ? operation : `/1.0/operations/${operation.id}`);
  }
  return success(byStatus);
}

/** `GET /1.0/operations/{id}`. Only newer LXD looks whose it is. */
export function getOperation(request: SimRequest): Answer {
  const found = find(request);
  return 'httpStatus' in found ? found : success(found);
}

/** `GET /1.0/operations/{id}/wait`, for `timeout` seconds, or without limit when that is -1 or missing. A failed
 *  operation comes as it is, or on some servers as an error inside HTTP 200. */
export async function waitForOperation(request: SimRequest): Promise<Answer> {
  const { cluster, query } = request;
  const found = find(request);
  if ('httpStatus' in found) return found;
  const seconds = Number(query.get('timeout') ?? '-1');
  const ended = cluster.operations.ended(found.id);
  const operation = await (seconds >= 0
    ? Promise.race([ended, sleep(cluster.clock, seconds * 1000)])
    : ended);
  const current = operation ?? cluster.operations.get(found.id)?.operation;
  if (!current) return notFound();
  return current.err !== '' && cluster.world.guise.waitAnswersError
    ? failure(500, current.err, 200)
    : success(current);
}

/** `DELETE /1.0/operations/{id}`: cancels it. */
export function deleteOperation(request: SimRequest): Answer {
  const { cluster, client, member } = request;
  const found = find(request);
  if ('httpStatus' in found) return found;
  if (found.status_code >= 200) return failure(400, 'Only running operations can be cancelled');
  if (!cluster.operations.cancel(found.id)) return failure(400, "This operation can't be cancelled");
  cluster.events.lifecycle('operation-cancelled', `/1.0/operations/${found.id}`, member.name, {
    requestor: requestorOf(client, cluster.world.guise),
  });
  return success({});
}

/** The operation that the path names, or why it is not shown. */
function find({ cluster, client, params }: SimRequest): Operation | Answer {
  const { guise } = cluster.world;
  const placed = cluster.operations.get(params[0] ?? '');
  if (!placed) return notFound();
  if (!guise.operationsByProject || guise.product === 'incus' || maySeeAll(client)) return placed.operation;
  return placed.project === undefined
    ? failure(403, guise.restrictedError)
    : (refusalOf(client, placed.project, guise) ?? placed.operation);
}

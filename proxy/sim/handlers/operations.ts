import { sleep } from '../clock.ts';
import { failure, success } from '../envelope.ts';
import type { Answer } from '../envelope.ts';
import { isRecursive } from '../request.ts';
import type { SimRequest } from '../request.ts';

/** `GET /1.0/operations`: by lower-case status, `{}` when there are none. */
export function getOperations({ cluster, query }: SimRequest): Answer {
  const recursive = isRecursive(query);
  const byStatus: Record<string, unknown[]> = {};
  for (const operation of cluster.operations.list()) {
    const group = (byStatus[operation.status.toLowerCase()] ??= []);
    group.push(recursive ? operation : `/1.0/operations/${operation.id}`);
  }
  return success(byStatus);
}

/** `GET /1.0/operations/{id}`. */
export function getOperation({ cluster, params }: SimRequest): Answer {
  const operation = cluster.operations.get(params[0] ?? '');
  return operation ? success(operation) : failure(404, 'Operation not found');
}

/** `GET /1.0/operations/{id}/wait`, for `timeout` seconds, or without limit when that is -1 or missing. A failed
 *  operation comes as it is, or on some servers as an error inside HTTP 200. */
export async function waitForOperation({ cluster, params, query }: SimRequest): Promise<Answer> {
  const id = params[0] ?? '';
  const seconds = Number(query.get('timeout') ?? '-1');
  const ended = cluster.operations.ended(id);
  const operation = await (seconds >= 0
    ? Promise.race([ended, sleep(cluster.clock, seconds * 1000)])
    : ended);
  const current = operation ?? cluster.operations.get(id);
  if (!current) return failure(404, 'Operation not found');
  return current.err !== '' && cluster.world.guise.waitAnswersError
    ? failure(500, current.err, 200)
    : success(current);
}

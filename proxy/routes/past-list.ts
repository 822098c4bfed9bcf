/** Answers with a page of what was recorded of a cluster. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import type { History } from '../history/history.ts';
import type { ListQuery, Page, Stored } from '../history/store.ts';
import { unknownCluster } from '../plugins/errors.ts';
import type { Board } from '../rollcall/board.ts';
import type { Csv } from './csv.ts';
import { listAsked, refuseRead, sendPage } from './list.ts';

export type PastRoutesDeps = { board: Board; history: History; now(): number };

export const ClusterParams = z.object({ cluster: z.string() });

/** What of the past is listed, and in which forms. */
type PastList<Kind, T> = {
  kinds: readonly Kind[];
  read(query: ListQuery & { kinds: Kind[] | undefined }): Stored<Page<T>>;
  json(items: T[], page: { fromMs: number; toMs: number; next: string | null }): unknown;
  csv(items: readonly T[]): Csv;
};

export async function answerList<Kind extends string, T>(
  request: FastifyRequest,
  reply: FastifyReply,
  { board, now }: PastRoutesDeps,
  list: PastList<Kind, T>,
): Promise<FastifyReply> {
  const { cluster } = ClusterParams.parse(request.params);
  if (board.view(cluster) === undefined) {
    return reply.code(404).send(unknownCluster(cluster, board.keys()));
  }
  const nowMs = now();
  const asked = listAsked(request, list.kinds, nowMs);
  if (!asked.ok) return reply.code(400).send(asked.error);
  const { format, ...query } = asked.value;
  const found = await list.read({ cluster, ...query });
  if (!found.ok) return refuseRead(reply, found.error);
  const { items, next } = found.value;
  const { fromMs, toMs } = query;
  return sendPage(
    request,
    reply,
    { fromMs, toMs, format, next, nowMs },
    { json: () => list.json(items, { fromMs, toMs, next }), csv: () => list.csv(items) },
  );
}

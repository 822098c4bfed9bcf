/** The query that lists of the past have in common, and the pages that they come in. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { apiError } from '../plugins/errors.ts';
import type { StoreFailure } from '../history/store.ts';
import { err, ok } from '../result.ts';
import { ApiError } from '../wire/api.ts';
import type { BlindSpot } from '../wire/moment.ts';
import { cachingOf, historyUnavailable } from './at.ts';
import { type Body, jsonBody, sendTagged } from './conditional.ts';
import { type Csv, csvOf, formatAsked } from './csv.ts';
import { type Asked, Many, One, quoted, valuesOf } from './query.ts';
import { type Range, rangeAsked } from './range.ts';
import { formatRfc3339 } from './rfc3339.ts';

export const ListQuery = z.object({
  from: One,
  to: One,
  member: One,
  kind: Many,
  text: One,
  limit: One,
  cursor: One,
  format: One,
});

const DEFAULT_LIMIT = 200;
const MAX_LIMIT = 1000;
const MAX_TEXT = 200;

export type ListAsked<Kind> = Range & {
  member: string | undefined;
  /** Undefined: all. */
  kinds: Kind[] | undefined;
  text: string | undefined;
  limit: number;
  cursor: string | undefined;
  format: 'json' | 'csv';
};

export function listAsked<Kind extends string>(
  request: FastifyRequest,
  known: readonly Kind[],
  nowMs: number,
): Asked<ListAsked<Kind>> {
  const { member, kind, text, limit, cursor, format, ...ends } = ListQuery.parse(request.query);
  const range = rangeAsked(ends, nowMs);
  if (!range.ok) return range;
  const kinds = kindsAsked(valuesOf(kind), known);
  if (!kinds.ok) return kinds;
  const items = limitAsked(limit);
  if (!items.ok) return items;
  const as = formatAsked(request, format);
  if (!as.ok) return as;
  if (text !== undefined && (text.length > MAX_TEXT || /\p{Cc}/u.test(text))) {
    const remedy = `At most ${MAX_TEXT} characters, none of them a control character.`;
    return err(apiError('bad-text', 'Nothing can be found by this text.', remedy));
  }
  return ok({
    ...range.value,
    member,
    kinds: kinds.value.length === 0 ? undefined : kinds.value,
    text: text === '' ? undefined : text,
    limit: items.value,
    cursor,
    format: as.value,
  });
}

function kindsAsked<Kind extends string>(given: readonly string[], known: readonly Kind[]): Asked<Kind[]> {
  const kinds: Kind[] = [];
  for (const name of given) {
    const kind = known.find((each) => each === name);
    if (kind === undefined) {
      const error = apiError(
        'unknown-kind',
        `There is no kind ${quoted(name)}.`,
        `There are: ${known.join(', ')}.`,
      );
      return err(error);
    }
    kinds.push(kind);
  }
  return ok(kinds);
}

export function limitAsked(limit: string | undefined): Asked<number> {
  if (limit === undefined) return ok(DEFAULT_LIMIT);
  const count = /^\d{1,4}$/.test(limit) ? Number(limit) : 0;
  if (count >= 1 && count <= MAX_LIMIT) return ok(count);
  return err(apiError('bad-limit', `${quoted(limit)} is no limit.`, `A number from 1 to ${MAX_LIMIT}.`));
}

/** The store could not be read, or it knows nothing of the cursor, the one thing that a client could get wrong. */
export function refuseRead(reply: FastifyReply, failure: StoreFailure): FastifyReply {
  if (failure.kind !== 'not-found') return reply.code(503).send(historyUnavailable(failure));
  return reply.code(400).send(badCursor());
}

export const badCursor = () =>
  apiError('bad-cursor', 'There is no page at this cursor.', 'Take the one that the page before came with.');

/** Where the next page is, for a client that knows nothing of our JSON: the same question, its range said, and the cursor. Source: RFC 8288. */
function linkNext(request: FastifyRequest, { fromMs, toMs }: Range, next: string | null): string | undefined {
  if (next === null) return undefined;
  const { search } = new URL(request.url, 'http://localhost');
  const asked = new URLSearchParams(search);
  asked.set('from', formatRfc3339(fromMs));
  asked.set('to', formatRfc3339(toMs));
  asked.set('cursor', next);
  return `<?${asked.toString()}>; rel="next"`;
}

type PageAsked = Range & {
  format: 'json' | 'csv';
  next: string | null;
  nowMs: number;
  blind?: readonly BlindSpot[];
};

/** A page of what was recorded, in the form that is asked for. */
export function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { format, next, nowMs, blind, ...range }: PageAsked,
  answer: { json(): unknown; csv(): Csv },
): FastifyReply {
  const link = linkNext(request, range, next);
  if (link !== undefined) void reply.header('link', link);
  void reply.header('vary', 'accept');
  const caching = cachingOf(range.toMs, nowMs, blind);
  const body: Body =
    format === 'json'
      ? jsonBody(answer.json(), caching)
      : { text: csvOf(answer.csv()), type: 'text/csv; charset=utf-8', caching };
  return sendTagged(request, reply, body);
}

/** What `csv` stands for in the OpenAPI document. */
export const csvOr = <T extends z.ZodMiniType>(json: T) => ({
  description:
    'As JSON; as CSV with format=csv, or where text/csv is accepted rather. A header "link" leads to the next page.',
  content: { 'application/json': { schema: json }, 'text/csv': { schema: z.string() } },
});

/** The answers that every list has beside its own. */
export const LIST_REFUSALS = { 304: z.null(), 400: ApiError, 404: ApiError, 503: ApiError };

/** `/api/clusters/:cluster/notes`: what people write about moments and stretches of time. The API changes nothing else but sessions. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import type { Audit } from '../access/audit.ts';
import type { StoreFailure } from '../history/store.ts';
import { apiError, unknownCluster } from '../plugins/errors.ts';
import { viewerOf } from '../plugins/access.ts';
import { requireOwnOrigin } from '../plugins/same-origin.ts';
import { type Result, err, ok } from '../result.ts';
import type { AuditKind } from '../wire/audit.ts';
import { ApiError } from '../wire/api.ts';
import { Note, NotesAnswer, RevisionsAnswer } from '../wire/history.ts';
import { NoteConflict, NoteDraft, NoteEdit } from '../wire/note-draft.ts';
import { historyUnavailable } from './at.ts';
import { requireJson } from './body.ts';
import type { PastRoutesDeps } from './past-list.ts';
import { jsonBody, sendTagged } from './conditional.ts';
import { type Asked, One, knownOnly, quoted } from './query.ts';
import { rangeAsked } from './range.ts';

const Params = z.object({ cluster: z.string() });
const NoteParams = z.object({ cluster: z.string(), id: z.string() });
const NotesQuery = z.object({ from: One, to: One, deleted: z.optional(z.enum(['true', 'false'])) });
const DeleteQuery = z.object({ revision: One });

/** Room for the longest text in any script. */
const BODY_LIMIT = 64 * 1024;
const WRITTEN = { 400: ApiError, 403: ApiError, 404: ApiError, 413: ApiError, 415: ApiError, 503: ApiError };
const WRITES =
  ' Body: JSON. A page of ours proves itself by its Origin; a program sends the header X-Rollcall: 1.';

export type NotesRoutesDeps = PastRoutesDeps & { audit: Audit };

export function registerNotes(app: FastifyInstance, { board, history, audit, now }: NotesRoutesDeps): void {
  const { store } = history;
  const base = '/api/clusters/:cluster/notes';
  const writing = { bodyLimit: BODY_LIMIT, onRequest: [requireOwnOrigin, requireJson] };

  /** The cluster of a request; it is refused where there is none. */
  const clusterOf = (request: FastifyRequest): Asked<string> => {
    const { cluster } = Params.parse(request.params);
    return board.view(cluster) === undefined ? err(unknownCluster(cluster, board.keys())) : ok(cluster);
  };
  /** Writes down who wrote it. */
  const tell = (request: FastifyRequest, kind: AuditKind, cluster: string, { id }: Note): void =>
    audit.add(kind, viewerOf(request), request.raw, `note ${id} of ${cluster}`);
  /** What the store made of a write, or the note that was in its way. */
  const answerWrite = async (
    request: FastifyRequest,
    reply: FastifyReply,
    cluster: string,
    id: number,
    written: Result<Note, StoreFailure>,
  ): Promise<FastifyReply> => {
    void reply.header('cache-control', 'no-store');
    if (written.ok) {
      tell(request, written.value.deleted ? 'note-deleted' : 'note-edited', cluster, written.value);
      return reply.send(written.value);
    }
    if (written.error.kind === 'not-found') return reply.code(404).send(unknownNote(id));
    if (written.error.kind !== 'conflict') return reply.code(503).send(notWritten(written.error));
    const revisions = await store.revisions(cluster, id);
    if (!revisions.ok) return reply.code(503).send(historyUnavailable(revisions.error));
    const [note] = revisions.value;
    if (note === undefined) return reply.code(404).send(unknownNote(id));
    const conflict: NoteConflict = { ...CONFLICT, note };
    return reply.code(409).send(conflict);
  };

  app.get(
    base,
    {
      config: { access: 'viewer' },
      schema: {
        tags: ['notes'],
        summary: 'Notes that touch a range of time, by when they begin',
        description: 'Of the last day, or from and to (RFC 3339). Deleted ones too with deleted=true.',
        params: Params,
        querystring: NotesQuery,
        response: { 200: NotesAnswer, 304: z.null(), 400: ApiError, 404: ApiError, 503: ApiError },
      },
      preValidation: knownOnly(NotesQuery),
    },
    async (request, reply) => {
      const cluster = clusterOf(request);
      if (!cluster.ok) return reply.code(404).send(cluster.error);
      const { deleted, ...ends } = NotesQuery.parse(request.query);
      const range = rangeAsked(ends, now());
      if (!range.ok) return reply.code(400).send(range.error);
      const { fromMs, toMs } = range.value;
      const found = await store.notes(cluster.value, fromMs, toMs, deleted === 'true');
      if (!found.ok) return reply.code(503).send(historyUnavailable(found.error));
      return sendTagged(request, reply, jsonBody({ notes: found.value } satisfies NotesAnswer));
    },
  );

  app.get(
    `${base}/:id/revisions`,
    {
      config: { access: 'viewer' },
      schema: {
        tags: ['notes'],
        summary: 'All that a note ever said, the newest first',
        params: NoteParams,
        response: { 200: RevisionsAnswer, 304: z.null(), 404: ApiError, 503: ApiError },
      },
    },
    async (request, reply) => {
      const cluster = clusterOf(request);
      if (!cluster.ok) return reply.code(404).send(cluster.error);
      const id = idOf(request);
      const found = await store.revisions(cluster.value, id);
      if (!found.ok && found.error.kind !== 'not-found') {
        return reply.code(503).send(historyUnavailable(found.error));
      }
      if (!found.ok || found.value.length === 0) return reply.code(404).send(unknownNote(id));
      return sendTagged(request, reply, jsonBody({ revisions: found.value } satisfies RevisionsAnswer));
    },
  );

  app.post(
    base,
    {
      config: { access: 'operator' },
      schema: {
        tags: ['notes'],
        summary: 'Writes a note',
        description: `About a moment (toMs null) or a stretch of time, in Markdown.${WRITES}`,
        params: Params,
        body: NoteDraft,
        response: { 201: Note, ...WRITTEN },
      },
      ...writing,
    },
    async (request, reply) => {
      const cluster = clusterOf(request);
      if (!cluster.ok) return reply.code(404).send(cluster.error);
      const draft = draftOf(NoteDraft.parse(request.body));
      if (!draft.ok) return reply.code(400).send(draft.error);
      const atMs = now();
      const note = { ...draft.value, author: viewerOf(request).name, createdAtMs: atMs, editedAtMs: atMs };
      const written = await store.addNote(cluster.value, note);
      if (!written.ok) return reply.code(503).send(notWritten(written.error));
      tell(request, 'note-written', cluster.value, written.value);
      return reply.code(201).header('cache-control', 'no-store').send(written.value);
    },
  );

  app.put(
    `${base}/:id`,
    {
      config: { access: 'operator' },
      schema: {
        tags: ['notes'],
        summary: 'Writes a note anew',
        description: `revision: the one that it is based on; 409 where that is no longer the last. A note that was deleted is there again.${WRITES}`,
        params: NoteParams,
        body: NoteEdit,
        response: { 200: Note, 409: NoteConflict, ...WRITTEN },
      },
      ...writing,
    },
    async (request, reply) => {
      const cluster = clusterOf(request);
      if (!cluster.ok) return reply.code(404).send(cluster.error);
      const { revision, ...rest } = NoteEdit.parse(request.body);
      const draft = draftOf(rest);
      if (!draft.ok) return reply.code(400).send(draft.error);
      const id = idOf(request);
      const edit = { ...draft.value, author: viewerOf(request).name, editedAtMs: now(), deleted: false };
      return answerWrite(
        request,
        reply,
        cluster.value,
        id,
        await store.reviseNote(cluster.value, id, revision, edit),
      );
    },
  );

  app.delete(
    `${base}/:id`,
    {
      config: { access: 'operator' },
      schema: {
        tags: ['notes'],
        summary: 'Deletes a note; what it said is kept among its revisions',
        description: `revision: the last one; 409 where it is not.${WRITES}`,
        params: NoteParams,
        querystring: DeleteQuery,
        response: { 200: Note, 409: NoteConflict, ...WRITTEN },
      },
      preValidation: knownOnly(DeleteQuery),
      onRequest: requireOwnOrigin,
    },
    async (request, reply) => {
      const cluster = clusterOf(request);
      if (!cluster.ok) return reply.code(404).send(cluster.error);
      const revision = revisionAsked(DeleteQuery.parse(request.query).revision);
      if (!revision.ok) return reply.code(400).send(revision.error);
      const id = idOf(request);
      const revisions = await store.revisions(cluster.value, id);
      const last = revisions.ok ? revisions.value[0] : undefined;
      if (last === undefined) {
        const failure: StoreFailure = revisions.ok
          ? { kind: 'not-found', message: 'no such note' }
          : revisions.error;
        return answerWrite(request, reply, cluster.value, id, err(failure));
      }
      const { fromMs, toMs, text } = last;
      const gone = { fromMs, toMs, text, author: viewerOf(request).name, editedAtMs: now(), deleted: true };
      const written = await store.reviseNote(cluster.value, id, revision.value, gone);
      return answerWrite(request, reply, cluster.value, id, written);
    },
  );
}

const CONFLICT = apiError(
  'conflict',
  'Somebody else has changed this note meanwhile.',
  'Look at "note", and base the edit on its revision.',
);

const unknownNote = (id: number): ApiError =>
  apiError('unknown-note', id === NO_NOTE ? 'There is no such note here.' : `There is no note ${id} here.`);

const notWritten = (failure: StoreFailure): ApiError =>
  apiError('history-unavailable', `The note could not be written: ${failure.message}`, 'Try again later.');

/** Notes are numbered from 1. */
const NO_NOTE = 0;

function idOf(request: FastifyRequest): number {
  const { id } = NoteParams.parse(request.params);
  return /^\d{1,15}$/.test(id) ? Number(id) : NO_NOTE;
}

function revisionAsked(revision: string | undefined): Asked<number> {
  if (revision !== undefined && /^\d{1,15}$/.test(revision)) return ok(Number(revision));
  const given = revision === undefined ? 'No revision is named.' : `${quoted(revision)} is no revision.`;
  return err(apiError('bad-revision', given, 'Name the one that the note has: ?revision=1.'));
}

/** The last moment of the year 9999. */
const MAX_MS = 253_402_300_799_999;
const isMoment = (ms: number): boolean => Number.isInteger(ms) && ms >= 0 && ms <= MAX_MS;

function draftOf({ fromMs, toMs, text }: NoteDraft): Asked<NoteDraft> {
  if (!isMoment(fromMs) || (toMs !== null && !isMoment(toMs))) {
    return err(
      apiError('bad-range', 'A note is about a moment that is none.', 'Moments are whole ms since 1970 UTC.'),
    );
  }
  if (toMs !== null && toMs <= fromMs) {
    return err(
      apiError('bad-range', 'The note ends before it begins.', '"toMs" is after "fromMs", or null.'),
    );
  }
  if (text.trim() === '') return err(apiError('bad-text', 'The note says nothing.', 'Write something.'));
  // Halves of characters can be kept nowhere.
  return ok({ fromMs, toMs, text: text.toWellFormed() });
}

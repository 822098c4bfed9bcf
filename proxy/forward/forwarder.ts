/** Answers a forwarded question from one cluster, in LXD's own envelope and status codes. */
import { z } from 'zod';
import type { Answer, LxdClient } from '../lxd/client.ts';
import { type Endpoints, originOf } from '../lxd/endpoints.ts';
import { errorEnvelope, parseEnvelope } from '../lxd/envelope.ts';
import { type HedgeOptions, hedge } from '../lxd/hedge.ts';
import { type Result, err, ok } from '../result.ts';
import { areGroupsFresh, isFresh } from '../wire/freshness.ts';
import type { ClusterSnapshot, Failure } from '../wire/snapshot.ts';
import type { ForwardRequest, Resource } from './allow-list.ts';
import { createAnswerCache } from './cache.ts';
import { REDACTIONS, redactBody } from './redact/answer.ts';

/** What goes back to the client. */
export type ForwardAnswer = { status: number; body: Buffer; etag: string | null };

export type Forwarder = { answer(request: ForwardRequest): Promise<ForwardAnswer> };

export type ForwarderDeps = {
  client: LxdClient;
  endpoints: Endpoints;
  snapshot(): ClusterSnapshot;
  ttlMs: number;
  now(): number;
};

const ASK: HedgeOptions = { hedgeAfterMs: 1000, deadlineMs: 10_000, maxInFlight: 3 };
/** Names are checked against the roll call, so the number is reached only while there is none; the size by filters. */
const CACHE_LIMITS = { maxEntries: 512, maxBytes: 64 * 1024 * 1024 };
const MAX_UNDER_WAY = 16;
/** What hardware there is hardly changes, and is collected anew for each question, which takes a member 20 ms. */
const RESOURCES_TTL_MS = 60_000;

export function createForwarder({ client, endpoints, snapshot, ttlMs, now }: ForwarderDeps): Forwarder {
  const cache = createAnswerCache<ForwardAnswer>(CACHE_LIMITS, ({ body }) => body.length, now);
  let underWay = 0;

  /** Garbage or an error of one server may be another's success (it may be the one that is broken): only below 500 is final. */
  const attempt =
    (path: string, onServerError: (answer: Answer) => void) =>
    async (origin: string, signal: AbortSignal): Promise<Result<Answer, Failure>> => {
      const answer = await client.get(origin, path, { deadlineMs: ASK.deadlineMs, signal });
      if (!answer.ok) return answer;
      const { status, body } = answer.value;
      const parsed = parseEnvelope(body.toString('utf8'), status, z.unknown(), `GET ${path}`);
      if (!parsed.ok && parsed.error.kind === 'garbage') return parsed;
      if (status < 500 || status === 501) return answer;
      onServerError(answer.value);
      return err({ kind: 'lxd-error', message: `HTTP ${status}` });
    };

  const originsFor = ({ resource }: ForwardRequest): string[] => {
    const { members } = snapshot();
    const asked = memberAsked(resource);
    if (asked === null) {
      const silent = members.flatMap(({ probe, url }) =>
        probe.state === 'silent' || probe.state === 'wrong' ? (originOf(url) ?? []) : [],
      );
      return endpoints.order(new Set(silent));
    }
    // Asked of anybody else, what a member that is away has to say takes 10 s, and what a frozen one has never comes.
    const url = members.find(({ server_name }) => server_name === asked)?.url;
    const own = url === undefined ? null : originOf(url);
    return own === null ? [] : [own];
  };

  const load = async (request: ForwardRequest): Promise<ForwardAnswer> => {
    let serverError: Answer | null = null;
    const onServerError = (answer: Answer): void => {
      serverError = answer;
    };
    const origins = originsFor(request);
    if (origins.length === 0) return envelope(503, 'the address of this member is not known yet, try again');
    const result = await hedge(origins, attempt(request.path, onServerError), ASK);
    const answer = result.ok ? ok(result.value) : serverError === null ? result : ok<Answer>(serverError);
    if (!answer.ok) {
      const { kind, message } = answer.error;
      return kind === 'garbage'
        ? envelope(502, message)
        : envelope(503, `no member of the cluster answers: ${message}`);
    }
    const { status, body, etag } = answer.value;
    const redaction = REDACTIONS[request.resource.kind];
    if (redaction === undefined) return { status, body, etag };
    const redacted = redactBody(body, redaction);
    return redacted === null
      ? envelope(502, `the server answered something else than ${request.path} gives`)
      : { status, body: redacted, etag: null };
  };

  return {
    async answer(request) {
      const unknown = unknownName(request, snapshot(), now());
      if (unknown !== null) return envelope(404, unknown);
      if (underWay >= MAX_UNDER_WAY && !cache.holds(request.key)) {
        return envelope(503, 'too many different questions under way, try again');
      }
      const isHardware = request.resource.kind === 'resources';
      return cache.get(request.key, {
        async load() {
          underWay += 1;
          try {
            return await load(request);
          } finally {
            underWay -= 1;
          }
        },
        ttlMsOf: ({ status }) => (isHardware && status === 200 ? Math.max(ttlMs, RESOURCES_TTL_MS) : ttlMs),
      });
    },
  };
}

/** The one member that can answer; null: any can. */
function memberAsked(resource: Resource): string | null {
  switch (resource.kind) {
    case 'state':
      return resource.name;
    case 'resources':
      return resource.target;
    default:
      return null;
  }
}

/** Names that a fresh list does not hold cost the cluster nothing, however many are tried. */
function unknownName({ resource }: ForwardRequest, snapshot: ClusterSnapshot, nowMs: number): string | null {
  if (resource.kind === 'group') {
    const known = snapshot.groups.some(({ name }) => name === resource.name);
    return known || !areGroupsFresh(snapshot.parts.groups, snapshot, nowMs)
      ? null
      : 'Cluster group not found';
  }
  const member = resource.kind === 'member' ? resource.name : memberAsked(resource);
  const known = member === null || snapshot.members.some(({ server_name }) => server_name === member);
  return known || !isFresh(snapshot.parts.members, snapshot, nowMs) ? null : 'Cluster member not found';
}

/** An answer of our own, in LXD's error envelope. */
export const envelope = (status: number, error: string): ForwardAnswer => ({
  status,
  body: Buffer.from(`${JSON.stringify(errorEnvelope(status, error))}\n`),
  etag: null,
});

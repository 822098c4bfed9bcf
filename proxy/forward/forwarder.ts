/** Answers a forwarded question from one cluster, in LXD's own envelope and status codes. */
import { z } from 'zod';
import type { Answer, LxdClient } from '../lxd/client.ts';
import { type Endpoints, originOf } from '../lxd/endpoints.ts';
import { errorEnvelope, parseEnvelope } from '../lxd/envelope.ts';
import { type HedgeOptions, hedge } from '../lxd/hedge.ts';
import { type Result, err, ok } from '../result.ts';
import { isFresh } from '../wire/freshness.ts';
import type { ClusterSnapshot, Failure } from '../wire/snapshot.ts';
import type { ForwardRequest } from './allow-list.ts';
import { createAnswerCache } from './cache.ts';
import { stripServer } from './strip-server.ts';

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

export function createForwarder({ client, endpoints, snapshot, ttlMs, now }: ForwarderDeps): Forwarder {
  const cache = createAnswerCache<ForwardAnswer>({ ttlMs, ...CACHE_LIMITS }, ({ body }) => body.length, now);
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
    if (resource.kind !== 'state') {
      const silent = members.flatMap(({ probe, url }) =>
        probe.state === 'silent' || probe.state === 'wrong' ? (originOf(url) ?? []) : [],
      );
      return endpoints.order(new Set(silent));
    }
    // Asked of anybody else, the state of a member that is away takes 10 s, and of a frozen one never comes.
    const url = members.find(({ server_name }) => server_name === resource.name)?.url;
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
    if (request.resource.kind !== 'server') return { status, body, etag };
    const stripped = stripServer(body);
    return stripped === null
      ? envelope(502, 'the server answered no LXD envelope')
      : { status, body: stripped, etag: null };
  };

  return {
    async answer(request) {
      const unknown = unknownName(request, snapshot(), now());
      if (unknown !== null) return envelope(404, unknown);
      if (underWay >= MAX_UNDER_WAY && !cache.holds(request.path)) {
        return envelope(503, 'too many different questions under way, try again');
      }
      return cache.get(request.path, async () => {
        underWay += 1;
        try {
          return await load(request);
        } finally {
          underWay -= 1;
        }
      });
    },
  };
}

/** Names that a fresh list does not hold cost the cluster nothing, however many are tried. */
function unknownName({ resource }: ForwardRequest, snapshot: ClusterSnapshot, nowMs: number): string | null {
  const isKnown = (part: 'members' | 'groups', names: readonly string[], name: string): boolean =>
    !isFresh(snapshot.parts[part], snapshot, nowMs) || names.includes(name);
  switch (resource.kind) {
    case 'member':
    case 'state': {
      const names = snapshot.members.map(({ server_name }) => server_name);
      return isKnown('members', names, resource.name) ? null : 'Cluster member not found';
    }
    case 'group': {
      const names = snapshot.groups.map(({ name }) => name);
      return isKnown('groups', names, resource.name) ? null : 'Cluster group not found';
    }
    default:
      return null;
  }
}

/** An answer of our own, in LXD's error envelope. */
export const envelope = (status: number, error: string): ForwardAnswer => ({
  status,
  body: Buffer.from(`${JSON.stringify(errorEnvelope(status, error))}\n`),
  etag: null,
});

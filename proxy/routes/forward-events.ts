/** `/1.0/events` and `/lxd/:cluster/1.0/events`: LXD's events over a websocket, of our own making and read-only. */
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Access } from '../access/access.ts';
import { createQuota } from '../access/quota.ts';
import { type Viewer, allows, inSight } from '../access/viewer.ts';
import { type EventFilter, type Refusal, parseForward } from '../forward/allow-list.ts';
import type { EventFeed } from '../forward/event-feed.ts';
import { createEventSockets } from '../forward/event-sockets.ts';
import { isSameOrigin } from '../plugins/same-origin.ts';
import { errorEnvelope } from '../lxd/envelope.ts';
import { NOT_ALLOWED, unknownTo } from '../plugins/access.ts';
import { answerOnSocket } from '../plugins/errors.ts';
import { MISDIRECTED, foreignHost, isOurs, namesOneHost } from '../plugins/host.ts';
import { type Result, err, ok } from '../result.ts';

/** By cluster key, in the order of the configuration. */
export type EventFeeds = ReadonlyMap<string, EventFeed>;

export type EventsDoor = {
  /** For the option `shouldUpgradeCallback` of the HTTP server: whatever gets no socket is an ordinary request. */
  opensFor(request: IncomingMessage): boolean;
  /** Why a request that came as an ordinary one gets no socket. */
  refusalOf(request: IncomingMessage): Refusal;
  register(app: FastifyInstance): void;
  close(): void;
};

const MAX_SOCKETS = 200;
const MAX_SOCKETS_OF_AN_ADDRESS = 50;
/** As LXD does. */
const PING_EVERY_MS = 10_000;
/** Some hundred events. */
const MAX_WAITING_BYTES = 1024 * 1024;
/** What LXD says to a request that asks for no websocket. */
const BAD_REQUEST: Refusal = { status: 400, error: 'Bad Request' };

export type EventsDoorDeps = {
  feeds: EventFeeds;
  /** The names by which we may be asked for. A browser opens sockets to any host, so this is asked here, too. */
  hosts: ReadonlySet<string>;
  access: Access;
};

export function createEventsDoor({ feeds, hosts, access }: EventsDoorDeps): EventsDoor {
  const sockets = createEventSockets({
    maxSockets: MAX_SOCKETS,
    pingEveryMs: PING_EVERY_MS,
    maxWaitingBytes: MAX_WAITING_BYTES,
    onBadHandshake: (socket) =>
      answerOnSocket(socket, BAD_REQUEST.status, errorEnvelope(BAD_REQUEST.status, BAD_REQUEST.error)),
  });

  const quota = createQuota(MAX_SOCKETS_OF_AN_ADDRESS);

  const admit = (
    request: IncomingMessage,
  ): Result<{ feed: EventFeed; filter: EventFilter; viewer: Viewer }, Refusal> => {
    const parsed = parseForward(request.url ?? '');
    if (!parsed.ok) return err(parsed.refusal);
    if (parsed.request.kind !== 'listen' || request.method !== 'GET') return err(BAD_REQUEST);
    const { cluster, filter } = parsed.request;
    const { origin, host } = request.headers;
    if (host !== undefined && !isOurs(host, hosts))
      return err({ status: MISDIRECTED, error: foreignHost(host) });
    const viewer = access.viewerOf(request);
    if (viewer === null) {
      const { status, error } = unknownTo(access, request);
      return err({ status, error: error.message });
    }
    if (!allows('viewer', viewer)) return err({ status: 403, error: NOT_ALLOWED.message });
    const feed = inSight(feeds, cluster, viewer.clusters);
    if (feed === undefined) return err({ status: 404, error: 'not found' });
    if (!isSameOrigin(origin, host, access.clientOf(request).secure))
      return err({ status: 403, error: 'events are only for pages of this very origin' });
    if (quota.isFull(access.clientOf(request).address))
      return err({ status: 429, error: `${quota.most} sockets of your address are open already` });
    if (sockets.isFull()) return err({ status: 503, error: `${MAX_SOCKETS} sockets are open already` });
    return ok({ feed, filter, viewer });
  };

  return {
    opensFor: (request) =>
      request.headers.upgrade?.toLowerCase() === 'websocket' && namesOneHost(request) && admit(request).ok,
    refusalOf(request) {
      const admission = admit(request);
      return admission.ok ? BAD_REQUEST : admission.error;
    },
    register(app) {
      app.server.on('upgrade', (request, socket, head) => {
        // Nobody else listens any more, and an error that nobody hears of would end the process.
        socket.on('error', () => socket.destroy());
        const admission = admit(request);
        if (admission.ok) {
          const { feed, filter, viewer } = admission.value;
          socket.on('close', quota.take(access.clientOf(request).address));
          const end = sockets.accept({ request, socket, head }, feed, filter);
          socket.on('close', access.whenEnded(viewer, end));
          return;
        }
        const { status, error } = admission.error;
        answerOnSocket(socket, status, errorEnvelope(status, error));
      });
    },
    close: sockets.close,
  };
}

/** `/1.0/events` and `/lxd/:cluster/1.0/events`: LXD's events over a websocket, of our own making and read-only. */
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { type EventFilter, type Refusal, parseForward } from '../forward/allow-list.ts';
import type { EventFeed } from '../forward/event-feed.ts';
import { createEventSockets } from '../forward/event-sockets.ts';
import { isSameOrigin } from '../plugins/same-origin.ts';
import { errorEnvelope } from '../lxd/envelope.ts';
import { answerOnSocket } from '../plugins/errors.ts';
import { namesOneHost } from '../plugins/host.ts';
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
/** As LXD does. */
const PING_EVERY_MS = 10_000;
/** Some hundred events. */
const MAX_WAITING_BYTES = 1024 * 1024;
/** What LXD says to a request that asks for no websocket. */
const BAD_REQUEST: Refusal = { status: 400, error: 'Bad Request' };

export function createEventsDoor(feeds: EventFeeds): EventsDoor {
  const sockets = createEventSockets({
    maxSockets: MAX_SOCKETS,
    pingEveryMs: PING_EVERY_MS,
    maxWaitingBytes: MAX_WAITING_BYTES,
    onBadHandshake: (socket) =>
      answerOnSocket(socket, BAD_REQUEST.status, errorEnvelope(BAD_REQUEST.status, BAD_REQUEST.error)),
  });

  const admit = (request: IncomingMessage): Result<{ feed: EventFeed; filter: EventFilter }, Refusal> => {
    const parsed = parseForward(request.url ?? '');
    if (!parsed.ok) return err(parsed.refusal);
    if (parsed.request.kind !== 'listen' || request.method !== 'GET') return err(BAD_REQUEST);
    const { cluster, filter } = parsed.request;
    const feed = cluster === null ? [...feeds.values()][0] : feeds.get(cluster);
    if (feed === undefined) return err({ status: 404, error: 'not found' });
    const { origin, host } = request.headers;
    if (!isSameOrigin(origin, host))
      return err({ status: 403, error: 'events are only for pages of this very origin' });
    if (sockets.isFull()) return err({ status: 503, error: `${MAX_SOCKETS} sockets are open already` });
    return ok({ feed, filter });
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
          const { feed, filter } = admission.value;
          sockets.accept({ request, socket, head }, feed, filter);
          return;
        }
        const { status, error } = admission.error;
        answerOnSocket(socket, status, errorEnvelope(status, error));
      });
    },
    close: sockets.close,
  };
}

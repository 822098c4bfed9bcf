/**
 * The websockets of `/1.0/events`: any number of them on one feed of each cluster. Whatever a client sends is ignored;
 * one that does not read, or does not answer, is dropped: nothing waits for it.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { RedactedFrame } from './redact/event.ts';
import type { EventFilter } from './allow-list.ts';
import type { EventFeed } from './event-feed.ts';

export type EventSocketsOptions = {
  maxSockets: number;
  /** How often each client is pinged. */
  pingEveryMs: number;
  /** A client for which more than this waits to be sent is dropped. */
  maxWaitingBytes: number;
  /** A handshake that is none: the place to answer it, and to end its socket. */
  onBadHandshake(socket: Duplex): void;
};

export type Upgrade = { request: IncomingMessage; socket: Duplex; head: Buffer };

export type EventSockets = {
  isFull(): boolean;
  /** Completes the handshake and sends what passes `filter` from now on. Returns the way to end it, for whoever may listen no longer. */
  accept(upgrade: Upgrade, feed: EventFeed, filter: EventFilter): () => void;
  /** Says good-bye to all; those who don't answer that within a second are cut off. */
  close(): void;
};

/** Clients have nothing to say: a message that is longer ends the connection. */
const MAX_MESSAGE_BYTES = 1024;
const CLOSING_GRACE_MS = 1000;
/** As many as LXD lets go unanswered. */
const MAX_UNANSWERED_PINGS = 2;
const GOING_AWAY = 1001;
const POLICY_VIOLATION = 1008;

type Client = { socket: WebSocket; filter: EventFilter; unansweredPings: number };
type Audience = { clients: Set<Client>; stopListening(): void };

export function createEventSockets(options: EventSocketsOptions): EventSockets {
  const { maxSockets, pingEveryMs, maxWaitingBytes, onBadHandshake } = options;
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: MAX_MESSAGE_BYTES,
  });
  server.on('wsClientError', (_error, socket) => onBadHandshake(socket));
  const audiences = new Map<EventFeed, Audience>();
  const clients = new Set<Client>();

  const dropIfStuck = ({ socket }: Client): void => {
    if (socket.bufferedAmount > maxWaitingBytes) socket.terminate();
  };

  const ping = (client: Client): void => {
    if (client.unansweredPings > MAX_UNANSWERED_PINGS) {
      client.socket.terminate();
      return;
    }
    client.unansweredPings += 1;
    if (client.socket.readyState === WebSocket.OPEN) client.socket.ping();
    dropIfStuck(client);
  };
  const pingTimer = setInterval(() => {
    for (const client of clients) ping(client);
  }, pingEveryMs);

  const audienceOf = (feed: EventFeed): Audience => {
    const present = audiences.get(feed);
    if (present !== undefined) return present;
    const those = new Set<Client>();
    const stopListening = feed.listen((frame) => {
      const text = Buffer.from(JSON.stringify(frame));
      for (const client of those) {
        if (client.socket.readyState !== WebSocket.OPEN || !passes(frame, client.filter)) continue;
        client.socket.send(text, { binary: false });
        dropIfStuck(client);
      }
    });
    const audience = { clients: those, stopListening };
    audiences.set(feed, audience);
    return audience;
  };

  const leave = (feed: EventFeed, client: Client): void => {
    clients.delete(client);
    const audience = audiences.get(feed);
    audience?.clients.delete(client);
    if (audience?.clients.size !== 0) return;
    audience.stopListening();
    audiences.delete(feed);
  };

  return {
    isFull: () => clients.size >= maxSockets,
    accept({ request, socket: raw, head }, feed, filter) {
      let end = (): void => {};
      server.handleUpgrade(request, raw, head, (socket) => {
        end = () => {
          socket.close(POLICY_VIOLATION);
          setTimeout(() => socket.terminate(), CLOSING_GRACE_MS).unref();
        };
        const client: Client = { socket, filter, unansweredPings: 0 };
        clients.add(client);
        audienceOf(feed).clients.add(client);
        // Every end comes as a close; an error before it, such as of a message that is too long, says nothing more.
        socket.on('error', () => {});
        socket.on('close', () => leave(feed, client));
        socket.on('pong', () => {
          client.unansweredPings = 0;
        });
        // Who pings and reads no pong would have them wait here.
        socket.on('ping', () => dropIfStuck(client));
        ping(client);
      });
      return () => end();
    },
    close() {
      clearInterval(pingTimer);
      for (const { socket } of clients) socket.close(GOING_AWAY);
      const cutOff = (): void => {
        for (const { socket } of clients) socket.terminate();
      };
      setTimeout(cutOff, CLOSING_GRACE_MS).unref();
    },
  };
}

/** LXD's own rule: what is of no project is for everybody. */
function passes({ type, project }: RedactedFrame, filter: EventFilter): boolean {
  if (!filter.types.has(type)) return false;
  return filter.project === null || project === undefined || project === '' || project === filter.project;
}

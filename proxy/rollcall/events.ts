/**
 * LXD's own events, to ask at once when the cluster says that something happened. A hint and no more: nothing tells
 * of a member that went offline, nothing is replayed after a break, so the beats go on as if there were no events.
 * Source: `GET /1.0/events?type=lifecycle`; one socket at any member shows the events of all.
 */
import { type Dispatcher, WebSocket } from 'undici';
import { z } from 'zod';

const Lifecycle = z.object({ type: z.literal('lifecycle'), metadata: z.object({ action: z.string() }) });

/** A frozen member finishes neither the handshake nor the upgrade. */
const OPEN_WITHIN_MS = 5000;
const RETRY_FIRST_MS = 1000;
const RETRY_CEILING_MS = 30_000;
/** Far more than an event of ours; what an instance's event carries is of no use to us. */
const MAX_EVENT_CHARS = 1_000_000;

export type EventStreamDeps = {
  dispatcher: Dispatcher;
  /** The server to listen to now, or null while none is known to answer. */
  pickOrigin(): string | null;
  /** A lifecycle event of the cluster arrived, such as `cluster-member-added`. */
  onClusterEvent(action: string): void;
  random(): number;
  signal: AbortSignal;
};

export type EventStream = {
  /** The server listened to does not answer: its socket may stay open and silent for ever, so listen to another. */
  distrust(origin: string): void;
};

/** Listens until `signal` ends it; reconnects with a pause that grows while nothing opens. */
export function listenToEvents({ dispatcher, pickOrigin, onClusterEvent, random, signal }: EventStreamDeps): EventStream {
  let current: { origin: string; socket: WebSocket } | null = null;
  let retryTimer: NodeJS.Timeout | undefined;
  let failures = 0;

  const retry = (): void => {
    if (signal.aborted) return;
    const pauseMs = Math.min(RETRY_CEILING_MS, RETRY_FIRST_MS * 2 ** Math.min(failures, 8));
    failures += 1;
    retryTimer = setTimeout(open, pauseMs * (0.5 + random() / 2));
  };

  const open = (): void => {
    const origin = pickOrigin();
    if (origin === null) {
      retry();
      return;
    }
    const url = `${origin.replace(/^https:/, 'wss:')}/1.0/events?type=lifecycle`;
    const socket = new WebSocket(url, { dispatcher });
    current = { origin, socket };
    const tooLate = setTimeout(() => socket.close(), OPEN_WITHIN_MS);
    socket.addEventListener('open', () => {
      clearTimeout(tooLate);
      failures = 0;
    });
    socket.addEventListener('message', ({ data }) => {
      const action = actionOf(data);
      if (action?.startsWith('cluster-') === true) onClusterEvent(action);
    });
    // Every end comes as a close, also of a socket that never opened; the error event before it says nothing more.
    socket.addEventListener('error', () => {});
    socket.addEventListener('close', () => {
      clearTimeout(tooLate);
      if (current?.socket === socket) current = null;
      retry();
    });
  };

  signal.addEventListener('abort', () => {
    clearTimeout(retryTimer);
    current?.socket.close();
  });
  open();
  return {
    distrust(origin) {
      if (current?.origin === origin) current.socket.close();
    },
  };
}

function actionOf(data: unknown): string | null {
  if (typeof data !== 'string' || data.length > MAX_EVENT_CHARS) return null;
  try {
    const event = Lifecycle.safeParse(JSON.parse(data));
    return event.success ? event.data.metadata.action : null;
  } catch {
    return null;
  }
}

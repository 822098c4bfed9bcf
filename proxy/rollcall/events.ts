/**
 * LXD's own events: what it tells as it happens, and a hint to ask at once. No more than that: nothing tells of a member
 * that went offline, nothing is replayed after a break, so the beats go on as if there were no events.
 * Source: `GET /1.0/events?type=lifecycle,operation`; one socket at any member shows the events of all.
 */
import type { LxdClient } from '../lxd/client.ts';
import type { EventSocket } from '../lxd/event-socket.ts';

/** A frozen member finishes neither the handshake nor the upgrade. */
const OPEN_WITHIN_MS = 5000;
const RETRY_FIRST_MS = 1000;
const RETRY_CEILING_MS = 30_000;

/**
 * A restricted certificate that names no project may not listen on Incus, unless it asks for the events of all the
 * projects it may see; and later versions may refuse it just that. Each way that does not open gives way to the other.
 */
const PATHS = [
  '/1.0/events?type=lifecycle,operation&all-projects=true',
  '/1.0/events?type=lifecycle,operation',
] as const;

export type EventStreamDeps = {
  client: Pick<LxdClient, 'openEvents'>;
  /** The server to listen to now, or null while none is known to answer. */
  pickOrigin(): string | null;
  /** A frame as it came, of either type; anything may be in it. */
  onFrame(frame: unknown): void;
  /** A socket has opened, or the last one has closed. What happened in between is not told again. */
  onListening(listening: boolean): void;
  random(): number;
  signal: AbortSignal;
};

export type EventStream = {
  /** The server listened to does not answer: its socket may stay open and silent for ever, so listen to another. */
  distrust(origin: string): void;
};

/** Listens until `signal` ends it; reconnects with a pause that grows while nothing opens. */
export function listenToEvents({
  client,
  pickOrigin,
  onFrame,
  onListening,
  random,
  signal,
}: EventStreamDeps): EventStream {
  let current: (EventSocket & { origin: string }) | null = null;
  let retryTimer: NodeJS.Timeout | undefined;
  let failures = 0;
  let way: 0 | 1 = 0;

  const retry = (): void => {
    if (signal.aborted) return;
    const pauseMs = Math.min(RETRY_CEILING_MS, RETRY_FIRST_MS * 2 ** Math.min(failures, 8));
    retryTimer = setTimeout(open, pauseMs * (0.5 + random() / 2));
  };

  const open = (): void => {
    const origin = pickOrigin();
    if (origin === null) {
      retry();
      return;
    }
    const stream = client.openEvents(origin, PATHS[way]);
    let opened = false;
    const { socket } = stream;
    current = { ...stream, origin };
    const tooLate = setTimeout(stream.end, OPEN_WITHIN_MS);
    socket.addEventListener('open', () => {
      clearTimeout(tooLate);
      opened = true;
      failures = 0;
      if (!signal.aborted) onListening(true);
    });
    socket.addEventListener('message', ({ data }) => {
      const frame = parsed(data);
      if (frame !== undefined && !signal.aborted) onFrame(frame);
    });
    // Every end comes as a close, also of a socket that never opened; the error event before it says nothing more.
    socket.addEventListener('error', () => {});
    socket.addEventListener('close', () => {
      clearTimeout(tooLate);
      stream.end();
      if (!opened) way = way === 0 ? 1 : 0;
      if (current?.socket === socket) current = null;
      if (!signal.aborted) onListening(false);
      retry();
      failures += 1;
    });
  };

  signal.addEventListener('abort', () => {
    clearTimeout(retryTimer);
    current?.end();
  });
  open();
  return {
    distrust(origin) {
      if (current?.origin === origin) current.end();
    },
  };
}

function parsed(data: unknown): unknown {
  if (typeof data !== 'string') return undefined;
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

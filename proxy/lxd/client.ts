/** The connection to one cluster: an undici agent with our certificate and the cluster's pin, and GET with a deadline. */
import { X509Certificate } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { Agent } from 'undici';
import { type Result, err, ok } from '../result.ts';
import type { Failure } from '../wire/snapshot.ts';
import { type EventSocket, openEventSocket } from './event-socket.ts';
import { ConnectionError, toFailure } from './failure.ts';
import {
  type PinnedConnectorOptions,
  type PinnedIdentity,
  type Presented,
  pinnedConnector,
} from './pinned-connector.ts';

/** Below every deadline of a call, so that a handshake that hangs is told from an answer that does not come. */
const CONNECT_TIMEOUT_MS = 1500;
const MEBIBYTE = 1024 * 1024;
/** The list of 1,000 members is about 600 kB; nothing that we ask for comes near this but the list of instances. */
const MAX_BODY_BYTES = 32 * MEBIBYTE;
/** A blocked list must not keep a probe from its own connection. */
const CONNECTIONS_PER_SERVER = 8;

/** From here on a timer counts as late, and how long what has arrived meanwhile then has to be read. */
const LATE_MS = 50;
const GRACE_MS = 100;

export type Answer = {
  status: number;
  contentType: string;
  etag: string | null;
  /** The server's own time, in whole seconds, when it began to answer, ms UTC; null: it does not tell. */
  dateMs: number | null;
  body: Buffer;
  ms: number;
};
export type GetOptions = {
  deadlineMs: number;
  signal?: AbortSignal;
  /** What the body may have at most; more is a failure of kind `garbage`. 32 MiB unless told. */
  maxBytes?: number;
};

export type LxdClient = {
  /**
   * `GET origin + path`; every status is an answer. `path` begins with a slash. Ends at the deadline whatever the server
   * does; a connection that breaks under the request is tried once more, since LXD closes idle ones.
   */
  get(origin: string, path: string, options: GetOptions): Promise<Result<Answer, Failure>>;
  /** A websocket to `origin + path`. Whoever opens it ends it. */
  openEvents(origin: string, path: string): EventSocket;
  /** End of the cluster certificate's validity, as it was last presented; null: not seen yet. */
  serverNotAfterMs(): number | null;
  /** SHA-256 of the certificate that servers have to present: 64 lower-case hexadecimal digits. */
  pin(): string;
  /** SHA-256 of our own, alike. */
  clientFingerprint(): string;
  /** The servers that presented another certificate than the pinned one when they were last connected to, by origin. */
  strangers(): ReadonlyMap<string, Presented>;
  /** Connects anew to see which certificate a server presents now: connections from before tell nothing of that. */
  look(origin: string): Promise<void>;
  /** Goes on with another certificate or pin: every connection ends, and those to come are made with it. */
  use(identity: PinnedIdentity): void;
  close(): Promise<void>;
};

export function createLxdClient(initial: PinnedIdentity): LxdClient {
  let identity = initial;
  let serverNotAfterMs: number | null = null;
  const strangers = new Map<string, Presented>();
  const eventSockets = new Set<EventSocket>();
  const connections: PinnedConnectorOptions = {
    identity: () => identity,
    timeoutMs: CONNECT_TIMEOUT_MS,
    onServerCertificate(presented) {
      // One that is not what it was known by when the connection was begun may be so by now.
      if (presented.fingerprint === identity.serverFingerprint) {
        serverNotAfterMs = presented.notAfterMs;
        strangers.delete(presented.origin);
      } else strangers.set(presented.origin, presented);
    },
  };
  const connector = pinnedConnector(connections);
  const agent = new Agent({
    connect: connector.connect,
    connections: CONNECTIONS_PER_SERVER,
    pipelining: 1,
    // LXD takes HTTP/2, but then the websocket on the same agent fails.
    allowH2: false,
    keepAliveTimeout: 30_000,
    // Deadlines are ours: undici's timers are a second coarse.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return {
    openEvents(origin, path) {
      const opened = openEventSocket(connections, origin, path);
      eventSockets.add(opened);
      opened.socket.addEventListener('close', () => eventSockets.delete(opened));
      return opened;
    },
    serverNotAfterMs: () => serverNotAfterMs,
    pin: () => identity.serverFingerprint,
    clientFingerprint: () =>
      new X509Certificate(identity.clientCertPem).fingerprint256.replaceAll(':', '').toLowerCase(),
    strangers: () => strangers,
    look: (origin) =>
      new Promise((resolve) => {
        const { hostname, port, protocol } = new URL(origin);
        connector.connect({ hostname, port, protocol }, (_error, socket) => {
          // A late error of a socket that has told what it was asked for must not end the process.
          socket?.on('error', () => {}).destroy();
          resolve();
        });
      }),
    use(next) {
      if (next.serverFingerprint !== identity.serverFingerprint) serverNotAfterMs = null;
      identity = next;
      strangers.clear();
      connector.destroy();
      for (const opened of eventSockets) opened.end();
    },
    async get(origin, path, options) {
      const startedMs = performance.now();
      const first = await getOnce(agent, origin, path, options);
      const leftMs = options.deadlineMs - (performance.now() - startedMs);
      if (first.ok || first.error.kind !== 'reset' || leftMs <= 0 || options.signal?.aborted === true)
        return first;
      return getOnce(agent, origin, path, { ...options, deadlineMs: leftMs });
    },
    async close() {
      connector.destroy();
      await agent.destroy();
    },
  };
}

async function getOnce(
  agent: Agent,
  origin: string,
  path: string,
  { deadlineMs, signal, maxBytes = MAX_BODY_BYTES }: GetOptions,
): Promise<Result<Answer, Failure>> {
  const startedMs = performance.now();
  const abort = new AbortController();
  // AbortSignal does not interrupt connecting, so the deadline is raced and not only signalled.
  const deadline = Promise.withResolvers<Result<Answer, Failure>>();
  const giveUp = (failure: Failure): void => {
    deadline.resolve(err(failure));
    abort.abort();
  };
  const tooLate = (): void =>
    giveUp({ kind: 'timeout', message: `GET ${path}: no answer within ${Math.round(deadlineMs)} ms` });
  // A timer that comes late was kept waiting by this process, and so was what has arrived meanwhile: it is read first.
  let timer = setTimeout(() => {
    const lateMs = performance.now() - startedMs - deadlineMs;
    if (lateMs < LATE_MS) tooLate();
    else timer = setTimeout(tooLate, GRACE_MS);
  }, deadlineMs);
  const onAbort = (): void => giveUp({ kind: 'timeout', message: `GET ${path}: given up` });
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted === true) onAbort();
  const exchange = async (): Promise<Result<Answer, Failure>> => {
    try {
      const response = await agent.request({ origin, path, method: 'GET', signal: abort.signal });
      const body = await bodyOf(response.body, path, maxBytes);
      return ok({
        status: response.statusCode,
        contentType: headerOf(response.headers['content-type']) ?? '',
        etag: headerOf(response.headers['etag']),
        dateMs: instantOf(headerOf(response.headers['date'])),
        body,
        ms: performance.now() - startedMs,
      });
    } catch (error) {
      return err(toFailure(error));
    }
  };
  try {
    return await Promise.race([exchange(), deadline.promise]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

/** Given up as soon as there is more of it than there may be. */
async function bodyOf(stream: AsyncIterable<Buffer>, path: string, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new ConnectionError('garbage', `GET ${path}: more than ${Math.round(maxBytes / MEBIBYTE)} MiB`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

const headerOf = (value: string | string[] | undefined): string | null =>
  (Array.isArray(value) ? value[0] : value) ?? null;

function instantOf(date: string | null): number | null {
  const atMs = Date.parse(date ?? '');
  return Number.isNaN(atMs) ? null : atMs;
}

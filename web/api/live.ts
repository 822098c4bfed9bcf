/** The one stream from the proxy: opened for the clusters on the page, watched, and reopened for ever. */
import * as z from 'zod/mini';
import { STREAM_EVENTS, type StreamEventName } from '~wire/api.ts';
import { MISSED_BEATS } from '~wire/freshness.ts';
import type { SessionViewer } from '~wire/session.ts';
import { apiPaths } from '../url/paths.ts';
import { backOffMs } from './back-off.ts';
import { type FrameSinks, takeClusters, takeDelta, takeView } from './frames.ts';
import type { ProxyClock } from '../lib/clock.ts';

/**
 * How the page stands with the proxy. `atMs`, `sinceMs`: the last frame, by the proxy's clock; null: there was none yet.
 * `garbled`: frames come that this page does not understand.
 */
export type Connection =
  | { state: 'opening' }
  | { state: 'live'; atMs: number }
  | { state: 'lost'; sinceMs: number | null; cause: 'silent' | 'garbled' };

export type Live = {
  /** Opens the stream; from then on it is kept open. */
  start(): void;
  /** Keeps a cluster up to date until the returned function is called. */
  follow(cluster: string): () => void;
  connection(): Connection;
  /** Who the proxy says that this is; null: it does not matter, or is not known yet. */
  viewer(): SessionViewer | null;
  subscribe(listener: () => void): () => void;
  /** Takes the proxy's time from an answer that it has just given, unless its time is known already. */
  told(proxyMs: number): void;
  /** Looks at the clock: reopens a stream that has been silent for too long, as after a sleep. */
  check(): void;
  /** Tries again at once, as when the network is back. */
  retry(): void;
  close(): void;
};

/** The part of an EventSource that is used, so that tests can do without a network. */
export type Source = {
  addEventListener(type: string, listener: (event: MessageEvent) => void): void;
  close(): void;
};

export type LiveDeps = FrameSinks & {
  clock: ProxyClock;
  open(url: string): Source;
  /** From 0 to 1. */
  random(): number;
  /** A stream ended that was for somebody who had to log in, or none has begun yet. */
  suspectLogOut(begun: boolean): void;
  /** The proxy serves another build than the one that this page is of. `unreadable`: and its frames can't be read. */
  outdated(unreadable: boolean): void;
};

/** How often a proxy that has not said otherwise is expected to be heard. */
const DEFAULT_BEAT_MS = 2000;

export function createLive({ queryClient, clock, open, random, suspectLogOut, outdated }: LiveDeps): Live {
  const followed = new Map<string, number>();
  const listeners = new Set<() => void>();
  let connection: Connection = { state: 'opening' };
  let started = false;
  let source: Source | null = null;
  let url: string | null = null;
  let beatMs = DEFAULT_BEAT_MS;
  let heardAtMs = clock.nowMs();
  let lastFrameAtMs: number | null = null;
  let failures = 0;
  let build: string | null = null;
  let viewer: SessionViewer | null = null;
  let isOutdated = false;
  let knowsTime = false;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;

  const become = (next: Connection): void => {
    connection = next;
    for (const listener of listeners) listener();
  };

  const stop = (): void => {
    clearTimeout(retryTimer);
    source?.close();
    source = null;
  };

  const lose = (cause: 'silent' | 'garbled'): void => {
    stop();
    const begun = lastFrameAtMs !== null;
    if ((viewer !== null || !begun) && cause === 'silent') suspectLogOut(begun);
    failures += 1;
    retryTimer = setTimeout(start, backOffMs(failures, random()));
    become({ state: 'lost', sinceMs: lastFrameAtMs, cause });
  };

  /** The clock may jump with its first time, which makes no silence of the stream longer or shorter. */
  const setClock = (proxyMs: number): void => {
    knowsTime = true;
    heardAtMs += proxyMs - clock.nowMs();
    clock.sync(proxyMs);
  };

  const heard = (): void => {
    heardAtMs = clock.nowMs();
    lastFrameAtMs = heardAtMs;
    become({ state: 'live', atMs: heardAtMs });
  };

  function start(): void {
    stop();
    url = apiPaths.stream([...followed.keys()]);
    heardAtMs = clock.nowMs();
    const opened = open(url);
    source = opened;
    const on = <T>(name: StreamEventName, schema: z.ZodMiniType<T>, take: (frame: T) => boolean): void =>
      opened.addEventListener(name, (event) => {
        if (source !== opened) return;
        const frame = parseFrame(name, schema, event.data);
        if (frame === null) {
          if (isOutdated) outdated(true);
          return lose('garbled');
        }
        if (!take(frame)) return start();
        heard();
      });
    on('hello', STREAM_EVENTS.hello, (frame) => {
      beatMs = frame.beatMs;
      viewer = frame.viewer ?? null;
      setClock(frame.nowMs);
      // After an upgrade of the proxy its frames may say what this page can't read.
      if (build !== null && frame.build !== null && frame.build !== build) {
        isOutdated = true;
        outdated(false);
      }
      build ??= frame.build;
      return true;
    });
    on('clusters', STREAM_EVENTS.clusters, (frame) => {
      takeClusters({ queryClient, clock }, frame);
      // Only now: a proxy that greets us and then says nothing sensible is not to be asked without a pause.
      failures = 0;
      return true;
    });
    on('view', STREAM_EVENTS.view, (frame) => {
      takeView({ queryClient, clock }, frame);
      return true;
    });
    on('delta', STREAM_EVENTS.delta, (frame) => takeDelta({ queryClient, clock }, frame));
    on('beat', STREAM_EVENTS.beat, (frame) => {
      clock.sync(frame.nowMs);
      return true;
    });
    opened.addEventListener('error', () => {
      if (source === opened) lose('silent');
    });
  }

  /** Several pages may come and go in one step: only what is left in the end counts. */
  const restartIfChanged = (): void =>
    queueMicrotask(() => {
      if (started && url !== apiPaths.stream([...followed.keys()])) start();
    });

  const retry = (): void => {
    failures = 0;
    start();
  };

  return {
    start() {
      started = true;
      restartIfChanged();
    },
    follow(cluster) {
      followed.set(cluster, (followed.get(cluster) ?? 0) + 1);
      restartIfChanged();
      return () => {
        const left = (followed.get(cluster) ?? 1) - 1;
        if (left > 0) followed.set(cluster, left);
        else followed.delete(cluster);
        restartIfChanged();
      };
    },
    connection: () => connection,
    viewer: () => viewer,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    told(proxyMs) {
      if (!knowsTime) setClock(proxyMs);
    },
    check() {
      if (source !== null && clock.nowMs() - heardAtMs > MISSED_BEATS * beatMs) lose('silent');
    },
    retry() {
      if (connection.state === 'lost') retry();
    },
    close: stop,
  };
}

function parseFrame<T>(name: StreamEventName, schema: z.ZodMiniType<T>, data: unknown): T | null {
  try {
    const parsed = z.safeParse(schema, JSON.parse(String(data)));
    if (parsed.success) return parsed.data;
    console.error(`A "${name}" frame of the stream has another shape than expected`, parsed.error);
  } catch (error) {
    console.error(`A "${name}" frame of the stream is not JSON`, error);
  }
  return null;
}

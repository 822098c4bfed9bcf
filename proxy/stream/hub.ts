/**
 * Fans the board out to any number of readers. Every frame is made once and shared. A reader that can't keep up is sent
 * nothing until its socket has drained, and then the latest whole view: what waits for it never grows.
 */
import type { Board } from '../rollcall/board.ts';
import type { ClusterView, Delta } from '../wire/delta.ts';
import { formatPosition, parsePosition, sseFrame } from './frame.ts';

/** The part of a response that the hub needs. */
export type Sink = {
  write(frame: Buffer): boolean;
  readonly writableNeedDrain: boolean;
  on(event: 'drain' | 'close', listener: () => void): unknown;
  end(): unknown;
  destroy(): unknown;
};

export type HubDeps = {
  board: Board;
  /** Of this run of the proxy: positions of another one mean nothing here. */
  run: string;
  version: string;
  beatMs: number;
  now(): number;
};

export type Hub = {
  /** Sends `hello`, the list, and each of the clusters `keys` from where `lastEventId` left off; then what comes. */
  join(sink: Sink, keys: readonly string[], lastEventId: string | undefined): void;
  readers(): number;
  close(): void;
};

/** Steps kept for readers that come back: a minute at the default interval. */
const KEPT_DELTAS = 60;
/** A reader that drains nothing for this long is gone, whatever its socket says. */
const STUCK_MS = 60_000;
/** The list of clusters follows every snapshot of any of them, at most this often. */
const LIST_EVERY_MS = 1000;

type Reader = { sink: Sink; keys: ReadonlySet<string>; behindSinceMs: number | null };
type Step = { from: number; seq: number; frame: Buffer };

export function createHub({ board, run, version, beatMs, now }: HubDeps): Hub {
  const readers = new Set<Reader>();
  const steps = new Map<string, Step[]>();
  const wholes = new Map<string, { seq: number; frame: Buffer }>();
  let listTimer: NodeJS.Timeout | undefined;

  const idOf = (key: string, seq: number): string => formatPosition({ run, key, seq });

  const wholeOf = (key: string, view: ClusterView): Buffer => {
    const made = wholes.get(key);
    if (made?.seq === view.seq) return made.frame;
    const frame = sseFrame('view', { nowMs: now(), cluster: key, view }, idOf(key, view.seq));
    wholes.set(key, { seq: view.seq, frame });
    return frame;
  };

  const listFrame = (): Buffer => sseFrame('clusters', { nowMs: now(), clusters: board.summaries(now()) });

  const send = (reader: Reader, frame: Buffer): void => {
    if (reader.behindSinceMs === null && !reader.sink.write(frame)) reader.behindSinceMs = now();
  };

  /** Whole views of everything it reads: for a reader that is new or was behind. */
  const sendLatest = (reader: Reader): void => {
    send(reader, listFrame());
    for (const key of reader.keys) {
      const view = board.view(key);
      if (view !== undefined) send(reader, wholeOf(key, view));
    }
  };

  const stepsSince = (key: string, seq: number): Step[] | null => {
    const kept = steps.get(key) ?? [];
    if (board.view(key)?.seq === seq) return [];
    const index = kept.findIndex((step) => step.from === seq);
    return index < 0 ? null : kept.slice(index);
  };

  const onView = (key: string, view: ClusterView, delta: Delta): void => {
    const frame = sseFrame('delta', { nowMs: now(), cluster: key, delta }, idOf(key, view.seq));
    steps.set(key, [...(steps.get(key) ?? []), { from: delta.from, seq: delta.seq, frame }].slice(-KEPT_DELTAS));
    for (const reader of readers) {
      if (reader.keys.has(key)) send(reader, frame);
    }
    listTimer ??= setTimeout(() => {
      listTimer = undefined;
      if (readers.size === 0) return;
      const list = listFrame();
      for (const reader of readers) send(reader, list);
    }, LIST_EVERY_MS);
  };

  const stopListening = board.listen(onView);
  const beatTimer = setInterval(() => {
    if (readers.size === 0) return;
    const frame = sseFrame('beat', { nowMs: now() });
    for (const reader of readers) {
      if (reader.behindSinceMs !== null && now() - reader.behindSinceMs > STUCK_MS) reader.sink.destroy();
      else send(reader, frame);
    }
  }, beatMs);

  return {
    join(sink, keys, lastEventId) {
      const reader: Reader = { sink, keys: new Set(keys), behindSinceMs: null };
      sink.on('drain', () => {
        if (reader.behindSinceMs === null) return;
        reader.behindSinceMs = null;
        sendLatest(reader);
      });
      sink.on('close', () => readers.delete(reader));
      readers.add(reader);
      send(reader, sseFrame('hello', { nowMs: now(), version, beatMs }));
      const position = parsePosition(lastEventId);
      const resumed = position !== null && position.run === run && reader.keys.has(position.key) && reader.keys.size === 1;
      const missed = resumed ? stepsSince(position.key, position.seq) : null;
      if (missed === null) {
        sendLatest(reader);
        return;
      }
      send(reader, listFrame());
      for (const step of missed) send(reader, step.frame);
    },
    readers: () => readers.size,
    close() {
      stopListening();
      clearInterval(beatTimer);
      clearTimeout(listTimer);
      for (const reader of readers) reader.sink.end();
    },
  };
}

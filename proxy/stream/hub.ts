/**
 * Fans the board out to any number of readers. Every frame is made once and shared. A reader that can't keep up is sent
 * nothing until its socket has drained, and then the latest of what it missed: what waits for it never grows.
 */
import type { Sight } from '../access/viewer.ts';
import type { Board } from '../rollcall/board.ts';
import type { SessionViewer } from '../wire/session.ts';
import type { ClusterView, Delta } from '../wire/delta.ts';
import { formatPosition, parsePosition, sseFrame } from './frame.ts';

/** The part of a response that the hub needs. */
export type Sink = {
  /** False: the frame was taken, and no more should be given until `drain`. Any frame above the buffer's size says so. */
  write(frame: Buffer): boolean;
  on(event: 'drain' | 'close', listener: () => void): unknown;
  end(): unknown;
  destroy(): unknown;
};

export type HubDeps = {
  board: Board;
  /** Of this run of the proxy: positions of another one mean nothing here. */
  run: string;
  version: string;
  /** Of the page that is served; null: none. */
  build: string | null;
  beatMs: number;
  now(): number;
};

export type Wanted = {
  keys: readonly string[];
  /** The clusters that the list holds. */
  sight: Sight;
  /** Who reads; undefined: it does not matter who. */
  viewer?: SessionViewer | undefined;
  /** Of the connection before. */
  lastEventId: string | undefined;
};

export type Hub = {
  /**
   * Sends `hello`, the list, and each of the clusters that are wanted from where the reader left off; then what comes.
   * Returns the way to end that, for whoever may read no longer.
   */
  join(sink: Sink, wanted: Wanted): () => void;
  readers(): number;
  close(): void;
};

/** Steps kept for readers that come back: a minute at the default interval. */
const KEPT_DELTAS = 60;
/** A reader that drains nothing for this long is gone, whatever its socket says. */
const STUCK_MS = 60_000;
/** The list of clusters follows every snapshot of any of them, at most this often. */
const LIST_EVERY_MS = 1000;

/** What a reader missed: a cluster's key, or the list. */
const LIST = Symbol('list');
type Owed = string | typeof LIST;

type Reader = {
  sink: Sink;
  keys: ReadonlySet<string>;
  sight: Sight;
  /** Since when its socket is full; null while it is not. */
  fullSinceMs: number | null;
  /** Only while its socket is full; the longest missed first. */
  owed: Set<Owed>;
};
type Step = { from: number; frame: Buffer };
type Missed = { key: string; steps: Step[] };

export function createHub({ board, run, version, build, beatMs, now }: HubDeps): Hub {
  const readers = new Set<Reader>();
  const steps = new Map<string, Step[]>();
  const wholes = new Map<string, { seq: number; madeAtMs: number; frame: Buffer }>();
  let listTimer: NodeJS.Timeout | undefined;

  const idOf = (key: string, seq: number): string => formatPosition({ run, key, seq });

  const wholeOf = (key: string): Buffer | null => {
    const view = board.view(key);
    if (view === undefined) return null;
    const made = wholes.get(key);
    const madeAtMs = now();
    // A frame says what time it is, so an old one must not be sent, even where nothing is new.
    if (made?.seq === view.seq && madeAtMs - made.madeAtMs < beatMs) return made.frame;
    const frame = sseFrame('view', { nowMs: madeAtMs, cluster: key, view }, idOf(key, view.seq));
    wholes.set(key, { seq: view.seq, madeAtMs, frame });
    return frame;
  };

  const listFrame = (sight: Sight): Buffer =>
    sseFrame('clusters', { nowMs: now(), clusters: board.summaries(now(), sight) });

  /** Returns whether it was sent. */
  const send = (reader: Reader, frame: Buffer): boolean => {
    if (reader.fullSinceMs !== null) return false;
    if (!reader.sink.write(frame)) reader.fullSinceMs = now();
    return true;
  };

  /** Sends a frame about `what`, or remembers that the reader has to be told of it as a whole. */
  const tell = (reader: Reader, what: Owed, frame: Buffer): void => {
    if (!send(reader, frame)) reader.owed.add(what);
  };

  const payOwed = (reader: Reader): void => {
    for (const what of [...reader.owed]) {
      const frame = what === LIST ? listFrame(reader.sight) : wholeOf(what);
      if (frame !== null && !send(reader, frame)) return;
      reader.owed.delete(what);
    }
  };

  /** The steps of one cluster from where `lastEventId` left off; null: not known, the whole is needed. */
  const missedSince = (keys: ReadonlySet<string>, lastEventId: string | undefined): Missed | null => {
    const position = parsePosition(lastEventId);
    if (position === null || position.run !== run || keys.size !== 1 || !keys.has(position.key)) return null;
    const { key, seq } = position;
    if (board.view(key)?.seq === seq) return { key, steps: [] };
    const kept = steps.get(key) ?? [];
    const index = kept.findIndex((step) => step.from === seq);
    return index < 0 ? null : { key, steps: kept.slice(index) };
  };

  const onView = (key: string, view: ClusterView, delta: Delta): void => {
    const frame = sseFrame('delta', { nowMs: now(), cluster: key, delta }, idOf(key, view.seq));
    steps.set(key, [...(steps.get(key) ?? []), { from: delta.from, frame }].slice(-KEPT_DELTAS));
    for (const reader of readers) {
      if (reader.keys.has(key)) tell(reader, key, frame);
    }
    listTimer ??= setTimeout(() => {
      listTimer = undefined;
      if (readers.size === 0) return;
      for (const [sight, those] of Map.groupBy(readers, (reader) => reader.sight)) {
        const list = listFrame(sight);
        for (const reader of those) tell(reader, LIST, list);
      }
    }, LIST_EVERY_MS);
  };

  const drop = (reader: Reader): void => {
    readers.delete(reader);
    reader.sink.destroy();
  };

  const end = (reader: Reader): void => {
    // What waits for a full socket may wait for ever.
    if (reader.fullSinceMs !== null) drop(reader);
    else {
      readers.delete(reader);
      reader.sink.end();
    }
  };

  const stopListening = board.listen(onView);
  const beatTimer = setInterval(() => {
    if (readers.size === 0) return;
    const frame = sseFrame('beat', { nowMs: now() });
    for (const reader of readers) {
      if (reader.fullSinceMs !== null && now() - reader.fullSinceMs > STUCK_MS) drop(reader);
      else send(reader, frame);
    }
  }, beatMs);

  return {
    join(sink, { keys, sight, viewer, lastEventId }) {
      const reader: Reader = { sink, keys: new Set(keys), sight, fullSinceMs: null, owed: new Set() };
      sink.on('drain', () => {
        reader.fullSinceMs = null;
        payOwed(reader);
      });
      sink.on('close', () => readers.delete(reader));
      readers.add(reader);
      send(reader, sseFrame('hello', { nowMs: now(), version, build, beatMs, viewer }));
      const missed = missedSince(reader.keys, lastEventId);
      reader.owed = new Set(missed === null ? [LIST, ...reader.keys] : [LIST]);
      payOwed(reader);
      if (missed !== null) for (const { frame } of missed.steps) tell(reader, missed.key, frame);
      return () => end(reader);
    },
    readers: () => readers.size,
    close() {
      stopListening();
      clearInterval(beatTimer);
      clearTimeout(listTimer);
      for (const reader of readers) end(reader);
    },
  };
}

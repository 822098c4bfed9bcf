/** The events of one cluster, from its one socket to everybody who listens here: redacted once, however many that are. */
import { type RedactedFrame, redactFrame } from './redact/event.ts';

export type FrameListener = (frame: RedactedFrame) => void;

export type EventFeed = {
  /** Returns the way to stop listening. */
  listen(listener: FrameListener): () => void;
};

export type EventSource = EventFeed & {
  /** Takes a frame as it came from LXD, parsed from JSON. What is no lifecycle or operation event goes to nobody. */
  publish(rawFrame: unknown): void;
};

export function createEventFeed(): EventSource {
  const listeners = new Set<FrameListener>();
  return {
    publish(rawFrame) {
      if (listeners.size === 0) return;
      const frame = redactFrame(rawFrame);
      if (frame === null) return;
      for (const listener of listeners) listener(frame);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

import type { Clock } from './clock.ts';
import { goTimestamp } from './go-format.ts';
import type { Operation } from './operations.ts';

/** A frame of `GET /1.0/events`, with the API's own field names. */
export type EventFrame = {
  type: 'lifecycle' | 'operation';
  timestamp: string;
  metadata: Lifecycle | Operation;
  location: string;
  project?: string;
};

type Lifecycle = {
  action: string;
  source: string;
  context?: Record<string, unknown>;
  requestor: { username: string; protocol: string; address: string };
};

/** Who is said to have done what the control API did. */
const requestor = { username: 'simulation', protocol: 'unix', address: '@' };

/** The cluster's events: makes the frames and hands each to whoever listens. */
export class EventBus {
  readonly #clock: Clock;
  readonly #listeners = new Set<(frame: EventFrame) => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The answer ends the subscription. */
  subscribe(listener: (frame: EventFrame) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** `location` is the member that acted, which need not be the one acted upon. */
  lifecycle(action: string, source: string, location: string, context?: Record<string, unknown>): void {
    this.#publish({
      type: 'lifecycle',
      timestamp: goTimestamp(this.#clock.nowMs()),
      metadata: { action, source, ...(context ? { context } : {}), requestor },
      location,
      project: 'default',
    });
  }

  /** Operations of the cluster belong to no project. */
  operation(operation: Operation): void {
    const timestamp = goTimestamp(this.#clock.nowMs());
    this.#publish({ type: 'operation', timestamp, metadata: operation, location: operation.location });
  }

  #publish(frame: EventFrame): void {
    for (const listener of this.#listeners) listener(frame);
  }
}

import type { Clock } from './clock.ts';
import { goTimestamp } from './go-format.ts';
import type { Guise } from './guise.ts';
import type { Operation, Placed } from './operations.ts';
import type { Client } from './trust.ts';

/** A frame of `GET /1.0/events`, with the API's own field names. */
export type EventFrame = {
  type: 'lifecycle' | 'operation';
  timestamp: string;
  metadata: Lifecycle | Operation;
  location: string;
  project?: string;
};

export type Requestor = { username: string; protocol: string; address: string };

type Lifecycle = {
  action: string;
  source: string;
  context?: Record<string, unknown>;
  requestor?: Requestor;
  name?: string;
  project?: string;
};

/** What an event may tell besides; `project` is the default one unless said. */
type More = {
  project?: string | undefined;
  name?: string | undefined;
  context?: Record<string, unknown> | undefined;
  requestor?: Requestor;
};

/** The client as events name it: with its port by LXD, without by Incus. */
export const requestorOf = ({ fingerprint, address }: Client, guise: Guise): Requestor => ({
  username: fingerprint ?? '',
  protocol: 'tls',
  address: guise.product === 'incus' ? address.replace(/:\d+$/, '') : address,
});

/** Who is said to have done what the control API did. */
const simulation: Requestor = { username: 'simulation', protocol: 'unix', address: '@' };

/** The cluster's events: makes the frames and hands each to whoever listens. */
export class EventBus {
  readonly #clock: Clock;
  readonly #namesSubject: boolean;
  readonly #hidesInstanceRequestor: boolean;
  readonly #listeners = new Set<(frame: EventFrame) => void>();

  constructor(clock: Clock, guise: Guise) {
    this.#clock = clock;
    this.#namesSubject = guise.extensions.includes('event_lifecycle_name_and_project');
    this.#hidesInstanceRequestor = guise.hidesInstanceRequestor;
  }

  /** The answer ends the subscription. */
  subscribe(listener: (frame: EventFrame) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** `location` is the member that acted, which need not be the one acted upon. */
  lifecycle(action: string, source: string, location: string, more: More = {}): void {
    const { project = 'default', name, context, requestor = simulation } = more;
    const subject = this.#namesSubject && name !== undefined ? { name, project } : {};
    const actor = this.#hidesInstanceRequestor && action.startsWith('instance-') ? {} : { requestor };
    this.#publish({
      type: 'lifecycle',
      timestamp: goTimestamp(this.#clock.nowMs()),
      metadata: { action, source, ...(context ? { context } : {}), ...actor, ...subject },
      location,
      project,
    });
  }

  operation({ operation, project }: Placed): void {
    this.#publish({
      type: 'operation',
      timestamp: goTimestamp(this.#clock.nowMs()),
      metadata: operation,
      location: operation.location,
      ...(project === undefined ? {} : { project }),
    });
  }

  #publish(frame: EventFrame): void {
    for (const listener of this.#listeners) listener(frame);
  }
}

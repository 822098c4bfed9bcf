import type { Clock } from './clock.ts';
import { goTimestamp } from './go-format.ts';
import type { Guise } from './guise.ts';
import { seededUuid } from './random.ts';
import type { Random } from './random.ts';

const statusCodes = { Pending: 105, Running: 103, Success: 200, Failure: 400 } as const;
type OperationStatus = keyof typeof statusCodes;

/** An operation with the API's own field names. */
export type Operation = {
  id: string;
  class: 'task';
  description: string;
  created_at: string;
  updated_at: string;
  status: OperationStatus;
  status_code: number;
  resources: null | Record<string, never>;
  metadata: null;
  may_cancel: boolean;
  err: string;
  location: string;
};

type Options = {
  clock: Clock;
  random: Random;
  guise: Guise;
  /** A finished operation stays listed for this time. */
  keptMs: number;
  /** Called with a copy at each change of status. */
  onChange: (operation: Operation) => void;
};

/** The operations of the whole cluster. */
export class Operations {
  readonly #options: Options;
  readonly #all = new Map<string, Operation>();
  readonly #waiting = new Map<string, (() => void)[]>();

  constructor(options: Options) {
    this.#options = options;
  }

  list(): Operation[] {
    return [...this.#all.values()];
  }

  get(id: string): Operation | undefined {
    return this.#all.get(id);
  }

  /** Starts one on the member `location`; end it with `finish`. The answer is the operation as first shown. */
  start(description: string, location: string): Operation {
    const { clock, random, guise } = this.#options;
    const now = goTimestamp(clock.nowMs());
    const operation: Operation = {
      id: seededUuid(random),
      class: 'task',
      description,
      created_at: now,
      updated_at: now,
      status: 'Pending',
      status_code: statusCodes.Pending,
      resources: guise.product === 'incus' ? {} : null,
      metadata: null,
      may_cancel: false,
      err: '',
      location,
    };
    this.#all.set(operation.id, operation);
    this.#options.onChange({ ...operation });
    this.#move(operation, 'Running');
    return { ...operation };
  }

  /** Ends one, with an error text when it failed. It stays listed for a little while. */
  finish(id: string, error = ''): void {
    const operation = this.#all.get(id);
    if (!operation) return;
    operation.err = error;
    this.#move(operation, error === '' ? 'Success' : 'Failure');
    for (const resolve of this.#waiting.get(id) ?? []) resolve();
    this.#waiting.delete(id);
    this.#options.clock.setTimeout(() => this.#all.delete(id), this.#options.keptMs);
  }

  /** Resolves with the operation once it has ended, at once when it has; undefined when there is none. */
  async ended(id: string): Promise<Operation | undefined> {
    const operation = this.#all.get(id);
    if (!operation || operation.status_code >= 200) return operation;
    await new Promise<void>((resolve) => {
      this.#waiting.set(id, [...(this.#waiting.get(id) ?? []), resolve]);
    });
    return operation;
  }

  #move(operation: Operation, status: OperationStatus): void {
    operation.status = status;
    operation.status_code = statusCodes[status];
    operation.updated_at = goTimestamp(this.#options.clock.nowMs());
    this.#options.onChange({ ...operation });
  }
}

import type { Clock } from './clock.ts';
import { goTimestamp } from './go-format.ts';
import type { Guise } from './guise.ts';
import type { Requestor } from './lifecycle.ts';
import { seededUuid } from './random.ts';
import type { Random } from './random.ts';

const statusCodes = {
  Pending: 105,
  Running: 103,
  Cancelling: 104,
  Success: 200,
  Failure: 400,
  Cancelled: 401,
} as const;
type OperationStatus = keyof typeof statusCodes;

/** An operation with the API's own field names. */
export type Operation = {
  id: string;
  class: 'task' | 'websocket' | 'token';
  description: string;
  created_at: string;
  updated_at: string;
  status: OperationStatus;
  status_code: number;
  resources: null | Record<string, string[] | null>;
  metadata: null | Record<string, unknown>;
  may_cancel: boolean;
  err: string;
  location: string;
  /** HTTP status of the error, 0 without one. */
  err_code?: number;
  requestor?: Requestor;
};

export type NewOperation = {
  description: string;
  location: string;
  /** Operations of the cluster belong to none. */
  project?: string | undefined;
  class?: Operation['class'];
  resources?: Operation['resources'] | undefined;
  metadata?: Operation['metadata'];
  may_cancel?: boolean | undefined;
  requestor?: Requestor;
};

/** An operation, and the project that it is in. */
export type Placed = { operation: Operation; project: string | undefined };

type Options = {
  clock: Clock;
  random: Random;
  guise: Guise;
  /** A finished operation stays listed for this time. */
  keptMs: number;
  /** Called with a copy at each change of status or metadata. */
  onChange: (placed: Placed) => void;
};

/** The operations of the whole cluster. */
export class Operations {
  readonly #options: Options;
  readonly #all = new Map<string, Placed>();
  readonly #waiting = new Map<string, (() => void)[]>();

  constructor(options: Options) {
    this.#options = options;
  }

  list(): Placed[] {
    return [...this.#all.values()];
  }

  get(id: string): Placed | undefined {
    return this.#all.get(id);
  }

  /** Starts one on the member `location`; end it with `finish`. The answer is the operation as first shown. */
  start({ project, requestor, ...given }: NewOperation): Operation {
    const { clock, random, guise } = this.#options;
    const now = goTimestamp(clock.nowMs());
    const operation: Operation = {
      id: seededUuid(random),
      class: given.class ?? 'task',
      description: given.description,
      created_at: now,
      updated_at: now,
      status: 'Pending',
      status_code: statusCodes.Pending,
      resources: given.resources ?? (guise.product === 'incus' ? {} : null),
      metadata: given.metadata ?? null,
      may_cancel: given.may_cancel ?? false,
      err: '',
      location: given.location,
      ...(guise.namesRequestor && requestor ? { requestor } : {}),
      ...(guise.operationErrorCode ? { err_code: 0 } : {}),
    };
    this.#all.set(operation.id, { operation, project });
    this.#tell(operation.id);
    this.#move(operation, 'Running');
    return { ...operation };
  }

  /** Says how far it has come. Does nothing once it has ended. */
  progress(id: string, metadata: Record<string, unknown>): void {
    const operation = this.#running(id);
    if (!operation) return;
    operation.metadata = metadata;
    operation.updated_at = goTimestamp(this.#options.clock.nowMs());
    this.#tell(id);
  }

  /** Ends one, with an error text when it failed. It stays listed for a little while. */
  finish(id: string, error = ''): void {
    const operation = this.#running(id);
    if (!operation) return;
    operation.err = error;
    if (error !== '' && operation.err_code !== undefined) operation.err_code = 500;
    this.#end(operation, error === '' ? 'Success' : 'Failure');
  }

  /** Cancels one that may be and has not ended; false when there is none such. */
  cancel(id: string): boolean {
    const operation = this.#running(id);
    if (!operation?.may_cancel) return false;
    this.#move(operation, 'Cancelling');
    this.#end(operation, 'Cancelled');
    return true;
  }

  /** What was going on at a member that is gone is gone with it, without a word. */
  lose(location: string): void {
    for (const { operation } of this.list()) {
      if (operation.location !== location) continue;
      this.#all.delete(operation.id);
      this.#wake(operation.id);
    }
  }

  /** Resolves with the operation once it has ended, at once when it has; undefined when there is none. */
  async ended(id: string): Promise<Operation | undefined> {
    const operation = this.#all.get(id)?.operation;
    if (!operation || operation.status_code >= 200) return operation;
    await new Promise<void>((resolve) => {
      this.#waiting.set(id, [...(this.#waiting.get(id) ?? []), resolve]);
    });
    return operation;
  }

  #running(id: string): Operation | undefined {
    const operation = this.#all.get(id)?.operation;
    return operation && operation.status_code < 200 ? operation : undefined;
  }

  #end(operation: Operation, status: OperationStatus): void {
    this.#move(operation, status);
    this.#wake(operation.id);
    this.#options.clock.setTimeout(() => this.#all.delete(operation.id), this.#options.keptMs);
  }

  #wake(id: string): void {
    for (const resolve of this.#waiting.get(id) ?? []) resolve();
    this.#waiting.delete(id);
  }

  #move(operation: Operation, status: OperationStatus): void {
    operation.status = status;
    operation.status_code = statusCodes[status];
    operation.updated_at = goTimestamp(this.#options.clock.nowMs());
    this.#tell(operation.id);
  }

  #tell(id: string): void {
    const placed = this.#all.get(id);
    if (placed) this.#options.onChange({ ...placed, operation: { ...placed.operation } });
  }
}

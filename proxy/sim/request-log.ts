/** A request as it arrived at a member, answered or not. */
export type LoggedRequest = {
  atMs: number;
  member: string;
  method: string;
  /** With its query. */ path: string;
};

/** The latest requests, oldest first; older ones are forgotten. */
export class RequestLog {
  readonly #limit: number;
  #entries: LoggedRequest[] = [];

  constructor(limit = 20_000) {
    this.#limit = limit;
  }

  add(entry: LoggedRequest): void {
    this.#entries.push(entry);
    if (this.#entries.length > this.#limit * 2) this.#entries = this.#entries.slice(-this.#limit);
  }

  list(): LoggedRequest[] {
    return this.#entries.slice(-this.#limit);
  }

  clear(): void {
    this.#entries = [];
  }
}

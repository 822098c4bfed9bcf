import net from 'node:net';

import { sleep } from './clock.ts';
import type { Clock } from './clock.ts';

type Options = {
  host: string;
  /** 0 takes any free one; it is kept over restarts. */
  port: number;
  /** A connection that was accepted: TLS and HTTP are the business of the receiver. */
  onConnection: (socket: net.Socket) => void;
};

/** One member's process as its network sees it: listening, gone, or frozen, that is accepting connections (the kernel
 *  does that) and never saying a word on them. TLS and HTTP are one shared server's, so a member costs one listener. */
export class Daemon {
  readonly #options: Options;
  readonly #connections = new Set<{ destroy(): unknown }>();
  #server: net.Server | undefined;
  #port: number;
  #frozen = false;
  #unanswered: net.Socket[] = [];
  #onThaw: (() => void)[] = [];
  /** Added to every answer, real ms. */
  slowMs = 0;
  /** By which the clock of its machine is ahead of ours. */
  clockAheadMs = 0;

  constructor(options: Options) {
    this.#options = options;
    this.#port = options.port;
  }

  get port(): number {
    return this.#port;
  }

  get frozen(): boolean {
    return this.#frozen;
  }

  /** Resolves when the port is open; rejects with the system's error when it can't be had. */
  async listen(): Promise<void> {
    if (this.#server) return;
    const server = net.createServer((socket) => this.#accept(socket));
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) => {
        this.#server = undefined;
        reject(error);
      });
      server.listen({ host: this.#options.host, port: this.#port, backlog: 511 }, resolve);
    });
    const address = server.address();
    if (address && typeof address === 'object') this.#port = address.port;
  }

  /** Ends the process: the port is closed and every connection with it, at once and without a goodbye. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    this.#frozen = false;
    this.#unanswered = [];
    this.#onThaw = [];
    for (const connection of this.#connections) connection.destroy();
    this.#connections.clear();
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  freeze(): void {
    this.#frozen = true;
  }

  /** Takes up all that was left waiting, at once. */
  thaw(): void {
    this.#frozen = false;
    const sockets = this.#unanswered.splice(0);
    const waiters = this.#onThaw.splice(0);
    for (const socket of sockets) if (!socket.destroyed) this.#options.onConnection(socket);
    for (const resolve of waiters) resolve();
  }

  /** Resolves while the process runs: at once, or when it is thawed, or never if it is ended before. */
  whenRunning(): Promise<void> {
    if (!this.#frozen) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onThaw.push(resolve);
    });
  }

  /** Has `connection` end together with the process. */
  own(connection: { destroy(): unknown; once(event: 'close', listener: () => void): unknown }): void {
    this.#connections.add(connection);
    connection.once('close', () => this.#connections.delete(connection));
  }

  #accept(socket: net.Socket): void {
    this.own(socket);
    socket.on('error', () => socket.destroy());
    socket.setNoDelay(true);
    if (this.#frozen) this.#unanswered.push(socket);
    else this.#options.onConnection(socket);
  }
}

/** Opens the port again. Somebody's outgoing connection may have been given it meanwhile: that passes. */
export async function listenAgain(daemon: Daemon, clock: Clock): Promise<void> {
  for (let triesLeft = 50; ; triesLeft--) {
    try {
      await daemon.listen();
      return;
    } catch (error) {
      if (triesLeft === 0) throw error;
      await sleep(clock, 100);
    }
  }
}

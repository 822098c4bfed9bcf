import type net from 'node:net';

import { Daemon } from './daemon.ts';
import type { GarbageKind } from './garbage.ts';
import type { Member } from './member.ts';

/** A member and the process that serves it. */
export type Node = {
  member: Member;
  daemon: Daemon;
  garbage: GarbageKind | null;
  /** Takes up its connections: it is here that the certificate is chosen which they are shown. */
  accept: Accept;
};

type Accept = (socket: net.Socket) => void;

const host = '127.0.0.1';

/** The daemons of all members, those of removed members too. */
export class Fleet {
  readonly #acceptUsually: Accept;
  readonly #byPort = new Map<number, Node>();
  readonly #daemons: Daemon[] = [];

  constructor(accept: Accept) {
    this.#acceptUsually = accept;
  }

  /** A new daemon, listening; `port` 0 takes any free one. It belongs to nobody yet. */
  async launch(port: number): Promise<Daemon> {
    const daemon = new Daemon({ host, port, onConnection: (socket) => this.#accept(socket) });
    await daemon.listen();
    this.#daemons.push(daemon);
    return daemon;
  }

  assign(daemon: Daemon, member: Member): Node {
    const node: Node = { member, daemon, garbage: null, accept: this.#acceptUsually };
    this.#byPort.set(daemon.port, node);
    return node;
  }

  /** The node that a connection has reached; undefined once the connection is gone. */
  nodeAt(socket: net.Socket): Node | undefined {
    return socket.localPort === undefined ? undefined : this.#byPort.get(socket.localPort);
  }

  nodeOf(member: Member): Node | undefined {
    return this.nodes().find((node) => node.member === member);
  }

  nodes(): Node[] {
    return [...this.#byPort.values()];
  }

  async close(): Promise<void> {
    await Promise.all(this.#daemons.map((daemon) => daemon.close()));
  }

  #accept(socket: net.Socket): void {
    const node = this.nodeAt(socket);
    if (node) node.accept(socket);
    else socket.destroy();
  }
}

export const urlOf = (daemon: Daemon): string => `https://${host}:${daemon.port}`;

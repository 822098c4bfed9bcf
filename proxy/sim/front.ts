import { Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type net from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';

import type { CertifiedKey } from './certificates.ts';
import { sleep } from './clock.ts';
import type { EventSockets } from './event-sockets.ts';
import type { Fleet } from './fleet.ts';
import type { Cluster } from './request.ts';
import type { RequestLog } from './request-log.ts';
import { respond } from './respond.ts';
import { answer } from './routes.ts';
import type { TrustStore } from './trust.ts';

const bodyLimitBytes = 2 ** 20;

export type FrontOptions = {
  trust: TrustStore;
  fleet: Fleet;
  cluster: Cluster;
  eventSockets: EventSockets;
  log: RequestLog;
};

/** The one TLS and HTTP/1.1 server behind the ports of all that present the same certificate. It listens nowhere itself:
 *  the daemons hand it their connections, and it knows by the local port of a connection whom the client wanted. */
export class Front {
  readonly #server: Server;
  #options: FrontOptions | undefined;

  constructor(certificate: CertifiedKey) {
    this.#server = new Server(
      {
        cert: certificate.certPem,
        key: certificate.keyPem,
        requestCert: true,
        rejectUnauthorized: false,
        ALPNProtocols: ['http/1.1'],
        keepAliveTimeout: 0,
      },
      (request, response) => void this.#serve(request, response),
    );
    this.#server.on('secureConnection', (socket) => this.#options?.fleet.nodeAt(socket)?.daemon.own(socket));
    this.#server.on('upgrade', (request, socket, head) => void this.#upgrade(request, socket, head));
    this.#server.on('tlsClientError', (_error, socket) => socket.destroy());
  }

  /** New connections are shown this certificate. */
  present({ certPem, keyPem }: CertifiedKey): void {
    this.#server.setSecureContext({ cert: certPem, key: keyPem });
  }

  /** From now on connections are served. */
  open(options: FrontOptions): void {
    this.#options = options;
  }

  accept(socket: net.Socket): void {
    if (this.#options) this.#server.emit('connection', socket);
    else socket.destroy();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const arrival = this.#arrive(request);
    if (!arrival) {
      response.destroy();
      return;
    }
    const { node, client, options } = arrival;
    await node.daemon.whenRunning();
    const [pathname, query] = splitTarget(request.url ?? '/');
    const body = await readJson(request);
    const reply =
      pathname === '/1.0/events'
        ? options.eventSockets.answer(request.method ?? 'GET', query, client)
        : await answer(request.method ?? 'GET', pathname, {
            cluster: options.cluster,
            member: node.member,
            client,
            query,
            body,
          });
    if (node.daemon.slowMs > 0) await sleep(options.cluster.clock, node.daemon.slowMs);
    await node.daemon.whenRunning();
    const { clockAheadMs } = node.daemon;
    if (clockAheadMs !== 0)
      response.setHeader('Date', new Date(options.cluster.clock.nowMs() + clockAheadMs).toUTCString());
    respond(response, reply, node.garbage);
  }

  async #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => socket.destroy());
    const arrival = this.#arrive(request);
    if (!arrival) {
      socket.destroy();
      return;
    }
    const { node, client, options } = arrival;
    await node.daemon.whenRunning();
    const [pathname, query] = splitTarget(request.url ?? '/');
    options.eventSockets.accept({ request, socket, head, pathname, query, client, node });
  }

  #arrive(request: IncomingMessage) {
    const options = this.#options;
    const { socket } = request;
    const node = options?.fleet.nodeAt(socket);
    if (!options || !node || !(socket instanceof TLSSocket)) return undefined;
    options.log.add({
      atMs: options.cluster.clock.nowMs(),
      member: node.member.name,
      method: request.method ?? 'GET',
      path: request.url ?? '/',
    });
    return { options, node, client: options.trust.clientOf(socket, node.member) };
  }
}

/** The path as it was sent, undecoded, and its query. */
function splitTarget(target: string): [string, URLSearchParams] {
  const mark = target.indexOf('?');
  return mark < 0
    ? [target, new URLSearchParams()]
    : [target.slice(0, mark), new URLSearchParams(target.slice(mark + 1))];
}

/** The parsed body; undefined when there is none, it is too long, or no JSON. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  if (request.method === 'GET' || request.method === 'HEAD') return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      const bytes = Buffer.from(chunk);
      size += bytes.length;
      if (size > bodyLimitBytes) return undefined;
      chunks.push(bytes);
    }
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    return undefined;
  }
}

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';

import { isTrue, mayView } from './access.ts';
import type { Clock } from './clock.ts';
import { bytesOf, failure, notAuthorized, notFound, notImplemented } from './envelope.ts';
import type { Answer } from './envelope.ts';
import type { Node } from './fleet.ts';
import type { Guise } from './guise.ts';
import type { EventBus, EventFrame } from './lifecycle.ts';
import type { Client, Trust } from './trust.ts';

const openTypes = ['lifecycle', 'operation'];
const privilegedTypes = { lxd: ['logging', 'ovn', 'security'], incus: ['logging', 'network-acl'] };

type Options = { clock: Clock; events: EventBus; guise: Guise; pingIntervalMs: number };

type Upgrade = {
  request: IncomingMessage;
  socket: Duplex;
  head: Buffer;
  pathname: string;
  query: URLSearchParams;
  client: Client;
  node: Node;
};

type Subscriber = {
  webSocket: WebSocket;
  types: ReadonlySet<string>;
  /** Whether what happens in a project, or in none, is for it. */
  sees: (project: string | undefined) => boolean;
  node: Node;
};

/** `GET /1.0/events`: the sockets of all members. Each shows the events of the whole cluster; the server pings at once
 *  and at intervals. A frozen member is silent: no event, no ping, no pong. */
export class EventSockets {
  readonly #options: Options;
  readonly #server = new WebSocketServer({ noServer: true, autoPong: false, maxPayload: 64 * 1024 });
  readonly #subscribers = new Set<Subscriber>();

  constructor(options: Options) {
    this.#options = options;
    options.events.subscribe((frame) => this.#send(frame));
    this.#pingAll();
  }

  /** What a request without an upgrade gets: what it would be refused for with one comes first. */
  answer(method: string, query: URLSearchParams, client: Client): Answer {
    if (client.trust !== 'untrusted' && method !== 'GET') return notImplemented();
    return (
      this.#refusal(typesOf(query, client.trust), query, client) ?? { httpStatus: 400, body: 'Bad Request\n' }
    );
  }

  accept({ request, socket, head, pathname, query, client, node }: Upgrade): void {
    const types = typesOf(query, client.trust);
    const refusal = pathname === '/1.0/events' ? this.#refusal(types, query, client) : notFound();
    if (refusal) {
      refuseUpgrade(socket, refusal);
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      const subscriber = { webSocket, types: new Set(types), sees: this.#sightOf(query, client), node };
      this.#subscribers.add(subscriber);
      webSocket.on('close', () => this.#subscribers.delete(subscriber));
      webSocket.on('error', () => webSocket.terminate());
      webSocket.on('ping', (data) => {
        if (!node.daemon.frozen) webSocket.pong(data);
      });
      webSocket.ping();
    });
  }

  #refusal(types: readonly string[], query: URLSearchParams, client: Client): Answer | undefined {
    const { trust } = client;
    if (trust === 'untrusted') return notAuthorized();
    const { guise } = this.#options;
    const badRequest = guise.name === 'lxd-5.0' ? 500 : 400;
    const project = query.get('project') ?? '';
    const wantsAll = isTrue(query.get('all-projects'));
    if (wantsAll && project !== '') {
      return failure(badRequest, 'Cannot specify a project when requesting all projects');
    }
    if (guise.eventsByProject && !wantsAll && !mayView(client, project || 'default')) {
      return failure(403, `User does not have permission for project "${project || 'default'}"`);
    }
    const privileged = privilegedTypes[guise.product];
    const unknown = types.find((type) => !openTypes.includes(type) && !privileged.includes(type));
    if (unknown !== undefined) return failure(badRequest, `"${unknown}" isn't a supported event type`);
    if (trust === 'restricted' && types.some((type) => privileged.includes(type))) {
      return failure(guise.refusedEventsStatus, 'Forbidden');
    }
    return undefined;
  }

  /** Of one project, or of all; where events are sent by project, a restricted certificate gets those of its own alone. */
  #sightOf(query: URLSearchParams, client: Client): Subscriber['sees'] {
    const project = query.get('project') || 'default';
    const wantsAll = isTrue(query.get('all-projects'));
    const isLimited = client.trust === 'restricted' && this.#options.guise.eventsByProject;
    return (each) => {
      if (isLimited && (each === undefined || !mayView(client, each))) return false;
      return wantsAll || each === undefined || each === project;
    };
  }

  #send(frame: EventFrame): void {
    const text = JSON.stringify(frame);
    for (const { webSocket, types, sees, node } of this.#subscribers) {
      const isWanted = types.has(frame.type) && sees(frame.project);
      if (isWanted && !node.daemon.frozen && !node.member.removed) webSocket.send(text);
    }
  }

  #pingAll(): void {
    this.#options.clock.setTimeout(() => {
      for (const { webSocket, node } of this.#subscribers) if (!node.daemon.frozen) webSocket.ping();
      this.#pingAll();
    }, this.#options.pingIntervalMs);
  }
}

function typesOf(query: URLSearchParams, trust: Trust): string[] {
  const asked = query.get('type');
  if (asked) return asked.split(',');
  return trust === 'admin' ? [...openTypes, 'logging'] : openTypes;
}

/** An answer to an upgrade that is not granted: written by hand, since there is no response object for it. */
function refuseUpgrade(socket: Duplex, answer: Answer): void {
  const body = bytesOf(answer);
  socket.end(
    `HTTP/1.1 ${answer.httpStatus} Refused\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body.toString()}`,
  );
}

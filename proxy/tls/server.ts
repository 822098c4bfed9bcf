/** The server that speaks TLS: which certificate it presents, and what becomes of those who speak none. */
import type { RequestListener } from 'node:http';
import { Server, type ServerOptions } from 'node:https';
import type { Socket } from 'node:net';
import type { SecureContextOptions } from 'node:tls';
import type { TlsPair } from '../config/config.ts';

export type TlsFront = {
  /** Makes the server, for the option `serverFactory` of fastify. Once. */
  serve(handler: RequestListener, options: ServerOptions): Server;
  /** From the next handshake on; connections that are open go on as they are. */
  present(pair: TlsPair): void;
  /** The one that is. */
  presented(): TlsPair;
  /** Ends every connection, those included whose handshake is not done, which the HTTP side does not know of yet. */
  closeAll(): void;
};

/** From the first byte to the last of a handshake, and before the first. */
const LONGEST_HANDSHAKE_MS = 10_000;

const secured = ({ certPem, keyPem }: TlsPair): SecureContextOptions => ({
  cert: certPem,
  key: keyPem,
  minVersion: 'TLSv1.2',
});

/** `answerPlain` gets the connection of somebody who speaks HTTP without TLS, and ends it. */
export function createTlsFront(first: TlsPair, answerPlain: (socket: Socket) => void): TlsFront {
  const sockets = new Set<Socket>();
  let pair = first;
  let server: Server | null = null;
  return {
    serve(handler, options) {
      server = new Server(
        {
          ...options,
          ...secured(pair),
          ALPNProtocols: ['http/1.1'],
          handshakeTimeout: LONGEST_HANDSHAKE_MS,
        },
        handler,
      );
      sortConnections(server, sockets, answerPlain);
      return server;
    },
    present(next) {
      pair = next;
      server?.setSecureContext(secured(next));
    },
    presented: () => pair,
    closeAll() {
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Looks at the first byte of each connection before TLS does, which would end plain HTTP without a word. */
function sortConnections(server: Server, sockets: Set<Socket>, answerPlain: (socket: Socket) => void): void {
  const speakTls = server.listeners('connection');
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // Until TLS takes over nobody else would hear of it.
    const gone = (): void => void socket.destroy();
    socket.on('error', gone);
    socket.setTimeout(LONGEST_HANDSHAKE_MS, gone);
    socket.once('data', (bytes: Buffer) => {
      socket.pause();
      socket.setTimeout(0);
      socket.off('timeout', gone);
      if (isPlainHttp(bytes)) {
        answerPlain(socket);
        return;
      }
      socket.off('error', gone);
      socket.unshift(bytes);
      for (const listener of speakTls) listener.call(server, socket);
    });
  });
}

/** A request begins with a method in capitals; the handshake of TLS with the byte 22. */
const isPlainHttp = (bytes: Buffer): boolean => /^[A-Z]/.test(bytes.toString('latin1', 0, 1));

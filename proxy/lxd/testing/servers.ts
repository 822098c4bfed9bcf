/**
 * Servers for tests of the connection: each ends with its test. A test that runs beside others has to say when it ends,
 * by the `onTestFinished` of its own context.
 */
import { type Server, createServer } from 'node:net';
import { type TLSSocket, type TlsOptions, createServer as createTlsServer } from 'node:tls';
import { onTestFinished } from 'vitest';

type Pem = { certPem: string; keyPem: string };
type AtEnd = typeof onTestFinished;

async function listen(server: Server, atEnd: AtEnd): Promise<string> {
  const open = new Set<{ destroy(): void }>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEnd(async () => {
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return originOf(server);
}

function originOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it listens on no port');
  return `https://127.0.0.1:${address.port}`;
}

/** An origin that takes connections and never says a word, as a frozen member does. */
export const startDeafServer = (atEnd: AtEnd = onTestFinished): Promise<string> =>
  listen(createServer(), atEnd);

/** An origin where somebody speaks, but not TLS. */
export const startPlainServer = (): Promise<string> =>
  listen(
    createServer((socket) => void socket.end('220 mail.example ESMTP\r\n')),
    onTestFinished,
  );

/** An origin where nobody listens: a port of a service long out of use, which no test is ever given. */
export const CLOSED_ORIGIN = 'https://127.0.0.1:1';

export type RecordingServer = {
  origin: string;
  /** Of TCP: whether TLS was finished on them is not said. */
  connections(): number;
  /** Every byte that came over them, by arrival. */
  received: string[];
};

/**
 * A TLS server that writes down what it is sent. `answer` is called for each piece that arrives, which is a whole request
 * here, with the number of requests so far, from 1.
 */
export async function startTlsServer(
  { certPem, keyPem }: Pem,
  answer: (socket: TLSSocket, request: number) => void,
  options: TlsOptions = {},
  atEnd: AtEnd = onTestFinished,
): Promise<RecordingServer> {
  const received: string[] = [];
  let connections = 0;
  const server = createTlsServer(
    { cert: certPem, key: keyPem, requestCert: true, rejectUnauthorized: false, ...options },
    (socket) => {
      socket.on('error', () => {});
      socket.on('data', (piece) => {
        received.push(piece.toString('latin1'));
        answer(socket, received.length);
      });
    },
  );
  server.on('connection', () => {
    connections += 1;
  });
  server.on('tlsClientError', () => {});
  const origin = await listen(server, atEnd);
  return { origin, connections: () => connections, received };
}

/** A whole HTTP answer. */
export const httpAnswer = (body: string, headers = ''): string =>
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`;

/** A server on its own: it trusts us, and is in no cluster. It says that whatever it is asked. */
export function startLonelyServer(certificate: Pem, atEnd: AtEnd = onTestFinished): Promise<RecordingServer> {
  const environment = {
    server: 'lxd',
    server_name: 'lonely',
    server_version: '5.0.2',
    server_clustered: false,
  };
  const metadata = { auth: 'trusted', api_extensions: [], environment };
  const body = JSON.stringify({ type: 'sync', status: 'Success', status_code: 200, metadata });
  return startTlsServer(certificate, (socket) => void socket.write(httpAnswer(body)), {}, atEnd);
}

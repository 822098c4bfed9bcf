/** A reader of `/api/stream` on a socket of its own, which reads as much as it likes. */
import { type Socket, connect } from 'node:net';
import { type Heard, parseEvents } from './sse.ts';

export type StreamClient = {
  socket: Socket;
  /** Status line and headers, once they are here. */
  head(): string;
  /** All that came after the headers, as it came. */
  body(): string;
  events(): Heard[];
  /** Whether the connection is closed. */
  ended(): boolean;
  /** Whether the server said that this was all, which it does not when it breaks the connection off. */
  complete(): boolean;
};

export function openStream(port: number, query = '', headers: readonly string[] = []): StreamClient {
  const chunks: Buffer[] = [];
  let ended = false;
  const socket = connect(port, '127.0.0.1', () => {
    socket.write([`GET /api/stream${query} HTTP/1.1`, 'Host: localhost', ...headers, '', ''].join('\r\n'));
  });
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('error', () => {});
  socket.on('close', () => {
    ended = true;
  });
  const split = (): [string, Buffer] => {
    const all = Buffer.concat(chunks);
    const end = all.indexOf('\r\n\r\n');
    return end < 0 ? ['', Buffer.alloc(0)] : [all.subarray(0, end).toString(), all.subarray(end + 4)];
  };
  return {
    socket,
    head: () => split()[0],
    body: () => split()[1].toString(),
    events() {
      const [head, body] = split();
      return parseEvents((/transfer-encoding: chunked/i.test(head) ? dechunk(body) : body).toString());
    },
    ended: () => ended,
    complete: () => split()[1].subarray(-5).toString() === '0\r\n\r\n',
  };
}

/** What has come of a chunked body, as far as its chunks are whole. */
function dechunk(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const line = body.indexOf('\r\n', at);
    const size = line < 0 ? 0 : Number.parseInt(body.subarray(at, line).toString(), 16);
    if (size === 0 || line + 2 + size > body.length) return Buffer.concat(parts);
    parts.push(body.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
}

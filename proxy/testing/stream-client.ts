/** A reader of `/api/stream` on a socket of its own, which reads as much as it likes. */
import { type Socket, connect } from 'node:net';
import { type Heard, parseEvents } from './sse.ts';

export type StreamClient = {
  socket: Socket;
  /** Status line and headers, once they are here. */
  head(): string;
  /** What came after the headers, as far as it was whole chunks; all of it. */
  body(): string;
  /** The events so far. */
  events(): readonly Heard[];
  /** Whether the connection is closed. */
  ended(): boolean;
  /** Whether the server said that this was all, which it does not when it breaks the connection off. */
  complete(): boolean;
};

export function openStream(port: number, query = '', headers: readonly string[] = []): StreamClient {
  let ended = false;
  let head: string | null = null;
  const body = createDechunker();
  const socket = connect(port, '127.0.0.1', () => {
    socket.write([`GET /api/stream${query} HTTP/1.1`, 'Host: localhost', ...headers, '', ''].join('\r\n'));
  });
  let start = Buffer.alloc(0);
  socket.on('data', (bytes) => {
    if (head !== null) {
      body.add(bytes);
      return;
    }
    start = Buffer.concat([start, bytes]);
    const end = start.indexOf('\r\n\r\n');
    if (end < 0) return;
    head = start.subarray(0, end).toString();
    body.add(start.subarray(end + 4));
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    ended = true;
  });

  const heard: Heard[] = [];
  let parsedTo = 0;
  return {
    socket,
    head: () => head ?? '',
    body: body.text,
    events() {
      const text = body.text();
      const last = text.lastIndexOf('\n\n');
      if (last < parsedTo) return heard;
      // Each frame is parsed once: tests ask again and again, and views are large.
      heard.push(...parseEvents(text.slice(parsedTo, last + 2)));
      parsedTo = last + 2;
      return heard;
    },
    ended: () => ended,
    complete: body.complete,
  };
}

/** Takes a chunked body apart as it comes. Anything that is no chunk stays where it is, and shows as text that never ends. */
function createDechunker() {
  let waiting = Buffer.alloc(0);
  let text = '';
  let complete = false;
  return {
    add(bytes: Buffer): void {
      waiting = Buffer.concat([waiting, bytes]);
      for (;;) {
        const line = waiting.indexOf('\r\n');
        const size = line < 0 ? Number.NaN : Number.parseInt(waiting.subarray(0, line).toString(), 16);
        if (size === 0) complete = true;
        const end = line + 2 + size + 2;
        if (!(size > 0) || end > waiting.length) return;
        text += waiting.subarray(line + 2, line + 2 + size).toString();
        waiting = waiting.subarray(end);
      }
    },
    text: () => text,
    complete: () => complete,
  };
}

/** What a browser does at a reverse proxy, without one: it knows the name of the site, trusts one certificate, and speaks HTTP/1.1 or 2. */
import { connect as connectHttp2 } from 'node:http2';
import { type RequestOptions, request } from 'node:https';
import { type ClientOptions, WebSocket } from 'ws';

export const HOST = 'rollcall.example.org';

export type Answer = { status: number; headers: Record<string, unknown>; body: string };

export type Asking = { method?: string; headers?: Record<string, string>; body?: string };

export type StreamRecording = {
  headers(): Record<string, unknown>;
  /** The frames of one event so far: when each arrived, by this machine's clock, and what it says. */
  frames(event: string): readonly { arrivedAtMs: number; data: unknown }[];
  ended(): boolean;
  close(): void;
};

export type SiteClient = ReturnType<typeof clientOf>;

/** `ca`: the one certificate that is trusted, PEM. `from`: the address of loopback from which it asks. */
export function clientOf(port: number, ca: string, from = '127.0.0.1') {
  const authority = `${HOST}:${port}`;
  const origin = `https://${authority}`;
  const options = (asking: Asking): RequestOptions => ({
    host: '127.0.0.1',
    localAddress: from,
    port,
    ca,
    servername: HOST,
    agent: false,
    method: asking.method ?? 'GET',
    headers: { host: authority, ...asking.headers },
  });
  return {
    origin,
    ask: (path: string, asking: Asking = {}): Promise<Answer> =>
      new Promise((resolve, reject) => {
        request({ ...options(asking), path }, (response) => {
          let body = '';
          response.setEncoding('utf8').on('data', (text: string) => {
            body += text;
          });
          response.on('error', reject);
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
          );
        })
          .on('error', reject)
          .end(asking.body);
      }),
    /** Over HTTP/1.1. */
    stream(path: string, headers: Record<string, string> = {}): StreamRecording {
      const { take, recording } = createRecording(() => sent.destroy());
      const sent = request({ ...options({ headers }), path }, (response) => {
        take.headers(response.headers);
        response.setEncoding('utf8').on('data', take.text).on('close', take.end).on('error', take.end);
      });
      sent.on('error', take.end).end();
      return recording;
    },
    /** Over HTTP/2, as browsers do where it is offered. */
    stream2(path: string, headers: Record<string, string> = {}): StreamRecording {
      const session = connectHttp2(origin, {
        ca,
        servername: HOST,
        lookup: (_name, wanted, found) =>
          wanted.all === true
            ? found(null, [{ address: '127.0.0.1', family: 4 }])
            : found(null, '127.0.0.1', 4),
      });
      const { take, recording } = createRecording(() => session.destroy());
      session.on('error', take.end);
      const sent = session.request({ ':path': path, ...headers });
      sent.on('response', take.headers);
      sent.setEncoding('utf8').on('data', take.text).on('close', take.end).on('error', take.end);
      return recording;
    },
    openSocket(path: string, page = origin): WebSocket {
      // Also those of TLS, of which its types know a part.
      const all: ClientOptions & RequestOptions = {
        ca,
        servername: HOST,
        origin: page,
        headers: { host: authority },
      };
      return new WebSocket(`wss://127.0.0.1:${port}${path}`, all);
    },
  };
}

function createRecording(close: () => void) {
  let headers: Record<string, unknown> = {};
  let pending = '';
  let ended = false;
  const frames: { event: string; arrivedAtMs: number; data: unknown }[] = [];
  const recording: StreamRecording = {
    headers: () => headers,
    frames: (event) => frames.filter((frame) => frame.event === event),
    ended: () => ended,
    close,
  };
  const take = {
    headers(found: Record<string, unknown>) {
      headers = found;
    },
    text(text: string) {
      const arrivedAtMs = Date.now();
      const whole = (pending + text).split('\n\n');
      pending = whole.pop() ?? '';
      for (const frame of whole) {
        const [, event = ''] = /^event: (.*)$/m.exec(frame) ?? [];
        const [, data = 'null'] = /^data: (.*)$/m.exec(frame) ?? [];
        frames.push({ event, arrivedAtMs, data: JSON.parse(data) });
      }
    },
    end() {
      ended = true;
    },
  };
  return { take, recording };
}

import type { ServerResponse } from 'node:http';

export const garbageKinds = [
  'not-json',
  'truncated-json',
  'wrong-shape',
  'html-502',
  'huge-body',
  'wrong-length',
  'stall',
  'reset',
] as const;
/** The ways in which a member can answer nonsense: see README. */
export type GarbageKind = (typeof garbageKinds)[number];

const hugeBytes = 256 * 2 ** 20;

/** Answers nonsense of the given kind in place of the true `body`. */
export function sendGarbage(response: ServerResponse, kind: GarbageKind, body: string): void {
  const json = { 'Content-Type': 'application/json' };
  switch (kind) {
    case 'not-json':
      response.writeHead(200, json).end('this is not JSON');
      return;
    case 'truncated-json':
      response.writeHead(200, json).end(body.slice(0, Math.floor(body.length / 2)));
      return;
    case 'wrong-shape':
      response.writeHead(200, json).end('{"type":"sync","status_code":200,"metadata":{"members":42}}');
      return;
    case 'html-502':
      response.writeHead(502, { 'Content-Type': 'text/html' });
      response.end('<html><body><h1>502 Bad Gateway</h1></body></html>');
      return;
    case 'huge-body':
      response.writeHead(200, json);
      sendHuge(response);
      return;
    case 'wrong-length':
      response.writeHead(200, { ...json, 'Content-Length': Buffer.byteLength(body) + 100 });
      response.write(body, () => response.destroy());
      return;
    case 'stall':
      response.writeHead(200, json);
      response.write(body.slice(0, Math.floor(body.length / 2)));
      return;
    case 'reset':
      response.destroy();
  }
}

/** A well-formed string of 256 MiB, as fast as the client takes it and no longer than it listens. */
function sendHuge(response: ServerResponse): void {
  const chunk = Buffer.alloc(2 ** 20, 'x');
  let sent = 0;
  const send = (): void => {
    while (sent < hugeBytes && !response.destroyed) {
      sent += chunk.length;
      if (!response.write(chunk)) return;
    }
    response.off('drain', send);
    response.end('"}');
  };
  response.on('drain', send);
  response.write('{"type":"sync","status":"Success","status_code":200,"metadata":"');
  send();
}

import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';

import { z } from 'zod';

import { ControlError } from './control-error.ts';
import type { SimControl } from './control.ts';
import { faults, isFaultName } from './faults.ts';

const bodyLimitBytes = 64 * 1024;
const loopbackHosts = new Set(['127.0.0.1', 'localhost', '[::1]']);

type Reply = { status: number; body: unknown };

const refuse = (status: number, error: string): Reply => ({ status, body: { error } });

export type ControlServer = { url: string; close(): Promise<void> };

/** Serves the control over HTTP on 127.0.0.1, port 0 for any free one. `GET /control` lists the faults. Rejects with the
 *  system's error when the port can't be had. */
export async function serveControl(control: SimControl, port: number): Promise<ControlServer> {
  const server = createServer((request, response) => void handle(control, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const actualPort = address && typeof address === 'object' ? address.port : port;
  return {
    url: `http://127.0.0.1:${actualPort}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function handle(
  control: SimControl,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { status, body } = await route(control, request);
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(`${JSON.stringify(body)}\n`);
}

async function route(control: SimControl, request: IncomingMessage): Promise<Reply> {
  // A web page elsewhere can make a browser ask us under its own host name: that is not how we are called.
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  if (!loopbackHosts.has(host)) return refuse(403, 'this is for loopback alone');
  const [path = ''] = (request.url ?? '').split('?');
  if (request.method === 'GET') return read(control, path);
  if (request.method === 'DELETE' && path === '/control/requests') {
    await control.clearRequests();
    return { status: 200, body: { ok: true } };
  }
  if (request.method !== 'POST') return refuse(405, 'GET reads, POST /control/NAME does');
  const name = path.replace(/^\/control\//, '');
  if (!isFaultName(name))
    return refuse(404, `there is no ${JSON.stringify(path)}; GET /control lists what there is`);
  const input = await readInput(request);
  return 'problem' in input ? refuse(400, input.problem) : perform(control, name, input.value);
}

async function read(control: SimControl, path: string): Promise<Reply> {
  switch (path) {
    case '/control': {
      const list = Object.entries(faults).map(([name, { summary, example }]) => ({ name, summary, example }));
      return { status: 200, body: list };
    }
    case '/control/world':
      return { status: 200, body: await control.world() };
    case '/control/instances':
      return { status: 200, body: await control.instances() };
    case '/control/requests':
      return { status: 200, body: await control.requests() };
    default:
      return refuse(
        404,
        'there are /control, /control/world, /control/instances and /control/requests to read',
      );
  }
}

async function perform(control: SimControl, name: keyof typeof faults, input: unknown): Promise<Reply> {
  try {
    return { status: 200, body: { ok: true, result: (await faults[name].run(control, input)) ?? null } };
  } catch (error) {
    if (error instanceof z.ZodError) return refuse(400, z.prettifyError(error));
    if (error instanceof ControlError)
      return refuse(error.kind === 'unknown-member' ? 404 : 409, error.message);
    return refuse(500, String(error));
  }
}

/** The JSON body; no body at all is `{}`. Another content type is refused: a form of some web page could send it. */
async function readInput(request: IncomingMessage): Promise<{ value: unknown } | { problem: string }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > bodyLimitBytes) return { problem: 'the body is too long' };
    chunks.push(bytes);
  }
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) {
    return { problem: 'send Content-Type: application/json' };
  }
  const text = Buffer.concat(chunks).toString().trim();
  try {
    return { value: text === '' ? {} : JSON.parse(text) };
  } catch {
    return { problem: 'the body is not JSON' };
  }
}

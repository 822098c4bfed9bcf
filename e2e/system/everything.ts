/** Everything that a proxy offers to be read: found by its own document, so that nothing new is left out. */
import { once } from 'node:events';
import { WebSocket } from 'undici';
import * as z from 'zod/mini';
import { getJson, getText } from './http.ts';

const Document = z.object({ paths: z.record(z.string(), z.looseObject({})) });

/** Read as it comes, see `recordStream`. */
const STREAM = '/api/stream';

/** The values that a parameter in a path of the document can take. */
export type Parameters = Readonly<Record<string, readonly string[]>>;

/** The paths of the API itself, every parameter with every value. Throws for one that has none: it is new. */
export async function apiPaths(proxyUrl: string, parameters: Parameters): Promise<string[]> {
  const { paths } = Document.parse((await getJson(`${proxyUrl}/api/openapi.json`)).body);
  const expand = (path: string): string[] => {
    const [placeholder, name = ''] = /\{(\w+)\}/.exec(path) ?? [];
    if (placeholder === undefined) return [path];
    const values = parameters[name];
    if (values === undefined) throw new Error(`${path}: what can ${placeholder} be?`);
    return values.flatMap((value) => expand(path.replace(placeholder, encodeURIComponent(value))));
  };
  // What can only be written has no answer to be read.
  const all = Object.keys(paths).filter((path) => path !== STREAM && 'get' in (paths[path] ?? {}));
  return [...all.flatMap(expand), '/api/openapi.json'];
}

/** The status and text of each path. */
export async function readAll(
  proxyUrl: string,
  paths: readonly string[],
): Promise<{ path: string; text: string }[]> {
  return Promise.all(paths.map(async (path) => ({ path, text: await getText(proxyUrl + path) })));
}

/** All that has come of something that does not end by itself. */
export type Recording = { text(): string; stop(): void };

/** The stream of the API, as its bytes were. */
export async function recordStream(proxyUrl: string, cluster: string): Promise<Recording> {
  const stopping = new AbortController();
  const url = `${proxyUrl}${STREAM}?cluster=${encodeURIComponent(cluster)}`;
  const response = await fetch(url, { signal: stopping.signal });
  if (response.status !== 200 || response.body === null) throw new Error(`${url}: HTTP ${response.status}`);
  let text = '';
  const follow = async (chunks: ReadableStream<string>): Promise<void> => {
    for await (const chunk of chunks) text += chunk;
  };
  // It ends when it is stopped, or with the proxy.
  follow(response.body.pipeThrough(new TextDecoderStream())).catch(() => {});
  return { text: () => text, stop: () => stopping.abort() };
}

/** The messages of a websocket, one to a line. */
export async function recordSocket(proxyUrl: string, path: string): Promise<Recording> {
  const socket = new WebSocket(`${proxyUrl.replace('http:', 'ws:')}${path}`);
  let text = '';
  socket.addEventListener('message', ({ data }) => {
    text += `${String(data)}\n`;
  });
  await Promise.race([
    once(socket, 'open'),
    once(socket, 'close').then(() => {
      throw new Error(`${path}: the upgrade was refused`);
    }),
  ]);
  return { text: () => text, stop: () => socket.close() };
}

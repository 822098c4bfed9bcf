/** A reverse proxy with its configuration of `docs/reverse-proxy`, as an ordinary process that leaves the system's alone. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { presentedAt } from '../../proxy/tls/testing/handshake.ts';
import { pollFor } from '../clusters/poll-for.ts';
import type { Kind, Place } from './kinds.ts';

export const DOCS = join(import.meta.dirname, '../../docs/reverse-proxy');

export type Front = {
  /** Where it speaks https, and where http. */
  readonly httpsPort: number;
  readonly httpPort: number;
  stop(): Promise<void>;
};

export type FrontOptions = {
  /** `host:port` of Rollcall. */
  upstream: string;
  /** PEM. */
  cert: string;
  key: string;
  /** What else to change of the text of the documentation; each has to be there. */
  changes?: readonly (readonly [from: string, to: string])[];
};

/** Daemons live in sbin, which is not in everyone's PATH. */
const SEARCHED = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];

/** Why it can't be used here, in words for whoever reads why a test was skipped; undefined when it can. */
export function whyNot({ program, need }: Kind): string | undefined {
  const told = process.env[`ROLLCALL_SKIP_${need.toUpperCase()}`];
  if (told !== undefined && told !== '') return told;
  return find(program) === undefined ? `${program} is not installed` : undefined;
}

const find = (program: string): string | undefined =>
  SEARCHED.map((directory) => join(directory, program)).find((path) => existsSync(path));

/** Starts it; resolves when it presents its certificate, throws with its output when it ends instead. */
export async function startFront(kind: Kind, options: FrontOptions): Promise<Front> {
  const dir = await mkdtemp(join(tmpdir(), `rollcall-${kind.program}-`));
  const [httpsPort, httpPort] = [await freePort(), await freePort()];
  const place: Place = { dir, httpsPort, httpPort, upstream: options.upstream };
  await writeFile(join(dir, 'fullchain.pem'), options.cert);
  await writeFile(join(dir, 'privkey.pem'), options.key);
  await writeFile(join(dir, 'rollcall.pem'), `${options.cert}\n${options.key}`);
  const documented = await readFile(join(DOCS, kind.file), 'utf8');
  const config = adapt(documented, [...kind.changes(place), ...(options.changes ?? [])]);
  for (const [name, text] of Object.entries(kind.files(config, place)))
    await writeFile(join(dir, name), text);

  const child = spawn(find(kind.program) ?? kind.program, kind.args(place), {
    env: { PATH: process.env['PATH'], HOME: dir, XDG_CONFIG_HOME: dir, XDG_DATA_HOME: dir },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const orphaned = () => child.kill('SIGKILL');
  process.once('exit', orphaned);
  const said = collect(child);
  const closed = once(child, 'close').then(() => process.off('exit', orphaned));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    // Streams are open, and some wait for their ends.
    const impatience = setTimeout(orphaned, 3000);
    await closed;
    clearTimeout(impatience);
    await rm(dir, { recursive: true, force: true });
  };
  const servername = 'rollcall.example.org';
  try {
    await pollFor(async () => {
      if (child.exitCode !== null) throw new Error(`${kind.program} ended:\n${said()}`);
      return presentedAt(httpsPort, { servername }).catch(() => undefined);
    }, `serves nothing:\n${said()}`);
  } catch (error) {
    await stop();
    throw error;
  }
  return { httpsPort, httpPort, stop };
}

/** The text with other places in it. What is not there any more is an error: it would be tested as it is. */
function adapt(text: string, changes: readonly (readonly [from: string, to: string])[]): string {
  return changes.reduce((changed, [from, to]) => {
    if (!changed.includes(from)) throw new Error(`the configuration has no ${JSON.stringify(from)}`);
    return changed.replaceAll(from, to);
  }, text);
}

function collect(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (more: string) => {
    text += more;
  });
  return () => text;
}

/** Free a moment ago, on loopback. */
async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not a TCP address');
  const { port } = address satisfies AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

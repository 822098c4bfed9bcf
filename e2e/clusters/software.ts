import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { Product } from './cluster.ts';

/** The programs of one product and the words in which they differ. */
export type Software = {
  product: Product;
  /** For people: `LXD 5.0.2`. */
  label: string;
  /** Search path, library path: what the programs need on top of a daemon's own directory. */
  env: NodeJS.ProcessEnv;
  daemon: string;
  client: string;
  /** Names of the variables that hold the daemon's directory and the client's configuration directory. */
  dirVariable: string;
  clientDirVariable: string;
  /** Program and arguments that read a preseed from standard input. */
  init: readonly string[];
  /** Arguments of `client` that make it trust a certificate file. */
  trust(certFile: string, name: string): readonly string[];
};

/** Found, or why not, in words for the person who reads why a test was skipped. */
export type Found<T> = T | { missing: string };

const COMMAND_DEADLINE_MS = 90_000;

export type RunOptions = { cwd?: string; input?: string };

/** Runs a program to its end and gives its standard output; throws with its standard error when it fails. */
export async function run(
  command: readonly string[],
  env: NodeJS.ProcessEnv,
  { cwd, input = '' }: RunOptions = {},
): Promise<string> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    ...(cwd !== undefined && { cwd }),
    env,
    stdio: 'pipe',
    timeout: COMMAND_DEADLINE_MS,
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  // A program that ends without reading all of its input is judged by its exit code.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code !== 0) throw new Error(`${command.join(' ')}: exit ${code}: ${stderr.trim() || stdout.trim()}`);
  return stdout;
}

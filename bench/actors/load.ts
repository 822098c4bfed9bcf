/** As many requests as a server can answer, from a process of its own. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { pinned } from './actor.ts';

export type LoadOptions = {
  url: string;
  connections: number;
  seconds: number;
  headers?: Readonly<Record<string, string>>;
  /** Of a client certificate and its key, PEM files. */
  identity?: { cert: string; key: string };
};

export type LoadResult = {
  answers: number;
  seconds: number;
  /** Of one answer, with its head. */
  bytes: number;
  p99Ms: number;
  /** The share of them that said "not modified". */
  notModified: number;
};

const AUTOCANNON = fileURLToPath(import.meta.resolve('autocannon'));

const Outcome = z.object({
  requests: z.object({ total: z.number() }),
  throughput: z.object({ total: z.number() }),
  latency: z.object({ p99: z.number() }),
  duration: z.number(),
  errors: z.number(),
  timeouts: z.number(),
  statusCodeStats: z.record(z.string(), z.object({ count: z.number() })),
});

/** Asks over `connections` at once, each as soon as it has its answer. Throws when an answer is no 200 or 304. */
export async function load({
  url,
  connections,
  seconds,
  headers = {},
  identity,
}: LoadOptions): Promise<LoadResult> {
  const args = ['--json', '--connections', String(connections), '--duration', String(seconds)];
  for (const [name, value] of Object.entries(headers)) args.push('--headers', `${name}=${value}`);
  if (identity !== undefined) args.push('--cert', identity.cert, '--key', identity.key);
  const [command, all] = pinned('load', process.execPath, [AUTOCANNON, ...args, url]);
  const { stdout } = await promisify(execFile)(command, all, { maxBuffer: 1e7 });
  const outcome = Outcome.parse(JSON.parse(stdout));
  const { requests, throughput, latency, duration, errors, timeouts, statusCodeStats } = outcome;
  const statuses = Object.keys(statusCodeStats);
  if (
    errors + timeouts > 0 ||
    requests.total === 0 ||
    statuses.some((status) => status !== '200' && status !== '304')
  ) {
    throw new Error(
      `${url}: ${requests.total} answers (${statuses.join(', ')}), ${errors} errors, ${timeouts} timeouts`,
    );
  }
  return {
    answers: requests.total,
    seconds: duration,
    bytes: throughput.total / requests.total,
    p99Ms: latency.p99,
    notModified: (statusCodeStats['304']?.count ?? 0) / requests.total,
  };
}

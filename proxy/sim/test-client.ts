import https from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';

import type { PemPair } from './sim.ts';

export type Reply = { status: number; headers: IncomingHttpHeaders; text: string; json: unknown };

type Ask = {
  client?: PemPair | undefined;
  method?: string;
  /** Sent as it is, in place of the URL's, which is normalised. */
  path?: string;
  body?: unknown;
  agent?: https.Agent;
  timeoutMs?: number;
};

/** Asks a member, on a connection of its own unless an agent is given. Rejects when there is no whole answer within 5 s,
 *  with `code: 'ETIMEDOUT'` then and the system's code otherwise. `json` is undefined when the body is none. */
export function ask(
  url: string,
  { client, method = 'GET', path, body, agent, timeoutMs = 5000 }: Ask = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = https.request(
      url,
      {
        method,
        agent: agent ?? false,
        rejectUnauthorized: false,
        ...(path === undefined ? {} : { path }),
        ...(client ? { cert: client.certPem, key: client.keyPem } : {}),
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          clearTimeout(timer);
          const text = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: parsed(text) });
        });
      },
    );
    const timer = setTimeout(() => {
      request.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' }));
    }, timeoutMs);
    request.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The error envelope. */
export const error = (code: number, text: string) => ({
  type: 'error',
  status: '',
  status_code: 0,
  operation: '',
  error_code: code,
  error: text,
  metadata: null,
});
/** The envelope of a good answer. */
export const success = (metadata: unknown) => ({
  type: 'sync',
  status: 'Success',
  status_code: 200,
  operation: '',
  error_code: 0,
  error: '',
  metadata,
});

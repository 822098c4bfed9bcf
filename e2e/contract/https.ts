import { Agent, request } from 'undici';
import type { Identity } from '../clusters/cluster.ts';

export type Answer = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** The JSON body; the text itself where it is no JSON. */
  body: unknown;
  /** From sending the request to the end of the body. */
  tookMs: number;
};

export type Asking = {
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  json?: unknown;
  headers?: Record<string, string>;
  /** Rejects with a TimeoutError then; 10 s unless told. */
  deadlineMs?: number;
};

/** Plain HTTPS requests to one member, with or without a client certificate. */
export type Client = {
  readonly endpoint: string;
  readonly agent: Agent;
  ask(path: string, options?: Asking): Promise<Answer>;
  close(): Promise<void>;
};

const CONNECT_TIMEOUT_MS = 2000;

/** Does not look at the server's certificate: what the members present is one of the facts to be checked. */
export function connectTo(endpoint: string, identity?: Identity): Client {
  const agent = new Agent({
    allowH2: false,
    connect: {
      rejectUnauthorized: false,
      timeout: CONNECT_TIMEOUT_MS,
      // Else a second connection resumes the TLS session and shows no certificate.
      maxCachedSessions: 0,
      ...(identity && { cert: identity.certPem, key: identity.keyPem }),
    },
  });
  return {
    endpoint,
    agent,
    async ask(path, { method = 'GET', json, headers = {}, deadlineMs = 10_000 } = {}) {
      const startedAtMs = Date.now();
      const response = await request(new URL(path, endpoint), {
        method,
        headers,
        dispatcher: agent,
        signal: AbortSignal.timeout(deadlineMs),
        ...(json !== undefined && { body: JSON.stringify(json) }),
      });
      const text = await response.body.text();
      return {
        status: response.statusCode,
        headers: response.headers,
        body: parsed(text),
        tookMs: Date.now() - startedAtMs,
      };
    },
    close: () => agent.destroy(),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * The connection over which a client has itself trusted: as pinned as that of the dashboard, but it may write. It is made
 * for one enrolment and closed with it; the dashboard's own client knows GET and nothing else.
 */
import { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import { Agent } from 'undici';
import { type Result, err, ok } from '../result.ts';
import type { Failure } from '../wire/snapshot.ts';
import { toFailure } from '../lxd/failure.ts';
import { type PinnedIdentity, pinnedConnector } from '../lxd/pinned-connector.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

export type Door = {
  /** Every status is an answer. `json` null: without a body. */
  ask(origin: string, method: Method, path: string, json?: object | null): Promise<Result<Said, Failure>>;
  /** The certificate that the server presented, which matched the pin; null: none has been seen yet. */
  serverCertPem(): string | null;
  close(): Promise<void>;
};

export type Said = { status: number; body: string };

const CONNECT_TIMEOUT_MS = 5000;
const ANSWER_TIMEOUT_MS = 30_000;

export function openDoor(identity: PinnedIdentity): Door {
  let serverCertPem: string | null = null;
  const pinned = pinnedConnector({ identity: () => identity, timeoutMs: CONNECT_TIMEOUT_MS });
  const agent = new Agent({
    allowH2: false,
    headersTimeout: ANSWER_TIMEOUT_MS,
    bodyTimeout: ANSWER_TIMEOUT_MS,
    connect: (options, callback) =>
      pinned.connect(options, (...outcome) => {
        const [error, socket] = outcome;
        if (error === null) serverCertPem ??= presentedBy(socket);
        callback(...outcome);
      }),
  });
  return {
    async ask(origin, method, path, json = null) {
      try {
        const response = await agent.request({
          origin,
          method,
          path,
          ...(json === null
            ? {}
            : { body: JSON.stringify(json), headers: { 'content-type': 'application/json' } }),
        });
        return ok({ status: response.statusCode, body: await response.body.text() });
      } catch (error) {
        return err(toFailure(error));
      }
    },
    serverCertPem: () => serverCertPem,
    async close() {
      pinned.destroy();
      await agent.destroy();
    },
  };
}

function presentedBy(socket: unknown): string | null {
  const raw = isTls(socket) ? socket.getPeerCertificate(false).raw : null;
  return Buffer.isBuffer(raw) ? new X509Certificate(raw).toString() : null;
}

const isTls = (socket: unknown): socket is TLSSocket =>
  typeof socket === 'object' && socket !== null && 'getPeerCertificate' in socket;

/** A cluster of one that writes down every byte that it is sent, and tells a secret wherever LXD could hold one. */
import { type LxdClient, createLxdClient } from '../lxd/client.ts';
import { type Endpoints, createEndpoints } from '../lxd/endpoints.ts';
import { httpAnswer, startTlsServer } from '../lxd/testing/servers.ts';
import { JOIN_TOKEN, SECRET, UNPACKING } from '../forward/redact/testing/frames.ts';
import { type CertifiedKey, selfSigned } from '../sim/certificates.ts';

export type TellingCluster = {
  client: LxdClient;
  endpoints: Endpoints;
  /** `https://127.0.0.1:PORT` */
  origin: string;
  /** Each request as it came, with everything that belongs to it. */
  received: readonly string[];
  /** What we show ourselves to it by. */
  ours: CertifiedKey;
  close(): Promise<void>;
};

/** Ends with its test, but for the client, which `close` ends. */
export async function startTellingCluster(): Promise<TellingCluster> {
  const made = { fromMs: Date.now(), years: 1 };
  const [ours, theirs] = await Promise.all([
    selfSigned({ ...made, commonName: 'rollcall', usage: 'client' }),
    selfSigned({ ...made, commonName: 'node-1', usage: 'server' }),
  ]);
  const headers = `Set-Cookie: session=${SECRET}\r\nX-LXD-secret: ${SECRET}\r\nServer: ${SECRET}\r\n`;
  const server = await startTlsServer(theirs, (socket, request) => {
    const path = /^GET (\S+)/.exec(server.received[request - 1] ?? '')?.[1] ?? '';
    socket.write(httpAnswer(JSON.stringify(answerTo(path, request)), headers));
  });
  const client = createLxdClient({
    clientCertPem: ours.certPem,
    clientKeyPem: ours.keyPem,
    serverFingerprint: theirs.fingerprint,
  });
  return {
    client,
    endpoints: createEndpoints([server.origin], []),
    origin: server.origin,
    received: server.received,
    ours,
    close: () => client.close(),
  };
}

/** Those whose answers hold secrets; of others LXD's own word is passed on as it is. */
const HOLDS_SECRETS = /^\/1\.0(?:\/operations.*)?$/;

/** One in ten is an error with more in it than errors have. */
function answerTo(path: string, request: number): object {
  const more = HOLDS_SECRETS.test(path) ? { token: SECRET } : {};
  if (request % 10 === 0)
    return { type: 'error', error_code: 404, error: 'Not found', metadata: more, ...more };
  return { type: 'sync', status: 'Success', status_code: 200, metadata: metadataOf(path), ...more };
}

function metadataOf(path: string): unknown {
  if (path === '/1.0') {
    const config = { 'core.trust_password': SECRET, 'loki.auth.password': SECRET };
    return {
      api_version: '1.0',
      auth: 'trusted',
      config,
      secret: SECRET,
      environment: { server_name: 'node-1' },
    };
  }
  if (/^\/1\.0\/operations\/[^?]/.test(path)) return JOIN_TOKEN;
  if (path.startsWith('/1.0/operations')) return { running: [JOIN_TOKEN, UNPACKING, SECRET], [SECRET]: [] };
  return [];
}

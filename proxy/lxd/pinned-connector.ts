/**
 * Connects to a server of the cluster: mutual TLS, the server known by the SHA-256 of its certificate alone.
 * LXD's certificate is self-signed and names only the host it was made on, so neither authority nor host name can be
 * checked; the pin is stronger than both. All members present the same cluster certificate.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import type { buildConnector } from 'undici';
import { ConnectionError } from './failure.ts';

export type PinnedIdentity = {
  clientCertPem: string;
  clientKeyPem: string;
  /** SHA-256 of the server certificate in DER: 64 lower-case hexadecimal digits. */
  serverFingerprint: string;
};

/** The certificate that a server presented. */
export type Presented = {
  /** `https://host:port` */
  origin: string;
  /** SHA-256 of the certificate in DER: 64 lower-case hexadecimal digits. */
  fingerprint: string;
  notAfterMs: number;
};

export type PinnedConnectorOptions = {
  /** For connections that are made from now on. */
  identity(): PinnedIdentity;
  /** For TCP and TLS together. */
  timeoutMs: number;
  /** Called with each certificate that is presented, also one that does not match the pin. */
  onServerCertificate?: (presented: Presented) => void;
};

export type PinnedConnector = {
  connect: buildConnector.connector;
  /** Ends every connection it made at once, those still being made too: undici waits for these, and forgets websockets. */
  destroy(): void;
};

/**
 * A connector for undici that hands out a socket only once the pin matched, so nothing is sent to anybody else.
 * Its own timer is exact and ends a TLS handshake that a frozen member never finishes; undici's own are a second coarse.
 */
export function pinnedConnector(options: PinnedConnectorOptions): PinnedConnector {
  const { timeoutMs, onServerCertificate = () => {} } = options;
  const connections = new Set<TLSSocket>();
  const open: buildConnector.connector = ({ hostname, port }, callback) => {
    const host = hostname.replace(/^\[|\]$/g, '');
    const identity = options.identity();
    const origin = new URL(`https://${hostname}:${port === '' ? 443 : port}`).origin;
    let connected = false;
    // Never `session`: a resumed one has no peer certificate to compare.
    const socket = connect({
      host,
      port: port === '' ? 443 : Number(port),
      ...(isIP(host) === 0 ? { servername: host } : {}),
      cert: identity.clientCertPem,
      key: identity.clientKeyPem,
      rejectUnauthorized: false,
      ALPNProtocols: ['http/1.1'],
      minVersion: 'TLSv1.2',
    });
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
    socket.setNoDelay(true);
    socket.setKeepAlive(true);
    const finish = (error: Error | null): void => {
      clearTimeout(timer);
      socket.off('error', finish);
      if (error === null) {
        callback(null, socket);
        return;
      }
      // A late error of a socket that is given up must not end the process.
      socket.on('error', () => {});
      socket.destroy();
      callback(error, null);
    };
    const timer = setTimeout(() => {
      finish(
        connected
          ? new ConnectionError(
              'tls-timeout',
              `TLS handshake with ${host}:${port} not finished after ${timeoutMs} ms`,
            )
          : new ConnectionError('timeout', `no connection to ${host}:${port} after ${timeoutMs} ms`),
      );
    }, timeoutMs);
    socket.on('error', finish);
    socket.once('connect', () => {
      connected = true;
    });
    socket.once('secureConnect', () =>
      finish(
        checkPin(socket, identity.serverFingerprint, (seen) => onServerCertificate({ origin, ...seen })),
      ),
    );
  };
  return {
    connect: open,
    destroy() {
      for (const socket of connections)
        socket.destroy(new ConnectionError('reset', 'the connection was closed by us'));
    },
  };
}

function checkPin(
  socket: TLSSocket,
  pin: string,
  tell: (seen: Omit<Presented, 'origin'>) => void,
): ConnectionError | null {
  const certificate = socket.getPeerCertificate(false);
  // Without a certificate at all, `raw` is missing whatever the types say.
  const seen = Buffer.isBuffer(certificate.raw)
    ? createHash('sha256').update(certificate.raw).digest()
    : null;
  if (seen === null) return new ConnectionError('pin-mismatch', 'the server presented no certificate');
  const expected = Buffer.from(pin, 'hex');
  const isPinned = seen.length === expected.length && timingSafeEqual(seen, expected);
  const fingerprint = seen.toString('hex');
  tell({ fingerprint, notAfterMs: Date.parse(certificate.valid_to) });
  return isPinned
    ? null
    : new ConnectionError(
        'pin-mismatch',
        `the server presents the certificate ${fingerprint}, pinned is ${pin}`,
      );
}

/** Handshakes as any client makes them, with no trust: what is looked at is which certificate is presented. */
import { once } from 'node:events';
import { type ConnectionOptions, type TLSSocket, connect } from 'node:tls';

/** A connection whose handshake is done; rejects when there is none. */
export async function shakeHands(port: number, options: ConnectionOptions = {}): Promise<TLSSocket> {
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options });
  await once(socket, 'secureConnect');
  return socket;
}

/** SHA-256 of the certificate that is presented in a handshake of its own. */
export async function presentedAt(port: number, options: ConnectionOptions = {}): Promise<string> {
  const socket = await shakeHands(port, options);
  const { fingerprint256 } = socket.getPeerCertificate();
  socket.destroy();
  return fingerprint256;
}

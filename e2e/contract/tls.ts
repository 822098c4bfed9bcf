import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import type { Identity } from '../clusters/cluster.ts';
import { fingerprintOf } from '../clusters/identity.ts';

export type Handshake =
  | { outcome: 'secured'; fingerprint: string }
  /** The address took the connection, and then there was silence for the whole time. */
  | { outcome: 'silent' }
  | { outcome: 'refused' };

/** Connects to a member and says how far it got within `deadlineMs`. */
export async function shakeHands(
  endpoint: string,
  deadlineMs: number,
  identity?: Identity,
): Promise<Handshake> {
  const { hostname, port } = new URL(endpoint);
  const socket = connect({
    host: hostname,
    port: Number(port),
    rejectUnauthorized: false,
    ...(identity && { cert: identity.certPem, key: identity.keyPem }),
  });
  const connected = once(socket, 'connect');
  try {
    await once(socket, 'secureConnect', { signal: AbortSignal.timeout(deadlineMs) });
    return { outcome: 'secured', fingerprint: fingerprintFrom(socket) };
  } catch (error) {
    if (isRefusal(error)) return { outcome: 'refused' };
    if (!(error instanceof Error && error.name === 'AbortError')) throw error;
    await connected;
    return { outcome: 'silent' };
  } finally {
    connected.catch(() => undefined);
    socket.destroy();
  }
}

function fingerprintFrom(socket: TLSSocket): string {
  const certificate = socket.getPeerX509Certificate();
  if (!certificate) throw new Error('the member presented no certificate');
  return fingerprintOf(certificate.toString());
}

const isRefusal = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';

/** Certificates for the names of a test, made once. */
import { X509Certificate } from 'node:crypto';
import type { TlsPair } from '../../config/config.ts';
import { makePair } from '../../config/testing/certificates.ts';

export const DAY_MS = 86_400_000;

/** A pair of the name `rollcall.example.org` that ends at `notAfterMs`; in ten years unless told. */
export async function makeTlsPair(notAfterMs = Date.now() + 3650 * DAY_MS): Promise<TlsPair> {
  const names = ['rollcall.example.org', 'localhost'];
  const { cert, key } = await makePair('rollcall', new Date('2020-01-01'), new Date(notAfterMs), names);
  const certificate = new X509Certificate(cert);
  return { certPem: cert, keyPem: key, certificate, notAfterMs: certificate.validToDate.getTime(), names };
}

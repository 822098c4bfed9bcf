/** Makes the certificate by which a cluster knows Rollcall: self-signed, EC P-384, as LXD's and Incus's own clients make theirs. */
import 'reflect-metadata';
import { X509Certificate, webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  X509CertificateGenerator,
  cryptoProvider,
} from '@peculiar/x509';
import { toFingerprint } from '../config/certificates.ts';

cryptoProvider.set(webcrypto);

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' };
const DAY_MS = 86_400_000;
/** As the products' own clients have it: a wall must not go dark because nobody remembered a date. */
const VALID_MS = 3650 * DAY_MS;
/** Clocks of servers may be behind ours. */
const BEFORE_MS = DAY_MS;

export type ClientPair = {
  certPem: string;
  /** PKCS#8, without a passphrase. A secret. */
  keyPem: string;
  notAfterMs: number;
};

/** SHA-256 of a certificate, as LXD writes it: 64 lower-case hexadecimal digits. */
export const fingerprintOf = (certPem: string): string => toFingerprint(new X509Certificate(certPem));

/** `name` stands in the certificate as its common name, for whoever reads the cluster's trust store. */
export async function makeClientPair(name: string, nowMs: number): Promise<ClientPair> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const notAfterMs = nowMs + VALID_MS;
  const certificate = await X509CertificateGenerator.createSelfSigned({
    // Positive, as RFC 5280 wants it.
    serialNumber: `1${Buffer.from(webcrypto.getRandomValues(new Uint8Array(15))).toString('hex')}`,
    name: [{ O: ['Rollcall'] }, { CN: [name] }],
    notBefore: new Date(nowMs - BEFORE_MS),
    notAfter: new Date(notAfterMs),
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth]),
      new BasicConstraintsExtension(false, undefined, true),
    ],
  });
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const lines = key.match(/.{1,64}/g) ?? [];
  return {
    certPem: `${certificate.toString('pem')}\n`,
    keyPem: ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----', ''].join('\n'),
    notAfterMs,
  };
}

import 'reflect-metadata';

import { X509Certificate, webcrypto } from 'node:crypto';

import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
  cryptoProvider,
} from '@peculiar/x509';

cryptoProvider.set(webcrypto);

const algorithm = { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' };
const yearMs = 365 * 86_400_000;

export type CertifiedKey = {
  certPem: string;
  /** PKCS#8. */
  keyPem: string;
  /** SHA-256 of the certificate's DER, lower-case hex. */
  fingerprint: string;
};

type Request = {
  commonName: string;
  organization?: string;
  usage: 'server' | 'client';
  fromMs: number;
  years: number;
};

/** The fingerprint as LXD writes it: SHA-256 of the DER, lower-case hex without colons. */
export const fingerprintOf = (certificate: X509Certificate): string =>
  certificate.fingerprint256.replaceAll(':', '').toLowerCase();

/** A self-signed certificate of the kind the daemons make for themselves: EC P-384. Theirs never names the address at
 *  which a member is reached, so that checking host names fails; hence no 127.0.0.1 in ours. */
export async function selfSigned({
  commonName,
  organization,
  usage,
  fromMs,
  years,
}: Request): Promise<CertifiedKey> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const names = new SubjectAlternativeNameExtension([
    { type: 'dns', value: 'sim' },
    { type: 'ip', value: '::1' },
  ]);
  const purpose = usage === 'server' ? ExtendedKeyUsage.serverAuth : ExtendedKeyUsage.clientAuth;
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: Buffer.from(webcrypto.getRandomValues(new Uint8Array(16)))
      .toString('hex')
      .replace(/^./, '1'),
    name: organization ? `O=${organization}, CN=${commonName}` : `CN=${commonName}`,
    notBefore: new Date(fromMs - 60_000),
    notAfter: new Date(fromMs + years * yearMs),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment, true),
      new ExtendedKeyUsageExtension([purpose]),
      new BasicConstraintsExtension(false, undefined, true),
      ...(usage === 'server' ? [names] : []),
    ],
  });
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const certPem = `${certificate.toString('pem')}\n`;
  return {
    certPem,
    keyPem: `-----BEGIN PRIVATE KEY-----\n${pkcs8.replace(/(.{64})(?=.)/g, '$1\n')}\n-----END PRIVATE KEY-----\n`,
    fingerprint: fingerprintOf(new X509Certificate(certPem)),
  };
}

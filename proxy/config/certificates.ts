import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { Findings, Spot } from './problems.ts';

/** Reads a PEM certificate; `null` when it can't be used, and then the findings say why. An expired one can be used:
 *  the page has to say it, as the servers may go on for a while. */
export function parseCertificate(
  pem: string,
  spot: Spot,
  nowMs: number,
  findings: Findings,
): X509Certificate | null {
  const certificate = parsePemCertificate(pem, spot, findings);
  if (certificate === null) return null;
  const [fromMs, untilMs] = [certificate.validFromDate.getTime(), certificate.validToDate.getTime()];
  if (untilMs <= nowMs) findings.warning(spot, `expired on ${toDay(untilMs)}`, 'renew the certificate');
  else if (fromMs > nowMs)
    findings.warning(spot, `is valid only from ${toDay(fromMs)} on`, "check this machine's clock");
  return certificate;
}

/** Reads a PEM certificate, whenever it is valid; `null` when it is none, and then the findings say why. */
export function parsePemCertificate(pem: string, spot: Spot, findings: Findings): X509Certificate | null {
  const certificate = readCertificate(pem);
  if (certificate !== null) return certificate;
  const what = pem.includes('PRIVATE KEY-----')
    ? 'holds a private key, not a certificate'
    : 'is not a PEM certificate';
  findings.problem(spot, what, 'give the file that starts with -----BEGIN CERTIFICATE-----');
  return null;
}

/** The SHA-256 of a certificate, as 64 lower-case hexadecimal digits. */
export function toFingerprint(certificate: X509Certificate): string {
  return certificate.fingerprint256.replaceAll(':', '').toLowerCase();
}

/** Reads a PEM private key that has no passphrase; `null` when it can't be used, and then the findings say why. */
export function parsePrivateKey(pem: string, spot: Spot, findings: Findings): KeyObject | null {
  if (/-----BEGIN ENCRYPTED |^Proc-Type: .*ENCRYPTED/m.test(pem)) {
    findings.problem(spot, 'is a key with a passphrase', 'decrypt it: openssl pkey -in OLD.key -out NEW.key');
    return null;
  }
  const key = readPrivateKey(pem);
  if (key === null) {
    const what = pem.includes('BEGIN CERTIFICATE-----')
      ? 'holds a certificate, not a key'
      : 'is not a PEM private key';
    findings.problem(spot, what, 'give the file that starts with -----BEGIN PRIVATE KEY-----');
  }
  return key;
}

/** The day of a moment, UTC: `2026-11-23`. */
export function toDay(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

function readCertificate(pem: string): X509Certificate | null {
  // The library takes DER too, which TLS later does not.
  if (!pem.includes('-----BEGIN CERTIFICATE-----')) return null;
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}

function readPrivateKey(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}

import { X509Certificate, createPrivateKey } from 'node:crypto';
import { expect, it } from 'vitest';
import { fingerprintOf, makeIdentity } from './identity.ts';

it('makes a certificate that belongs to its key and is valid now', async () => {
  const { certPem, keyPem } = await makeIdentity('somebody');
  const certificate = new X509Certificate(certPem);
  expect(certificate.checkPrivateKey(createPrivateKey(keyPem))).toBe(true);
  expect(certificate.subject).toBe('CN=somebody');
  expect(new Date(certificate.validFrom).getTime()).toBeLessThan(Date.now());
  expect(new Date(certificate.validTo).getTime()).toBeGreaterThan(Date.now());
});

it('gives fingerprints as LXD writes them', async () => {
  const { certPem } = await makeIdentity('somebody');
  expect(fingerprintOf(certPem)).toMatch(/^[0-9a-f]{64}$/);
  expect(fingerprintOf(certPem)).not.toBe(fingerprintOf((await makeIdentity('somebody')).certPem));
});

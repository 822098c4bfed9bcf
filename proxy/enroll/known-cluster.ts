/** A cluster that the settings file names already, with the files that it names, as renewal and acceptance find them. */
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import { parseEndpoint, parseFingerprint } from '../config/values.ts';
import type { PinnedIdentity } from '../lxd/pinned-connector.ts';
import { type Result, err, ok } from '../result.ts';
import { fingerprintOf } from './client-pair.ts';
import { type EnrollFailure, reasonOf, settings } from './failure.ts';
import type { Place } from './place.ts';
import { clusterIn } from './settings.ts';

export type KnownCluster = {
  name: string;
  /** `https://host:port` */
  endpoints: string[];
  /** SHA-256 of the cluster's certificate: 64 lower-case hexadecimal digits. */
  pin: string;
  /** Absolute. `serverCert` null: the pin stands in the settings themselves. */
  files: { config: string; clientCert: string; clientKey: string; serverCert: string | null };
};

export type ClientFiles = Pick<KnownCluster['files'], 'clientCert' | 'clientKey'>;

export function findCluster(
  place: Place,
  configPath: string,
  name: string,
): Result<KnownCluster, EnrollFailure> {
  const text = readIn(place, configPath);
  if (!text.ok) return text;
  const found = clusterIn(text.value, name);
  if (!found.ok) return err(settings(`${configPath} ${found.error}`, 'rollcall check says what it has'));
  const { clientCert, clientKey, serverCert, serverFingerprint } = found.value;
  const endpoints = found.value.endpoints.flatMap((written) => {
    const endpoint = parseEndpoint(written);
    return endpoint.ok ? [endpoint.value] : [];
  });
  const directory = dirname(configPath);
  const serverFile = serverCert === null ? null : resolve(directory, serverCert);
  const pin = serverFile === null ? pinOf(serverFingerprint ?? '') : certificatePin(place, serverFile);
  if (pin === null || endpoints.length === 0 || clientCert === null || clientKey === null) {
    const what = `${configPath} does not say of ${name} all that is needed to reach it`;
    return err(settings(what, 'correct it; rollcall check says where'));
  }
  return ok({
    name,
    endpoints,
    pin,
    files: {
      config: configPath,
      clientCert: resolve(directory, clientCert),
      clientKey: resolve(directory, clientKey),
      serverCert: serverFile,
    },
  });
}

function pinOf(text: string): string | null {
  const pin = parseFingerprint(text);
  return pin.ok ? pin.value : null;
}

function certificatePin(place: Place, path: string): string | null {
  try {
    return fingerprintOf(place.read(path) ?? '');
  } catch {
    return null;
  }
}

/** The text of a file that has to be there. */
function readIn(place: Place, path: string): Result<string, EnrollFailure> {
  try {
    const text = place.read(path);
    return text === null ? err(settings(`there is no ${path}`, 'give the right one')) : ok(text);
  } catch (error) {
    return err(settings(`${path} can't be read: ${reasonOf(error)}`, 'make it readable'));
  }
}

/** The certificate and the key in two files, which belong together, for use with a server of this pin. */
export function identityIn(
  place: Place,
  { clientCert, clientKey }: ClientFiles,
  pin: string,
): Result<PinnedIdentity, EnrollFailure> {
  const [certPem, keyPem] = [readIn(place, clientCert), readIn(place, clientKey)];
  if (!certPem.ok) return certPem;
  if (!keyPem.ok) return keyPem;
  if (!belongTogether(certPem.value, keyPem.value)) {
    const what = `${clientCert} and ${clientKey} are no certificate and its key`;
    return err(settings(what, 'put both as they were, or enroll anew under another name'));
  }
  return ok({ clientCertPem: certPem.value, clientKeyPem: keyPem.value, serverFingerprint: pin });
}

function belongTogether(certPem: string, keyPem: string): boolean {
  try {
    return new X509Certificate(certPem).checkPrivateKey(createPrivateKey(keyPem));
  } catch {
    return false;
  }
}

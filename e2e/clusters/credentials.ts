import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClusterFiles, Identity } from './cluster.ts';
import { fingerprintOf, makeIdentity } from './identity.ts';
import { clusterCertificateFile, type Member } from './member.ts';
import type { Software } from './software.ts';

/** The identities that a cluster trusts, and the certificate to pin it by. */
export type Credentials = {
  serverCertPem: string;
  serverFingerprint: string;
  admin: Identity;
  restricted: Identity;
  files: ClusterFiles;
};

/** Makes both identities and has the founder trust them; writes what `npm start` needs below `dir`. */
export async function makeCredentials(
  software: Software,
  founder: Member,
  dir: string,
): Promise<Credentials> {
  const [admin, restricted] = await Promise.all([makeIdentity('rollcall-admin'), makeIdentity('rollcall')]);
  const serverCertPem = await readFile(clusterCertificateFile(founder), 'utf8');
  const files = await writeFiles(dir, restricted, serverCertPem);
  const adminCert = join(dir, 'admin.crt');
  await writeFile(adminCert, admin.certPem);
  await founder.client(software.trust(adminCert, 'admin'));
  await founder.client([...software.trust(files.clientCert, 'rollcall'), '--restricted']);
  return {
    serverCertPem,
    serverFingerprint: fingerprintOf(serverCertPem),
    admin,
    restricted,
    files,
  };
}

/** Puts an identity and the certificate to pin where `npm start` can read them; the key is for its owner alone. */
export async function writeFiles(
  dir: string,
  identity: Identity,
  serverCertPem: string,
): Promise<ClusterFiles> {
  const files = {
    dir,
    clientCert: join(dir, 'client.crt'),
    clientKey: join(dir, 'client.key'),
    serverCert: join(dir, 'cluster.crt'),
  };
  await Promise.all([
    writeFile(files.clientCert, identity.certPem),
    writeFile(files.clientKey, identity.keyPem, { mode: 0o600 }),
    writeFile(files.serverCert, serverCertPem),
  ]);
  return files;
}

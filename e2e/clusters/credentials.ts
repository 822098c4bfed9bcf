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
  restrictedWithProjects: Identity;
  files: ClusterFiles;
};

/** Makes the identities and has the founder trust them; writes what `npm start` needs below `dir`. */
export async function makeCredentials(
  software: Software,
  founder: Member,
  dir: string,
): Promise<Credentials> {
  const [admin, restricted, restrictedWithProjects] = await Promise.all([
    makeIdentity('rollcall-admin'),
    makeIdentity('rollcall'),
    makeIdentity('rollcall-default'),
  ]);
  const serverCertPem = await readFile(clusterCertificateFile(founder), 'utf8');
  const files = await writeFiles(dir, restricted, serverCertPem);
  const trust = async (name: string, { certPem }: Identity, ...limits: string[]) => {
    const file = join(dir, `${name}.crt`);
    await writeFile(file, certPem);
    await founder.client([...software.trust(file, name), ...limits]);
  };
  await trust('admin', admin);
  await trust('rollcall', restricted, '--restricted');
  await trust('rollcall-default', restrictedWithProjects, '--restricted', '--projects', 'default');
  return {
    serverCertPem,
    serverFingerprint: fingerprintOf(serverCertPem),
    admin,
    restricted,
    restrictedWithProjects,
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

/** Who may use the files that the settings name. That they can be read, and belong together, is of the settings themselves. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ClusterConfig, TlsConfig } from '../config/config.ts';
import { type Finding, about } from './finding.ts';

const OPEN_TO_OTHERS = 0o077;
/** As that of Debian's ssl-cert. */
const READ_BY_GROUP = 0o040;
const WRITTEN_BY_OTHERS = 0o022;

/** `settingsFile`: absolute; there need not be one. */
export async function examineFiles(
  settingsFile: string,
  clusters: readonly ClusterConfig[],
  tls: TlsConfig | null,
): Promise<Finding[]> {
  const ofClusters = clusters.map(async ({ name, files }) => {
    if (files === null) return [];
    const certificates = [files.clientCert, ...(files.serverCert === null ? [] : [files.serverCert])];
    return [...(await keyFile(files.clientKey, name)), ...(await writableByOthers(certificates, name))];
  });
  return [
    ...(await writableByOthers([settingsFile], null)),
    ...(await Promise.all(ofClusters)).flat(),
    ...(tls === null ? [] : await pairOf(tls)),
  ];
}

/** Of the one that browsers get. */
async function pairOf({ written: { directory, cert, key } }: TlsConfig): Promise<Finding[]> {
  return [
    ...(await keyFile(resolve(directory, key), null, READ_BY_GROUP)),
    ...(await writableByOthers([resolve(directory, cert)], null)),
  ];
}

/** One that is open to more than `allowed` (permission bits) is a warning of the settings already. */
async function keyFile(path: string, cluster: string | null, allowed = 0): Promise<Finding[]> {
  const mode = await modeOf(path);
  if (mode === null || (mode & OPEN_TO_OTHERS & ~allowed) !== 0) return [];
  const whose = (mode & allowed) === 0 ? "its owner's alone" : "its owner's and a group's alone";
  return [about(path, cluster).ok('files', `the key is ${whose}, and the certificate's own`)];
}

/** Whoever may write to them decides whom Rollcall talks to, or as whom. */
async function writableByOthers(paths: readonly string[], cluster: string | null): Promise<Finding[]> {
  const findings = paths.map(async (path) => {
    const mode = await modeOf(path);
    if (mode === null || (mode & WRITTEN_BY_OTHERS) === 0) return [];
    const what = `others may write to it (mode ${formatMode(mode)})`;
    return [about(path, cluster).warning('files', what, `chmod go-w ${path}`)];
  });
  return (await Promise.all(findings)).flat();
}

/** Of a mode the permissions, as chmod takes them: `0640`. */
export const formatMode = (mode: number): string => (mode & 0o777).toString(8).padStart(4, '0');

/** Null: there is no such file, it can't be seen, or the system has no modes. */
export async function modeOf(path: string): Promise<number | null> {
  if (process.platform === 'win32') return null;
  try {
    return (await stat(path)).mode;
  } catch {
    return null;
  }
}

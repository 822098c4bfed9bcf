/** Who may use the files that the settings name. That they can be read, and belong together, is of the settings themselves. */
import { stat } from 'node:fs/promises';
import type { ClusterConfig } from '../config/config.ts';
import { type Finding, about } from './finding.ts';

const OPEN_TO_OTHERS = 0o077;
const WRITTEN_BY_OTHERS = 0o022;

/** `settingsFile`: absolute; there need not be one. */
export async function examineFiles(
  settingsFile: string,
  clusters: readonly ClusterConfig[],
): Promise<Finding[]> {
  const ofClusters = clusters.map(async ({ name, files }) => {
    if (files === null) return [];
    const certificates = [files.clientCert, ...(files.serverCert === null ? [] : [files.serverCert])];
    return [...(await keyFile(files.clientKey, name)), ...(await writableByOthers(certificates, name))];
  });
  return [...(await writableByOthers([settingsFile], null)), ...(await Promise.all(ofClusters)).flat()];
}

/** One that is open to others is a warning of the settings already. */
async function keyFile(path: string, cluster: string): Promise<Finding[]> {
  const mode = await modeOf(path);
  if (mode === null || (mode & OPEN_TO_OTHERS) !== 0) return [];
  return [about(path, cluster).ok('files', "the key is its owner's alone, and the certificate's own")];
}

/** Whoever may write to them decides whom Rollcall talks to. */
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

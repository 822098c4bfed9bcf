/** An installation of Rollcall in a directory of its own, to be examined: settings, keys and data are real files. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemFiles } from '../../config/files.ts';
import { type ConfigResult, parseConfig } from '../../config/parse-config.ts';
import { examine } from '../doctor.ts';
import type { Check, Finding, Level } from '../finding.ts';
import type { Lookup } from '../name.ts';

/** What the tests' own process is to be called. */
const PID = 4711;

export type Ward = {
  dir: string;
  path(name: string): string;
  /** Writes a file; the mode is 0600 unless told. */
  write(name: string, text: string, mode?: number): Promise<void>;
  /** `rollcall.yaml` as it is now, as `rollcall` reads it. */
  settings(): ConfigResult;
  examine(lookup?: Lookup): Promise<Finding[]>;
  dispose(): Promise<void>;
};

const nobody: Lookup = async (host) => {
  throw Object.assign(new Error(host), { code: 'ENOTFOUND' });
};

export async function openWard(): Promise<Ward> {
  const dir = await mkdtemp(join(tmpdir(), 'rollcall-doctor-'));
  const path = (name: string): string => join(dir, name);
  const settings = (): ConfigResult =>
    parseConfig({ env: {}, flags: {}, cwd: dir, files: systemFiles, nowMs: Date.now() });
  return {
    dir,
    path,
    settings,
    write: (name, text, mode = 0o600) => writeFile(path(name), text, { mode }),
    examine: (lookup = nobody) =>
      examine({
        settings: settings(),
        settingsFile: path('rollcall.yaml'),
        pid: PID,
        now: Date.now,
        lookup,
      }),
    dispose: () => rm(dir, { recursive: true }),
  };
}

/** How a cluster is to be reached, as the simulated one tells. */
type Reachable = {
  restricted: { certPem: string; keyPem: string };
  serverCertPem: string;
  endpoints: readonly string[];
};

/** A cluster in the settings; its files are written beside them. */
export async function admit(
  ward: Ward,
  { restricted, serverCertPem, endpoints }: Reachable,
  more = '',
): Promise<void> {
  await ward.write('client.crt', restricted.certPem);
  await ward.write('client.key', restricted.keyPem);
  await ward.write('cluster.crt', serverCertPem);
  await ward.write('rollcall.yaml', `${more}clusters:\n${clusterLines('prod', endpoints)}`);
}

export const clusterLines = (
  name: string,
  endpoints: readonly string[],
  pin = 'serverCert: cluster.crt',
): string =>
  [
    `  - name: ${name}`,
    `    endpoints: [${endpoints.map((each) => `"${each}"`).join(', ')}]`,
    '    clientCert: client.crt',
    '    clientKey: client.key',
    `    ${pin}`,
    '',
  ].join('\n');

/** The findings of a check, in short: `ok prod https://...: what`. */
export const said = (findings: readonly Finding[], ...checks: Check[]): string[] =>
  findings
    .filter(({ check }) => checks.includes(check))
    .map(({ finding, subject, what }) => `${finding} ${subject}: ${what}`);

/** Everything that is at least so grave, in short: `problem tls prod https://...`. */
export const grave = (findings: readonly Finding[], ...levels: Level[]): string[] =>
  findings
    .filter(({ finding }) => levels.includes(finding))
    .map(({ finding, check, subject }) => `${finding} ${check} ${subject}`);

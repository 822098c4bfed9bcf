/** Looks at everything that Rollcall needs: at once, in at most about 10 s, and without changing any of it. */
import type { ConfigResult } from '../config/parse-config.ts';
import { createEndpointMemory } from '../rollcall/endpoint-memory.ts';
import { examineHttpsCertificate } from './certificates.ts';
import { examineCluster } from './cluster.ts';
import { collect } from './collect.ts';
import { examineDataDirectory } from './data-directory.ts';
import { examineFiles } from './files.ts';
import { type Finding, about } from './finding.ts';
import { examineHistory } from './history.ts';
import type { Lookup } from './name.ts';
import { examineProvider } from './provider.ts';
import { examineSettings } from './settings.ts';

/** What has not ended by then is cut short. */
const WITHIN_MS = 9000;
/** By which the size of a history is guessed that has not begun: an endpoint is a member, and most clusters have three. */
const USUAL = { members: 3, poolsPerMember: 1 };

export type Patient = {
  settings: ConfigResult;
  /** Absolute; there need not be one. */
  settingsFile: string;
  /** Of this process. */
  pid: number;
  now(): number;
  lookup: Lookup;
};

export async function examine({ settings, settingsFile, pid, now, lookup }: Patient): Promise<Finding[]> {
  const config = settings.ok ? settings.config : settings.remains;
  const { dataDir, clusters, history, tls, access } = config;
  const oidc = access?.oidc ?? null;
  const signal = AbortSignal.timeout(WITHIN_MS);
  const tools = { now, lookup, signal };
  const memory = createEndpointMemory(dataDir, () => {});
  const sizes = clusters.length === 0 ? [0] : clusters.map(({ endpoints }) => endpoints.length);
  const planned = sizes.map((named) => ({ ...USUAL, members: Math.max(USUAL.members, named) }));
  const writes = clusters.length > 0 || !settings.ok;
  const parts = [
    collect(about(settingsFile), signal, async (report) => {
      for (const finding of await examineFiles(settingsFile, clusters, tls)) report(finding);
    }),
    // The simulated cluster writes nothing.
    ...(writes
      ? [
          collect(about(dataDir), signal, async (report) => {
            for (const finding of await examineDataDirectory(dataDir, pid)) report(finding);
            const expected = { retention: history.retention, planned };
            for (const finding of await examineHistory(dataDir, expected, signal)) report(finding);
          }),
        ]
      : []),
    ...clusters.map(async (cluster) => examineCluster(cluster, await memory.recall(cluster.key), tools)),
    ...(oidc === null
      ? []
      : [
          collect(about(oidc.issuer), signal, async (report) => {
            for (const finding of await examineProvider(oidc, now)) report(finding);
          }),
        ]),
  ];
  const https = tls === null ? [] : examineHttpsCertificate(tls, now());
  return [...examineSettings(settings), ...(await Promise.all(parts)).flat(), ...https];
}

import type { WrittenCluster } from './cluster.ts';
import type { ClusterDraft } from './file-schema.ts';
import { type Findings, quote, type Spot } from './problems.ts';
import { suggest } from '../wire/suggest.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Which variable holds which setting of the one cluster that the environment can describe. */
const CLUSTER_VARIABLES = {
  name: 'LXD_CLUSTER_NAME',
  endpoints: 'LXD_ENDPOINTS',
  clientCert: 'LXD_CLIENT_CERT',
  clientKey: 'LXD_CLIENT_KEY',
  serverCert: 'LXD_SERVER_CERT',
  serverFingerprint: 'LXD_SERVER_FINGERPRINT',
} as const satisfies Record<keyof ClusterDraft, string>;

const REQUIRED = ['endpoints', 'clientCert', 'clientKey'] as const;
const KNOWN = [
  ...Object.values(CLUSTER_VARIABLES),
  'ROLLCALL_LISTEN',
  'ROLLCALL_HOSTS',
  'ROLLCALL_TLS_CERT',
  'ROLLCALL_TLS_KEY',
  'ROLLCALL_OIDC_CLIENT_SECRET',
  'ROLLCALL_DATA',
  'ROLLCALL_LOG_LEVEL',
];
const DEFAULT_CLUSTER_NAME = 'lxd';

/** A variable as a place that problems point at. */
export function variable(name: string): Spot {
  return { where: 'environment', key: name };
}

/** Whether any setting is given in the environment. */
export const isUsed = (env: Environment): boolean => KNOWN.some((name) => read(env, name) !== undefined);

/** The variable's text; `undefined` when it is unset or blank (`LXD_CLIENT_CERT= npm start` is no setting). */
export function read(env: Environment, name: string): string | undefined {
  const text = env[name]?.trim();
  return text === '' ? undefined : text;
}

/** The variables in use that describe a cluster, as written to the operator. */
export function clusterVariablesIn(env: Environment): string[] {
  return Object.values(CLUSTER_VARIABLES).filter((name) => read(env, name) !== undefined);
}

/** The cluster that the environment describes; `null` when it says nothing about one. */
export function readEnvironmentCluster(
  env: Environment,
  cwd: string,
  findings: Findings,
): WrittenCluster | null {
  if (clusterVariablesIn(env).length === 0) return null;
  for (const field of REQUIRED) {
    const name = CLUSTER_VARIABLES[field];
    if (read(env, name) !== undefined) continue;
    const others = clusterVariablesIn(env).join(', ');
    findings.problem(variable(name), `is not set although ${others} is`, 'set it, or unset the others');
  }
  const endpoints = read(env, CLUSTER_VARIABLES.endpoints)
    ?.split(',')
    .map((entry) => entry.trim());
  const draft: ClusterDraft = {
    name: read(env, CLUSTER_VARIABLES.name) ?? DEFAULT_CLUSTER_NAME,
    endpoints: endpoints?.filter((entry) => entry !== ''),
    clientCert: read(env, CLUSTER_VARIABLES.clientCert),
    clientKey: read(env, CLUSTER_VARIABLES.clientKey),
    serverCert: read(env, CLUSTER_VARIABLES.serverCert),
    serverFingerprint: read(env, CLUSTER_VARIABLES.serverFingerprint),
  };
  return {
    draft,
    from: 'environment',
    directory: cwd,
    spot: (field) => variable(field === undefined ? CLUSTER_VARIABLES.serverCert : CLUSTER_VARIABLES[field]),
    has: (field) => draft[field] !== undefined,
  };
}

/** Reports variables that look like one of ours misspelt: without that, a typing error would start the demo. */
export function reportMisspelt(env: Environment, findings: Findings): void {
  for (const name of Object.keys(env)) {
    if (!/^(LXD|ROLLCALL)_/.test(name) || KNOWN.includes(name) || read(env, name) === undefined) continue;
    const meant = suggest(name, KNOWN);
    if (meant === undefined || read(env, meant) !== undefined) continue;
    findings.problem(variable(name), `there is no such setting as ${quote(name)}`, `did you mean ${meant}?`);
  }
}

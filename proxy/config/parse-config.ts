import { dirname, relative, resolve } from 'node:path';
import { DEFAULT_RETENTION } from '../history/retention.ts';
import { readAccess } from './access.ts';
import { type WrittenCluster, examine, toClusterConfig } from './cluster.ts';
import { type ClusterConfig, type Config, type ListenAddress, LOG_LEVELS, type LogLevel } from './config.ts';
import * as environment from './environment.ts';
import { type SettingsDraft, readSettings } from './file-schema.ts';
import { type Files, readText } from './files.ts';
import { hostOf, readPublicUrl, readTrustedProxies } from './front.ts';
import { readRetention } from './history.ts';
import { hostNames, parseHostName } from './hosts.ts';
import { warnOfUnusedSecret } from './oidc.ts';
import { Findings, type Problem, quote, type Spot } from './problems.ts';
import { parseSettingsFile, type SettingsFile } from './settings-file.ts';
import { suggest } from '../wire/suggest.ts';
import { readTls, warnOfForeignHosts } from './tls.ts';
import { formatListen, isLoopback, LOOPBACK, parseDuration, type Parsed, parseListen } from './values.ts';

export type ConfigSources = {
  env: environment.Environment;
  /** Of the command line: `--config FILE`, `--insecure-listen`. */
  flags: { config?: string | undefined; insecureListen?: boolean | undefined };
  cwd: string;
  files: Files;
  nowMs: number;
};

export type ConfigResult =
  | { ok: true; config: Config; warnings: Problem[] }
  | {
      ok: false;
      problems: Problem[];
      warnings: Problem[];
      /** What could be made of them, with defaults and without the clusters at fault: to be examined, never to be run on. */
      remains: Config;
    };

/** In the working directory. */
export const DEFAULT_FILE = 'rollcall.yaml';
const DEFAULT_LISTEN: ListenAddress = { host: LOOPBACK, port: 8484 };
const DEFAULT_INTERVAL_MS = 2_000;
const SHORTEST_INTERVAL_MS = 500;
const LONGEST_INTERVAL_MS = 300_000;

/** A settings file that was found: its shape-checked content, and where relative paths in it start. */
type Source = { file: SettingsFile; draft: SettingsDraft; shown: string; path: string; directory: string };

/** Turns the environment, the settings file and the command line into the configuration, or into every problem with
 *  them. The environment wins over the file for `listen`, `tls` and `data`; clusters come from one of the two, never both:
 *  a merged list would hide which one is in effect. */
export function parseConfig(sources: ConfigSources): ConfigResult {
  const findings = new Findings();
  environment.reportMisspelt(sources.env, findings);
  const before = findings.problems.length;
  const source = readSource(sources, findings);
  const isUnread = source === null && findings.problems.length > before;
  const clusters = readClusters(sources, source, findings);
  const publicUrl = source === null ? null : readPublicUrl(source, findings);
  const access = source === null ? null : readAccess(sources, source, publicUrl, findings);
  // A file that can't be read may well name a provider, and what is wrong with a provider was said.
  const mayHaveProvider = isUnread || source?.file.has(['access', 'oidc']) === true;
  if (!mayHaveProvider) warnOfUnusedSecret(sources.env, findings);
  const tls = readTls(sources, source, findings);
  const encrypted = tls !== null || publicUrl?.startsWith('https:') === true;
  const front = { access: source?.draft.access !== undefined, encrypted };
  const listen = readListen(sources, source, front, findings);
  const hosts = [...readHosts(sources.env, source, findings), ...hostOf(publicUrl)];
  if (tls !== null) warnOfForeignHosts(tls, hosts, findings);
  const config: Config = {
    listen,
    // Nobody else can have a browser accept the certificate for its names, so these need not be given again.
    hosts: hostNames([...hosts, ...(tls?.pair.names ?? [])], listen),
    tls,
    publicUrl,
    trustedProxies: source === null ? [] : readTrustedProxies(source, findings),
    access,
    insecureListen: sources.flags.insecureListen ?? false,
    dataDir: readDataDir(sources, source),
    logLevel: readLogLevel(sources.env, findings),
    rollCallIntervalMs: readInterval('rollCall', source, findings),
    probeIntervalMs: readInterval('probe', source, findings),
    history: { retention: source === null ? DEFAULT_RETENTION : readRetention(source, findings) },
    clusters,
    file: source?.path ?? null,
    source: describeSource(sources.env, source),
  };
  const { problems, warnings } = findings;
  return problems.length > 0
    ? { ok: false, problems, warnings, remains: config }
    : { ok: true, config, warnings };
}

function readSource({ flags, cwd, files }: ConfigSources, findings: Findings): Source | null {
  const path = resolve(cwd, flags.config ?? DEFAULT_FILE);
  const near = relative(cwd, path);
  const shown = near.startsWith('..') ? path : near;
  const text = readText(files, path, shown);
  if (!text.ok) {
    if (text.missing && flags.config === undefined) return null;
    const spot =
      flags.config === undefined ? { where: shown, key: '' } : { where: 'command line', key: '--config' };
    findings.problem(spot, text.what, 'give the path of a readable settings file');
    return null;
  }
  const file = parseSettingsFile(text.text, shown, findings);
  return file && { file, draft: readSettings(file, findings), shown, path, directory: dirname(path) };
}

function readClusters(sources: ConfigSources, source: Source | null, findings: Findings): ClusterConfig[] {
  const fromEnvironment = environment.readEnvironmentCluster(sources.env, sources.cwd, findings);
  const fromFile = source === null ? [] : writtenClusters(source);
  if (source !== null && fromEnvironment !== null && fromFile.length > 0) {
    const variables = environment.clusterVariablesIn(sources.env).join(', ');
    const remedy = `unset ${variables}, or remove clusters from ${source.shown}`;
    findings.problem(
      source.file.spot(['clusters']),
      'clusters are given here and in the environment',
      remedy,
    );
  }
  const written = fromEnvironment === null ? fromFile : [fromEnvironment, ...fromFile];
  reportSameNames(written, findings);
  const around = { files: sources.files, nowMs: sources.nowMs, findings };
  return written.map((cluster) => toClusterConfig(cluster, around)).filter((cluster) => cluster !== null);
}

function writtenClusters({ file, draft, directory }: Source): WrittenCluster[] {
  return (draft.clusters ?? []).flatMap((cluster, index) => {
    if (cluster === null) return [];
    const spot: WrittenCluster['spot'] = (field, entry) =>
      file.spot(['clusters', index, ...[field, entry].filter((step) => step !== undefined)]);
    const has: WrittenCluster['has'] = (field) => file.has(['clusters', index, field]);
    return { draft: cluster, from: 'file' as const, directory, spot, has };
  });
}

function reportSameNames(clusters: WrittenCluster[], findings: Findings): void {
  const seen = new Set<string>();
  for (const { draft, spot } of clusters) {
    if (draft.name === undefined) continue;
    if (seen.has(draft.name)) {
      findings.problem(
        spot('name'),
        `${quote(draft.name)} is the name of an earlier cluster too`,
        'rename one of them',
      );
    }
    seen.add(draft.name);
  }
}

/** A setting that can stand in the environment and in the file. */
function fromEither(
  variable: string,
  key: 'listen' | 'data',
  env: environment.Environment,
  source: Source | null,
): { text: string; spot: Spot; from: 'environment' | 'file' } | null {
  const fromEnv = environment.read(env, variable);
  if (fromEnv !== undefined)
    return { text: fromEnv, spot: environment.variable(variable), from: 'environment' };
  const fromFile = source?.draft[key];
  return source === null || fromFile === undefined
    ? null
    : { text: fromFile, spot: source.file.spot([key]), from: 'file' };
}

/** `access`: whether the settings have people log in. `encrypted`: whether browsers speak https, to us or to what is in front. */
type Front = { access: boolean; encrypted: boolean };

function readListen(
  { env, flags }: ConfigSources,
  source: Source | null,
  { access, encrypted }: Front,
  findings: Findings,
): ListenAddress {
  const written = fromEither('ROLLCALL_LISTEN', 'listen', env, source);
  if (written === null) return DEFAULT_LISTEN;
  const listen = examine(written.text, parseListen, written.spot, findings) ?? DEFAULT_LISTEN;
  if (isLoopback(listen.host)) return listen;
  if (access) {
    if (!encrypted) {
      const what = `${quote(formatListen(listen))} is open to other machines, and speaks http: passwords go over the network for all to read`;
      const remedy =
        'give it a certificate with tls, or put a reverse proxy that speaks https in front and name it in publicUrl';
      findings.warning(written.spot, what, remedy);
    }
    return listen;
  }
  const what = `${quote(formatListen(listen))} is open to other machines, and nobody has to log in`;
  if (flags.insecureListen === true) {
    findings.warning(
      written.spot,
      `INSECURE: ${what}`,
      'everyone who can reach this address sees everything',
    );
  } else {
    const remedy = `listen on ${LOOPBACK}, say in access who may log in, or insist with --insecure-listen`;
    findings.problem(written.spot, what, remedy);
  }
  return listen;
}

/** The names given, in the environment with commas between them, or in the file. */
function readHosts(env: environment.Environment, source: Source | null, findings: Findings): string[] {
  const fromEnv = environment.read(env, 'ROLLCALL_HOSTS');
  const written: { text: string; spot: Spot }[] =
    fromEnv === undefined
      ? (source?.draft.hosts ?? []).map((text, index) => ({
          text,
          spot: source?.file.spot(['hosts', index]) ?? environment.variable('ROLLCALL_HOSTS'),
        }))
      : fromEnv.split(',').map((text) => ({ text, spot: environment.variable('ROLLCALL_HOSTS') }));
  return written.flatMap(({ text, spot }) => examine(text, parseHostName, spot, findings) ?? []);
}

function readDataDir({ env, cwd }: ConfigSources, source: Source | null): string {
  const written = fromEither('ROLLCALL_DATA', 'data', env, source);
  return resolve(written?.from === 'file' ? (source?.directory ?? cwd) : cwd, written?.text ?? 'data');
}

function readInterval(key: 'rollCall' | 'probe', source: Source | null, findings: Findings): number {
  if (source === null) return DEFAULT_INTERVAL_MS;
  const parse = (text: string): Parsed<number> =>
    parseDuration(text, SHORTEST_INTERVAL_MS, LONGEST_INTERVAL_MS);
  const text = source.draft.intervals?.[key];
  return examine(text, parse, source.file.spot(['intervals', key]), findings) ?? DEFAULT_INTERVAL_MS;
}

function readLogLevel(env: environment.Environment, findings: Findings): LogLevel {
  const text = environment.read(env, 'ROLLCALL_LOG_LEVEL') ?? 'info';
  const level = LOG_LEVELS.find((known) => known === text.toLowerCase());
  if (level !== undefined) return level;
  const remedy = `use ${suggest(text, LOG_LEVELS) ?? `one of ${LOG_LEVELS.join(', ')}`}`;
  findings.problem(environment.variable('ROLLCALL_LOG_LEVEL'), `${quote(text)} is not a log level`, remedy);
  return 'info';
}

function describeSource(env: environment.Environment, source: Source | null): string {
  const parts = [
    ...(source === null ? [] : [source.shown]),
    ...(environment.isUsed(env) ? ['environment'] : []),
  ];
  return parts.length === 0 ? 'defaults' : parts.join(', ');
}

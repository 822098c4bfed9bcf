import { dirname, relative, resolve } from 'node:path';
import { DEFAULT_RETENTION } from '../history/retention.ts';
import { type WrittenCluster, examine, toClusterConfig } from './cluster.ts';
import { type ClusterConfig, type Config, type ListenAddress, LOG_LEVELS, type LogLevel } from './config.ts';
import * as environment from './environment.ts';
import { type SettingsDraft, readSettings } from './file-schema.ts';
import { type Files, readText } from './files.ts';
import { readRetention } from './history.ts';
import { Findings, type Problem, quote, type Spot } from './problems.ts';
import { parseSettingsFile, type SettingsFile } from './settings-file.ts';
import { suggest } from './suggest.ts';
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
  | { ok: false; problems: Problem[]; warnings: Problem[] };

const DEFAULT_FILE = 'rollcall.yaml';
const DEFAULT_LISTEN: ListenAddress = { host: LOOPBACK, port: 8484 };
const DEFAULT_INTERVAL_MS = 2_000;
const SHORTEST_INTERVAL_MS = 500;
const LONGEST_INTERVAL_MS = 300_000;

/** A settings file that was found: its shape-checked content, and where relative paths in it start. */
type Source = { file: SettingsFile; draft: SettingsDraft; shown: string; directory: string };

/** Turns the environment, the settings file and the command line into the configuration, or into every problem with
 *  them. The environment wins over the file for `listen` and `data`; clusters come from one of the two, never both:
 *  a merged list would hide which one is in effect. */
export function parseConfig(sources: ConfigSources): ConfigResult {
  const findings = new Findings();
  environment.reportMisspelt(sources.env, findings);
  const source = readSource(sources, findings);
  const clusters = readClusters(sources, source, findings);
  const listen = readListen(sources, source, findings);
  const config: Config = {
    listen,
    insecureListen: sources.flags.insecureListen ?? false,
    dataDir: readDataDir(sources, source),
    logLevel: readLogLevel(sources.env, findings),
    rollCallIntervalMs: readInterval('rollCall', source, findings),
    probeIntervalMs: readInterval('probe', source, findings),
    history: { retention: source === null ? DEFAULT_RETENTION : readRetention(source, findings) },
    clusters,
    source: describeSource(sources.env, source),
  };
  const { problems, warnings } = findings;
  return problems.length > 0 ? { ok: false, problems, warnings } : { ok: true, config, warnings };
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
  return file && { file, draft: readSettings(file, findings), shown, directory: dirname(path) };
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
    return { draft: cluster, directory, spot, has: (field) => file.has(['clusters', index, field]) };
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

function readListen({ env, flags }: ConfigSources, source: Source | null, findings: Findings): ListenAddress {
  const written = fromEither('ROLLCALL_LISTEN', 'listen', env, source);
  if (written === null) return DEFAULT_LISTEN;
  const listen = examine(written.text, parseListen, written.spot, findings) ?? DEFAULT_LISTEN;
  if (isLoopback(listen.host)) return listen;
  const what = `${quote(formatListen(listen))} is open to other machines, and there is no login yet`;
  if (flags.insecureListen === true) {
    findings.warning(
      written.spot,
      `INSECURE: ${what}`,
      'everyone who can reach this address sees everything',
    );
  } else {
    findings.problem(written.spot, what, `listen on ${LOOPBACK}, or insist with --insecure-listen`);
  }
  return listen;
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
  const inEnvironment = [
    ...environment.clusterVariablesIn(env),
    'ROLLCALL_LISTEN',
    'ROLLCALL_DATA',
    'ROLLCALL_LOG_LEVEL',
  ];
  const parts = [
    ...(source === null ? [] : [source.shown]),
    ...(inEnvironment.some((name) => environment.read(env, name) !== undefined) ? ['environment'] : []),
  ];
  return parts.length === 0 ? 'defaults' : parts.join(', ');
}

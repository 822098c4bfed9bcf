import { X509Certificate } from 'node:crypto';
import { toDay } from '../config/certificates.ts';
import type { ClusterConfig, Config } from '../config/config.ts';
import type { ConfigResult } from '../config/parse-config.ts';
import { formatProblem, type Problem } from '../config/problems.ts';
import { formatDuration, formatListen, formatSize } from '../config/values.ts';
import { EXIT, type Output } from './output.ts';

/** `rollcall check`: what `start` would do with these settings, or what is wrong with them. */
export function check(result: ConfigResult): Output {
  if (!result.ok) return settingsRefused(result);
  return {
    exitCode: EXIT.ok,
    stdout: describeConfig(result.config),
    stderr: formatWarnings(result.warnings),
  };
}

/** How every command ends that can't use its settings. */
export function settingsRefused({
  problems,
  warnings,
}: {
  problems: Problem[];
  warnings: Problem[];
}): Output {
  const lines = problems.map((problem) => `rollcall: ${formatProblem(problem)}\n`);
  return { exitCode: EXIT.wrongSettings, stdout: '', stderr: formatWarnings(warnings) + lines.join('') };
}

/** Warnings for stderr, a line each; empty when there are none. */
export function formatWarnings(warnings: readonly Problem[]): string {
  return warnings.map((warning) => `rollcall: warning: ${formatProblem(warning)}\n`).join('');
}

function describeConfig(config: Config): string {
  const lines = [
    `settings   ${config.source}`,
    `listen     http://${formatListen(config.listen)}`,
    `data       ${config.dataDir}`,
    `intervals  roll call ${formatDuration(config.rollCallIntervalMs)}, probe ${formatDuration(config.probeIntervalMs)}`,
    `history    ${describeRetention(config)}`,
    ...(config.clusters.length === 0 ? ['clusters   none: start shows a simulated one (DEMO)'] : []),
    ...config.clusters.flatMap(describeCluster),
  ];
  return `${lines.join('\n')}\n`;
}

function describeRetention({ history: { retention }, clusters }: Config): string {
  if (clusters.length === 0) return 'in memory only, as of every simulated cluster';
  const { changesMs, rawMs, minuteMs, quarterMs, maxBytes } = retention;
  return (
    `changes ${formatDuration(changesMs)}; numbers each 10 s ${formatDuration(rawMs)}, ` +
    `each minute ${formatDuration(minuteMs)}, each 15 min ${formatDuration(quarterMs)}; at most ${formatSize(maxBytes)}`
  );
}

function describeCluster(cluster: ClusterConfig): string[] {
  const client = new X509Certificate(cluster.clientCertPem);
  const until = (atMs: number | null): string => (atMs === null ? '' : `, valid until ${toDay(atMs)}`);
  return [
    `cluster    ${cluster.name}`,
    ...cluster.endpoints.map((endpoint) => `  endpoint ${endpoint}`),
    `  client   ${client.subject.replaceAll('\n', ', ')}${until(cluster.clientCertNotAfterMs)}`,
    `  server   sha256 ${cluster.serverFingerprint}${until(cluster.serverCertNotAfterMs)}`,
  ];
}

import { X509Certificate } from 'node:crypto';
import { toDay, toFingerprint } from '../config/certificates.ts';
import type { ClusterConfig, Config, TlsConfig } from '../config/config.ts';
import type { ConfigResult } from '../config/parse-config.ts';
import { formatProblem, type Problem } from '../config/problems.ts';
import { expiresSoon } from '../config/tls.ts';
import { formatDuration, formatListen, formatSize } from '../config/values.ts';
import { legible } from '../legible.ts';
import { EXIT, type Output } from './output.ts';

/** `rollcall check`: what `start` would do with these settings, or what is wrong with them. */
export function check(result: ConfigResult, nowMs: number): Output {
  if (!result.ok) return settingsRefused(result);
  return {
    exitCode: EXIT.ok,
    stdout: describeConfig(result.config, nowMs),
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
  const lines = problems.map((problem) => `rollcall: ${legible(formatProblem(problem))}\n`);
  return { exitCode: EXIT.wrongSettings, stdout: '', stderr: formatWarnings(warnings) + lines.join('') };
}

/** Warnings for stderr, a line each; empty when there are none. */
export function formatWarnings(warnings: readonly Problem[]): string {
  return warnings.map((warning) => `rollcall: warning: ${legible(formatProblem(warning))}\n`).join('');
}

function describeConfig(config: Config, nowMs: number): string {
  const lines = [
    `settings   ${config.source}`,
    `listen     ${config.tls === null ? 'http' : 'https'}://${formatListen(config.listen)}${config.publicUrl === null ? '' : `, known as ${config.publicUrl}`}`,
    ...(config.tls === null ? [] : describeTls(config.tls, nowMs)),
    `access     ${describeAccess(config)}`,
    `data       ${config.dataDir}`,
    `intervals  roll call ${formatDuration(config.rollCallIntervalMs)}, probe ${formatDuration(config.probeIntervalMs)}`,
    `history    ${describeRetention(config)}`,
    ...(config.clusters.length === 0 ? ['clusters   none: start shows a simulated one (DEMO)'] : []),
    ...config.clusters.flatMap(describeCluster),
  ];
  return `${lines.map(legible).join('\n')}\n`;
}

function describeTls({ written, pair }: TlsConfig, nowMs: number): string[] {
  const { certificate, names, notAfterMs } = pair;
  const soon = expiresSoon(notAfterMs, nowMs);
  return [
    `  cert     ${written.cert}, sha256 ${toFingerprint(certificate)}`,
    `  for      ${names.length === 0 ? 'no host name' : names.join(', ')}`,
    `  until    ${toDay(notAfterMs)}${soon === null ? '' : `; it ${soon}: renew it`}`,
  ];
}

function describeAccess({ access }: Config): string {
  if (access === null) return 'nobody has to log in';
  const { accounts, oidc, header } = access;
  const ways = [
    ...(accounts.length === 0 ? [] : [accounts.map(({ name, role }) => `${name} (${role})`).join(', ')]),
    ...(oidc === null
      ? []
      : [`by ${oidc.issuer} as ${oidc.clientId}, which leads back to ${oidc.redirectUri}`]),
    ...(header === null ? [] : [`whoever ${header.from.join(', ')} names in ${header.name}`]),
  ];
  const { idleMs, longestMs } = access.sessions;
  return `${ways.join('; ')}; for ${formatDuration(idleMs)} without use, at most ${formatDuration(longestMs)}`;
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

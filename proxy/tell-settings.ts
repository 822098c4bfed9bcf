/** What the proxy runs with, as operators may see it. Pure: each field is named here, so that what is added to `Config` is told nobody. */
import { toFingerprint } from './config/certificates.ts';
import type { AccessConfig, ClusterConfig, Config, TlsPair } from './config/config.ts';
import { formatListen, isLoopback } from './config/values.ts';
import type { ClusterSnapshot } from './wire/snapshot.ts';
import type { ClusterSettings, LogInSettings, SettingsAnswer } from './wire/settings.ts';

/** What became of the settings since the start. */
export type Running = {
  version: string;
  startedAtMs: number;
  nowMs: number;
  /** As they are asked at present, with what was seen of each last. */
  clusters: readonly { cluster: ClusterConfig; snapshot: ClusterSnapshot }[];
  /** The certificate that is presented at present; null: plain HTTP is served. */
  pair: TlsPair | null;
  /** Where the system chose one; null: it does not listen yet. */
  port: number | null;
  /** Of the history; null: it is in memory. */
  file: { path: string; bytes: number } | null;
};

export function tellSettings(config: Config, running: Running): SettingsAnswer {
  const { listen, publicUrl, trustedProxies, hosts, access } = config;
  const { pair, file } = running;
  const { changesMs, rawMs, minuteMs, quarterMs, maxBytes } = config.history.retention;
  return {
    nowMs: running.nowMs,
    clusters: running.clusters.map(({ cluster, snapshot }) => clusterOf(cluster, snapshot)),
    access: {
      logIn: access === null ? null : logInOf(access),
      listen: formatListen({ host: listen.host, port: running.port ?? listen.port }),
      loopback: isLoopback(listen.host),
      publicUrl,
      trustedProxies,
      tls: pair && {
        fingerprint: toFingerprint(pair.certificate),
        notAfterMs: pair.notAfterMs,
        names: pair.names,
      },
      hosts,
    },
    record: {
      store: file === null ? 'memory' : 'sqlite',
      file: file?.path ?? null,
      bytes: file?.bytes ?? null,
      retention: { changesMs, rawMs, minuteMs, quarterMs, maxBytes },
    },
    program: {
      version: running.version,
      startedAtMs: running.startedAtMs,
      rollCallIntervalMs: config.rollCallIntervalMs,
      probeIntervalMs: config.probeIntervalMs,
      configFile: config.file,
      source: config.source,
    },
  };
}

function clusterOf(cluster: ClusterConfig, snapshot: ClusterSnapshot): ClusterSettings {
  const { key, name, from, endpoints, serverFingerprint, clientCertNotAfterMs } = cluster;
  const { certificates, trust, recording } = snapshot;
  return {
    key,
    name,
    from,
    product: snapshot.cluster.product,
    endpoints,
    pin: serverFingerprint,
    grant: trust.grant,
    // That of the demo never ends.
    clientNotAfterMs: Number.isFinite(clientCertNotAfterMs) ? clientCertNotAfterMs : null,
    serverNotAfterMs: certificates.serverNotAfterMs ?? cluster.serverCertNotAfterMs,
    recording,
  };
}

function logInOf({ accounts, oidc, header, sessions }: AccessConfig): LogInSettings {
  const numberOf = (role: 'operator' | 'viewer'): number =>
    accounts.filter((account) => account.role === role).length;
  return {
    accounts: { operator: numberOf('operator'), viewer: numberOf('viewer') },
    provider: oidc && { host: new URL(oidc.issuer).host, label: oidc.label },
    header: header && { name: header.name, from: [...header.from] },
    sessions: { idleMs: sessions.idleMs, longestMs: sessions.longestMs },
  };
}

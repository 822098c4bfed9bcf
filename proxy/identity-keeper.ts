/** Keeps the certificates and pins in use those of the settings: renewed or accepted ones are taken up without a restart. */
import type { FastifyBaseLogger } from 'fastify';
import { toDay } from './config/certificates.ts';
import type { ClusterConfig } from './config/config.ts';
import type { ConfigResult } from './config/parse-config.ts';
import { formatProblem } from './config/problems.ts';

export type IdentityKeeperDeps = {
  /** As they are in use. */
  clusters: readonly ClusterConfig[];
  /** The settings and their files, read again. */
  readSettings(): ConfigResult;
  /** Has a cluster reached with what the settings say of it now. */
  use(cluster: ClusterConfig): void;
  log: FastifyBaseLogger;
  /** How often the files are looked at. */
  everyMs: number;
};

export type IdentityKeeper = { stop(): void };

const SECRETS = ['clientCertPem', 'clientKeyPem', 'serverFingerprint'] as const;
const isSame = (a: ClusterConfig, b: ClusterConfig): boolean =>
  SECRETS.every((field) => a[field] === b[field]);
const namesOf = (clusters: readonly ClusterConfig[]): string =>
  clusters
    .map(({ key }) => key)
    .toSorted()
    .join(', ');

/**
 * Reads everything again and again, as whoever renews a certificate may do so in any way. What can't be used, as while two
 * files are just being replaced, leaves what was in use before.
 */
export function keepIdentities({
  clusters,
  readSettings,
  use,
  log,
  everyMs,
}: IdentityKeeperDeps): IdentityKeeper {
  const inUse = new Map(clusters.map((cluster) => [cluster.key, cluster]));
  let trouble: { what: string | null; seen: number } = { what: null, seen: 0 };
  let toldNames = namesOf(clusters);

  const look = (): void => {
    const settings = readSettings();
    if (!settings.ok) {
      const what = settings.problems.map(formatProblem).join('; ');
      trouble = { what, seen: trouble.what === what ? trouble.seen + 1 : 1 };
      // The first time it may be that the files are just being written.
      if (trouble.seen === 2) log.warn({ reason: what }, STILL_THE_OLD);
      return;
    }
    trouble = { what: null, seen: 0 };
    for (const next of settings.config.clusters) {
      const before = inUse.get(next.key);
      if (before === undefined || isSame(before, next)) continue;
      inUse.set(next.key, next);
      use(next);
      tell(before, next, log);
    }
    const names = namesOf(settings.config.clusters);
    if (names === toldNames) return;
    toldNames = names;
    log.warn({ clusters: names }, 'the settings name other clusters now; start Rollcall again to have them');
  };

  const timer = setInterval(look, everyMs);
  return { stop: () => clearInterval(timer) };
}

const STILL_THE_OLD = 'the settings can not be used as they are now; what they said before stays in force';

function tell(before: ClusterConfig, next: ClusterConfig, log: FastifyBaseLogger): void {
  const { key: cluster } = next;
  if (before.serverFingerprint !== next.serverFingerprint) {
    log.warn(
      { cluster, before: before.serverFingerprint, after: next.serverFingerprint },
      'the settings accept another certificate of the cluster',
    );
  }
  if (before.clientCertPem !== next.clientCertPem) {
    log.info({ cluster, validUntil: toDay(next.clientCertNotAfterMs) }, 'a new client certificate is in use');
  }
}

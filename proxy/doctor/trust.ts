/** Whether a server trusts our certificate, and who it is. */
import { X509Certificate } from 'node:crypto';
import { toFingerprint } from '../config/certificates.ts';
import type { ClusterConfig } from '../config/config.ts';
import type { LxdClient } from '../lxd/client.ts';
import { type ServerInfo, fetchServer } from '../lxd/read/roll-call.ts';
import type { Report } from './collect.ts';
import type { Speaker } from './finding.ts';

const DEADLINE_MS = 2500;
const PRODUCTS = { lxd: 'LXD', incus: 'Incus' } as const;

/** What is to be asked, and as whom. `expected`: the member that should be there; null: any. */
export type Asked = { client: LxdClient; origin: string; cluster: ClusterConfig; expected: string | null };

/** Reports on `trust` and `identity`; null: it is no server that trusts us. */
export async function examineTrust(
  here: Speaker,
  { client, origin, cluster, expected }: Asked,
  signal: AbortSignal,
  report: Report,
): Promise<ServerInfo | null> {
  const server = await fetchServer(client, origin, { deadlineMs: DEADLINE_MS, signal });
  if (!server.ok) {
    const { kind, message } = server.error;
    if (kind === 'untrusted') {
      const fingerprint = toFingerprint(new X509Certificate(cluster.clientCertPem));
      report(
        here.problem('trust', `it does not trust our certificate (${fingerprint})`, haveTrusted(cluster)),
      );
    } else if (kind === 'timeout') {
      report(here.problem('trust', `TLS yes, answer no: ${message}`, SILENT));
    } else {
      report(here.problem('trust', message, NO_DAEMON));
    }
    return null;
  }
  const { product, version, serverName } = server.value.value;
  report(here.ok('trust', `trusts us: ${serverName}, ${PRODUCTS[product]} ${version}`));
  if (expected !== null && serverName !== expected) {
    const remedy = `see which member has this address: lxc cluster list, core.https_address on both`;
    report(here.problem('identity', `${serverName} answers where the list has ${expected}`, remedy));
  }
  return server.value.value;
}

const SILENT =
  'the daemon there is hung or far too busy: look at it on that machine (systemctl status, journalctl)';
const NO_DAEMON = 'see that it is LXD or Incus that answers there, and nothing in between';

const haveTrusted = ({ files }: ClusterConfig): string => {
  const file = files?.clientCert ?? 'client.crt';
  return (
    `have it trusted: lxc config trust add ${file} --name rollcall --restricted (incus config trust add-certificate), or ` +
    'rollcall enroll TOKEN; if the other members trust it, this one has just joined, or left the cluster'
  );
};

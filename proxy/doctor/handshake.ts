/** TLS with a server, and whether it is the one that the settings pin. */
import { performance } from 'node:perf_hooks';
import type { ClusterConfig } from '../config/config.ts';
import { toFailure } from '../lxd/failure.ts';
import { pinnedConnector } from '../lxd/pinned-connector.ts';
import { type Result, err, ok } from '../result.ts';
import type { Failure } from '../wire/snapshot.ts';
import type { Report } from './collect.ts';
import type { Speaker } from './finding.ts';
import { formatMs } from './format-ms.ts';
import { type Address, speaksPlainHttp } from './port.ts';

/** For TCP and TLS together. */
const TIMEOUT_MS = 2000;

/** Reports on `tls` and `pin`; returns when the certificate that was presented ends (ms UTC), or null if it is not the one that is pinned. */
export async function examineHandshake(
  here: Speaker,
  address: Address,
  cluster: ClusterConfig,
  report: Report,
): Promise<number | null> {
  const startedMs = performance.now();
  const shaken = await shakeHands(address, cluster);
  const tlsMs = performance.now() - startedMs;
  if (shaken.ok) {
    report(here.ok('tls', `TLS in ${formatMs(tlsMs)}`, { tlsMs }));
    report(here.ok('pin', 'the certificate that is pinned'));
    return shaken.value;
  }
  const { kind, message } = shaken.error;
  if (kind === 'pin-mismatch') {
    report(here.ok('tls', `TLS in ${formatMs(tlsMs)}`, { tlsMs }));
    report(here.problem('pin', message, OTHER_CERTIFICATE));
  } else if (kind === 'tls-timeout') {
    const what = `TCP yes, TLS no: it takes the connection and says nothing for ${TIMEOUT_MS} ms`;
    report(here.problem('tls', what, FROZEN));
  } else if (await speaksPlainHttp(address)) {
    report(here.problem('tls', 'TCP yes, TLS no: it speaks plain HTTP', PLAIN));
  } else {
    report(here.problem('tls', `TCP yes, TLS no: ${message}`, OTHER_SERVICE));
  }
  return null;
}

const OTHER_CERTIFICATE =
  'compare with certificate_fingerprint of `lxc info` on a member: if the cluster has a new certificate, accept it with ' +
  'rollcall enroll --accept FINGERPRINT --name NAME; if not, something else answers there, or a member that has left: take the endpoint out';
const FROZEN =
  'the daemon there is frozen or far too busy: look at it on that machine (systemctl status, journalctl), and start it again';
const PLAIN =
  'give the address at which the daemon itself listens (core.https_address): a proxy that takes TLS off is in between';
const OTHER_SERVICE = 'correct the port: core.https_address on that member has it';

function shakeHands({ host, port }: Address, identity: ClusterConfig): Promise<Result<number, Failure>> {
  const { promise, resolve } = Promise.withResolvers<Result<number, Failure>>();
  let notAfterMs = Number.NaN;
  const connector = pinnedConnector({
    identity: () => identity,
    timeoutMs: TIMEOUT_MS,
    onServerCertificate(presented) {
      notAfterMs = presented.notAfterMs;
    },
  });
  connector.connect({ hostname: host, port: String(port), protocol: 'https:' }, (...[error, socket]) => {
    resolve(error === null ? ok(notAfterMs) : err(toFailure(error)));
    // A late error of a socket that is of no use any more must not end the process.
    socket?.on('error', () => {}).destroy();
  });
  return promise;
}

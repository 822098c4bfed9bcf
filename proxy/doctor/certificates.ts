/** How long the certificates are good for. */
import { X509Certificate } from 'node:crypto';
import { resolve } from 'node:path';
import { toDay } from '../config/certificates.ts';
import type { ClusterConfig, TlsConfig } from '../config/config.ts';
import { expiresSoon as httpsExpiresSoon } from '../config/tls.ts';
import { CERTIFICATE_NOTICE_MS } from '../wire/reasons/cluster.ts';
import { type Finding, about } from './finding.ts';

const DAY_MS = 86_400_000;

/** Of our own. Servers refuse one that is not valid. */
export function examineClientCertificate(cluster: ClusterConfig, nowMs: number): Finding {
  const here = about(cluster.files?.clientCert ?? cluster.name, cluster.name);
  const fromMs = new X509Certificate(cluster.clientCertPem).validFromDate.getTime();
  const untilMs = cluster.clientCertNotAfterMs;
  const figures = { notAfterMs: untilMs };
  const renew = 'enroll a new one: rollcall enroll TOKEN';
  if (untilMs <= nowMs) {
    return here.problem(
      'client-certificate',
      `ours expired on ${toDay(untilMs)}, and servers refuse it`,
      renew,
      figures,
    );
  }
  if (fromMs > nowMs) {
    const what = `ours is not valid before ${toDay(fromMs)}`;
    return here.problem('client-certificate', what, 'set the clock of this machine', figures);
  }
  return untilMs - nowMs > CERTIFICATE_NOTICE_MS
    ? here.ok('client-certificate', `ours is valid until ${toDay(untilMs)}`, figures)
    : here.warning('client-certificate', expiresSoon('ours', untilMs, nowMs), renew, figures);
}

/** Of the cluster's: `notAfterMs` as it was presented, or as the settings have it. Rollcall itself goes by the pin alone. */
export function examineClusterCertificate(name: string, notAfterMs: number, nowMs: number): Finding {
  const here = about(name, name);
  const figures = { notAfterMs };
  const renew = 'give the cluster a new one (lxc cluster update-certificate), and Rollcall its fingerprint';
  if (notAfterMs <= nowMs) {
    const what = `the cluster's expired on ${toDay(notAfterMs)}: Rollcall knows it by its fingerprint and goes on, others may refuse it`;
    return here.problem('cluster-certificate', what, renew, figures);
  }
  return notAfterMs - nowMs > CERTIFICATE_NOTICE_MS
    ? here.ok('cluster-certificate', `the cluster's is valid until ${toDay(notAfterMs)}`, figures)
    : here.warning('cluster-certificate', expiresSoon("the cluster's", notAfterMs, nowMs), renew, figures);
}

/** Of the one that browsers get from us. What is wrong with it, and that it ends soon, is of the settings themselves. */
export function examineHttpsCertificate({ pair, written }: TlsConfig, nowMs: number): Finding[] {
  const { names, notAfterMs } = pair;
  if (httpsExpiresSoon(notAfterMs, nowMs) !== null) return [];
  const whom = names.length === 0 ? '' : `, for ${names.join(', ')}`;
  const path = resolve(written.directory, written.cert);
  const what = `the one for browsers is valid until ${toDay(notAfterMs)}${whom}`;
  return [about(path).ok('https-certificate', what, { notAfterMs })];
}

const expiresSoon = (whose: string, untilMs: number, nowMs: number): string => {
  const days = Math.ceil((untilMs - nowMs) / DAY_MS);
  return `${whose} expires on ${toDay(untilMs)}, in ${days === 1 ? 'a day' : `${days} days`}`;
};

/**
 * A new key and certificate for a cluster that is in the settings. Both LXD and Incus let whoever has a certificate put
 * another in its place, restricted ones too, which then means the same to the cluster; where the old one is worth nothing any
 * more, a token does it. The old files stay until the new certificate has been tried. What was begun and not ended, because
 * the power or the network went away, is ended by the next try: the new pair waits beside the old one.
 */
import { X509Certificate } from 'node:crypto';
import { createLxdClient } from '../lxd/client.ts';
import { mostTelling } from '../lxd/failure.ts';
import { fetchGrant } from '../lxd/read/grant.ts';
import { fetchServer } from '../lxd/read/roll-call.ts';
import type { PinnedIdentity } from '../lxd/pinned-connector.ts';
import { type Result, err, ok } from '../result.ts';
import type { Grant } from '../wire/grant.ts';
import type { Failure } from '../wire/snapshot.ts';
import { fingerprintOf, makeClientPair } from './client-pair.ts';
import { type Door, openDoor } from './door.ts';
import { type EnrollFailure, reasonOf, server, settings } from './failure.ts';
import { type ClientFiles, type KnownCluster, findCluster, identityIn } from './known-cluster.ts';
import { learn } from './learn.ts';
import type { Place } from './place.ts';
import { greet, redeem } from './redeem.ts';
import { parseToken } from './token.ts';
import { succeed } from './succession.ts';

export type RenewRequest = {
  /** The cluster's name in the settings. */
  name: string;
  /** Null: the old certificate is to vouch for the new one. */
  token: string | null;
  /** Absolute. */
  configPath: string;
  nowMs: number;
  place: Place;
  pause(ms: number): Promise<void>;
};

export type Renewed = {
  name: string;
  /** What vouched for the new certificate; `earlier`: a renewal that was begun before and is ended now. */
  by: 'certificate' | 'token' | 'earlier';
  grant: Grant | null;
  notAfterMs: number;
  /** SHA-256 of the new certificate; of the old one, null: its file could not be read. */
  fingerprint: string;
  oldFingerprint: string | null;
  files: ClientFiles;
};

const AGAIN = 'the same command again ends what was begun';

export async function renew(request: RenewRequest): Promise<Result<Renewed, EnrollFailure>> {
  const { place, nowMs } = request;
  const token = request.token === null ? null : parseToken(request.token, nowMs);
  if (token?.ok === false) return err({ kind: 'settings', ...token.error });
  const found = findCluster(place, request.configPath, request.name);
  if (!found.ok) return found;
  const cluster = found.value;
  const { files } = cluster;
  const waiting = identityIn(place, beside(files), cluster.pin);
  if (waiting.ok) {
    const ended = await endEarlier(request, cluster, waiting.value);
    if (ended !== null) return ended;
  }
  for (const path of Object.values(beside(files))) place.remove(path);

  const old = identityIn(place, files, cluster.pin);
  if (!old.ok && token === null) return old;
  const common = old.ok ? commonNameOf(old.value.clientCertPem) : `rollcall@${cluster.name}`;
  const pair = await makeClientPair(common, nowMs);
  const next: PinnedIdentity = {
    clientCertPem: pair.certPem,
    clientKeyPem: pair.keyPem,
    serverFingerprint: cluster.pin,
  };
  const written = writeBeside(place, files, next);
  if (!written.ok) return written;
  const trusted =
    token === null
      ? await vouch(old.ok ? old.value : next, next, cluster)
      : await redeemFor(next, token.value, cluster);
  if (!trusted.ok) {
    if (trusted.error.settled) {
      for (const path of Object.values(beside(files))) place.remove(path);
    }
    return err(trusted.error.failure);
  }
  return take(request, cluster, {
    next,
    by: token === null ? 'certificate' : 'token',
    origin: trusted.value,
  });
}

/** Where the new pair waits until it has been tried. */
const beside = ({ clientCert, clientKey }: ClientFiles): ClientFiles => ({
  clientCert: `${clientCert}.new`,
  clientKey: `${clientKey}.new`,
});

const commonNameOf = (certPem: string): string =>
  /(?:^|\n)CN=([^\n]{1,60})/.exec(new X509Certificate(certPem).subject)?.[1] ?? 'rollcall';

function writeBeside(place: Place, files: ClientFiles, next: PinnedIdentity): Result<null, EnrollFailure> {
  const { clientCert, clientKey } = beside(files);
  try {
    // The key first: a certificate without one would be of no use to the next try.
    place.create(clientKey, next.clientKeyPem);
    place.create(clientCert, next.clientCertPem);
    return ok(null);
  } catch (error) {
    for (const path of [clientKey, clientCert]) place.remove(path);
    return err(settings(`${clientKey} can't be written: ${reasonOf(error)}`, 'make its directory writable'));
  }
}

/** Null: the cluster does not know the certificate that waits, so that it is of no use. */
async function endEarlier(
  request: RenewRequest,
  cluster: KnownCluster,
  next: PinnedIdentity,
): Promise<Result<Renewed, EnrollFailure> | null> {
  const greeted = await askFirst(next, cluster.endpoints);
  if (!greeted.ok) {
    return greeted.error.kind === 'untrusted'
      ? null
      : err(server(greeted.error.message, `when ${cluster.name} can be reached, ${AGAIN}`));
  }
  return take(request, cluster, { next, by: 'earlier', origin: greeted.value.origin });
}

/** The first of the cluster's servers that trusts this identity: what it offers. */
async function askFirst(
  identity: PinnedIdentity,
  endpoints: readonly string[],
): Promise<Result<{ origin: string; extensions: ReadonlySet<string> }, Failure>> {
  const client = createLxdClient(identity);
  const failures: Failure[] = [];
  try {
    for (const origin of endpoints) {
      const answer = await fetchServer(client, origin, { deadlineMs: 5000 });
      if (answer.ok) return ok({ origin, extensions: answer.value.value.apiExtensions });
      failures.push({ ...answer.error, message: `${origin}: ${answer.error.message}` });
    }
    return err(mostTelling(failures));
  } finally {
    await client.close();
  }
}

/** `settled`: the new certificate is not trusted, so that nothing is to be kept of it. */
type NotTrusted = { settled: boolean; failure: EnrollFailure };

/** Puts the new certificate in the place of the old one, by the old one's own right. The answer is where. */
async function vouch(
  old: PinnedIdentity,
  next: PinnedIdentity,
  cluster: KnownCluster,
): Promise<Result<string, NotTrusted>> {
  const withToken = `make a new token on a member and give it, too: rollcall enroll --renew ${cluster.name} TOKEN`;
  const asked = await askFirst(old, cluster.endpoints);
  if (!asked.ok) {
    const { kind, message } = asked.error;
    const failure =
      kind === 'untrusted'
        ? server(`${cluster.name} does not trust the old certificate any more`, withToken)
        : server(message, 'see that this machine can reach the cluster');
    return err({ settled: true, failure });
  }
  const { origin, extensions } = asked.value;
  const fingerprint = fingerprintOf(old.clientCertPem);
  const client = createLxdClient(old);
  const grant = await fetchGrant(client, origin, { fingerprint, extensions }, { deadlineMs: 5000 });
  await client.close();
  const isIdentity = grant.ok && grant.value.value.kind === 'identity';
  const outcome = await succeed(old, next, { origin, fingerprint, isIdentity });
  if (outcome.ok) return ok(origin);
  const { answered, message } = outcome.error;
  return err({
    settled: answered,
    failure: answered
      ? server(`${cluster.name} does not let the old certificate be replaced: ${message}`, withToken)
      : server(message, `whether the new certificate is trusted is not known; ${AGAIN}`),
  });
}

async function redeemFor(
  next: PinnedIdentity,
  token: Parameters<typeof redeem>[1],
  cluster: KnownCluster,
): Promise<Result<string, NotTrusted>> {
  if (token.fingerprint !== cluster.pin) {
    const what = `this token is of a cluster with another certificate than ${cluster.name} is known by`;
    const remedy =
      'if its certificate was changed, accept that first: rollcall enroll --accept FINGERPRINT --name NAME';
    return err({ settled: true, failure: settings(what, remedy) });
  }
  const door: Door = openDoor(next);
  try {
    const greeted = await greet(door, token);
    if (!greeted.ok)
      return err({
        settled: true,
        failure: server(greeted.error.message, 'see that this machine can reach that address'),
      });
    const spent = await redeem(door, token, greeted.value);
    if (spent.ok) return ok(greeted.value.origin);
    const { answered, message } = spent.error;
    const remedy = answered
      ? 'make a new token (this one may be spent) and try again'
      : `whether the new certificate is trusted is not known; ${AGAIN}`;
    return err({ settled: answered, failure: server(message, remedy) });
  } finally {
    await door.close();
  }
}

type Taking = { next: PinnedIdentity; by: Renewed['by']; origin: string };

/** Tries the new certificate, and only then puts its files in the place of the old ones. */
async function take(
  request: RenewRequest,
  { name, files }: KnownCluster,
  { next, by, origin }: Taking,
): Promise<Result<Renewed, EnrollFailure>> {
  const { place, pause } = request;
  const client = createLxdClient(next);
  const learned = await learn(client, origin, next.clientCertPem, pause);
  await client.close();
  if (!learned.ok) {
    return err(server(`the new certificate can't be used yet: ${learned.error.message}`, AGAIN));
  }
  const oldFingerprint = fingerprintIn(place, files.clientCert);
  try {
    place.replace(files.clientKey, next.clientKeyPem);
    place.replace(files.clientCert, next.clientCertPem);
  } catch (error) {
    return err(
      settings(`${files.clientKey} can't be replaced: ${reasonOf(error)}`, `make it writable, and ${AGAIN}`),
    );
  }
  for (const path of Object.values(beside(files))) place.remove(path);
  return ok({
    name,
    by,
    grant: learned.value.grant,
    notAfterMs: new X509Certificate(next.clientCertPem).validToDate.getTime(),
    fingerprint: fingerprintOf(next.clientCertPem),
    oldFingerprint,
    files: { clientCert: files.clientCert, clientKey: files.clientKey },
  });
}

function fingerprintIn(place: Place, path: string): string | null {
  try {
    return fingerprintOf(place.read(path) ?? '');
  } catch {
    return null;
  }
}

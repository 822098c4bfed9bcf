/**
 * Accepts the certificate that a cluster presents in place of the pinned one, as after `lxc cluster update-certificate`: only
 * the one whose fingerprint the operator gives, and only where every member that answers presents exactly that.
 */
import { parseFingerprint } from '../config/values.ts';
import { createLxdClient } from '../lxd/client.ts';
import type { PinnedIdentity } from '../lxd/pinned-connector.ts';
import { type Result, err, ok } from '../result.ts';
import { type EnrollFailure, reasonOf, server, settings } from './failure.ts';
import { openDoor } from './door.ts';
import { findCluster, identityIn } from './known-cluster.ts';
import { learn } from './learn.ts';
import type { Place } from './place.ts';
import { withPin } from './settings.ts';

export type AcceptRequest = {
  name: string;
  /** As the operator wrote it. */
  fingerprint: string;
  /** Absolute. */
  configPath: string;
  place: Place;
  pause(ms: number): Promise<void>;
};

export type Accepted = {
  name: string;
  fingerprint: string;
  oldFingerprint: string;
  /** Origins that present it, and those that did not answer. */
  presenting: string[];
  silent: string[];
  /** What was rewritten, absolute. */
  file: string;
};

export async function accept(request: AcceptRequest): Promise<Result<Accepted, EnrollFailure>> {
  const { name, configPath, place } = request;
  const fingerprint = parseFingerprint(request.fingerprint);
  if (!fingerprint.ok) {
    const remedy = 'give the 64 digits that "lxc info" (certificate_fingerprint) prints on a member';
    return err(settings(`--accept ${fingerprint.what}`, remedy));
  }
  const found = findCluster(place, configPath, name);
  if (!found.ok) return found;
  const cluster = found.value;
  if (cluster.pin === fingerprint.value)
    return err(settings(`${name} is known by this certificate already`, 'there is nothing to accept'));
  const identity = identityIn(place, cluster.files, fingerprint.value);
  if (!identity.ok) return identity;

  const seen = await look(request, cluster.endpoints, identity.value);
  if (!seen.ok) return seen;
  const { presenting, silent, certPem } = seen.value;
  const file = cluster.files.serverCert ?? configPath;
  try {
    // The settings as they are now: their owner may have written to them meanwhile.
    const text = cluster.files.serverCert === null ? place.read(configPath) : null;
    place.replace(file, text === null ? certPem : withPin(text, name, fingerprint.value));
  } catch (error) {
    return err(settings(`${file} can't be written: ${reasonOf(error)}`, 'make it writable and try again'));
  }
  return ok({ name, fingerprint: fingerprint.value, oldFingerprint: cluster.pin, presenting, silent, file });
}

type Seen = { presenting: string[]; silent: string[]; certPem: string };

/** Looks at every server of the settings, and at every member that these tell of. Nothing is sent to one that presents another. */
async function look(
  { name, pause }: AcceptRequest,
  endpoints: readonly string[],
  identity: PinnedIdentity,
): Promise<Result<Seen, EnrollFailure>> {
  const seen: Seen = { presenting: [], silent: [], certPem: '' };
  const toSee = [...endpoints];
  for (const origin of toSee) {
    const door = openDoor(identity);
    const answer = await door.ask(origin, 'GET', '/1.0');
    seen.certPem ||= door.serverCertPem() ?? '';
    await door.close();
    if (!answer.ok && answer.error.kind === 'pin-mismatch') {
      const remedy = `nothing was changed; compare the fingerprint with what "lxc info" prints on a member of ${name}`;
      return err(server(`${origin} does not present the certificate given: ${answer.error.message}`, remedy));
    }
    if (!answer.ok) {
      seen.silent.push(origin);
      continue;
    }
    seen.presenting.push(origin);
    if (seen.presenting.length > 1) continue;
    const client = createLxdClient(identity);
    const learned = await learn(client, origin, identity.clientCertPem, pause);
    await client.close();
    if (learned.ok) toSee.push(...learned.value.endpoints.filter((each) => !toSee.includes(each)));
  }
  return seen.presenting.length > 0
    ? ok(seen)
    : err(server(`no server of ${name} answers`, 'nothing was changed; try again when one does'));
}

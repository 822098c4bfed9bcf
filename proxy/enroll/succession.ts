/** Puts a new certificate in the place of one that the cluster trusts: whoever has a certificate may do so, restricted ones too. */
import { z } from 'zod';
import { parseEnvelope } from '../lxd/envelope.ts';
import type { PinnedIdentity } from '../lxd/pinned-connector.ts';
import { type Result, err, ok } from '../result.ts';
import { openDoor } from './door.ts';

/** `answered`: the server said so; otherwise it is not known whether it has done it. */
export type NotSucceeded = { answered: boolean; message: string };

type Predecessor = { origin: string; fingerprint: string; isIdentity: boolean };

/**
 * From the answer on, all members trust the new one in the place of the old one, which is worth nothing any more. Seen with
 * LXD 5.0.2 and Incus 6.0.4; of identities by the source of LXD 6 (lxd/identities.go@ac48e86).
 */
export async function succeed(
  old: PinnedIdentity,
  { clientCertPem }: PinnedIdentity,
  { origin, fingerprint, isIdentity }: Predecessor,
): Promise<Result<null, NotSucceeded>> {
  const [path, json] = isIdentity
    ? [`/1.0/auth/identities/tls/${fingerprint}`, { tls_certificate: clientCertPem }]
    : [`/1.0/certificates/${fingerprint}`, { certificate: clientCertPem }];
  const door = openDoor(old);
  try {
    const answer = await door.ask(origin, 'PATCH', path, json);
    if (!answer.ok) return err({ answered: false, message: `${origin}: ${answer.error.message}` });
    const { body, status } = answer.value;
    const done = parseEnvelope(body, status, z.unknown(), `PATCH ${path}`);
    return done.ok ? ok(null) : err({ answered: true, message: done.error.message });
  } finally {
    await door.close();
  }
}

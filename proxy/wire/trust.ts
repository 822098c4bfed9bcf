/** By what the cluster is known, and what it lets us do. */
import * as z from 'zod/mini';
import { Grant } from './grant.ts';

/**
 * A certificate other than the pinned one, which servers of the cluster presented when they were last connected to. They are
 * sent nothing. `by`: the members that present it, by name, or the URLs of servers while no member is known.
 * `sinceMs`: when it was first seen by this run.
 */
export const OtherCertificate = z.object({
  /** SHA-256: 64 lower-case hexadecimal digits. */
  fingerprint: z.string(),
  notAfterMs: z.nullable(z.number()),
  by: z.array(z.string()),
  sinceMs: z.number(),
});
export type OtherCertificate = z.infer<typeof OtherCertificate>;

export const Trust = z.object({
  /** SHA-256 of the certificate that the cluster is known by (pinned); null: of then it is not known. */
  pin: z.nullable(z.string()),
  /** What our certificate may; null: the cluster has not said. */
  grant: z.nullable(Grant),
  /** Those that most present first. */
  others: z.array(OtherCertificate),
});
export type Trust = z.infer<typeof Trust>;

export const NO_TRUST: Trust = { pin: null, grant: null, others: [] };

type Known = { trust: Trust; members: readonly unknown[] };

/**
 * The certificate that the cluster presents in place of the pinned one; null where at most single members do, as one that
 * was removed does. More than half of the members have to: when the cluster's certificate is changed, all are at once.
 */
export function changedCertificate({ trust, members }: Known): OtherCertificate | null {
  const [most] = trust.others;
  if (most === undefined) return null;
  return most.by.length * 2 > members.length ? most : null;
}

/** As LXD's own lists have it. */
const SHORT_DIGITS = 12;
export const shortFingerprint = (fingerprint: string): string => fingerprint.slice(0, SHORT_DIGITS);

/** What `npm audit --json` says of known advisories, version 2 of its report. */
import * as z from 'zod/mini';
import type { LockedPackage } from './lock.ts';

const Advisory = z.looseObject({ title: z.string(), url: z.string(), severity: z.string() });
const Audit = z.object({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(
    z.string(),
    // A name: it is affected by way of that other package.
    z.looseObject({ via: z.array(z.union([z.string(), Advisory])), nodes: z.array(z.string()) }),
  ),
});
const Refusal = z.object({ message: z.string() });

export type Known = {
  name: string;
  severity: string;
  title: string;
  url: string;
  /** Whether what it is about is installed where Rollcall runs. */
  ships: boolean;
};

/** The advisories, the gravest first; or why there was no answer, in words. */
export type AuditReport = { known: readonly Known[] } | { unanswered: string };

/** From the least to the gravest. */
const SEVERITIES = ['info', 'low', 'moderate', 'high', 'critical'];
const rank = ({ severity }: Known): number => SEVERITIES.indexOf(severity);

/** `packages`: what npm looked at. */
export function readAudit(text: string, packages: readonly LockedPackage[]): AuditReport {
  const json = parseJson(text);
  const audit = Audit.safeParse(json);
  if (!audit.success) {
    const refusal = Refusal.safeParse(json);
    return { unanswered: refusal.success ? refusal.data.message : 'npm audit wrote no report' };
  }
  const known = Object.entries(audit.data.vulnerabilities).flatMap(([name, { via, nodes }]) => {
    const ships = packages.some((each) => each.ships && each.paths.some((path) => nodes.includes(path)));
    return via.flatMap((each) => {
      if (typeof each === 'string') return [];
      const { severity, title, url } = each;
      return [{ name, severity, title, url, ships }];
    });
  });
  return { known: known.toSorted((a, b) => rank(b) - rank(a) || a.name.localeCompare(b.name)) };
}

/** Whether it must not be: grave, and shipped. A severity that is not known here counts as grave. */
export const isIntolerable = (known: Known): boolean =>
  known.ships && (rank(known) < 0 || rank(known) >= SEVERITIES.indexOf('high'));

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What an examination finds, one thing at a time. */

/** `note`: good to know, and nothing to do about now. `warning`: it works, and may not for long. `problem`: it does not work. */
export const LEVELS = ['ok', 'note', 'warning', 'problem'] as const;
export type Level = (typeof LEVELS)[number];

/** Everything that is looked at, in the order of the report, and what each says. docs/doctor.md lists them. */
export const CHECKS = [
  'settings',
  'files',
  'data',
  'lock',
  'history',
  'disk',
  'dns',
  'tcp',
  'tls',
  'pin',
  'trust',
  'identity',
  'round-trip',
  'clock',
  'members',
  'extensions',
  'rights',
  'client-certificate',
  'cluster-certificate',
  'https-certificate',
  'provider',
  'time',
] as const;
export type Check = (typeof CHECKS)[number];

export type Finding = {
  check: Check;
  /** What was looked at: a file, a setting, a cluster, or a server of one (`prod https://10.0.0.1:8443`). */
  subject: string;
  /** The cluster that it is about; null: none of them alone. */
  cluster: string | null;
  finding: Level;
  /** In a few words. May hold what a server said, so anything. */
  what: string;
  /** What to do, as an imperative; null where there is nothing to do. */
  remedy: string | null;
  /** What was measured, by name and in the unit that ends it: `skewMs`, `freeBytes`. */
  figures: Readonly<Record<string, number>>;
};

/** Makes the findings about one subject. */
export type Speaker = {
  ok(check: Check, what: string, figures?: Finding['figures']): Finding;
  note(check: Check, what: string, remedy: string | null, figures?: Finding['figures']): Finding;
  warning(check: Check, what: string, remedy: string, figures?: Finding['figures']): Finding;
  problem(check: Check, what: string, remedy: string, figures?: Finding['figures']): Finding;
};

export function about(subject: string, cluster: string | null = null): Speaker {
  const say =
    (finding: Level) =>
    (check: Check, what: string, remedy: string | null, figures: Finding['figures'] = {}): Finding => ({
      check,
      subject,
      cluster,
      finding,
      what,
      remedy,
      figures,
    });
  return {
    ok: (check, what, figures) => say('ok')(check, what, null, figures),
    note: say('note'),
    warning: say('warning'),
    problem: say('problem'),
  };
}

/** The gravest of them; `ok` where there are none. */
export const worstOf = (findings: readonly Finding[]): Level =>
  LEVELS.findLast((level) => findings.some(({ finding }) => finding === level)) ?? 'ok';

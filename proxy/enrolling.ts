/** Enrolment from the page: into the settings, and then into this very process, in the place of the simulated cluster. */
import type { Config } from './config/config.ts';
import type { ConfigResult } from './config/parse-config.ts';
import { answerOf } from './enroll/answer.ts';
import type { Enrolled } from './enroll/enroll.ts';
import type { EnrollFailure } from './enroll/failure.ts';
import { type Result, ok } from './result.ts';
import type { Enrolling } from './routes/enrolment.ts';
import { successorOf } from './successor.ts';
import type { EnrolmentDraft } from './wire/enrolment.ts';

export type EnrollingDeps = {
  /** Absolute. */
  configFile: string;
  /** What is served now. */
  running: Config;
  /** The port that it listens on, once it does. */
  boundPort(): number;
  enroll(draft: EnrolmentDraft): Promise<Result<Enrolled, EnrollFailure>>;
  readSettings(): ConfigResult;
  /** Takes what a run from these settings needs for itself; says why it can't be had, or null. */
  claim(next: Config): string | null;
  /** Ends what is served, and serves this. */
  serveNext(next: Config): void;
};

/** All that can be known to fail is tried while the simulated cluster is still there to say so. */
export function enrollingInto(deps: EnrollingDeps): Enrolling {
  let next: Config | null = null;
  return {
    configFile: deps.configFile,
    async enrol(draft) {
      const outcome = await deps.enroll(draft);
      if (!outcome.ok) return outcome;
      const successor = successorOf(deps.running, deps.boundPort(), deps.readSettings());
      const restart = successor.ok ? deps.claim(successor.value) : successor.error;
      next = successor.ok && restart === null ? successor.value : null;
      return ok(answerOf(outcome.value, restart));
    },
    takeUp() {
      if (next !== null) deps.serveNext(next);
    },
  };
}

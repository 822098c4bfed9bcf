import type { Clock } from './clock.ts';
import { goTimestamp } from './go-format.ts';
import { seededUuid } from './random.ts';
import type { Random } from './random.ts';

export const severities = ['low', 'moderate', 'high'] as const;

/** A warning with the API's own field names. */
export type Warning = {
  status: 'new' | 'resolved';
  uuid: string;
  /** The member that has noticed, which is not what the warning is about. */
  location: string;
  project: string;
  type: string;
  count: number;
  first_seen_at: string;
  last_seen_at: string;
  last_message: string;
  severity: (typeof severities)[number];
  entity_url: string;
};

export type NewWarning = Pick<Warning, 'location' | 'type' | 'last_message'> & {
  severity?: Warning['severity'] | undefined;
  project?: string | undefined;
  entity_url?: string | undefined;
  /** What it is about, where the API does not say so: there is one for each. */
  subject?: string | undefined;
};

type Row = { warning: Warning; subject: string };

/** What the members have to complain of. What is noticed again counts as one more of the same; what is resolved stays. */
export class Warnings {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #rows: Row[] = [];

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  list(): Warning[] {
    return this.#rows.map(({ warning }) => warning);
  }

  raise({
    location,
    type,
    last_message,
    severity = 'low',
    project = '',
    entity_url = '',
    subject = '',
  }: NewWarning): Warning {
    const now = goTimestamp(this.#clock.nowMs());
    const known = this.#rows.find(
      (row) =>
        row.subject === subject &&
        row.warning.location === location &&
        row.warning.type === type &&
        row.warning.project === project &&
        row.warning.entity_url === entity_url,
    );
    if (known) {
      const { warning } = known;
      Object.assign(warning, { status: 'new', count: warning.count + 1, last_seen_at: now, last_message });
      return warning;
    }
    const warning: Warning = {
      status: 'new',
      uuid: seededUuid(this.#random),
      location,
      project,
      type,
      count: 1,
      first_seen_at: now,
      last_seen_at: now,
      last_message,
      severity,
      entity_url,
    };
    this.#rows.push({ warning, subject });
    return warning;
  }

  /** Those of the type that this member has noticed, about `subject` if one is named. The answer is how many. */
  resolve(location: string, type: string, subject?: string): number {
    const open = this.#rows.filter(
      (row) =>
        row.warning.status === 'new' &&
        row.warning.location === location &&
        row.warning.type === type &&
        (subject === undefined || row.subject === subject),
    );
    for (const { warning } of open) warning.status = 'resolved';
    return open.length;
  }
}

/** The words of a change or an occurrence that are shown of it, for those who search: in lower case. */
import { type Change, describeChange } from '../../wire/change.ts';
import type { NewOccurrence } from '../store.ts';

export const wordsOfChange = (change: Change): string =>
  join([change.member, change.kind, describeChange(change), change.note]);

export function wordsOfOccurrence(occurrence: NewOccurrence): string {
  switch (occurrence.kind) {
    case 'lifecycle': {
      const { action, source, subject, project, location, requestor } = occurrence.event;
      return join([
        occurrence.member,
        action,
        spaced(action),
        source,
        subject,
        project,
        location,
        requestor?.username,
      ]);
    }
    case 'operation': {
      const { description, status, location, err, subjects, requestor } = occurrence.operation;
      return join([occurrence.member, description, status, location, err, ...subjects, requestor]);
    }
    case 'warning': {
      const { location, project, type, severity, last_message, entity_url } = occurrence.warning;
      return join([occurrence.member, type, severity, last_message, entity_url, project, location]);
    }
  }
}

/** `instance-started` is shown as two words. */
const spaced = (action: string): string => action.replaceAll('-', ' ');

const join = (words: readonly (string | null | undefined)[]): string =>
  words
    .filter((word) => word !== null && word !== undefined && word !== '')
    .join(' ')
    .toLowerCase();

/** A pattern for `like ... escape '!'` that finds a text anywhere within words. */
export const patternOf = (text: string): string => `%${text.toLowerCase().replaceAll(/[!%_]/g, '!$&')}%`;

/** What came of an enrolment, for the page. */
import type { Enrolment } from '../wire/enrolment.ts';
import type { Enrolled } from './enroll.ts';
import type { Right, Tried } from './rights.ts';
import { adviceFor } from './words.ts';

const which = (tried: readonly Tried[], wanted: Right): string[] =>
  tried.filter(({ right }) => right === wanted).map(({ what }) => what);

const sentence = (words: string): string => `${words.slice(0, 1).toUpperCase()}${words.slice(1)}.`;

/** `restart`: why it takes effect only at the next start; null: at once. */
export function answerOf(enrolled: Enrolled, restart: string | null): Enrolment {
  const { name, product, version, endpoints, grant, rights, files } = enrolled;
  const advice = adviceFor(enrolled);
  return {
    name,
    product,
    version,
    members: endpoints.length,
    grant,
    mayRead: which(rights.reads, 'allowed'),
    mayNotRead: which(rights.reads, 'refused'),
    mayChange: which(rights.writes, 'allowed'),
    warning: advice.warning === null ? null : sentence(advice.warning),
    better: advice.better === null ? null : advice.better.replaceAll('\n', ' '),
    files: Object.values(files),
    restart: restart === null ? null : sentence(restart),
  };
}

/** What of the past the viewer wants to see. Pure. */
import type { TimelineFilter } from '../../url/timeline-filter.ts';
import { wants } from '../../url/timeline-filter.ts';
import type { Happening } from './happening.ts';

/** Whether all words of `wanted` are in `text`, whatever their case. */
function says(text: string, wanted: string): boolean {
  const low = text.toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => low.includes(word));
}

export const wantsMember = ({ member }: TimelineFilter, name: string): boolean => says(name, member);

/** Whether the filter wants something with these words, which is about `member` (null: the cluster). */
export const wantsWords = (filter: TimelineFilter, member: string | null, words: string): boolean =>
  (filter.member === '' || (member !== null && wantsMember(filter, member))) &&
  says(`${member ?? ''} ${words}`, filter.text);

export const wantsHappening = (filter: TimelineFilter, { kind, member, text, by }: Happening): boolean =>
  wants(filter, kind) && wantsWords(filter, member, `${text} ${by ?? ''}`);

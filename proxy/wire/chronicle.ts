/** Everything that is known of a stretch of time, in one row: changes, what the cluster told of, notes and blind spots. Pure. */
import { type RecordedChange, describeChange } from './change.ts';
import type { Note } from './history.ts';
import { BLIND_CAUSE_WORDS, type BlindSpot } from './moment.ts';
import type { Occurrence } from './occurrence.ts';
import type { Happenings } from './summary.ts';

/** What an entry is made of, as it is. */
export type Source =
  | { source: 'change'; item: RecordedChange }
  | { source: 'event'; item: Occurrence }
  | { source: 'note'; item: Note }
  | { source: 'blind'; item: BlindSpot };

/**
 * `untilMs`: where it took time, its end; null: it did not, or it goes on. `kind`: the word of its source, such as
 * `status` or `lifecycle`. `text`, `evidence`: in words; what others wrote is in them as they wrote it.
 */
export type Entry = Source & {
  atMs: number;
  untilMs: number | null;
  kind: string;
  member: string | null;
  text: string;
  evidence: string | null;
};

/** Oldest first. What began before the range and reaches into it is there too, with its own beginning. */
export function chronicle(
  { trails, changes, occurrences, notes }: Happenings,
  fromMs: number,
  toMs: number,
): Entry[] {
  const entries = [
    ...trails.blind.map(ofBlind),
    ...changes.map(ofChange),
    ...occurrences.map(ofOccurrence),
    ...notes.filter((note) => !note.deleted).map(ofNote),
  ];
  return entries
    .filter((entry) => entry.atMs < toMs && (entry.atMs >= fromMs || reachesBeyond(entry, fromMs)))
    .toSorted((a, b) => a.atMs - b.atMs);
}

const reachesBeyond = (entry: Entry, atMs: number): boolean =>
  entry.untilMs === null ? entry.source === 'blind' : entry.untilMs > atMs;

const ofBlind = (item: BlindSpot): Entry => ({
  source: 'blind',
  item,
  atMs: item.fromMs,
  untilMs: item.toMs,
  kind: item.cause,
  member: null,
  text: 'nobody looked',
  evidence: BLIND_CAUSE_WORDS[item.cause],
});

const ofChange = (item: RecordedChange): Entry => ({
  source: 'change',
  item,
  atMs: item.atMs,
  untilMs: null,
  kind: item.kind,
  member: item.member,
  text: describeChange(item),
  evidence: item.note,
});

function ofOccurrence(item: Occurrence): Entry {
  const common = {
    source: 'event',
    item,
    atMs: item.atMs,
    untilMs: null,
    kind: item.kind,
    member: item.member,
  } as const;
  if (item.kind === 'lifecycle') {
    const { action, subject, project, requestor } = item.event;
    const where = project === null ? '' : ` in project ${project}`;
    const who = requestor === null ? null : `asked for by ${requestor.username} (${requestor.protocol})`;
    return { ...common, text: `${action} ${subject}${where}`, evidence: who };
  }
  if (item.kind === 'operation') {
    const { description, status, err } = item.operation;
    return { ...common, text: `${description}: ${status}`, evidence: err === '' ? null : err };
  }
  const { type, severity, last_message } = item.warning;
  return { ...common, text: `warning ${item.phase}: ${type} (${severity})`, evidence: last_message };
}

const ofNote = (item: Note): Entry => ({
  source: 'note',
  item,
  atMs: item.fromMs,
  untilMs: item.toMs,
  kind: 'note',
  member: null,
  text: item.text,
  evidence: item.author,
});

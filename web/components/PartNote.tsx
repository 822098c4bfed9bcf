import type { PartState } from '~wire/snapshot.ts';
import { failureWord } from '~wire/witness.ts';
import { Moment } from './Moment.tsx';

type PartNoteProps = { part: PartState; what: string; nowMs: number };

/** Says of a part of the roll call why it is missing or old, and what would help; nothing where it is well. */
export function PartNote({ part, what, nowMs }: PartNoteProps) {
  if (part.status === 'ok') return null;
  return (
    <p className="text-sm text-soft">
      {whyMissing(part, what)}
      {part.observedAtMs !== null && (
        <>
          {' '}
          Last read at <Moment atMs={part.observedAtMs} nowMs={nowMs} />.
        </>
      )}
    </p>
  );
}

function whyMissing({ status, failure }: PartState, what: string): string {
  switch (status) {
    case 'pending':
      return `${what}: not read yet.`;
    case 'unsupported':
      return `${what}: this server does not offer them.`;
    case 'refused':
      return `${what}: our certificate may not read them; an administrator of the cluster can allow it.`;
    default:
      return `${what} could not be read: ${failure === null ? 'no answer' : failureWord(failure.kind)}.`;
  }
}

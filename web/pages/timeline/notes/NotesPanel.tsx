import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { addNote, editNote } from '../../../api/actions.ts';
import { useViewer } from '../../../api/live-context.tsx';
import { notesQuery } from '../../../api/notes.ts';
import type { Note } from '~wire/history.ts';
import type { Bounds } from '../../../lib/stretches.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { NoteEditor } from './NoteEditor.tsx';
import { NoteItem } from './NoteItem.tsx';
import { readDraft } from './draft.ts';
import { notesRangeOf, notesWithin } from './notes-range.ts';
import { pinsOf } from './pins.ts';

type NotesPanelProps = {
  cluster: string;
  bounds: Bounds;
  selection: Bounds | null;
  chosenMs: number | null;
  nowMs: number;
};

const tool = 'h-7 rounded-sm border border-line px-2 text-sm text-soft hover:bg-hover hover:text-ink';

/** What people wrote about the time in view. */
export function NotesPanel({ cluster, bounds, selection, chosenMs, nowMs }: NotesPanelProps) {
  const draft = `${cluster} new`;
  const [writing, setWriting] = useState(() => readDraft(draft) !== null);
  const [withDeleted, setWithDeleted] = useState(false);
  const query = useQuery(notesQuery(cluster, notesRangeOf(bounds), withDeleted));
  const mayWrite = useViewer()?.role !== 'viewer';
  const adding = useMutation(addNote(cluster));
  const [removed, setRemoved] = useState<Note | null>(null);
  const notes = notesWithin(query.data ?? [], bounds);
  const choosable = { chosenMs, selection, bounds };
  return (
    <Panel
      title="Notes"
      {...(notes.length > 0 && { count: String(notes.length) })}
      tools={
        <div className="ml-auto flex flex-wrap gap-2">
          <button
            type="button"
            aria-pressed={withDeleted}
            onClick={() => setWithDeleted(!withDeleted)}
            className={`${tool} aria-pressed:border-accent aria-pressed:bg-accent-tint aria-pressed:text-ink`}
          >
            Deleted
          </button>
          <button
            type="button"
            disabled={writing || !mayWrite}
            title={mayWrite ? undefined : 'Only an operator writes notes'}
            onClick={() => setWriting(true)}
            className={`${tool} disabled:text-faint`}
          >
            Write a note
          </button>
        </div>
      }
    >
      <div className="flex min-h-0 flex-col">
        {writing && (
          <div className="border-b border-line px-5 py-3">
            <NoteEditor
              draft={draft}
              label="New note"
              initial=""
              pins={pinsOf(choosable)}
              saving={adding.isPending}
              problem={adding.error === null ? null : adding.error.message}
              nowMs={nowMs}
              onSave={async (text, pin) => {
                const added = await adding.mutateAsync({ text, ...pin }).catch(() => null);
                if (added !== null) setWriting(false);
                return added !== null;
              }}
              onCancel={() => {
                adding.reset();
                setWriting(false);
              }}
            />
          </div>
        )}
        {removed !== null && <Removed cluster={cluster} note={removed} onDone={() => setRemoved(null)} />}
        {query.error !== null && query.data === undefined && (
          <p role="alert" className="px-5 py-3">
            The notes could not be read: {query.error.message}
          </p>
        )}
        {notes.length === 0 && !writing && query.data !== undefined && (
          <p className="px-5 py-3 text-soft">
            Nobody has written anything about this time.{' '}
            {mayWrite
              ? 'A note is pinned to the chosen moment or to what is marked, and everybody sees it.'
              : 'Operators write notes, and everybody sees them.'}
          </p>
        )}
        {notes.length > 0 && (
          <ol aria-label="Notes, by time" className="max-h-[36rem] overflow-y-auto">
            {notes.map((note) => (
              <NoteItem
                key={note.id}
                cluster={cluster}
                note={note}
                choosable={choosable}
                nowMs={nowMs}
                onRemoved={setRemoved}
              />
            ))}
          </ol>
        )}
      </div>
    </Panel>
  );
}

type RemovedProps = { cluster: string; note: Note; onDone(): void };

/** A press too much can be taken back. `note`: as it stands now, deleted. */
function Removed({ cluster, note, onDone }: RemovedProps) {
  const restoring = useMutation(editNote(cluster));
  const { id, revision, fromMs, toMs, text } = note;
  return (
    <p role="status" className="flex items-center gap-3 border-b border-line bg-sunken px-5 py-2 text-sm">
      The note is deleted. What it said is kept.
      <button
        type="button"
        disabled={restoring.isPending}
        onClick={() =>
          restoring.mutate({ id, edit: { revision, fromMs, toMs, text } }, { onSuccess: onDone })
        }
        className="text-accent hover:underline"
      >
        Take it back
      </button>
      <button type="button" onClick={onDone} className="ml-auto text-soft hover:text-ink">
        All right
      </button>
      {restoring.error !== null && <span role="alert">{restoring.error.message}</span>}
    </p>
  );
}

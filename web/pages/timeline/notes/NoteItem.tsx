import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Note } from '~wire/history.ts';
import { deleteNote, editNote } from '../../../api/actions.ts';
import { useViewer } from '../../../api/live-context.tsx';
import { RelativeTime } from '../../../components/RelativeTime.tsx';
import type { Bounds } from '../../../lib/stretches.ts';
import { Foreign } from '../../../ui/Foreign.tsx';
import { useReviewPaths } from '../../../url/review-paths.ts';
import { Markdown } from './Markdown.tsx';
import { NoteEditor } from './NoteEditor.tsx';
import { PinnedTo } from './PinnedTo.tsx';
import { Revisions } from './Revisions.tsx';
import { readDraft } from './draft.ts';
import { type Pin, pinsOf } from './pins.ts';

type NoteItemProps = {
  cluster: string;
  note: Note;
  choosable: { chosenMs: number | null; selection: Bounds | null; bounds: Bounds };
  nowMs: number;
  /** With the note as it is after that. */
  onRemoved(note: Note): void;
};

const act = 'text-sm text-soft hover:text-ink hover:underline';

/** A note, and what can be done with it. */
export function NoteItem({ cluster, note, choosable, nowMs, onRemoved }: NoteItemProps) {
  const paths = useReviewPaths();
  const draft = `${cluster} ${note.id}`;
  /** The revision that is being edited; null: none is. */
  const [basedOn, setBasedOn] = useState(() => (readDraft(draft) === null ? null : note.revision));
  const [history, setHistory] = useState(false);
  const mayWrite = useViewer()?.role !== 'viewer';
  const editing = useMutation(editNote(cluster));
  const deleting = useMutation(deleteNote(cluster));
  const { id, revision, deleted, author, editedAtMs, text } = note;
  const theirs = basedOn !== null && basedOn < revision;

  const leave = (): void => {
    editing.reset();
    setBasedOn(null);
  };
  const save = async (written: string, pin: Pin): Promise<boolean> => {
    const edit = { ...pin, text: written, revision: basedOn ?? revision };
    const saved = await editing.mutateAsync({ id, edit }).catch(() => null);
    if (saved !== null) leave();
    return saved !== null;
  };
  const { bounds } = choosable;
  const pinned = { fromMs: note.fromMs, toMs: note.toMs ?? note.fromMs };
  return (
    <li className="flex flex-col gap-1.5 border-t border-line px-5 py-3 first:border-t-0">
      <p className="flex flex-wrap items-baseline gap-x-3 text-sm text-soft">
        <Link
          to={paths.noteAt(cluster, bounds, pinned)}
          preventScrollReset
          className="font-medium text-ink hover:text-accent hover:underline"
        >
          <PinnedTo pin={note} nowMs={nowMs} />
        </Link>
        {author !== null && <Foreign text={author} />}
        <span className="text-faint">
          {deleted ? 'deleted' : revision === 1 ? 'written' : 'edited'}{' '}
          {/* The page's now goes in steps of some seconds; nothing is written in the future. */}
          <RelativeTime atMs={editedAtMs} nowMs={Math.max(nowMs, editedAtMs)} stop={false} />
        </span>
      </p>
      {basedOn === null ? (
        <div className={deleted ? 'text-faint line-through' : undefined}>
          <Markdown text={text} />
        </div>
      ) : (
        <>
          {theirs && <Theirs note={note} onKeepMine={() => setBasedOn(revision)} onTakeTheirs={leave} />}
          <NoteEditor
            draft={draft}
            label="Edit the note"
            initial={text}
            pins={pinsOf({ kept: note, ...choosable })}
            saving={editing.isPending}
            problem={editing.error === null || theirs ? null : editing.error.message}
            nowMs={nowMs}
            onSave={save}
            onCancel={leave}
          />
        </>
      )}
      {basedOn === null && (
        <p className="flex flex-wrap gap-x-4">
          {mayWrite && (
            <button type="button" onClick={() => setBasedOn(revision)} className={act}>
              {deleted ? 'Bring back' : 'Edit'}
            </button>
          )}
          {mayWrite && !deleted && (
            <button
              type="button"
              disabled={deleting.isPending}
              onClick={() => deleting.mutate({ id, revision }, { onSuccess: onRemoved })}
              className={act}
            >
              Delete
            </button>
          )}
          {revision > 1 && (
            <button
              type="button"
              aria-expanded={history}
              onClick={() => setHistory(!history)}
              className={act}
            >
              {history ? 'Hide what it said before' : `What it said before (${revision - 1})`}
            </button>
          )}
          {deleting.error !== null && (
            <span role="alert" className="text-sm">
              {deleting.error.message}
            </span>
          )}
        </p>
      )}
      {history && <Revisions cluster={cluster} id={id} nowMs={nowMs} />}
    </li>
  );
}

type TheirsProps = { note: Note; onKeepMine(): void; onTakeTheirs(): void };

/** Somebody else was faster: both are there to be seen before one of them goes. */
function Theirs({ note: { text, deleted, author }, onKeepMine, onTakeTheirs }: TheirsProps) {
  const who = author ?? 'Somebody';
  return (
    <div
      role="alert"
      className="flex flex-col gap-2 rounded-sm border border-accent bg-accent-tint px-3 py-2"
    >
      <p className="font-medium">
        <Foreign text={who} /> {deleted ? 'deleted' : 'changed'} this note while you were editing it
        {deleted ? '.' : '. It says now:'}
      </p>
      {!deleted && <Markdown text={text} />}
      <p className="flex gap-4">
        <button type="button" onClick={onKeepMine} className="text-sm text-accent hover:underline">
          Go on with mine
        </button>
        <button type="button" onClick={onTakeTheirs} className="text-sm text-accent hover:underline">
          Leave theirs
        </button>
      </p>
    </div>
  );
}

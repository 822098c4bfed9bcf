import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { MAX_NOTE_LENGTH } from '~wire/history.ts';
import { Choice } from '../../../ui/Choice.tsx';
import { Markdown } from './Markdown.tsx';
import { PinnedTo } from './PinnedTo.tsx';
import { useDraft } from './draft.ts';
import { PIN_KINDS, type Pin, type Pins } from './pins.ts';

type NoteEditorProps = {
  /** Names what is written, also while the page is away. */
  draft: string;
  label: string;
  initial: string;
  pins: Pins;
  saving: boolean;
  /** Why it could not be saved; null: nothing is wrong. */
  problem: string | null;
  nowMs: number;
  onSave(text: string, pin: Pin): Promise<boolean>;
  onCancel(): void;
};

const PIN_WORDS = {
  kept: 'As it is',
  selection: 'What is marked',
  moment: 'Chosen moment',
  view: 'What is in view',
} as const;
const FORMS = ['write', 'preview'] as const;
const FORM_WORDS = { write: 'Write', preview: 'Preview' } as const;

/** Where a note is written, in Markdown, and pinned to something. */
export function NoteEditor(props: NoteEditorProps) {
  const { label, initial, pins, saving, problem, nowMs, onSave, onCancel } = props;
  const [text, keep] = useDraft(props.draft, initial);
  const kinds = PIN_KINDS.filter((kind) => pins.has(kind));
  const [wanted, setWanted] = useState([...pins.keys()][0] ?? 'view');
  const kind = pins.has(wanted) ? wanted : 'view';
  const pin = pins.get(kind);
  const [form, setForm] = useState<(typeof FORMS)[number]>('write');
  const field = useRef<HTMLTextAreaElement>(null);
  const rest = useId();
  useEffect(() => field.current?.focus(), []);

  const left = MAX_NOTE_LENGTH - text.length;
  const ready = text.trim() !== '' && left >= 0 && !saving && pin !== undefined;
  const save = async (): Promise<void> => {
    if (ready && (await onSave(text, pin))) keep(null);
  };
  const cancel = (): void => {
    keep(null);
    onCancel();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void save();
    }
    // What was written is not thrown away by one key.
    if (event.key === 'Escape' && !event.nativeEvent.isComposing && text === initial) cancel();
  };
  return (
    <form
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={onKey}
      className="flex flex-col gap-2"
    >
      <div className="flex flex-wrap items-center gap-2">
        <Choice
          label="Pinned to"
          of={kinds}
          words={PIN_WORDS}
          chosen={kind}
          onChoose={(choice) => setWanted(choice)}
        />
        <Choice
          label="Form of the note"
          of={FORMS}
          words={FORM_WORDS}
          chosen={form}
          onChoose={(choice) => setForm(choice)}
          className="ml-auto"
        />
      </div>
      {pin !== undefined && (
        <p className="text-sm text-soft">
          <PinnedTo pin={pin} nowMs={nowMs} />
        </p>
      )}
      {form === 'write' ? (
        <textarea
          ref={field}
          aria-label="Text in Markdown"
          aria-describedby={rest}
          rows={6}
          value={text}
          dir="auto"
          onChange={(event) => keep(event.target.value)}
          placeholder="What happened, what was done. Markdown: **bold**, `code`, - lists, links."
          className="w-full resize-y rounded-sm border border-control bg-surface px-2 py-1.5 placeholder:text-faint"
        />
      ) : (
        <div className="rounded-sm border border-line bg-sunken px-3 py-2">
          {text.trim() === '' ? <p className="text-soft">Nothing yet.</p> : <Markdown text={text} />}
        </div>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <button
          type="submit"
          disabled={!ready}
          className="h-7 rounded-sm border border-accent bg-accent-tint px-3 text-ink hover:bg-hover disabled:opacity-50"
        >
          {saving ? 'Saving …' : 'Save'}
        </button>
        <button
          type="button"
          onClick={cancel}
          className="h-7 rounded-sm border border-line px-3 text-soft hover:bg-hover hover:text-ink"
        >
          Cancel
        </button>
        <span id={rest} className="text-sm text-faint">
          {left < 1000 && `${left} characters left`}
        </span>
        <span role="alert" className="text-sm">
          {problem}
        </span>
      </div>
    </form>
  );
}

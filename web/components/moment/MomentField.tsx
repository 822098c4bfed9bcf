import { type FormEvent, useId, useRef, useState } from 'react';
import { useNow } from '../../api/live-context.tsx';
import { formatFull, zoneName } from '../../lib/instant.ts';
import { type Typed, parseTyped, toTyped } from '../../lib/typed-moment.ts';
import { zoneWord } from '../../lib/zone-words.ts';
import { useZone } from '../../url/display.tsx';

type MomentFieldProps = {
  /** The moment that is looked at; none: the present. */
  atMs?: number;
  autoFocus?: boolean;
  onGo(atMs: number): void;
};

const button =
  'h-8 rounded-sm border border-current/45 px-2.5 text-sm font-medium whitespace-nowrap hover:bg-current/10';

/** Takes a moment as somebody writes it, in the zone that times are shown in. */
export function MomentField({ atMs, autoFocus = false, onGo }: MomentFieldProps) {
  const zone = useZone();
  const presentMs = useNow('live');
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<Typed | null>(null);
  const problemId = useId();
  const shownMs = atMs ?? presentMs;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const read = parseTyped(field.current?.value ?? '', zone, presentMs);
    setTyped(read);
    if (read.kind === 'at') onGo(read.atMs);
    else field.current?.select();
  };
  const problem = typed === null ? null : problemOf(typed, zoneWord(zone));
  return (
    <form onSubmit={submit} className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <label className="flex items-center gap-2">
        <span className="sr-only">Go to a moment, in {zoneName(shownMs, zone)}</span>
        <input
          ref={field}
          key={zone}
          data-shortcut="moment"
          aria-keyshortcuts="g m"
          aria-invalid={problem !== null}
          aria-describedby={problemId}
          autoFocus={autoFocus}
          defaultValue={toTyped(atMs ?? presentMs - (presentMs % 1000), zone)}
          onFocus={(event) => event.currentTarget.select()}
          spellCheck={false}
          autoComplete="off"
          enterKeyHint="go"
          className="h-8 w-52 rounded-sm border border-current/45 bg-transparent px-2"
        />
        <span aria-hidden="true" className="text-sm">
          {zoneName(shownMs, zone)}
        </span>
      </label>
      <button type="submit" className={button}>
        Go
      </button>
      <div id={problemId} role="status" className="flex flex-wrap items-center gap-2 text-sm empty:hidden">
        {problem}
        {typed?.kind === 'twice' &&
          typed.atMs.map((each) => (
            <button key={each} type="button" onClick={() => onGo(each)} className={button}>
              {formatFull(each, zone)}
            </button>
          ))}
      </div>
    </form>
  );
}

/** What is wrong with it; null: nothing. */
function problemOf({ kind }: Typed, zone: string): string | null {
  switch (kind) {
    case 'at':
      return null;
    case 'twice':
      return `That time came twice in ${zone}. Which one?`;
    case 'never':
      return `That time never came in ${zone}: its clocks were put forward.`;
    case 'future':
      return 'That has not come yet.';
    case 'senseless':
      return 'Write it like 2026-11-20 03:12:07, or 03:12.';
  }
}

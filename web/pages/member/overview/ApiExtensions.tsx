import { useState } from 'react';
import { Foreign } from '../../../ui/Foreign.tsx';

/** The API extensions, hundreds of words: how many, and on demand which. */
export function ApiExtensions({ extensions }: { extensions: readonly string[] }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)} className="border-t border-line">
      <summary className="px-5 py-2.5 text-soft hover:text-ink">{extensions.length} API extensions</summary>
      {open && <ExtensionList extensions={extensions} />}
    </details>
  );
}

function ExtensionList({ extensions }: { extensions: readonly string[] }) {
  const [text, setText] = useState('');
  const found = extensions.filter((name) => name.includes(text.trim().toLowerCase())).toSorted();
  return (
    <div className="flex flex-col gap-2 px-5 pb-3">
      <input
        type="search"
        aria-label="Filter API extensions"
        placeholder="Filter"
        value={text}
        onChange={(event) => setText(event.target.value)}
        spellCheck={false}
        autoComplete="off"
        className="h-7 w-56 max-w-full rounded-sm border border-control bg-surface px-2 placeholder:text-faint"
      />
      {found.length === 0 ? (
        <p className="text-soft">None has this in its name.</p>
      ) : (
        <ul
          tabIndex={0}
          aria-label="API extensions"
          className="max-h-64 columns-[15rem] gap-4 overflow-y-auto text-sm"
        >
          {found.map((name) => (
            <li key={name}>
              <Foreign text={name} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

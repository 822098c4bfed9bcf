import { useState } from 'react';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { Foreign } from '../../../ui/Foreign.tsx';

type RawJsonProps = {
  title: string;
  /** Where it comes from. */
  note: string;
  /** Undefined: it is not held. */
  value: unknown;
  /** From the beginning. */
  open?: boolean;
};

/** A value as it is. Written out only while it is open. */
export function RawJson({ title, note, value, open: openAtFirst = false }: RawJsonProps) {
  const [open, setOpen] = useState(openAtFirst);
  return (
    <details
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className="rounded-md border border-line bg-surface"
    >
      <summary className="px-5 py-2.5">
        <h2 className="inline font-semibold">{title}</h2>
        <span className="ml-2 text-sm text-faint">
          <Foreign text={note} />
        </span>
      </summary>
      {open && <Json title={title} value={value} />}
    </details>
  );
}

function Json({ title, value }: { title: string; value: unknown }) {
  if (value === undefined) {
    return <p className="border-t border-line px-5 py-3 text-soft">The proxy has not told it.</p>;
  }
  const text = JSON.stringify(value, null, 2);
  return (
    <div className="relative border-t border-line">
      <div className="absolute top-2 right-4">
        <CopyButton text={text} label={`Copy: ${title}`} word="Copy" />
      </div>
      <pre
        tabIndex={0}
        aria-label={title}
        className="max-h-[70dvh] overflow-auto px-5 py-3 font-mono text-xs whitespace-pre-wrap"
      >
        {text}
      </pre>
    </div>
  );
}

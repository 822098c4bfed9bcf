import { useEffect, useState } from 'react';
import { copyText } from '../lib/clipboard.ts';
import { Icon } from './Icon.tsx';

type CopyButtonProps = {
  text: string;
  /** What it is called by who can't see it, and on hover: "Copy name". */
  label: string;
  /** What stands beside the pictogram; none: the pictogram alone. */
  word?: string;
};

/** How long (ms) the outcome stays to be read. */
const TOLD_FOR_MS = 2500;

/** Copies a text, and says whether it could. */
export function CopyButton({ text, label, word }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null);
  useEffect(() => {
    if (outcome === null) return undefined;
    const timer = setTimeout(() => setOutcome(null), TOLD_FOR_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async (): Promise<void> => setOutcome((await copyText(text)) ? 'copied' : 'refused');
  return (
    <span className="inline-flex items-center">
      <button
        type="button"
        aria-label={label}
        title={label}
        onClick={() => void copy()}
        className="flex h-6 items-center gap-1.5 rounded-sm border border-line bg-surface px-1.5 text-sm text-soft hover:border-edge hover:bg-hover hover:text-ink"
      >
        <Icon name={outcome === 'copied' ? 'check' : 'copy'} className="size-3.5" />
        {word}
      </button>
      {/* There before it has anything to say, or else it would not be read aloud. */}
      <span role="status" className="text-sm text-soft not-empty:ml-2">
        {outcome === 'copied' && 'Copied'}
        {outcome === 'refused' && 'The browser does not allow copying here'}
      </span>
    </span>
  );
}

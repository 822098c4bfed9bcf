import { CopyButton } from '../ui/CopyButton.tsx';

type CommandLineProps = {
  /** What it does: "Show it". */
  what: string;
  /** Null: a name in it cannot be typed. */
  command: string | null;
};

/** A command for a shell, to be copied. */
export function CommandLine({ what, command }: CommandLineProps) {
  return (
    <div>
      <p className="text-sm text-faint">{what}</p>
      {command === null ? (
        <p className="text-soft">A name in it holds control characters, which no terminal lets through.</p>
      ) : (
        <div className="flex items-start justify-between gap-3">
          <code dir="ltr" className="min-w-0 pt-0.5 font-mono text-sm whitespace-pre-wrap">
            {command}
          </code>
          <CopyButton text={command} label={`Copy command: ${what}`} />
        </div>
      )}
    </div>
  );
}

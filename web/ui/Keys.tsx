const NAMES: Readonly<Record<string, string>> = {
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
};

/** On a Mac it is the command key that goes with letters. */
const MODIFIER = /Mac|iP/.test(navigator.platform) ? '⌘' : 'Ctrl';

/** A plus stands between two keys, unless it is one. */
const BETWEEN = / |(?<=.)\+/;

/** The keys of a shortcut as they are written on a keyboard. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className="inline-flex gap-1">
      {keys.split(BETWEEN).map((key, index) => (
        <kbd
          key={index}
          className="min-w-5 rounded-sm border border-line px-1 text-center font-sans text-xs leading-4.5 text-soft"
        >
          {key === 'Mod' ? MODIFIER : (NAMES[key] ?? key)}
        </kbd>
      ))}
    </span>
  );
}

type ChoiceProps<T extends string> = {
  label: string;
  of: readonly T[];
  words: Readonly<Record<T, string>>;
  chosen: T;
  onChoose(choice: T): void;
  className?: string;
};

/** One of a few, all of them in sight. */
export function Choice<T extends string>({
  label,
  of,
  words,
  chosen,
  onChoose,
  className = '',
}: ChoiceProps<T>) {
  return (
    <div
      role="group"
      aria-label={label}
      className={`flex h-7 shrink-0 rounded-sm border border-line text-sm ${className}`}
    >
      {of.map((choice) => (
        <button
          key={choice}
          type="button"
          aria-pressed={choice === chosen}
          onClick={() => onChoose(choice)}
          className="px-2 text-soft hover:bg-hover aria-pressed:bg-accent-tint aria-pressed:text-ink"
        >
          {words[choice]}
        </button>
      ))}
    </div>
  );
}

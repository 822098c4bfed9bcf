type TableSwitchProps = { on: boolean; onChange(on: boolean): void; what: string };

/** Shows as a table what is drawn. */
export function TableSwitch({ on, onChange, what }: TableSwitchProps) {
  return (
    <button
      type="button"
      aria-pressed={on}
      aria-label={`Show as table: ${what}`}
      onClick={() => onChange(!on)}
      className="ml-auto h-7 rounded-sm border border-line px-2 text-sm text-soft hover:bg-hover hover:text-ink aria-pressed:border-accent aria-pressed:bg-accent-tint aria-pressed:text-ink"
    >
      Show as table
    </button>
  );
}

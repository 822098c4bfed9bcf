import { Icon } from '../ui/Icon.tsx';

/** The palette for those who do not know its key yet; it is the keyboard's business to open it. */
export function FindButton() {
  return (
    <button
      type="button"
      data-shortcut="palette"
      aria-keyshortcuts="Control+K Meta+K"
      title="Ctrl+K, or ? for all keys"
      className="flex h-7 items-center gap-2 rounded-sm border border-line px-1.5 text-sm text-soft hover:bg-hover hover:text-ink"
    >
      <Icon name="search" className="size-3.5" />
      <span className="max-md:sr-only">Find</span>
    </button>
  );
}

/** The keyboard's business for those who do not know its keys yet: it is what reads these buttons, too. */
import { Icon } from '../ui/Icon.tsx';

const button =
  'flex h-7 items-center gap-2 rounded-sm border border-line px-1.5 text-sm text-soft hover:bg-hover hover:text-ink';

export function FindButton() {
  return (
    <button
      type="button"
      data-shortcut="palette"
      aria-keyshortcuts="Control+K Meta+K"
      title="Ctrl+K, or ? for all keys"
      className={button}
    >
      <Icon name="search" className="size-3.5" />
      <span className="max-md:sr-only">Find</span>
    </button>
  );
}

export function MomentButton() {
  return (
    <button type="button" data-shortcut="moment" title="See this page as it was: g m" className={button}>
      <Icon name="clock" className="size-3.5" />
      <span className="sr-only">Go to a moment</span>
    </button>
  );
}

import { type KeyboardEvent, useEffect, useRef } from 'react';
import { Icon } from '../ui/Icon.tsx';

type TextFilterProps = {
  label: string;
  placeholder?: string;
  /** Whether it is the one of the page that `/` leads to. */
  shortcut?: boolean;
  text: string;
  onChange(text: string): void;
};

/**
 * Finds things by any words of theirs. While it has the focus the field itself is what holds: the URL follows, and
 * would lose letters if it led, since going there takes longer than the next key.
 */
export function TextFilter({
  label,
  placeholder = 'Filter',
  shortcut = true,
  text,
  onChange,
}: TextFilterProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (field.current !== null && document.activeElement !== field.current) field.current.value = text;
  }, [text]);
  /** Clears first, and leaves once there is nothing to clear. */
  const escape = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
    const { currentTarget } = event;
    event.preventDefault();
    if (currentTarget.value === '') return currentTarget.blur();
    currentTarget.value = '';
    onChange('');
  };
  return (
    <label className="relative flex min-w-0 flex-[0_1_13rem] items-center max-sm:min-w-40 max-sm:flex-1">
      <span className="sr-only">{label}</span>
      <Icon name="search" className="pointer-events-none absolute left-2 size-3.5 text-faint" />
      <input
        ref={field}
        type="search"
        data-shortcut={shortcut ? 'filter' : undefined}
        aria-keyshortcuts={shortcut ? '/' : undefined}
        onKeyDown={escape}
        defaultValue={text}
        onChange={(event) => onChange(event.target.value)}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        className="h-7 w-full min-w-0 rounded-sm border border-control bg-surface pr-1.5 pl-7 placeholder:text-faint"
      />
    </label>
  );
}

/** What somebody has begun to write stays for as long as the tab is open: a page that loads itself anew must not lose it. */
import { useState } from 'react';

const keyOf = (name: string): string => `rollcall draft ${name}`;

/** Null: nothing has been begun. */
export function readDraft(name: string): string | null {
  try {
    return sessionStorage.getItem(keyOf(name));
  } catch {
    return null;
  }
}

function keepDraft(name: string, text: string | null): void {
  try {
    if (text === null) sessionStorage.removeItem(keyOf(name));
    else sessionStorage.setItem(keyOf(name), text);
  } catch {
    // A browser that keeps nothing lets one write all the same.
  }
}

/** A text that begins with what was left of it, or else with `initial`. `keep(null)`: it is done with. */
export function useDraft(name: string, initial: string): [text: string, keep: (text: string | null) => void] {
  const [text, setText] = useState(() => readDraft(name) ?? initial);
  return [
    text,
    (next) => {
      setText(next ?? '');
      keepDraft(name, next);
    },
  ];
}

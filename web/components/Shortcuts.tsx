import { type ReactNode, useEffect, useState } from 'react';

/** By then the page is there, and nothing that it needs waits for this. */
const AFTER_MS = 3000;
/** Somebody is there who may press a key next. */
const SIGNS_OF_LIFE = ['pointermove', 'pointerdown', 'keydown'] as const;

/** The keyboard of the app. Fetched after the first page, whose size it does not add to; no key is lost by that. */
export function Shortcuts() {
  const [keyboard, setKeyboard] = useState<ReactNode>(null);
  useEffect(() => {
    const waiting = new AbortController();
    const load = (sign?: Event): void => {
      clearTimeout(timer);
      waiting.abort();
      // Without it, the page still does all that a mouse and Tab can do.
      import('./Keyboard.tsx').then(({ Keyboard }) => setKeyboard(<Keyboard first={sign} />), console.warn);
    };
    const timer = setTimeout(load, AFTER_MS);
    for (const sign of SIGNS_OF_LIFE) document.addEventListener(sign, load, { signal: waiting.signal });
    return () => {
      clearTimeout(timer);
      waiting.abort();
    };
  }, []);
  return keyboard;
}

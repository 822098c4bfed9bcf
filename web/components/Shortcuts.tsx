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
    const { signal } = waiting;
    // Until the keyboard reads them itself.
    const pressed: KeyboardEvent[] = [];
    let loading = false;
    const load = async (): Promise<void> => {
      if (loading) return;
      loading = true;
      clearTimeout(timer);
      try {
        const { Keyboard } = await import('./Keyboard.tsx');
        if (!signal.aborted) setKeyboard(<Keyboard pressed={pressed} onRead={() => waiting.abort()} />);
      } catch (error) {
        // Without it, the page still does all that a mouse and Tab can do.
        console.warn(error);
      }
    };
    const timer = setTimeout(() => void load(), AFTER_MS);
    document.addEventListener('keydown', (event) => pressed.push(event), { signal });
    for (const sign of SIGNS_OF_LIFE) document.addEventListener(sign, () => void load(), { signal });
    return () => {
      clearTimeout(timer);
      waiting.abort();
    };
  }, []);
  return keyboard;
}

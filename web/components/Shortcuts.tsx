import { type ComponentType, useEffect, useState } from 'react';

/** By then the page is there, and nothing that it needs waits for this. */
const AFTER_MS = 300;

/** The keyboard of the app. Fetched a moment after the first page, whose size it does not add to. */
export function Shortcuts() {
  const [Keyboard, setKeyboard] = useState<ComponentType | null>(null);
  useEffect(() => {
    const load = async (): Promise<void> => {
      const loaded = await import('./Keyboard.tsx');
      setKeyboard(() => loaded.Keyboard);
    };
    // Without it, the page still does all that a mouse and Tab can do.
    const timer = setTimeout(() => void load().catch(console.warn), AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return Keyboard && <Keyboard />;
}

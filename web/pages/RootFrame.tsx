import { useEffect } from 'react';
import { Outlet, ScrollRestoration } from 'react-router';
import { useStream } from '../api/live-context.tsx';
import { AppHeader } from '../components/AppHeader.tsx';
import { Shortcuts } from '../components/Shortcuts.tsx';
import { DisplayProvider, useDisplay } from '../url/display.tsx';

/** What every page has: the header, and the display that the URL asks for. */
export function RootFrame() {
  useStream();
  return (
    <DisplayProvider>
      <Theme />
      <div className="flex min-h-dvh flex-col">
        <AppHeader />
        <Outlet />
        <ScrollRestoration />
      </div>
      <Shortcuts />
    </DisplayProvider>
  );
}

/** Sets the colours of the whole document. */
function Theme() {
  const { theme } = useDisplay();
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  return null;
}

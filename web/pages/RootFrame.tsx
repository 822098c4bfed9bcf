import { useEffect } from 'react';
import { Outlet, ScrollRestoration } from 'react-router';
import { AppHeader } from '../components/AppHeader.tsx';
import { useDisplay } from '../url/display.ts';

/** What every page has: the header, and the colours that the URL asks for. */
export function RootFrame() {
  const { theme } = useDisplay();
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  return (
    <div className="flex min-h-dvh flex-col">
      <AppHeader />
      <Outlet />
      <ScrollRestoration />
    </div>
  );
}

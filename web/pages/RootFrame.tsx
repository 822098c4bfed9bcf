import { Suspense, lazy, useEffect, useMemo } from 'react';
import { Outlet, ScrollRestoration, useSearchParams } from 'react-router';
import { useStream } from '../api/live-context.tsx';
import { AppHeader } from '../components/AppHeader.tsx';
import { Shortcuts } from '../components/Shortcuts.tsx';
import { formatFull } from '../lib/instant.ts';
import { TitleContext } from '../ui/usePageTitle.ts';
import { AtProvider, useAt } from '../url/at.tsx';
import { DisplayProvider, useDisplay } from '../url/display.tsx';

/** Live pages do without it. */
const MomentBanner = lazy(async () => ({
  default: (await import('../components/moment/MomentBanner.tsx')).MomentBanner,
}));

/** What every page has: the header, the display and the moment that the URL asks for. */
export function RootFrame() {
  useStream();
  return (
    <DisplayProvider>
      <AtProvider>
        <Theme />
        <Page />
        <Shortcuts />
      </AtProvider>
    </DisplayProvider>
  );
}

function Page() {
  const at = useAt();
  const { zone } = useDisplay();
  const [params] = useSearchParams();
  const title = useMemo(() => (at === 'live' ? [] : [formatFull(at, zone)]), [at, zone]);
  return (
    <TitleContext value={title}>
      <div data-past={at === 'live' ? undefined : ''} className="flex min-h-dvh flex-col">
        <AppHeader />
        {params.has('at') && (
          <Suspense fallback={<div className="moment-band" />}>
            <MomentBanner />
          </Suspense>
        )}
        <Outlet />
        <ScrollRestoration />
      </div>
    </TitleContext>
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

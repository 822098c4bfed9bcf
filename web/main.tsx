/** Starts the app: the cache, the clock, the stream and the router, and nothing else. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { RouterProvider, createBrowserRouter } from 'react-router';
import { takeDisplayToken } from './api/display-token.ts';
import { leaveWhatIsGone } from './api/leave-gone.ts';
import { LiveContext } from './api/live-context.tsx';
import { createLive } from './api/live.ts';
import { reloadWhenAnswered } from './api/reload.ts';
import { leaveIfLoggedOut } from './api/session.ts';
import { createUpdates } from './api/updates.ts';
import { watchBrowser } from './api/watch-browser.ts';
import { readBrowserClocks } from './lib/browser-clocks.ts';
import { createProxyClock } from './lib/clock.ts';
import { appRoutes } from './routes.tsx';
import './styles.css';

// Before anything is asked for.
takeDisplayToken();

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The stream brings what is new, and says when it cannot.
      refetchOnMount: false,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      retry: false,
      networkMode: 'always',
      // Deltas keep what has not changed as it is; comparing a thousand members again would cost a frame.
      structuralSharing: false,
    },
  },
});
const clock = createProxyClock(readBrowserClocks);
const updates = createUpdates(reloadWhenAnswered, clock.nowMs);
const live = createLive({
  queryClient,
  clock,
  open: (url) => new EventSource(url),
  random: Math.random,
  suspectLogOut: (begun) => void leaveIfLoggedOut(begun),
  outdated: (unreadable) => (unreadable ? updates.take() : updates.found()),
});
live.subscribe(() => {
  const connection = live.connection();
  if (connection.state === 'lost')
    void leaveWhatIsGone(queryClient, clock.nowMs() - (connection.sinceMs ?? -Infinity));
});
watchBrowser(live, clock);

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root.');
createRoot(root).render(
  <QueryClientProvider client={queryClient}>
    <LiveContext value={{ live, clock, updates }}>
      <RouterProvider router={createBrowserRouter(appRoutes(queryClient, live.told))} />
    </LiveContext>
  </QueryClientProvider>,
);

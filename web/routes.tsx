/** The map of the app. The overview comes with the first load; the other pages when they are opened. */
import type { QueryClient } from '@tanstack/react-query';
import {
  type LoaderFunctionArgs,
  type RouteObject,
  type ShouldRevalidateFunctionArgs,
  redirect,
} from 'react-router';
import { clusterQuery, clustersQuery } from './api/queries.ts';
import { ClusterFrame } from './pages/ClusterFrame.tsx';
import { ErrorPage } from './pages/ErrorPage.tsx';
import { RootFrame } from './pages/RootFrame.tsx';
import { OverviewPage } from './pages/overview/OverviewPage.tsx';
import { parseAt } from './url/at.tsx';
import { parseDisplay } from './url/display.tsx';
import { pagePaths } from './url/paths.ts';

/** `told`: takes the proxy's time from a list that it has just given; until the stream begins, a page would judge by its own clock. */
export function appRoutes(queryClient: QueryClient, told: (proxyMs: number) => void): RouteObject[] {
  async function listed() {
    const known = queryClient.getQueryData(clustersQuery().queryKey);
    if (known !== undefined) return known;
    const list = await queryClient.ensureQueryData(clustersQuery());
    told(list.nowMs);
    return list;
  }

  /** With one cluster, the list is that cluster. */
  async function loadHome({ request }: LoaderFunctionArgs) {
    const { clusters } = await listed();
    const params = new URL(request.url).searchParams;
    const at = parseAt(params);
    const [only] = clusters;
    if (only !== undefined && clusters.length === 1) {
      return redirect(pagePaths(parseDisplay(params), at).cluster(only.key));
    }
    await queryClient.ensureQueryData(clustersQuery(at));
    return null;
  }

  async function loadCluster({ params, request }: LoaderFunctionArgs) {
    const at = parseAt(new URL(request.url).searchParams);
    await queryClient.ensureQueryData(clusterQuery(params['cluster'] ?? '', at));
    return null;
  }

  /** Before anything is asked for: a wall that was opened by a display's link is let in by it. */
  async function enterWall() {
    await (await import('./api/enter-display.ts')).enterDisplay();
  }

  /** The wall is always of the present. */
  async function loadWall({ params }: LoaderFunctionArgs) {
    await enterWall();
    await Promise.all([queryClient.ensureQueryData(clusterQuery(params['cluster'] ?? '')), loadClusters()]);
    return null;
  }

  async function loadWalls() {
    await enterWall();
    return loadClusters();
  }

  /** And the time: a cluster alone does not say by which clock it is to be judged. */
  async function loadClusters() {
    await listed();
    return null;
  }

  return [
    {
      element: <RootFrame />,
      // Shown for the moment until the first data are there.
      hydrateFallbackElement: <></>,
      children: [
        {
          errorElement: <ErrorPage />,
          children: [
            {
              index: true,
              loader: loadHome,
              lazy: async () => ({ Component: (await import('./pages/HomePage.tsx')).HomePage }),
            },
            {
              path: 'clusters/:cluster',
              loader: loadCluster,
              shouldRevalidate: unlessOnlyTheViewChanged,
              element: <ClusterFrame />,
              children: [
                {
                  errorElement: <ErrorPage />,
                  children: [
                    { index: true, element: <OverviewPage /> },
                    {
                      path: 'members/:member',
                      lazy: async () => ({
                        Component: (await import('./pages/member/MemberPage.tsx')).MemberPage,
                      }),
                      children: memberTabs(queryClient),
                    },
                    {
                      path: 'timeline',
                      lazy: async () => {
                        const { TimelinePage, loadTimeline } =
                          await import('./pages/timeline/TimelinePage.tsx');
                        return { Component: TimelinePage, loader: loadTimeline(queryClient) };
                      },
                    },
                    {
                      path: 'compare',
                      lazy: async () => {
                        const { ComparePage, loadCompare } = await import('./pages/compare/ComparePage.tsx');
                        return { Component: ComparePage, loader: loadCompare(queryClient) };
                      },
                    },
                    {
                      path: '*',
                      lazy: async () => ({
                        Component: (await import('./pages/NotFoundPage.tsx')).NotFoundPage,
                      }),
                    },
                  ],
                },
              ],
            },
            {
              path: 'help/wall',
              loader: loadClusters,
              shouldRevalidate: unlessOnlyTheViewChanged,
              lazy: async () => ({
                Component: (await import('./pages/wall/help/WallHelpPage.tsx')).WallHelpPage,
              }),
            },
            {
              path: 'settings',
              lazy: async () => {
                const { SettingsPage, loadSettings } = await import('./pages/settings/SettingsPage.tsx');
                return { Component: SettingsPage, loader: loadSettings(queryClient) };
              },
            },
            {
              path: 'enrol',
              lazy: async () => ({ Component: (await import('./pages/enrol/EnrolPage.tsx')).EnrolPage }),
            },
            {
              path: '*',
              lazy: async () => ({ Component: (await import('./pages/NotFoundPage.tsx')).NotFoundPage }),
            },
          ],
        },
      ],
    },
    {
      path: 'login',
      hydrateFallbackElement: <></>,
      lazy: async () => ({ Component: (await import('./pages/login/LogInPage.tsx')).LogInPage }),
    },
    {
      path: 'wall',
      hydrateFallbackElement: <></>,
      lazy: async () => ({ Component: (await import('./pages/wall/WallFrame.tsx')).WallFrame }),
      children: [
        {
          // From the file of the frame: where that could be had, what is shown instead of a board can be, too.
          lazy: async () => ({
            ErrorBoundary: (await import('./pages/wall/WallFrame.tsx')).WallFailed,
          }),
          children: [
            {
              index: true,
              loader: loadWalls,
              lazy: async () => ({ Component: (await import('./pages/wall/WallPage.tsx')).WallPage }),
            },
            {
              path: ':cluster',
              loader: loadWall,
              lazy: async () => ({
                Component: (await import('./pages/wall/WallClusterPage.tsx')).WallClusterPage,
              }),
            },
          ],
        },
      ],
    },
  ];
}

/** The tabs of a member's page, each loaded when it is opened, along with what it shows. */
function memberTabs(queryClient: QueryClient): RouteObject[] {
  return [
    {
      index: true,
      lazy: async () => {
        const { OverviewTab, loadOverview } = await import('./pages/member/overview/OverviewTab.tsx');
        return { Component: OverviewTab, loader: loadOverview(queryClient) };
      },
    },
    {
      path: 'hardware',
      lazy: async () => {
        const { HardwareTab, loadHardware } = await import('./pages/member/hardware/HardwareTab.tsx');
        return { Component: HardwareTab, loader: loadHardware(queryClient) };
      },
    },
    {
      path: 'instances',
      lazy: async () => {
        const { InstancesTab, loadInstances } = await import('./pages/member/instances/InstancesTab.tsx');
        return { Component: InstancesTab, loader: loadInstances(queryClient) };
      },
    },
    {
      path: 'storage',
      lazy: async () => {
        const { StorageTab, loadStorage } = await import('./pages/member/storage/StorageTab.tsx');
        return { Component: StorageTab, loader: loadStorage(queryClient) };
      },
    },
    {
      path: 'events',
      lazy: async () => ({ Component: (await import('./pages/member/events/EventsTab.tsx')).EventsTab }),
    },
    {
      path: 'raw',
      lazy: async () => {
        const { RawTab, loadRaw } = await import('./pages/member/raw/RawTab.tsx');
        return { Component: RawTab, loader: loadRaw(queryClient) };
      },
    },
  ];
}

/** Another order, filter or display of what is there needs nothing new, but another moment does. */
function unlessOnlyTheViewChanged(change: ShouldRevalidateFunctionArgs): boolean {
  const { currentUrl, nextUrl, defaultShouldRevalidate } = change;
  const sameMoment = parseAt(currentUrl.searchParams) === parseAt(nextUrl.searchParams);
  const onlyTheView =
    sameMoment && currentUrl.pathname === nextUrl.pathname && currentUrl.search !== nextUrl.search;
  return !onlyTheView && defaultShouldRevalidate;
}

/** How the viewer wants everything shown: the zone of times and the colours. In the URL of every page. */
import { type ReactNode, createContext, use, useMemo } from 'react';
import { useLocation } from 'react-router';
import { type Zone, toZone } from '../lib/instant.ts';

export type Theme = 'system' | 'light' | 'dark';
export type Display = { zone: Zone; theme: Theme };

export const THEMES: readonly Theme[] = ['system', 'light', 'dark'];
/** Those that need not be looked for. */
export const ZONES: readonly Zone[] = ['utc', 'local'];

/** Anything that is not a known value is the default. */
export function parseDisplay(params: URLSearchParams): Display {
  const theme = params.get('theme');
  return {
    zone: toZone(params.get('zone') ?? '') ?? 'utc',
    theme: THEMES.find((known) => known === theme) ?? 'system',
  };
}

/** `params` with this display instead of theirs; defaults leave no trace. */
export function withDisplay(params: URLSearchParams, { zone, theme }: Display): URLSearchParams {
  const next = new URLSearchParams(params);
  if (zone === 'utc') next.delete('zone');
  else next.set('zone', zone);
  if (theme === 'system') next.delete('theme');
  else next.set('theme', theme);
  return next;
}

/** Parsed once for the page: every time on it asks for the zone. */
const DisplayContext = createContext<Display>({ zone: 'utc', theme: 'system' });

export function DisplayProvider({ children }: { children: ReactNode }) {
  const { search } = useLocation();
  const display = useMemo(() => parseDisplay(new URLSearchParams(search)), [search]);
  return <DisplayContext value={display}>{children}</DisplayContext>;
}

/** For what is shown as it would be with another display than that of the page around it. */
export function OtherDisplay({ display, children }: { display: Display; children: ReactNode }) {
  return <DisplayContext value={display}>{children}</DisplayContext>;
}

export const useDisplay = (): Display => use(DisplayContext);

export const useZone = (): Zone => useDisplay().zone;

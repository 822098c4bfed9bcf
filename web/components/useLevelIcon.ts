import { use, useEffect } from 'react';
import type { Level } from '~wire/verdict.ts';
import critical from '../ui/mark-critical.svg';
import degraded from '../ui/mark-degraded.svg';
import ok from '../ui/mark.svg';
import unknown from '../ui/mark-unknown.svg';
import { TitleContext } from '../ui/usePageTitle.ts';

const ICONS: Readonly<Record<Level, string>> = { ok, degraded, critical, unknown };

/** Has the browser keep the icons: that of an unknown level is wanted when the proxy can't bring it any more. */
export function keepIcons(): void {
  // One that can't be had now is asked for again when it is shown.
  for (const icon of Object.values(ICONS)) fetch(icon).catch(() => {});
}

/** Puts the level into the icon of the window, with a form of its own for each, for whoever sees no more of it than its tab. */
export function useLevelIcon(level: Level): void {
  const hasWindow = use(TitleContext) !== null;
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
    if (icon === null || !hasWindow) return undefined;
    icon.href = ICONS[level];
    return () => {
      icon.href = ok;
    };
  }, [level, hasWindow]);
}

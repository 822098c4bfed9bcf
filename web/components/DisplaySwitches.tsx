import { Link, useLocation, useSearchParams } from 'react-router';
import { zoneTitle, zoneWord } from '../lib/zone-words.ts';
import { type Display, THEMES, ZONES, useDisplay, withDisplay } from '../url/display.tsx';
import { Icon } from '../ui/Icon.tsx';

const THEME_NAMES = {
  system: 'Colours of the system',
  light: 'Light colours',
  dark: 'Dark colours',
} as const;

const group = 'flex items-center rounded-sm border border-line p-px text-sm';
const choice =
  'flex h-6 items-center rounded-[2px] px-1.5 text-soft hover:bg-hover hover:text-ink aria-[current]:bg-accent-tint aria-[current]:text-accent';

/** The zone of all times and the colours: kept in the URL, so that a link shows everyone the same. */
export function DisplaySwitches() {
  const [params] = useSearchParams();
  const { pathname } = useLocation();
  const display = useDisplay();
  const to = (change: Partial<Display>) => ({
    pathname,
    search: withDisplay(params, { ...display, ...change }).toString(),
  });
  return (
    <nav aria-label="Display" className="flex items-center gap-2">
      <div className={group}>
        {[...new Set([...ZONES, display.zone])].map((zone) => (
          <Link
            key={zone}
            to={to({ zone })}
            replace
            preventScrollReset
            title={zoneTitle(zone)}
            aria-current={display.zone === zone || undefined}
            className={choice}
          >
            {zoneWord(zone)}
          </Link>
        ))}
        <button type="button" data-shortcut="zones" title="Times in another zone" className={choice}>
          <span aria-hidden="true">…</span>
          <span className="sr-only">Another zone</span>
        </button>
      </div>
      <div className={group}>
        {THEMES.map((theme) => (
          <Link
            key={theme}
            to={to({ theme })}
            replace
            preventScrollReset
            aria-label={THEME_NAMES[theme]}
            title={THEME_NAMES[theme]}
            aria-current={display.theme === theme || undefined}
            className={choice}
          >
            <Icon name={theme} className="size-3.5" />
          </Link>
        ))}
      </div>
    </nav>
  );
}

import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { type Action, type Begun, press } from '../lib/keys.ts';
import { stepRow } from '../ui/row-focus.ts';
import { useAt, withAt } from '../url/at.tsx';
import { usePaths } from '../url/paths.ts';
import { keepIcons } from './useLevelIcon.ts';

type DialogName = 'palette' | 'help' | 'moment' | 'zones';
/** `which` null: a note that one could not be opened. */
type OpenDialog = { which: DialogName | null; shown: ReactNode };

/** What there are buttons for in every header. */
const BUTTONS = ['palette', 'moment', 'zones'] as const;
const FIELDS = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]';
/** What is open over the page has keys of its own. */
const OVER_THE_PAGE = 'dialog, [role=dialog], [popover]';
/** How long (ms) the note stays to be read. */
const TOLD_FOR_MS = 8000;

/**
 * Does what the keys say, for the whole app. The dialogs that they open are loaded when they are first asked for.
 * `pressed`: the keys that went down while it was fetched; `onRead`: from then on it reads them itself.
 */
export function Keyboard({ pressed, onRead }: { pressed: readonly KeyboardEvent[]; onRead(): void }) {
  const navigate = useNavigate();
  const paths = usePaths();
  const { cluster } = useParams();
  const [params] = useSearchParams();
  const at = useAt();
  const [dialog, setDialog] = useState<OpenDialog | null>(null);

  const close = (): void => setDialog(null);
  const open = (which: DialogName): void => {
    const load = async (): Promise<ReactNode> => {
      if (which === 'palette') {
        const { CommandPalette } = await import('./palette/CommandPalette.tsx');
        return <CommandPalette onClose={close} onDo={does} />;
      }
      if (which === 'moment') {
        const { MomentDialog } = await import('./moment/MomentDialog.tsx');
        return <MomentDialog onClose={close} />;
      }
      if (which === 'zones') {
        const { ZoneDialog } = await import('./ZoneDialog.tsx');
        return <ZoneDialog onClose={close} />;
      }
      const { ShortcutsHelp } = await import('./ShortcutsHelp.tsx');
      return <ShortcutsHelp onClose={close} />;
    };
    const tell = (): void => {
      const note: OpenDialog = { which: null, shown: <NotLoaded /> };
      setDialog(note);
      setTimeout(() => setDialog((current) => (current === note ? null : current)), TOLD_FOR_MS);
    };
    load().then((shown) => setDialog({ which, shown }), tell);
  };

  const go = (path: string): true => {
    // To go where one is is no step to come back from.
    void navigate(path, { replace: path === location.pathname + location.search });
    return true;
  };

  /** False: there is nothing here that this could be done to, so the key is left to the browser. */
  const does = (action: Action): boolean => {
    switch (action) {
      case 'moment':
        // The wall is always of the present.
        if (location.pathname.startsWith('/wall')) return false;
        if (focusField('moment')) return true;
        open('moment');
        return true;
      case 'live':
        return at !== 'live' && go(`${location.pathname}?${withAt(params, 'live').toString()}`);
      case 'palette':
      case 'help':
      case 'zones':
        if (dialog?.which === action) close();
        else open(action);
        return true;
      case 'clusters':
        return go(paths.home);
      case 'overview':
        return go(cluster === undefined ? paths.home : paths.cluster(cluster));
      case 'timeline':
        return cluster !== undefined && go(paths.timeline(cluster));
      case 'wall':
        return go(paths.wall(cluster));
      case 'full-screen':
        // Elsewhere the letter is nobody's business.
        return location.pathname.startsWith('/wall') && switchFullScreen();
      case 'previous':
        return follow('a[rel=prev]');
      case 'next':
        return follow('a[rel=next]');
      case 'filter':
        return focusField('filter');
      case 'row-down':
        return stepRow('down');
      case 'row-up':
        return stepRow('up');
      case 'row-first':
        return stepRow('first');
      case 'row-last':
        return stepRow('last');
    }
  };
  const act = useEffectEvent(does);

  // It comes after the page, too, and there is no hurry.
  useEffect(keepIcons, []);

  useEffect(() => {
    let begun: Begun = null;
    const read = (event: KeyboardEvent): void => {
      const target = event.target instanceof Element ? event.target : document.body;
      const altGraph = event.getModifierState('AltGraph');
      const command = (event.ctrlKey || event.metaKey) && !altGraph;
      const elsewhere =
        event.defaultPrevented ||
        event.isComposing ||
        (event.altKey && !altGraph) ||
        (command && event.shiftKey) ||
        (!command && target.closest(OVER_THE_PAGE) !== null);
      if (elsewhere) return;
      const typing = target.closest(FIELDS) !== null;
      const step = press(begun, { key: event.key, command, typing, atMs: event.timeStamp });
      begun = step.begun;
      if (step.action !== null && act(step.action)) event.preventDefault();
    };
    const readClick = ({ target }: MouseEvent): void => {
      const button = target instanceof Element ? target.closest<HTMLElement>('button[data-shortcut]') : null;
      const wanted = BUTTONS.find((action) => action === button?.dataset['shortcut']);
      if (wanted !== undefined) act(wanted);
    };
    document.addEventListener('keydown', read);
    document.addEventListener('click', readClick);
    for (const event of pressed) read(event);
    onRead();
    return () => {
      document.removeEventListener('keydown', read);
      document.removeEventListener('click', readClick);
    };
  }, [pressed, onRead]);

  return dialog?.shown;
}

/** What has not been loaded yet comes from the proxy, and that may be away. */
function NotLoaded() {
  return (
    <p role="alert" className="popover-menu fixed z-30">
      This could not be loaded: the Rollcall proxy does not answer. Reload the page once it does.
    </p>
  );
}

/** Goes by the link that is the only one of its kind on a page. */
function follow(selector: string): boolean {
  const link = document.querySelector<HTMLElement>(selector);
  link?.click();
  return link !== null;
}

/** False: this browser has none. */
function switchFullScreen(): boolean {
  if (!document.fullscreenEnabled) return false;
  if (document.fullscreenElement === null) void document.documentElement.requestFullscreen().catch(() => {});
  else void document.exitFullscreen().catch(() => {});
  return true;
}

function focusField(name: 'filter' | 'moment'): boolean {
  const field = document.querySelector<HTMLInputElement>(`input[data-shortcut="${name}"]`);
  field?.focus();
  field?.select();
  return field !== null;
}

import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { type Action, type Begun, press } from '../lib/keys.ts';
import { stepRow } from '../ui/row-focus.ts';
import { usePaths } from '../url/paths.ts';

type DialogName = 'palette' | 'help';
/** `which` null: a note that one could not be opened. */
type OpenDialog = { which: DialogName | null; shown: ReactNode };

const FIELDS = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]';
/** What is open over the page has keys of its own. */
const OVER_THE_PAGE = 'dialog, [role=dialog], [popover]';
/** How long (ms) the note stays to be read. */
const TOLD_FOR_MS = 8000;

/**
 * Does what the keys say, for the whole app. The dialogs that they open are loaded when they are first asked for.
 * `first`: what had it fetched, which may have been the first key.
 */
export function Keyboard({ first }: { first: Event | undefined }) {
  const navigate = useNavigate();
  const paths = usePaths();
  const { cluster } = useParams();
  const [dialog, setDialog] = useState<OpenDialog | null>(null);

  const close = (): void => setDialog(null);
  const open = (which: DialogName): void => {
    const load = async (): Promise<ReactNode> => {
      if (which === 'palette') {
        const { CommandPalette } = await import('./palette/CommandPalette.tsx');
        return <CommandPalette onClose={close} onHelp={() => open('help')} />;
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
  const act = useEffectEvent((action: Action): boolean => {
    switch (action) {
      case 'palette':
      case 'help':
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
      case 'previous':
        return follow('a[rel=prev]');
      case 'next':
        return follow('a[rel=next]');
      case 'filter':
        return focusFilter();
      case 'row-down':
        return stepRow('down');
      case 'row-up':
        return stepRow('up');
      case 'row-first':
        return stepRow('first');
      case 'row-last':
        return stepRow('last');
    }
  });

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
      if (target instanceof Element && target.closest('[data-shortcut="palette"]')) act('palette');
    };
    document.addEventListener('keydown', read);
    document.addEventListener('click', readClick);
    if (first instanceof KeyboardEvent) read(first);
    return () => {
      document.removeEventListener('keydown', read);
      document.removeEventListener('click', readClick);
    };
  }, [first]);

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

function focusFilter(): boolean {
  const field = document.querySelector<HTMLInputElement>('[data-shortcut="filter"]');
  field?.focus();
  field?.select();
  return field !== null;
}

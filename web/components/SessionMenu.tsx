import { useRef, useState } from 'react';
import { Link } from 'react-router';
import type { SessionViewer } from '~wire/session.ts';
import { canLogOut } from '~wire/session.ts';
import { logOut } from '../api/log-in.ts';
import { Foreign } from '../ui/Foreign.tsx';
import { Icon } from '../ui/Icon.tsx';
import { usePaths } from '../url/paths.ts';

const item = 'block w-full rounded-sm px-2.5 py-1.5 text-left hover:bg-hover';

/** Who is logged in, and the way out. Loaded only where somebody is. */
export function SessionMenu({ viewer }: { viewer: SessionViewer }) {
  const [problem, setProblem] = useState<string | null>(null);
  const paths = usePaths();
  const menu = useRef<HTMLDivElement>(null);
  const leave = (which: 'here' | 'everywhere'): void => {
    setProblem(null);
    logOut(which).catch((error: unknown) =>
      setProblem(error instanceof Error ? error.message : String(error)),
    );
  };
  return (
    <div className="flex min-w-0">
      <button
        type="button"
        popoverTarget="session"
        className="flex h-7 min-w-0 items-center gap-1 rounded-sm border border-line px-1.5 text-sm text-soft hover:bg-hover hover:text-ink"
      >
        <span className="sr-only">Logged in: </span>
        <Foreign text={viewer.name ?? viewer.by} className="one-line" />
        <Icon name="chevron" className="size-3.5 text-faint" />
      </button>
      <div
        ref={menu}
        id="session"
        popover="auto"
        role="group"
        aria-label="Session"
        className="popover-menu popover-menu-left min-w-64"
      >
        <p className="border-b border-line px-2.5 py-1.5">
          <Foreign text={viewer.name ?? viewer.by} className="font-semibold" />
          <span className="block text-sm text-faint">
            {viewer.role === 'operator' ? 'operator: reads all and writes notes' : 'viewer: reads all'}
          </span>
        </p>
        {viewer.role === 'operator' && (
          <Link to={paths.settings} onClick={() => menu.current?.hidePopover()} className={item}>
            How Rollcall is set up
          </Link>
        )}
        {canLogOut(viewer) && (
          <div>
            <button type="button" onClick={() => leave('here')} className={item}>
              Log out
            </button>
            <button type="button" onClick={() => leave('everywhere')} className={item}>
              Log out everywhere
              <span className="block text-sm text-faint">ends the sessions in all browsers</span>
            </button>
          </div>
        )}
        {problem !== null && (
          <p role="alert" className="px-2.5 py-1.5 text-sm">
            {problem}
          </p>
        )}
      </div>
    </div>
  );
}

import { useEffect } from 'react';
import { Outlet, useSearchParams } from 'react-router';
import { useStream } from '../../api/live-context.tsx';
import { Shortcuts } from '../../components/Shortcuts.tsx';
import { DisplayProvider } from '../../url/display.tsx';
import { useIdle } from './useIdle.ts';
import './wall.css';

/** For how long the cursor of a mouse stays after it was moved. */
const CURSOR_FOR_MS = 3000;

/** A screen without controls: all of it is the board, dark unless the address asks for light colours. Keys work there, too. */
export function WallFrame() {
  useStream();
  const [params] = useSearchParams();
  const theme = params.get('theme') === 'light' ? 'light' : 'dark';
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  const idle = useIdle(CURSOR_FOR_MS);
  return (
    <DisplayProvider>
      <div className={`fixed inset-0 overflow-hidden bg-page ${idle ? 'cursor-none' : ''}`}>
        <Outlet />
      </div>
      <Shortcuts />
    </DisplayProvider>
  );
}

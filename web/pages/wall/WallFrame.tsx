import { useEffect, useMemo } from 'react';
import { Outlet, useSearchParams } from 'react-router';
import { takeDisplayToken } from '../../api/display-token.ts';
import { useStream } from '../../api/live-context.tsx';
import { Shortcuts } from '../../components/Shortcuts.tsx';
import { DisplayProvider } from '../../url/display.tsx';
import { parseWallSettings } from '../../url/wall-settings.ts';
import { useStayKnown } from './useStayKnown.ts';
import { WallSettingsContext } from './wall-settings-context.ts';
import { SettingProblems } from './SettingProblems.tsx';
import { WallSound } from './WallSound.tsx';
import { WallScreen } from './WallScreen.tsx';
import { WallUpdate } from './WallUpdate.tsx';
import './wall.css';

export { WallFailed } from './WallFailed.tsx';

/** A screen without controls: all of it is the board, as its address wants it. Keys work there, too. */
export function WallFrame() {
  useStream();
  useStayKnown();
  useEffect(() => {
    // A link that differs from this page by its token alone loads nothing by itself.
    const enter = (): void => {
      if (takeDisplayToken()) location.reload();
    };
    window.addEventListener('hashchange', enter);
    return () => window.removeEventListener('hashchange', enter);
  }, []);
  const [params] = useSearchParams();
  const { settings, problems } = useMemo(() => parseWallSettings(params), [params]);
  const { theme, contrast } = settings;
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  useEffect(() => {
    document.documentElement.dataset['contrast'] = contrast;
    return () => {
      delete document.documentElement.dataset['contrast'];
    };
  }, [contrast]);
  return (
    <DisplayProvider>
      <WallSettingsContext value={settings}>
        <WallScreen
          notes={
            <>
              <SettingProblems problems={problems} />
              {settings.sound && <WallSound />}
            </>
          }
        >
          <WallUpdate />
          <Outlet />
        </WallScreen>
        <Shortcuts />
      </WallSettingsContext>
    </DisplayProvider>
  );
}

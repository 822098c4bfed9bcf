import type { CSSProperties } from 'react';
import { OtherDisplay } from '../../../url/display.tsx';
import type { WallChoice } from '../../../url/wall-link.ts';
import { TitleContext } from '../../../ui/usePageTitle.ts';
import { useSize } from '../../../ui/useSize.ts';
import { Followed } from '../Followed.tsx';
import { WallClusters } from '../WallClusters.tsx';
import { useSummaries } from '../useSummaries.ts';
import { type Size, readablePx } from '../wall-layout.ts';
import { WallSettingsContext, useWallSettings } from '../wall-settings-context.ts';
import '../wall.css';

/** Screens to try it on, with their most usual sizes. */
export const SCREENS = {
  wide: { widthPx: 1920, heightPx: 1080 },
  upright: { widthPx: 1080, heightPx: 1920 },
} as const satisfies Record<string, Size>;
export type Screen = keyof typeof SCREENS;

type WallPreviewProps = { choice: WallChoice; on: Screen };

/** The wall itself with these settings, made small: live, but out of reach of keys, pointers and screen readers. */
export function WallPreview({ choice: { cluster, settings }, on }: WallPreviewProps) {
  const { ref, size } = useSize();
  const screen = SCREENS[on];
  const factor = (size?.widthPx ?? 0) / screen.widthPx;
  const { theme, zone } = settings;
  const glass: CSSProperties = {
    width: screen.widthPx,
    height: screen.heightPx,
    transform: `scale(${factor})`,
    transformOrigin: 'top left',
    // The colours of tokens follow this, wherever they are used.
    ...(theme === 'system' ? {} : { colorScheme: theme }),
  };
  return (
    <div
      ref={ref}
      inert
      aria-hidden="true"
      data-preview
      style={{ aspectRatio: `${screen.widthPx} / ${screen.heightPx}` }}
      className="relative w-full overflow-hidden rounded-md border border-edge"
    >
      {factor > 0 && (
        <div
          style={glass}
          data-contrast={settings.contrast}
          className="absolute top-0 left-0 overflow-hidden bg-page text-ink"
        >
          <OtherDisplay display={{ theme, zone }}>
            <WallSettingsContext value={settings}>
              <TitleContext value={null}>
                {cluster === null ? <WallClusters /> : <OneCluster cluster={cluster} screenPx={screen} />}
              </TitleContext>
            </WallSettingsContext>
          </OtherDisplay>
        </div>
      )}
    </div>
  );
}

function OneCluster({ cluster, screenPx }: { cluster: string; screenPx: Size }) {
  const { scale } = useWallSettings();
  const summary = useSummaries().clusters.find(({ key }) => key === cluster);
  return summary === undefined ? (
    <p style={{ fontSize: readablePx(screenPx) * 2 }} className="p-[1em]">
      There is no cluster of this name.
    </p>
  ) : (
    <Followed summary={summary} unitPx={readablePx(screenPx, scale)} />
  );
}

import { StatusShape, TONES } from '../../components/StatusShape.tsx';
import { emWidth } from '../../lib/text-fit.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import { useSize } from '../../ui/useSize.ts';
import { Followed, FollowedAhead } from './Followed.tsx';
import { useTurn } from './useTurn.ts';
import { readablePx } from './wall-layout.ts';
import { useWallSettings } from './wall-settings-context.ts';
import { type WallSummary, levelLook } from './wall-summary.ts';

/** In units. */
const STRIP = { height: 1.9, gap: 1.1, shape: 1.2, pad: 0.75, rest: 4, longestName: 12 } as const;

type WallRotationProps = { clusters: readonly WallSummary[]; periodMs: number; nowMs: number };

/** One cluster after the other as its board, below a strip with all of them. `clusters`: the worst first; `nowMs`: of the turn. */
export function WallRotation({ clusters, periodMs, nowMs }: WallRotationProps) {
  const { ref, size } = useSize();
  const { scale } = useWallSettings();
  const turn = useTurn(clusters, periodMs, nowMs);
  if (size === null || turn === null) return <div ref={ref} className="absolute inset-0" />;
  const unitPx = readablePx(size, scale);
  const { cluster, next, shown } = turn;
  return (
    <div ref={ref} style={{ fontSize: unitPx, lineHeight: 1.2 }} className="absolute inset-0 flex flex-col">
      <header className="shrink-0">
        <Strip
          clusters={clusters}
          current={cluster.key}
          shown={shown}
          widthPx={size.widthPx}
          unitPx={unitPx}
        />
      </header>
      <div className="relative min-h-0 flex-1">
        <Followed key={cluster.key} summary={cluster} unitPx={unitPx} />
      </div>
      {next.key !== cluster.key && <FollowedAhead cluster={next.key} />}
    </div>
  );
}

type StripProps = {
  clusters: readonly WallSummary[];
  current: string;
  shown: number;
  widthPx: number;
  unitPx: number;
};

/** Every cluster with its form and name, as many as fit, the worst first; what is not well with its level in words. */
function Strip({ clusters, current, shown, widthPx, unitPx }: StripProps) {
  const named = fitting(clusters, current, widthPx / unitPx);
  const rest = clusters.length - named.length;
  return (
    <ul
      aria-label="Clusters"
      style={{ height: unitPx * STRIP.height, gap: unitPx * STRIP.gap, paddingInline: unitPx * STRIP.pad }}
      className="flex items-stretch overflow-hidden border-b border-line bg-sunken whitespace-nowrap"
    >
      {named.map((cluster) => {
        const { shape, past, word } = levelLook(cluster);
        const isCurrent = cluster.key === current;
        return (
          <li
            key={cluster.key}
            aria-current={isCurrent || undefined}
            style={{ gap: unitPx * 0.4 }}
            className={`relative flex min-w-0 shrink-0 items-center ${isCurrent ? 'font-semibold text-ink' : 'text-soft'} ${TONES[past ? 'unknown' : shape]}`}
          >
            <StatusShape shape={shape} past={past} className="size-[0.8em]" />
            <span style={{ maxWidth: unitPx * STRIP.longestName }} className="one-line">
              <Foreign text={cluster.name} />
            </span>
            {cluster.level !== 'ok' && <span className="text-tone">{word}</span>}
            {isCurrent && (
              <span aria-hidden="true" className="absolute inset-x-0 bottom-0 h-[0.16em] bg-line">
                <span style={{ width: `${shown * 100}%` }} className="absolute inset-y-0 left-0 bg-accent" />
              </span>
            )}
          </li>
        );
      })}
      {rest > 0 && <li className="flex items-center text-soft">and {rest} more</li>}
    </ul>
  );
}

/** As many as fit into a line of `roomEm`, the one that is shown always among them. */
function fitting(clusters: readonly WallSummary[], current: string, roomEm: number): WallSummary[] {
  const widthOf = (cluster: WallSummary): number => {
    const { name, level } = cluster;
    const word = level === 'ok' ? 0 : emWidth(levelLook(cluster).word) + 0.4;
    // The bold letters of the current one are a little wider.
    return STRIP.shape + Math.min(emWidth(name) * 1.06, STRIP.longestName) + word + STRIP.gap;
  };
  const first = clusters.find(({ key }) => key === current);
  let leftEm = roomEm - 2 * STRIP.pad - STRIP.rest - (first === undefined ? 0 : widthOf(first));
  return clusters.filter((cluster) => {
    if (cluster.key === current) return true;
    leftEm -= widthOf(cluster);
    return leftEm >= 0;
  });
}

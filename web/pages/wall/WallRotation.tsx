import { StatusShape, TONES } from '../../components/StatusShape.tsx';
import { Foreign } from '../../ui/Foreign.tsx';
import { useSize } from '../../ui/useSize.ts';
import { Followed, FollowedAhead } from './Followed.tsx';
import { useTurn } from './useTurn.ts';
import { readablePx } from './wall-layout.ts';
import { STRIP, stripLayout } from './wall-strip.ts';
import { useWallSettings } from './wall-settings-context.ts';
import { type WallSummary, levelLook } from './wall-summary.ts';

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
  const { entries, rest } = stripLayout(clusters, current, widthPx / unitPx);
  return (
    <ul
      aria-label="Clusters"
      style={{ height: unitPx * STRIP.height, gap: unitPx * STRIP.gap, paddingInline: unitPx * STRIP.pad }}
      className="flex items-stretch overflow-hidden border-b border-line bg-sunken whitespace-nowrap"
    >
      {entries.map(({ cluster, name, word }) => {
        const { shape, past } = levelLook(cluster);
        const isCurrent = cluster.key === current;
        return (
          <li
            key={cluster.key}
            aria-current={isCurrent || undefined}
            style={{ gap: unitPx * STRIP.between }}
            className={`relative flex min-w-0 shrink-0 items-center ${isCurrent ? 'font-semibold text-ink' : 'text-soft'} ${TONES[past ? 'unknown' : shape]}`}
          >
            <StatusShape shape={shape} past={past} className="size-[0.8em]" />
            <Foreign text={name} />
            {word !== null && <span className="text-tone">{word}</span>}
            {isCurrent && (
              <span aria-hidden="true" className="absolute inset-x-0 bottom-0 h-[0.16em] bg-line">
                <span style={{ width: `${shown * 100}%` }} className="absolute inset-y-0 left-0 bg-accent" />
              </span>
            )}
          </li>
        );
      })}
      {rest !== '' && <li className="flex shrink-0 items-center text-soft">{rest}</li>}
    </ul>
  );
}

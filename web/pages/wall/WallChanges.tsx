import type { ClusterView } from '~wire/delta.ts';
import { emWidth } from '../../lib/text-fit.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import { useZone } from '../../url/display.tsx';
import { FRESH_MS, STEADY_MS } from './marks.ts';
import { subjectOf, timeOf, toldChanges } from './told-changes.ts';
import { BOLD } from './wall-grid.ts';

const CHANGES = 3;

/** Between the time, who did it, and what it was, em. */
const SPACES_EM = 0.6;

/** `roomEm`: how long a line may be. */
type WallChangesProps = { view: Pick<ClusterView, 'changes' | 'flapping'>; nowMs: number; roomEm: number };

/** The last changes: the newest stand out, and what is long over steps back. */
export function WallChanges({ view, nowMs, roomEm }: WallChangesProps) {
  const zone = useZone();
  const told = toldChanges(view, nowMs, CHANGES);
  return (
    <ol aria-label="Last changes" className="min-w-0 flex-1">
      {told.length === 0 && <li className="text-soft">Nothing has changed so far.</li>}
      {told.map((each) => {
        const { key, atMs, words } = each;
        const time = timeOf(atMs, zone, nowMs);
        const subject = subjectOf(each, (roomEm - emWidth(time) - emWidth(words) - SPACES_EM) / BOLD);
        const agoMs = nowMs - atMs;
        const fresh = agoMs <= FRESH_MS;
        return (
          <li
            key={key}
            data-fresh={fresh || undefined}
            className={`one-line py-[0.12em] ${fresh ? 'wall-fresh-line' : agoMs > STEADY_MS ? 'text-soft' : ''}`}
          >
            <span className="text-soft">{time}</span>{' '}
            {subject !== '' && <Foreign text={subject} className="font-semibold" />} <Foreign text={words} />
          </li>
        );
      })}
    </ol>
  );
}
